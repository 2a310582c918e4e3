/**
 * Words that were almost typed right. A word in letters (Latin, Uyghur) may have one letter wrong, missing or too many, from four letters on,
 * and begins where a word begins; a word in Chinese may have one character missing or too many, from three on, or one wrong, from four on.
 */
export type NearWord = { readonly spelled: boolean; readonly shapes: readonly Shape[] };

/** A text is near when it holds head and tail with exactly `gap` characters of any kind in between. */
export type Shape = { readonly head: string; readonly gap: 0 | 1; readonly tail: string };

const inLetters = /^[\p{Script=Latin}\p{Script=Arabic}\d_]+$/u;
const LETTERS_MIN = 4;
const CHARACTERS_MIN = 3;
const CHARACTERS_WITH_ONE_WRONG_MIN = 4;

/** The shapes that a text may have instead of the word; none when the word is too short to guess. */
export function nearWord(word: string): NearWord {
  const characters = Array.from(word);
  const spelled = inLetters.test(word);
  if (characters.length < (spelled ? LETTERS_MIN : CHARACTERS_MIN) || !/\p{L}/u.test(word)) return { spelled, shapes: [] };
  return { spelled, shapes: characters.flatMap((_character, at) => shapesAt(characters, { at, spelled })) };
}

function shapesAt(characters: readonly string[], { at, spelled }: { at: number; spelled: boolean }): Shape[] {
  const head = characters.slice(0, at).join('');
  const from = characters.slice(at).join('');
  const behind = characters.slice(at + 1).join('');
  const missing: Shape[] = at === 0 ? [] : [{ head, gap: 1, tail: from }];
  const wrong: Shape[] = spelled || characters.length >= CHARACTERS_WITH_ONE_WRONG_MIN ? [{ head, gap: 1, tail: behind }] : [];
  return [{ head, gap: 0, tail: behind }, ...missing, ...wrong];
}

/** Where a folded text is near the word, `[from, to)` in UTF-16 units; null when nowhere. */
export function nearRange(text: string, { spelled, shapes }: NearWord): readonly [number, number] | null {
  for (const shape of shapes) {
    const found = shapeIn(text, shape, spelled);
    if (found) return found;
  }
  return null;
}

function shapeIn(text: string, { head, gap, tail }: Shape, fromWordStart: boolean): readonly [number, number] | null {
  const first = gap === 0 ? head + tail : head;
  for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
    const to = gap === 0 ? at + first.length : behindGap(text, { from: at + head.length, tail });
    if (to !== null && !(fromWordStart && isInsideWord(text, at))) return [at, to];
    if (first === '' && at >= text.length) return null;
  }
  return null;
}

function behindGap(text: string, { from, tail }: { from: number; tail: string }): number | null {
  const any = text.codePointAt(from);
  if (any === undefined || any === 32) return null;
  const next = from + (any > 0xffff ? 2 : 1);
  return text.startsWith(tail, next) ? next + tail.length : null;
}

function isInsideWord(text: string, at: number): boolean {
  return at > 0 && /[\p{Script=Latin}\p{Script=Arabic}\d]/u.test(text.charAt(at - 1));
}
