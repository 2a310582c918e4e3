/** An opening (or empty) tag: its local name and the text of its attributes. */
export type XmlTag = { readonly name: string; readonly attributes: string };

const tag = /<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:\s[^<>]*)?)>/gu;
/** No tag of a spreadsheet is longer; a longer one is kept no further. */
const tagCharactersMax = 64 * 1024;

/**
 * Makes a scanner that is fed a document piece by piece and reports each opening tag once, also one that is split between
 * two pieces. It builds no tree and expands no entity; closing tags, text and comments are passed over.
 */
export function tagScanner(onTag: (seen: XmlTag) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const text = rest + piece;
    for (const match of text.matchAll(tag)) onTag({ name: match[1] ?? '', attributes: match[2] ?? '' });
    const lastOpen = text.lastIndexOf('<');
    const isSplit = lastOpen !== -1 && text.indexOf('>', lastOpen) === -1 && text.length - lastOpen < tagCharactersMax;
    rest = isSplit ? text.slice(lastOpen) : '';
  };
}

/** All opening tags of a short document. */
export function tagsOf(text: string): readonly XmlTag[] {
  const tags: XmlTag[] = [];
  tagScanner((seen) => tags.push(seen))(text);
  return tags;
}

/** The value of one attribute by its local name, with the five predefined entities and character references resolved. */
export function attributeOf(seen: XmlTag, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(seen.attributes);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decodeEntities(value);
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x[0-9a-f]{1,6}|#\d{1,7}|lt|gt|amp|quot|apos);/giu, (whole) => {
    const inner = whole.slice(1, -1).toLowerCase();
    if (!inner.startsWith('#')) return named[inner] ?? whole;
    const point = inner.startsWith('#x') ? Number.parseInt(inner.slice(2), 16) : Number(inner.slice(1));
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
