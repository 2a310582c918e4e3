import { addressOf, prefixes, prefixNames, withoutHidden, type Graph, type Property, type Thing } from './rdf-graph.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return withoutHidden(
    text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign),
    (codePoint) => `&#x${codePoint.toString(16).toUpperCase()};`,
  );
}

function element([name, term]: Property): string {
  if (term.kind === 'iri') return `  <${name} rdf:resource="${escaped(term.iri)}"/>`;
  const attribute = term.kind === 'typed' ? ` rdf:datatype="${addressOf(term.type)}"` : languageOf(term.language);
  return `  <${name}${attribute}>${escaped(term.text)}</${name}>`;
}

function languageOf(language: string | null): string {
  return language === null ? '' : ` xml:lang="${language}"`;
}

function description({ iri, types, properties }: Thing): string {
  const lines = [...types.map((type) => `  <rdf:type rdf:resource="${addressOf(type)}"/>`), ...properties.map(element)];
  return ` <rdf:Description rdf:about="${escaped(iri)}">\n${lines.join('\n')}\n </rdf:Description>\n`;
}

/** The graph as RDF/XML (RDF 1.1). */
export function writeRdfXml(graph: Graph): string {
  const namespaces = prefixNames.map((name) => ` xmlns:${name}="${prefixes[name]}"`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${namespaces}>\n${graph.map(description).join('')}</rdf:RDF>\n`;
}
