/** Prefixes of every vocabulary that a document uses. */
export const prefixes = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;
type Prefix = keyof typeof prefixes;
export const prefixNames = Object.keys(prefixes).filter((name): name is Prefix => name in prefixes);

/** A property or class of one of the vocabularies: `dct:title`. */
export type Name = `${Prefix}:${string}`;
export type RdfLanguage = 'zh' | 'ug' | 'en';

export type Term =
  | { readonly kind: 'iri'; readonly iri: string }
  | { readonly kind: 'text'; readonly text: string; readonly language: RdfLanguage | null }
  | { readonly kind: 'typed'; readonly text: string; readonly type: Name };
export type Property = readonly [name: Name, value: Term];

/** A described thing. Nothing is blank: every thing has an address, so two documents that tell of it can be joined. */
export type Thing = { readonly iri: string; readonly types: readonly Name[]; readonly properties: readonly Property[] };
export type Graph = readonly Thing[];

/**
 * The text as all three forms can carry it: XML 1.0 has no place for some control characters and for U+FFFE and U+FFFF, so each stands as U+FFFD,
 * in the other forms too, or the same address would tell two things.
 */
function carried(value: string): string {
  return value.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

export function iri(address: string): Term {
  return { kind: 'iri', iri: address };
}

export function text(value: string, language: RdfLanguage | null = null): Term {
  return { kind: 'text', text: carried(value), language };
}

/** A day without a time: `2026-11-23`. */
export function day(value: string): Term {
  return { kind: 'typed', text: value, type: 'xsd:date' };
}

export function count(value: number): Term {
  return { kind: 'typed', text: String(value), type: 'xsd:integer' };
}

/** A property of each value; an empty text and null are no value. */
export function property(name: Name, ...values: readonly (Term | null)[]): Property[] {
  return values.flatMap((value) => (value === null || (value.kind === 'text' && value.text === '') ? [] : [[name, value] as const]));
}

/** The whole address of a name. */
export function addressOf(name: Name): string {
  const colon = name.indexOf(':');
  const prefix = prefixNames.find((known) => known === name.slice(0, colon));
  if (prefix === undefined) throw new Error(`${name} has no known prefix`);
  return `${prefixes[prefix]}${name.slice(colon + 1)}`;
}

/** Each thing once, where several tell of the same publisher, category or format. */
export function withoutRepeats(things: readonly Thing[]): Graph {
  return [...new Map(things.map((thing) => [thing.iri, thing])).values()];
}

/**
 * Characters that a reader of the document would not see, or that would turn the order in which it is shown: written as escapes in every form.
 * Control characters, marks and overrides of direction, joiners, line and paragraph separators, the byte order mark.
 */
export function withoutHidden(written: string, escape: (codePoint: number) => string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return written.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g, (sign) =>
    escape(sign.charCodeAt(0)),
  );
}
