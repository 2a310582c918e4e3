import { prefixes, prefixNames, withoutHidden, type Graph, type Term, type Thing } from './rdf-graph.ts';

const unicodeEscape = (codePoint: number): string => `\\u${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
const named: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string): string {
  return `"${withoutHidden(
    text.replace(/[\\"\n\r\t]/g, (sign) => named[sign] ?? sign),
    unicodeEscape,
  )}"`;
}

function address(iri: string): string {
  // oxlint-disable-next-line no-control-regex -- what an IRIREF of Turtle may not hold as it is
  return `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (sign) => unicodeEscape(sign.charCodeAt(0)))}>`;
}

function value(term: Term): string {
  if (term.kind === 'iri') return address(term.iri);
  if (term.kind === 'typed') return `${quoted(term.text)}^^${term.type}`;
  return term.language === null ? quoted(term.text) : `${quoted(term.text)}@${term.language}`;
}

function statements({ iri, types, properties }: Thing): string {
  const lines = [...(types.length === 0 ? [] : [`a ${types.join(', ')}`]), ...properties.map(([name, term]) => `${name} ${value(term)}`)];
  return lines.length === 0 ? '' : `${address(iri)} ${lines.join(' ;\n  ')} .\n`;
}

/** The graph as Turtle (RDF 1.1). */
export function writeTurtle(graph: Graph): string {
  const heads = prefixNames.map((name) => `@prefix ${name}: <${prefixes[name]}> .`);
  return `${heads.join('\n')}\n\n${graph.map(statements).join('\n')}`;
}
