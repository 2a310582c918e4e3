import { undeclaredContent } from '@karez/contract/catalog/empty-content';
import { entryContentSchema, type EntryContent } from '@karez/contract/catalog/content';
import { isRefusal, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { nameKey } from '#platform/tables/cell-text';
import { refusalAt, type Places } from '#platform/tables/row-reading';
import type { Table } from '#platform/tables/table-file';
import { categories } from '../entry/category-store.ts';
import { changesBetween, type FieldChange } from '../entry/changes.ts';
import type { ColumnField } from '../import/headers.ts';
import type { ImportJob } from '../import/import-job.ts';
import type { ImportRow } from '../import/import-row-store.ts';
import { groupedRows } from '../import/imported-entry.ts';
import { fold } from '../search/search-text.ts';
import { readDraft, type DraftRow } from './draft-row.ts';
import { ownEntries, statesWithDraft, type OwnEntry } from './own-entry-store.ts';
import { withWorkbook, type WorkbookContent } from './workbook-content.ts';

type OwnJob = Pick<ImportJob, 'providerOrgId' | 'providerNames' | 'columns'>;
/** A row as it is stored: what the file says of one entry. */
export type StoredDraft = ImportRow<WorkbookContent>;

function placesOf({ columns }: Pick<OwnJob, 'columns'>): Places<ColumnField> {
  return new Map(columns.map((column) => [column.field, column]));
}

/** Classification codes by code, and by the names of 项 and 目. */
async function categoryCodes(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const tree = await categories(reader);
  const ends = tree.filter(({ code }) => code.length === 6);
  const items = tree.filter(({ code }) => code.length === 3).map(({ code, nameZh }) => [nameKey(nameZh), `${code}000`] as const);
  return new Map([
    ...items,
    ...ends.map(({ code, nameZh }) => [nameKey(nameZh), code] as const),
    ...ends.map(({ code }) => [code, code] as const),
  ]);
}

/** Reads the entries of a department's own workbook; a second one of the same code or name is refused, naming the first. */
export async function* readDrafts(
  reader: Reader,
  { job, table }: { job: OwnJob; table: Table<ColumnField> },
): AsyncGenerator<DraftRow | Refusal> {
  const places = placesOf({ columns: table.columns });
  const about = { places, ownNames: job.providerNames, categories: await categoryCodes(reader) };
  const firstRows = new Map<string, number>();
  for await (const group of groupedRows(table)) {
    if (isRefusal(group)) {
      yield group;
      return;
    }
    const draft = readDraft(group, about);
    const keys = [draft.key, `name ${fold(draft.content.name)}`];
    const firstRow = keys.map((key) => firstRows.get(key)).find((row) => row !== undefined);
    for (const key of keys) if (!firstRows.has(key)) firstRows.set(key, draft.row);
    if (firstRow === undefined || draft.content.name === '') yield draft;
    else
      yield {
        ...draft,
        refusals: [...draft.refusals, refusalAt(draft.row, 'name', { places, code: 'catalog.import.row-doubled', params: { firstRow } })],
      };
  }
}

/** What applying a row does, with the content that the draft then has. */
export type DraftOutcome =
  | { readonly kind: 'error'; readonly refusals: readonly FieldRefusal[] }
  | { readonly kind: 'new'; readonly content: EntryContent }
  | {
      readonly kind: 'changed';
      readonly entry: OwnEntry;
      readonly content: EntryContent;
      readonly changes: readonly FieldChange[];
      /** Version in force that the row opens a change of; null where a draft says otherwise. */
      readonly opensVersion: string | null;
    }
  | { readonly kind: 'unchanged'; readonly entry: OwnEntry };

type Row = Pick<StoredDraft, 'row' | 'key' | 'content' | 'refusals'>;
type Known = {
  readonly byCode: ReadonlyMap<string, OwnEntry>;
  readonly byName: ReadonlyMap<string, OwnEntry>;
  readonly places: Places<ColumnField>;
};

/** The code that a row names; its key holds it. */
function codeOf({ key }: Row): string {
  const [kind, value]: unknown[] = JSON.parse(key);
  return kind === 'code' && typeof value === 'string' ? value : '';
}

/** Judges rows against the department's entries as they are now; those of other departments are never looked at, so nothing is learnt of them. */
export async function outcomesOf(reader: Reader, job: OwnJob, rows: readonly Row[]): Promise<DraftOutcome[]> {
  const entries = await ownEntries(reader, {
    organisationId: job.providerOrgId ?? '',
    codes: rows.map(codeOf).filter((code) => code !== ''),
    names: rows.map(({ content }) => fold(content.name)),
  });
  const byCode = new Map(entries.filter(({ code }) => code !== '').map((entry) => [entry.code, entry]));
  // A retired entry may stand beside a namesake: the one that lives is meant.
  const byName = new Map(
    entries.toSorted((one, other) => Number(isGone(other)) - Number(isGone(one))).map((entry) => [entry.folded, entry]),
  );
  return rows.map((row) => outcomeOf(row, { byCode, byName, places: placesOf(job) }));
}

const isGone = ({ state }: OwnEntry): boolean => state === 'retired' || state === 'restore-pending';

function refused(
  row: Row,
  known: Known,
  about: { field: ColumnField; code: string; params?: Readonly<Record<string, string>> },
): DraftOutcome {
  const { field, code, params = {} } = about;
  return { kind: 'error', refusals: [refusalAt(row.row, field, { places: known.places, code, params })] };
}

/** Why a row cannot be for the entry that it names: no entry of the department has its code, or another one has its name. */
function refuseIdentity(
  row: Row,
  known: Known,
  { entry, named }: { entry: OwnEntry | undefined; named: OwnEntry | undefined },
): DraftOutcome | undefined {
  const code = codeOf(row);
  if (code !== '' && !entry) {
    return refused(row, known, { field: 'resourceCode', code: 'catalog.import.code-not-own', params: { code: code.slice(0, 60) } });
  }
  const isTaken = named !== undefined && named.id !== entry?.id && entry?.folded !== named.folded;
  return isTaken ? refused(row, known, { field: 'name', code: 'catalog.import.name-taken' }) : undefined;
}

function outcomeOf(row: Row, known: Known): DraftOutcome {
  if (row.refusals.length > 0) return { kind: 'error', refusals: row.refusals };
  const code = codeOf(row);
  const named = known.byName.get(fold(row.content.name));
  const entry = code === '' ? named : known.byCode.get(code);
  const refusal = refuseIdentity(row, known, { entry, named });
  if (refusal) return refusal;
  const content = withWorkbook(entry?.content ?? undeclaredContent(''), row.content);
  return entry ? changeOf(row, known, { entry, content }) : (refuseUnfit(row, known, content) ?? { kind: 'new', content });
}

/** Where a revision waits that no workbook may write over. */
const stageWords: Readonly<Partial<Record<OwnEntry['revisionState'], string>>> = {
  'in-review': 'review',
  'awaiting-signature': 'signature',
  'at-authority': 'authority',
  'awaiting-denial-verification': 'authority',
  'under-adjustment': 'adjustment',
};

/** What a row that says otherwise does: writes a draft, or opens a change of what is in force (809-17); null: neither, for it is in other hands. */
function targetOf({ state, revisionState }: OwnEntry): 'draft' | 'change' | null {
  if (revisionState === 'draft' && statesWithDraft.includes(state)) return 'draft';
  return revisionState === 'effective' && (state === 'published' || state === 'suspended') ? 'change' : null;
}

function changeOf(row: Row, known: Known, { entry, content }: { entry: OwnEntry; content: EntryContent }): DraftOutcome {
  const changes = changesBetween(entry.content, content);
  if (changes.length === 0) return { kind: 'unchanged', entry };
  const target = targetOf(entry);
  if (target === null) {
    const stage = stageWords[entry.revisionState] ?? 'other';
    return refused(row, known, { field: 'name', code: 'catalog.import.entry-not-draft', params: { stage } });
  }
  const opensVersion = target === 'change' ? (entry.version ?? '') : null;
  return refuseUnfit(row, known, content) ?? { kind: 'changed', entry, content, changes, opensVersion };
}

function refuseUnfit(row: Row, known: Known, content: EntryContent): DraftOutcome | undefined {
  const field = unfitPlace(content);
  return field === undefined ? undefined : refused(row, known, { field, code: 'catalog.import.content-invalid' });
}

const columnsOfContent: Readonly<Partial<Record<string, ColumnField>>> = {
  abstract: 'abstract',
  category: 'categoryTopic',
  providerSubUnit: 'providerSubUnit',
  relatedMatters: 'relatedMatters',
  formatType: 'format',
  formatOther: 'formatOther',
  conditions: 'shareConditions',
  denialBasis: 'shareConditions',
  denialReason: 'shareConditions',
  openConditions: 'open',
  items: 'itemName',
};

/** The column of the first field that no draft may say so. */
function unfitPlace(content: EntryContent): ColumnField | undefined {
  const read = entryContentSchema.safeParse(content);
  if (read.success) return undefined;
  return columnsOfContent[String(read.error.issues[0]?.path[0])] ?? 'name';
}

/** The dry run of some rows. */
export async function judgeDrafts(reader: Reader, job: OwnJob, batch: readonly DraftRow[]): Promise<StoredDraft[]> {
  const outcomes = await outcomesOf(reader, job, batch);
  return batch.map(({ code: _code, ...row }, at) => {
    const outcome = outcomes[at];
    return {
      ...row,
      outcome: outcome?.kind ?? 'error',
      changes: outcome?.kind === 'changed' ? outcome.changes : [],
      opensVersion: outcome?.kind === 'changed' ? outcome.opensVersion : null,
      refusals: outcome?.kind === 'error' ? outcome.refusals : [],
      applied: null,
      entryId: null,
    };
  });
}
