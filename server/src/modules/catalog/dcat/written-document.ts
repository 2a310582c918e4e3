import { dcatMediaTypes, dcatSuffixes, type DcatSuffix } from '@karez/contract/catalog-dcat';
import type { Download } from '@karez/contract/route';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { acceptedType } from '#platform/http/negotiation';
import type { Graph } from './rdf-graph.ts';
import { writeJsonLd } from './write-json-ld.ts';
import { writeRdfXml } from './write-rdf-xml.ts';
import { writeTurtle } from './write-turtle.ts';

const writers: Readonly<Record<DcatSuffix, (graph: Graph) => string>> = { jsonld: writeJsonLd, ttl: writeTurtle, rdf: writeRdfXml };

/** The form that an address names by its suffix, else the one that `Accept` asks for most. */
export function formOf({ suffix, accept }: { suffix: string | undefined; accept: string | null }): DcatSuffix | Refusal {
  const named = dcatSuffixes.find((known) => known === suffix);
  if (named !== undefined) return named;
  const offered = dcatSuffixes.map((known) => dcatMediaTypes[known]);
  const chosen = acceptedType(accept, offered);
  const found = dcatSuffixes.find((known) => dcatMediaTypes[known] === chosen);
  return found ?? refuse('request.not-acceptable', { offered: offered.join(', ') });
}

/** The graph in a form, as a file. */
export function writtenDocument(graph: Graph, { form, name }: { form: DcatSuffix; name: string }): Download & { content: Uint8Array } {
  // A text/* type without a charset is read as something else than UTF-8 by some.
  const contentType = form === 'ttl' ? `${dcatMediaTypes.ttl}; charset=utf-8` : dcatMediaTypes[form];
  return { fileName: `${name}.${form}`, contentType, content: Buffer.from(writers[form](graph), 'utf8') };
}
