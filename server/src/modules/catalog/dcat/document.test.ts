import { dcatSuffixes } from '@karez/contract/catalog-dcat';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeCatalogue } from './describe-catalogue.ts';
import { text, type Graph } from './rdf-graph.ts';
import { anyPage, anyText } from './test-entries.ts';
import { findingsIn, linesOf, linesOfGraph, quadsIn, shapesAbsent } from './test-rdf.ts';
import { writtenDocument } from './written-document.ts';

const written = (graph: Graph, form: (typeof dcatSuffixes)[number]): string =>
  Buffer.from(writtenDocument(graph, { form, name: 'a' }).content).toString('utf8');
const saying = (words: string): Graph => [
  { iri: 'https://karez.example/a', types: ['dcat:Dataset'], properties: [['dct:title', text(words, 'zh')]] },
];

describe.each(dcatSuffixes)('%s', (form) => {
  test('whatever a text holds, another parser reads back exactly what was meant', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (words) => {
        const graph = saying(words);
        expect(linesOf(await quadsIn(form, written(graph, form)))).toEqual(linesOfGraph(graph));
      }),
      { numRuns: 200 },
    );
  });

  test('a page of any entries says to another parser what it says to us', async () => {
    await fc.assert(
      fc.asyncProperty(anyPage(4), async ({ page, described }) => {
        const graph = describeCatalogue(page, described);
        expect(linesOf(await quadsIn(form, written(graph, form)))).toEqual(linesOfGraph(graph));
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  test('no sign that hides or turns the order of what is shown stands in a document as it is', () => {
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    const hidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/u;
    fc.assert(
      fc.property(anyText, (words) => {
        expect(written(saying(words), form)).not.toMatch(hidden);
      }),
    );
  });
});

test('what XML cannot hold stands as U+FFFD in every form, so that the three say the same', async () => {
  const graph = saying('a\u0000\uFFFE\uD800z');

  const read = await Promise.all(dcatSuffixes.map(async (form) => linesOf(await quadsIn(form, written(graph, form)))));

  expect(read[0]?.join()).toContain('a\uFFFD\uFFFD\uFFFDz');
  expect(read[1]).toEqual(read[0]);
  expect(read[2]).toEqual(read[0]);
});

test('nothing is blank: every thing has an address, and stands in a document once', () => {
  fc.assert(
    fc.property(anyPage(4), ({ page, described }) => {
      const addresses = describeCatalogue(page, described).map(({ iri }) => iri);
      expect(new Set(addresses).size).toBe(addresses.length);
      expect(addresses.filter((address) => !URL.canParse(address) || /[\s<>"{}|^`\\]/u.test(address))).toEqual([]);
    }),
  );
});

test('the shapes of DCAT-AP 3.0.0 find nothing wrong with a page of any entries', async (context) => {
  // Where everything has to run, a machine without the shapes is a failure, not a skip.
  context.skip(shapesAbsent !== undefined && process.env['KAREZ_FULL'] !== '1', shapesAbsent);

  await fc.assert(
    fc.asyncProperty(anyPage(3), async ({ page, described }) => {
      const quads = await quadsIn('ttl', written(describeCatalogue(page, described), 'ttl'));
      expect(await findingsIn(quads)).toEqual([]);
    }),
    { numRuns: 8 },
  );
}, 120_000);

test('the shapes do find a page wrong that lacks its publisher’s name and an entry’s title', async (context) => {
  context.skip(shapesAbsent !== undefined && process.env['KAREZ_FULL'] !== '1', shapesAbsent);
  const [sample] = fc.sample(
    anyPage(1).filter(({ page }) => page.entries.length === 1),
    1,
  );
  if (!sample) throw new Error('there is no sample');
  const graph = describeCatalogue(sample.page, sample.described).map((thing) => ({
    ...thing,
    properties: thing.properties.filter(
      ([name]) => name !== 'foaf:name' && !(name === 'dct:title' && thing.types.includes('dcat:Dataset')),
    ),
  }));

  const findings = await findingsIn(await quadsIn('ttl', written(graph, 'ttl')));

  expect(findings.join('\n')).toContain('http://purl.org/dc/terms/title');
  expect(findings.join('\n')).toContain('http://xmlns.com/foaf/0.1/name');
});
