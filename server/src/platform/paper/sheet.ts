/** Space around the text, in points (2 cm). */
export const margin = 56.69;
const A4 = { width: 595.28, height: 841.89 };
export const pageWidth = A4.width - 2 * margin;
const pageEnd = A4.height - margin;

/** Where the drawing stands: the document, and how far down the page it is used. */
export type Sheet = {
  readonly document: PDFKit.PDFDocument;
  /** Makes a text fit for the font. */
  readonly printable: (text: string) => string;
  y: number;
};

/** Controls other than line breaks, and marks that steer direction or cannot be seen. */
const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function newSheet(document: PDFKit.PDFDocument): Sheet {
  const isKnown = knownBy(document);
  const shown = (letter: string): string => {
    const code = letter.codePointAt(0) ?? 0;
    return letter === '\n' || isKnown(code) ? letter : `[U+${code.toString(16).toUpperCase()}]`;
  };
  const printable = (text: string) => Array.from(text.replaceAll(unseen, ''), shown).join('');
  return { document, printable, y: margin };
}

/** Whether the present font has a character: its typings do not say so, the font below them does. */
function knownBy(document: PDFKit.PDFDocument): (code: number) => boolean {
  const font: unknown = inside(inside(document, '_font'), 'font');
  const has: unknown = inside(font, 'hasGlyphForCodePoint');
  if (typeof has !== 'function') throw new Error('the font of a paper cannot be asked for its characters');
  return (code) => Reflect.apply(has, font, [code]) === true;
}

const inside = (owner: unknown, name: string): unknown =>
  typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;

export const roomOn = (sheet: Sheet): number => pageEnd - sheet.y;

/** Goes on to a new page where less than `height` is left. */
export function ensureRoom(sheet: Sheet, height: number): void {
  if (roomOn(sheet) < height) newPage(sheet);
}

export function newPage(sheet: Sheet): void {
  sheet.document.addPage();
  sheet.y = margin;
}

/** The longest beginning of a text that fits into a height, and what is left of it. At least one letter is taken, so that it ends. */
export function splitToFit(sheet: Sheet, text: string, room: { width: number; height: number }): [taken: string, left: string] {
  const { document } = sheet;
  const fits = (length: number) => document.heightOfString(letters.slice(0, length).join(''), { width: room.width }) <= room.height;
  const letters = Array.from(text);
  if (fits(letters.length)) return [text, ''];
  let [least, most] = [1, letters.length];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle;
  }
  return [letters.slice(0, least).join(''), letters.slice(least).join('')];
}
