import { dcatSuffixes, type DcatSuffix } from '@karez/contract/catalog-dcat';
import fc from 'fast-check';
import { describeCatalogue } from '../server/src/modules/catalog/dcat/describe-catalogue.ts';
import type { Graph } from '../server/src/modules/catalog/dcat/rdf-graph.ts';
import { anyPage } from '../server/src/modules/catalog/dcat/test-entries.ts';
import { findingsIn, quadsIn, shapesAbsent } from '../server/src/modules/catalog/dcat/test-rdf.ts';
import { writtenDocument } from '../server/src/modules/catalog/dcat/written-document.ts';
import type { Measured } from './measured.ts';

const pages = 40;
const entriesEach = 12;
const seed = 20_261_123;

async function findings(graph: Graph, form: DcatSuffix): Promise<{ triples: number; found: readonly string[] }> {
  const { content } = writtenDocument(graph, { form, name: 'page' });
  const quads = await quadsIn(form, Buffer.from(content).toString('utf8'));
  return { triples: quads.length, found: await findingsIn(quads) };
}

/** The page without the publisher's name: what the shapes must find, or the validator is none. */
function broken(graph: Graph): Graph {
  return graph.map((thing) => ({ ...thing, properties: thing.properties.filter(([name]) => name !== 'foaf:name') }));
}

/**
 * The report of the official shapes of DCAT-AP 3.0.0 (SHACL, warnings too) on pages of the catalogue in every form that it is written in: entries with
 * whatever a field may hold, from a fixed seed. Not a timing: `ratio` is the number of findings, and every one is in the notes.
 */
export async function measure(): Promise<Measured> {
  if (shapesAbsent !== undefined) throw new Error(shapesAbsent);
  const sampled = fc.sample(anyPage(entriesEach), { seed, numRuns: pages });
  const graphs = sampled.map(({ page, described }) => ({ entries: page.entries.length, graph: describeCatalogue(page, described) }));
  const notes: string[] = [`seed ${seed}, ${pages} pages of up to ${entriesEach} entries; read back by parsers that are not ours`];
  const rounds = [];
  let total = 0;
  for (const form of dcatSuffixes) {
    const counted = { entries: 0, triples: 0, findings: 0, findingsWhenBroken: 0 };
    for (const { entries, graph } of graphs) {
      const { triples, found } = await findings(graph, form);
      const wrong = await findings(broken(graph), form);
      counted.entries += entries;
      counted.triples += triples;
      counted.findings += found.length;
      counted.findingsWhenBroken += wrong.found.length > 0 ? 1 : 0;
      notes.push(...found.map((one) => `${form}: ${one}`));
    }
    notes.push(`${form}: round ${rounds.length + 1}`);
    rounds.push({ pages, ...counted });
    total += counted.findings;
  }
  const isAlive = rounds.every(({ findingsWhenBroken }) => findingsWhenBroken === pages);
  return {
    rounds,
    ratio: total,
    target: 'no finding of the shapes of DCAT-AP 3.0.0 in any form, and findings in every page that lacks its publisher’s name',
    met: total === 0 && isAlive,
    notes,
  };
}
