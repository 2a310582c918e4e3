/** The two-byte characters of GB18030, from what the platform's own decoder makes of every pair of bytes. */
function twoByteCharacters(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030');
  const known = new Map<string, readonly [number, number]>();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (second !== 0x7f && character.length === 1 && !known.has(character)) known.set(character, [first, second]);
    }
  }
  return known;
}

/** ASCII and common Chinese text in GB18030, as an office program saves a CSV file; for tests, since Node only reads it. */
export function gb18030Of(text: string): Buffer {
  const known = twoByteCharacters();
  const bytes: number[] = [];
  for (const character of text) {
    const pair = known.get(character);
    if (pair) bytes.push(...pair);
    else if (character.charCodeAt(0) < 0x80) bytes.push(character.charCodeAt(0));
    else throw new Error(`a character beyond two bytes: ${character}`);
  }
  return Buffer.from(bytes);
}
