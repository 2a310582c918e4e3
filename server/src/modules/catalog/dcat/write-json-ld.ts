import { prefixes, withoutHidden, type Graph, type Term, type Thing } from './rdf-graph.ts';

function value(term: Term): Record<string, string> {
  if (term.kind === 'iri') return { '@id': term.iri };
  if (term.kind === 'typed') return { '@value': term.text, '@type': term.type };
  return term.language === null ? { '@value': term.text } : { '@value': term.text, '@language': term.language };
}

function node({ iri, types, properties }: Thing): Record<string, unknown> {
  const values = new Map<string, Record<string, string>[]>();
  for (const [name, term] of properties) values.set(name, [...(values.get(name) ?? []), value(term)]);
  return { '@id': iri, ...(types.length === 0 ? {} : { '@type': types }), ...Object.fromEntries(values) };
}

/** The graph as JSON-LD 1.1 with its context inside: reading it fetches nothing. */
export function writeJsonLd(graph: Graph): string {
  const written = JSON.stringify({ '@context': prefixes, '@graph': graph.map(node) }, null, 1);
  return withoutHidden(written, (codePoint) => `\\u${codePoint.toString(16).padStart(4, '0')}`);
}
