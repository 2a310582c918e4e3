/** A JSON object of a document that nobody vouches for. */
export type Document = Readonly<Record<string, unknown>>;

/** References that are followed in a row. */
const referencesMax = 20;

export function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A text of the document, without control characters, at most so long; '' where it is none. */
export function textOf(value: unknown, charactersMax: number): string {
  if (typeof value !== 'string') return '';
  const plain = Array.from(value.slice(0, charactersMax), (character) =>
    character < ' ' || character === '\u007f' ? ' ' : character,
  ).join('');
  return plain.trim();
}

/** The value that a reference of this document means; undefined where it leads outside, nowhere, or in a circle. */
export function resolved(document: Document, value: unknown): unknown {
  let current = value;
  for (let count = 0; count < referencesMax; count++) {
    if (!isObject(current) || !isText(current['$ref'])) return current;
    current = pointedAt(document, current['$ref']);
  }
  return undefined;
}

function pointedAt(document: Document, pointer: string): unknown {
  if (!pointer.startsWith('#/') || pointer.length > 500) return undefined;
  let at: unknown = document;
  for (const part of pointer.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    // Own members only: a pointer to `constructor` or `__proto__` means nothing.
    if (!isObject(at) || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at;
}
