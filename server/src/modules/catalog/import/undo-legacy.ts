import type { LeftBecause } from '@karez/contract/catalog-import';
import { isRefusal } from '@karez/kit/refusal';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { followReassessments } from '../denial/follow-reassessment.ts';
import { competentRegion } from '../entry/entry-file.ts';
import { nextEntryState } from '../entry/entry.ts';
import { abandon } from '../revision/revision.ts';
import { searchDocumentOf } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { changesBetween } from './diff.ts';
import { insertHistoryLines } from './import-history-store.ts';
import { sourceOf, type ImportJob } from './import-job.ts';
import {
  keysOfTakenNames,
  lockImportedEntries,
  restoreLegacyEntries,
  withdrawLegacyEntries,
  type HeldEntry as Held,
} from './legacy-entry-store.ts';
import { importedRevisionNo, legacyEntry, type ImportedBefore, type LegacyEntry } from './legacy-entry.ts';
import { recognisedEntries } from './recognised-entries.ts';
import type { UndoableRow, UndoneRow } from './undo-store.ts';

type HeldEntry = Held & { readonly isClaimAsked: boolean };
type UndoNeeds = Pick<Needs, 'clock' | 'newId'>;
type Row = UndoableRow<ImportedBefore>;
type Batch = { readonly job: ImportJob; readonly rows: readonly Row[] };

/** What undoing does to one row's entry. */
type Verdict =
  | { readonly kind: 'left'; readonly row: Row; readonly because: LeftBecause }
  | { readonly kind: 'withdraw'; readonly row: Row; readonly held: HeldEntry }
  | { readonly kind: 'restore'; readonly row: Row; readonly held: HeldEntry; readonly before: ImportedBefore };

/** Puts some entries of a published catalogue back as they were before their import, all of them in a few statements. */
export async function undoLegacyEntries(tx: Transaction, needs: UndoNeeds, { job, rows }: Batch): Promise<UndoneRow[]> {
  if (rows.length === 0) return [];
  const held = await lockImportedEntries(
    tx,
    rows.map(({ entryId }) => entryId),
  );
  const making = { job, authorityRegion: await competentRegion(tx, job.place.code) };
  const judged = rows.map((row) => verdictOn(row, held.get(row.entryId)));
  const withdrawn = judged.flatMap((each) => (each.kind === 'withdraw' ? withdrawnOf(entryAsHeld(each, making)) : []));
  await withdrawLegacyEntries(tx, withdrawn);
  // Names that the withdrawn had are free by now.
  const taken = await namesTaken(tx, job, judged);
  const verdicts = judged.map((each) => (each.kind === 'restore' && taken.has(each.row.key) ? left(each.row, 'name-taken') : each));
  const restored = await recognisedEntries(
    tx,
    verdicts.flatMap((each) => (each.kind === 'restore' ? entryAsBefore(each, making) : [])),
  );
  await restoreLegacyEntries(tx, restored);
  await followReassessments(tx, needs, { entryIds: [...withdrawn, ...restored].map(({ entry }) => entry.id), by: null });
  await tellHistories(tx, needs, { job, verdicts });
  return verdicts.map((each) =>
    each.kind === 'left'
      ? { row: each.row.row, entryRevision: null, leftBecause: each.because }
      : { row: each.row.row, entryRevision: each.held.revision + 1, leftBecause: null },
  );
}

/** Keys of rows whose former name another entry of the department has by now. */
function namesTaken(tx: Transaction, job: ImportJob, verdicts: readonly Verdict[]): Promise<ReadonlySet<string>> {
  const names = verdicts.flatMap((each) =>
    each.kind === 'restore' ? { key: each.row.key, provider: each.before.provider.name, folded: fold(each.before.content.name) } : [],
  );
  return keysOfTakenNames(tx, { organisationId: job.providerOrgId, source: sourceOf(job), names });
}

const left = (row: Row, because: LeftBecause): Verdict => ({ kind: 'left', row, because });

function verdictOn(row: Row, held: HeldEntry | undefined): Verdict {
  if (!held || isRefusal(nextEntryState(held.state, 'undo-import'))) return left(row, 'claimed');
  if (held.isClaimAsked) return left(row, 'claim-asked');
  if (held.revision !== row.entryRevision) return left(row, 'worked-on');
  return row.before === null ? { kind: 'withdraw', row, held } : { kind: 'restore', row, held, before: row.before };
}

type Making = { readonly job: ImportJob; readonly authorityRegion: string | null };

function entryAsHeld({ row, held }: { row: Row; held: HeldEntry }, { job, authorityRegion }: Making): LegacyEntry {
  return legacyEntry({
    id: held.id,
    revision: held.revision + 1,
    provider: held.provider,
    authorityRegion,
    imported: held.content,
    origin: { source: sourceOf(job), key: row.key, raw: {} },
    by: job.startedBy,
  });
}

function entryAsBefore(
  { row, held, before }: { row: Row; held: HeldEntry; before: ImportedBefore },
  { job, authorityRegion }: Making,
): LegacyEntry {
  return legacyEntry({
    id: held.id,
    revision: held.revision + 1,
    provider: before.provider,
    authorityRegion,
    imported: before.content,
    origin: { source: sourceOf(job), key: row.key, raw: before.raw },
    by: job.startedBy,
  });
}

/** The entry as withdrawn: its one revision is given up and kept with its content. */
function withdrawnOf(made: LegacyEntry) {
  const working = abandon(made.revision);
  if (isRefusal(working)) throw new Error('an imported revision can be given up');
  const { liveNo: workingNo, ...entry } = made.entry;
  const withdrawn = { ...entry, state: 'withdrawn', workingNo } as const;
  const document = searchDocumentOf({ entry: withdrawn, live: null, working, authorityRegion: made.document.authorityRegion });
  return { entry: withdrawn, document };
}

/** A line in the history of each entry that was put back, with old and new values. */
async function tellHistories(
  tx: Transaction,
  { clock, newId }: UndoNeeds,
  { job, verdicts }: { job: ImportJob; verdicts: readonly Verdict[] },
): Promise<void> {
  const organisation = await organisationById(tx, job.startedOrgId);
  const lines = verdicts.flatMap((each) => {
    if (each.kind === 'left') return [];
    return {
      id: newId(),
      entryId: each.held.id,
      revisionNo: importedRevisionNo,
      at: clock.now(),
      action: 'import-undone',
      actorId: job.startedBy,
      organisationName: organisation?.name ?? '',
      role: job.providerOrgId === null ? 'AUTHORITY_ADMIN' : 'CATALOG_REGISTRAR',
      opinion: null,
      changes: each.kind === 'restore' ? changesBetween(each.held.content, each.before.content) : [],
    };
  });
  await insertHistoryLines(tx, lines);
}
