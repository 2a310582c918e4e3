import { candidatesFor, CANDIDATES_MAX } from '../server/src/modules/catalog/finding/candidates.ts';
import { compare, type Reading } from '../server/src/modules/catalog/finding/likeness.ts';
import { emptyIndex, putDocument, type SearchIndex } from '../server/src/modules/catalog/search/search-index.ts';
import { isDuplicate, labelled, type Collection, type Labelled } from './duplicates/labelled.ts';
import type { Row } from './duplicates/rows.ts';
import { wilson } from './duplicates/wilson.ts';
import type { Measured } from './measured.ts';

const min = 0.9;

/** What was found of what there is: right, wrong and missed duplicates. */
type Tally = { right: number; wrong: number; missed: number; passed: number };

function readingOf({ readings }: Collection, row: Row): Reading {
  const reading = readings.get(row);
  if (!reading) throw new Error(`row ${row.id} was not read`);
  return reading;
}

function tallyOf(collection: Collection, pairs: readonly Labelled[]): Tally {
  const tally = { right: 0, wrong: 0, missed: 0, passed: 0 };
  for (const { a, b, label } of pairs) {
    const found = compare(readingOf(collection, a), readingOf(collection, b), collection.weigh).relation !== 'new';
    if (isDuplicate(label)) tally[found ? 'right' : 'missed'] += 1;
    else tally[found ? 'wrong' : 'passed'] += 1;
  }
  return tally;
}

function figuresOf(name: string, { right, wrong, missed, passed }: Tally): Record<string, number> {
  const precision = wilson(right, right + wrong);
  const recall = wilson(right, right + missed);
  return {
    [`${name}Pairs`]: right + wrong + missed + passed,
    [`${name}Duplicates`]: right + missed,
    [`${name}Precision`]: precision.share,
    [`${name}PrecisionFrom`]: precision.from,
    [`${name}PrecisionTo`]: precision.to,
    [`${name}Recall`]: recall.share,
    [`${name}RecallFrom`]: recall.from,
    [`${name}RecallTo`]: recall.to,
  };
}

/** The rows as the portal's own search index holds published entries; each department is one provider. */
function indexOf({ rows }: Collection): SearchIndex {
  const index = emptyIndex();
  for (const { id, place, org, title, summary } of rows) {
    putDocument(index, {
      entryId: id,
      audience: 'everyone',
      providerOrgId: `${place}:${org}`,
      regionCode: '650400',
      authorityRegion: '650400',
      providerNames: [org],
      shareType: 'unconditional',
      categories: [],
      formatClass: 'database',
      updateCycle: null,
      state: 'published',
      reach: 'leaving',
      listing: 'unlisted',
      freshness: 'not-mounted',
      name: title,
      nameUg: '',
      code: '',
      abstract: summary,
      abstractUg: '',
      items: [],
      readings: [],
      translations: {},
    });
  }
  return index;
}

/** Of each duplicate pair: is the one row among the candidates when the other is submitted, both ways round? */
function measureCandidates(collection: Collection, pairs: readonly Labelled[]): Record<string, number> {
  const index = indexOf(collection);
  const times: number[] = [];
  let found = 0;
  const asked = pairs.filter(({ label }) => isDuplicate(label)).flatMap(({ a, b }) => [[a, b] as const, [b, a] as const]);
  for (const [draft, other] of asked) {
    const started = performance.now();
    const ids = candidatesFor(index, { name: draft.title, providerOrgId: `${draft.place}:${draft.org}` }, collection.removePlaces);
    times.push(performance.now() - started);
    if (ids.includes(other.id)) found += 1;
  }
  const { share, from, to } = wilson(found, asked.length);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => Number((sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2));
  return {
    candidateRecall: share,
    candidateRecallFrom: from,
    candidateRecallTo: to,
    candidatesEntries: collection.rows.length,
    candidatesP50Ms: at(0.5),
    candidatesP95Ms: at(0.95),
  };
}

/** The comparison of a submitted draft with what other departments published, on the labelled pairs (bench/duplicates/README.md). */
export async function measure(): Promise<Measured> {
  const collection = await labelled();
  const held = collection.pairs.filter(({ side }) => side === 'held-out');
  const main = figuresOf('heldOut', tallyOf(collection, held));
  const tuning = figuresOf(
    'tuning',
    tallyOf(
      collection,
      collection.pairs.filter(({ side }) => side === 'tuning'),
    ),
  );
  const candidates = measureCandidates(collection, held);
  const bands = [...Map.groupBy(held, ({ band }) => band)].map(([band, pairs]) => {
    const { right, wrong, missed, passed } = tallyOf(collection, pairs);
    return `${band}: ${right} found, ${missed} missed, ${wrong} wrongly found, ${passed} rightly passed`;
  });
  const ratio = Math.min(main['heldOutPrecision'] ?? 0, main['heldOutRecall'] ?? 0, candidates['candidateRecall'] ?? 0);
  return {
    rounds: [{ ...main, ...candidates, ...tuning }],
    ratio,
    target: `precision, recall and recall of the candidates each >= ${min} on the held-out side; ratio is the least of the three`,
    met: ratio >= min,
    notes: [
      'From and To are 95 % Wilson intervals. Weights and words were chosen on the tuning side only; departments of one kind are on one side.',
      'Whoever wrote the words had read every pair for labelling; no pair of the held-out side was looked at again while they were chosen.',
      `Candidates are drawn from ${collection.rows.length} rows of 43 places at once, at most ${CANDIDATES_MAX} a draft; a city has one place's.`,
      'How often a pair of characters occurs is counted over all rows, labels apart.',
      ...bands,
    ],
  };
}
