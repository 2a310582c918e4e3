import { existsSync, readFileSync } from 'node:fs';
import jsonld from 'jsonld';
import { Parser, Store, type Quad } from 'n3';
import Validator from 'rdf-validate-shacl';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { addressOf, type Graph, type Term } from './rdf-graph.ts';

/** Readers that share no code with the writers: each form by a parser of its own. */
export async function quadsIn(form: string, written: string): Promise<Quad[]> {
  if (form === 'ttl') return new Parser({ format: 'text/turtle' }).parse(written);
  if (form === 'rdf') return rdfXmlQuads(written);
  const quads: unknown = await jsonld.toRDF(JSON.parse(written), { format: 'application/n-quads' });
  return new Parser({ format: 'application/n-quads' }).parse(typeof quads === 'string' ? quads : '');
}

async function rdfXmlQuads(written: string): Promise<Quad[]> {
  const parser = new RdfXmlParser();
  const quads: Quad[] = [];
  parser.on('data', (quad: Quad) => quads.push(quad));
  const ended = new Promise<void>((resolve, reject) => parser.on('end', resolve).on('error', reject));
  parser.write(written);
  parser.end();
  await ended;
  return quads;
}

type Triple = readonly [subject: string, predicate: string, kind: string, value: string, language: string, type: string];
const line = (triple: Triple): string => JSON.stringify(triple);
const plain = 'http://www.w3.org/2001/XMLSchema#string';
const tagged = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString';

/** Every triple once, in one order, so that two graphs are the same when their lines are. */
export function linesOf(quads: readonly Quad[]): string[] {
  const lines = quads.map(({ subject, predicate, object }) =>
    object.termType === 'Literal'
      ? line([subject.value, predicate.value, 'Literal', object.value, object.language, object.datatype.value])
      : line([subject.value, predicate.value, object.termType, object.value, '', '']),
  );
  return [...new Set(lines)].toSorted();
}

function lineOf(subject: string, predicate: string, term: Term): string {
  if (term.kind === 'iri') return line([subject, predicate, 'NamedNode', term.iri, '', '']);
  if (term.kind === 'typed') return line([subject, predicate, 'Literal', term.text, '', addressOf(term.type)]);
  return line([subject, predicate, 'Literal', term.text, term.language ?? '', term.language === null ? plain : tagged]);
}

/** What a graph says, in the same lines. */
export function linesOfGraph(graph: Graph): string[] {
  const lines = graph.flatMap(({ iri, types, properties }) => [
    ...types.map((type) => line([iri, addressOf('rdf:type'), 'NamedNode', addressOf(type), '', ''])),
    ...properties.map(([name, term]) => lineOf(iri, addressOf(name), term)),
  ]);
  return [...new Set(lines)].toSorted();
}

const shapesFile = new URL('../../../../../../shared/data/dcat-ap/dcat-ap-3.0.0-SHACL.ttl', import.meta.url);
/** The official shapes are not part of the project: CI has them beside it, a user's machine need not. */
export const shapesAbsent = existsSync(shapesFile) ? undefined : 'the shapes of DCAT-AP 3.0.0 are not in ../shared/data/dcat-ap';

const readShapes = (): Store => new Store(new Parser().parse(readFileSync(shapesFile, 'utf8')));
let shapes: Store | undefined;

/** What a validator that is not ours finds wrong under the official shapes of DCAT-AP 3.0.0, warnings too. */
export async function findingsIn(quads: readonly Quad[]): Promise<string[]> {
  shapes ??= readShapes();
  const report = await new Validator(shapes).validate(new Store([...quads]));
  return report.results.map((found) =>
    [found.severity, found.focusNode, found.path, found.sourceConstraintComponent].map((term) => term?.value ?? '').join(' '),
  );
}
