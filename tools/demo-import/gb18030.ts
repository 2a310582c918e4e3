/** Bytes of every character of the Basic Multilingual Plane that GB 18030 encodes in two or four bytes, found by decoding them all. */
function bytesByCharacter(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map<string, Buffer>();
  const learn = (sequence: readonly number[]) => {
    const encoded = Buffer.from(sequence);
    const character = decoder.decode(encoded);
    if (character.length === 1 && character !== '\uFFFD' && !bytes.has(character)) bytes.set(character, encoded);
  };
  for (let first = 0x81; first <= 0xfe; first += 1) for (let second = 0x40; second <= 0xfe; second += 1) learn([first, second]);
  for (let first = 0x81; first <= 0x84; first += 1) {
    for (let rest = 0; rest < 12_600; rest += 1) {
      learn([first, 0x30 + Math.floor(rest / 1260), 0x81 + (Math.floor(rest / 10) % 126), 0x30 + (rest % 10)]);
    }
  }
  return bytes;
}

/** Makes a writer of GB 18030, which Node reads but does not write; characters beyond the first plane are refused by throwing. */
export function gb18030Encoder(): (text: string) => Buffer {
  const bytes = bytesByCharacter();
  return (text) =>
    Buffer.concat(
      Array.from(text, (character) => {
        const encoded = character < '\u0080' ? Buffer.from(character, 'latin1') : bytes.get(character);
        if (!encoded) throw new Error(`no GB 18030 code for U+${character.codePointAt(0)?.toString(16)}`);
        return encoded;
      }),
    );
}
