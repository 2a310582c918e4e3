import { categoryName } from '@karez/contract/catalog';
import type { ComparedLine } from '@karez/contract/catalog/edition';
import type { Download } from '@karez/contract/route';
import { translationLanguages, type TranslationLanguage } from '@karez/contract/catalog/translation';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { actedBy } from '#platform/caller';
import { categories } from '../entry/category-store.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { findEdition, linesOf } from './edition-store.ts';
import { languagesOf } from './parallel-store.ts';

type Take = { readonly actor: Actor; readonly editionId: string; readonly origin: string; readonly language: Language };

const columns = [
  ['position', 6],
  ['catalogue', 16],
  ['code', 26],
  ['name', 34],
  ['category', 20],
  ['provider', 26],
  ['shareType', 12],
  ['mode', 18],
  ['conditions', 40],
  ['updateCycle', 12],
  ['version', 8],
  ['denial', 50],
] as const;

/** What stands beside the Chinese in a ledger of another language: the reviewed texts that the edition froze. */
const parallelColumns = [
  ['name', 34],
  ['conditions', 40],
  ['denial', 50],
] as const;

function modeOf(words: Words, { modeClass, modeType }: ComparedLine): string {
  const told = [modeClass, modeType].flatMap((mode) => (mode === null ? [] : [words.text(`catalog.share-mode.${mode}`)]));
  return told.join(' · ');
}

type Telling = {
  readonly words: Words;
  readonly categoryOf: (code: string) => string;
  /** The language beside Chinese, for a ledger in it. */
  readonly beside: TranslationLanguage | null;
};

/** A text of the Chinese and, in a ledger of another language, the reviewed text that belongs beside it. */
type Pair = { readonly zh: string; readonly text: string | null | undefined };

/** Some texts of one cell, each under its number where there are several: the number is the same in every language. */
function placed(words: Words, texts: readonly string[]): string {
  if (texts.length < 2) return texts.join('');
  return texts.map((text, at) => words.text('catalog.edition.parallel.place', { place: at + 1, text })).join('\n');
}

/** What was reviewed of some texts; one that was not keeps its place, so that the next is not read in its stead. Where none was, nothing. */
function reviewedOf(words: Words, pairs: readonly Pair[]): string {
  if (pairs.every(({ text }) => !text)) return '';
  return placed(
    words,
    pairs.map(({ text }) => text || words.text('catalog.edition.parallel.absent')),
  );
}

function conditionsOf(line: ComparedLine, beside: TranslationLanguage | null): Pair[] {
  const texts = beside === null ? undefined : line.parallel[beside];
  const pairs = [
    ...line.conditions.map((zh, at) => ({ zh, text: texts?.conditions[at] })),
    { zh: line.useConditions, text: texts?.useConditions },
  ];
  return pairs.filter(({ zh }) => zh !== '');
}

function deniedOf(line: ComparedLine, beside: TranslationLanguage | null) {
  const texts = beside === null ? undefined : line.parallel[beside];
  return (line.deniedItems ?? []).map((item, at) => ({ item, name: texts?.deniedItems[at], reason: texts?.deniedReasons?.[at] }));
}

/** A denied item in the other language: name and reason, each marked where only the Chinese has it; null where neither was reviewed. */
function deniedText(words: Words, { item, name, reason }: ReturnType<typeof deniedOf>[number]): string | null {
  if (!name && !reason) return null;
  const absent = words.text('catalog.edition.parallel.absent');
  const said = item.reason === '' ? '' : reason || absent;
  return words.text('catalog.edition.denied-item', { name: name || absent, reason: said, basis: '' }).trim();
}

function parallelCells(line: ComparedLine, words: Words, beside: TranslationLanguage | null): string[] {
  if (beside === null) return [];
  const texts = line.parallel[beside];
  const denied = deniedOf(line, beside).map((one) => ({ zh: one.item.name, text: deniedText(words, one) }));
  const whole = line.denialReason ? [{ zh: line.denialReason, text: texts?.denialReason }] : [];
  return [texts?.name ?? '', reviewedOf(words, conditionsOf(line, beside)), reviewedOf(words, [...whole, ...denied])];
}

/** Why something is denied: of the entry reason and basis; of single items each under its number. */
function denialCell(words: Words, line: ComparedLine): string {
  const whole = [line.denialReason ?? '', ...line.denialBasis].filter((text) => text !== '');
  const ofItems = (line.deniedItems ?? []).map(({ name, reason, basis }) =>
    words.text('catalog.edition.denied-item', { name, reason, basis: basis.join('\n') }),
  );
  return [...whole, placed(words, ofItems)].filter((text) => text !== '').join('\n');
}

function cellsOf(line: ComparedLine, { words, categoryOf, beside }: Telling): (string | number)[] {
  const conditions = conditionsOf(line, beside).map(({ zh }) => zh);
  return [
    line.position,
    words.text(line.shared ? 'catalog.edition.shared' : 'catalog.edition.resource-only'),
    line.code,
    line.name,
    line.category === null ? '' : categoryOf(line.category),
    line.provider,
    words.text(`catalog.share-type.${line.shareType}`),
    modeOf(words, line),
    placed(words, conditions),
    line.updateCycle === null ? '' : words.text(`catalog.update-cycle.${line.updateCycle}`),
    line.version,
    denialCell(words, line),
    ...parallelCells(line, words, beside),
  ];
}

/** Lines that are read at once while the workbook is written. */
const linesAtOnce = 500;

/** The lines of an edition, some hundred at a time: they never change, so what is read later is what stood there before. */
async function* allLines(reader: Reader, editionId: string): AsyncGenerator<ComparedLine> {
  for (let after = 0; ;) {
    const lines = await linesOf(reader, { editionId, part: 'all', after, limit: linesAtOnce });
    yield* lines;
    const last = lines.at(-1);
    if (!last) return;
    after = last.position;
  }
}

async function* rowsOf(reader: Reader, editionId: string, telling: Telling): AsyncGenerator<(string | number)[]> {
  for await (const line of allLines(reader, editionId)) yield cellsOf(line, telling);
}

type Beside = { readonly editionId: string; readonly words: Words; readonly beside: TranslationLanguage | null };

/** What a ledger says of the texts beside the Chinese: that they bind nobody, and their digest where there are any. */
async function parallelFacts(reader: Reader, { editionId, words, beside }: Beside): Promise<(readonly [string, string])[]> {
  if (beside === null) return [];
  const known = (await languagesOf(reader, editionId)).find(({ language }) => language === beside);
  return [
    [words.text('catalog.edition.parallel'), words.text('catalog.edition.parallel.force')],
    [words.text('catalog.edition.parallel.digest'), known?.digest ?? words.text('catalog.edition.parallel.none')],
  ];
}

/**
 * An edition as a ledger, written while it is read, so that any number of readers may take the largest one at once. That somebody took it is evidenced
 * before its first byte leaves.
 */
export async function downloadEdition(needs: StepNeeds, { actor, editionId, origin, language }: Take): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const edition = await findEdition(reader, editionId);
  if (!edition) return refuse('catalog.edition.not-found');
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at: needs.clock.now(),
      actor: actedBy(actor),
      action: 'catalog.download-edition',
      outcome: { result: 'done' },
      object: { kind: 'catalog.edition', id: editionId, revision: 1 },
      origin,
      payload: null,
      facts: { rows: edition.resourceCount },
    }),
  );
  const words = wordsIn(language);
  const tree = new Map((await categories(reader)).map((category) => [category.code, categoryName(category, language)]));
  const beside = translationLanguages.find((known) => known === language) ?? null;
  const telling: Telling = { words, categoryOf: (code) => tree.get(code) ?? code, beside };
  const title = words.text('catalog.edition.title', { year: String(edition.year), no: edition.no });
  const content = ledgerWorkbook({
    language,
    sheet: words.text('catalog.edition.sheet'),
    title,
    facts: [
      [words.text('table.ledger.unit'), edition.organisation],
      [words.text('catalog.edition.issued-on'), edition.issuedOn],
      [words.text('catalog.edition.digest'), edition.digest],
      ...(await parallelFacts(reader, { editionId, words, beside })),
    ],
    columns: [
      ...columns.map(([column, width]) => ({ header: words.text(`catalog.edition.column.${column}`), width })),
      ...(beside === null
        ? []
        : parallelColumns.map(([column, width]) => ({ header: words.text(`catalog.edition.parallel.${column}`), width }))),
    ],
    rows: rowsOf(reader, editionId, telling),
  });
  return { fileName: `${title}.xlsx`, contentType: workbookMediaType, content };
}
