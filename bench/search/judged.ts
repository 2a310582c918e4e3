import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readingOf } from '../../server/src/modules/catalog/search/reading.ts';
import {
  emptyIndex,
  findIn,
  putDocument,
  type IndexedDocument,
  type SearchIndex,
} from '../../server/src/modules/catalog/search/search-index.ts';
import { foldForSearch, queryWords } from '../../server/src/modules/catalog/search/search-text.ts';

/** Answers that a reader looks at before asking otherwise. */
const CUT = 10;
/** What an answer is worth by its grade: nothing, related, about it, the very thing (2^grade - 1). */
const gains = [0, 1, 3, 7] as const;

export const kinds = ['topic', 'office', 'former', 'synonym', 'pinyin', 'near', 'place', 'latin'] as const;
export type Kind = (typeof kinds)[number];

/** A question with what a judge holds to be its answer, in patterns over the texts of a row: written without looking at what search answers. */
export type Judged = {
  readonly kind: Kind;
  readonly query: string;
  /** From the very thing (3) down to related (1). */
  readonly patterns: readonly [readonly RegExp[], readonly RegExp[], readonly RegExp[]];
};

type Row = { readonly id: string; readonly title: string; readonly org: string; readonly summary: string };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function rowOf(line: string): Row {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== 'object' || parsed === null) throw new Error('a row is no object');
  const fields = new Map<string, unknown>(Object.entries(parsed));
  return {
    id: textOf(fields.get('id')),
    title: textOf(fields.get('title')),
    org: textOf(fields.get('org')),
    summary: textOf(fields.get('summary')),
  };
}

/** The real rows: one JSON object a line. */
export function realRows(file: URL): Row[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(rowOf);
}

function patternsOf(text: string): RegExp[] {
  return text
    .trim()
    .split('&')
    .map((part) => new RegExp(part, 'iu'));
}

const isKind = (text: string): text is Kind => kinds.some((kind) => kind === text);

/** Reads `judged.txt`: `kind | query | very thing | about it | related`; within a column `&` joins patterns that must all hold. */
export function judgedQueries(file: URL): Judged[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [kind = '', query = '', best, good, some] = line.split(' | ').map((part) => part.trim());
    if (!isKind(kind) || !best || !good || !some) throw new Error(`judged.txt, line ${at + 1}: five columns are needed`);
    return [{ kind, query, patterns: [patternsOf(best), patternsOf(good), patternsOf(some)] }];
  });
}

/** How good a row is for a question: 3, 2, 1 or 0. Columns join their alternatives by `|` inside one pattern. */
function gradeOf({ patterns: [best, good, some] }: Judged, { title, org, summary }: Row): number {
  const named = `${title} ${org}`;
  if (best.every((pattern) => pattern.test(named))) return 3;
  if (good.every((pattern) => pattern.test(named))) return 2;
  return some.every((pattern) => pattern.test(`${named} ${summary}`)) ? 1 : 0;
}

const gainOf = (grade: number): number => gains[grade] ?? 0;

function discounted(grades: readonly number[]): number {
  return grades.slice(0, CUT).reduce((sum, grade, at) => sum + gainOf(grade) / Math.log2(at + 2), 0);
}

function documentOf(row: Row, serial: number, read: (text: string) => string): IndexedDocument {
  const providerNames = [row.org];
  return {
    entryId: `0199eeee-0000-7000-8000-${String(serial).padStart(12, '0')}`,
    audience: 'everyone',
    reach: 'leaving',
    listing: 'unlisted',
    freshness: 'not-mounted',
    state: 'published',
    providerOrgId: '0199eeee-0000-7000-9000-000000000001',
    regionCode: '650400',
    authorityRegion: null,
    shareType: 'unconditional',
    formatClass: null,
    updateCycle: null,
    categories: [],
    name: row.title,
    nameUg: '',
    code: '',
    abstract: row.summary,
    abstractUg: '',
    providerNames,
    items: [],
    readings: [row.title, ...providerNames].map(read),
    translations: {},
  };
}

/** The rows as the portal's search holds them, and each entry's row. */
export function indexOf(rows: readonly Row[]): { index: SearchIndex; rowOfEntry: ReadonlyMap<string, Row> } {
  const readings = new Map<string, string>();
  const read = (text: string): string => {
    const reading = readings.get(text) ?? readingOf(text);
    readings.set(text, reading);
    return reading;
  };
  const index = emptyIndex();
  const rowOfEntry = new Map<string, Row>();
  for (const [serial, row] of rows.entries()) {
    const document = documentOf(row, serial, read);
    putDocument(index, document);
    rowOfEntry.set(document.entryId, row);
  }
  return { index, rowOfEntry };
}

function answersTo(index: SearchIndex, query: string): string[] {
  const hits = findIn(index, {
    eyes: { orgId: null, authorityRegions: [] },
    reach: 'seen',
    words: queryWords(query),
    phrase: foldForSearch(query),
    filters: { shareType: [], provider: [], category: [], format: [], updateCycle: [], region: [], state: [], listing: [], freshness: [] },
    onlyOwn: false,
    after: null,
    limit: CUT,
  });
  return hits.page.slice(0, CUT).map(({ id }) => id);
}

export type Score = { readonly judged: Judged; readonly ndcg: number; readonly found: number };

/** Normalised discounted cumulative gain of the first ten answers to each question; the best order of all rows is 1. */
export function scoresOf(queries: readonly Judged[], rows: readonly Row[]): Score[] {
  const { index, rowOfEntry } = indexOf(rows);
  return queries.map((judged) => {
    const ideal = rows.map((row) => gradeOf(judged, row)).toSorted((left, right) => right - left);
    const answers = answersTo(index, judged.query);
    const grades = answers.map((id) => {
      const row = rowOfEntry.get(id);
      return row ? gradeOf(judged, row) : 0;
    });
    const best = discounted(ideal);
    return { judged, ndcg: best === 0 ? Number.NaN : discounted(grades) / best, found: answers.length };
  });
}
