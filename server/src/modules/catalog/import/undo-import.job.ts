import type { EntryContent } from '@karez/contract/catalog/content';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { undoDrafts } from '../workbook/undo-drafts.ts';
import { recordImport } from './import-evidence.ts';
import { lockImport, lockSource, saveImport } from './import-job-store.ts';
import { sourceOf, type ImportJob } from './import-job.ts';
import type { ImportedBefore } from './legacy-entry.ts';
import { markUndone, undoableRowsBehind, type UndoneRow } from './undo-store.ts';
import { undoLegacyEntries } from './undo-legacy.ts';

type UndoNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
/** Entries that one transaction puts back; a draft takes a step of its own with history and evidence. */
const batchSize = 250;
const draftBatchSize = 50;

/**
 * Puts back what an import did, batch by batch: an entry that it made is withdrawn, one that it changed says again what it said. An entry
 * that somebody has claimed or worked on since is left as it is, with the reason. Killed in the middle, the next run goes on behind the last
 * whole batch.
 */
export async function undoImportRows(needs: UndoNeeds, importId: string): Promise<void> {
  let hasMore = true;
  while (hasMore) {
    hasMore = await needs.database.transaction((tx) => undoBatch(tx, needs, importId));
    await reached('catalog.import.undo-batch-committed');
  }
}

async function undoBatch(tx: Transaction, needs: UndoNeeds, importId: string): Promise<boolean> {
  const job = await lockImport(tx, importId);
  if (job?.state !== 'undoing') return false;
  await lockSource(tx, sourceOf(job));
  const { last, undone } = await undoNextRows(tx, needs, job);
  await markUndone(tx, importId, undone);
  const moved: ImportJob = last === undefined ? { ...job, state: 'undone' } : { ...job, undoneRow: last };
  await saveImport(tx, moved, needs.clock.now());
  const left = undone.filter(({ leftBecause }) => leftBecause !== null).length;
  await recordImport(tx, {
    actor: systemActor('catalog.import'),
    at: needs.clock.now(),
    action: 'catalog.undo-import-batch',
    job: moved,
    facts: { to: moved.undoneRow, undone: undone.length - left, left },
  });
  await reached('catalog.import.undo-batch-written');
  return last !== undefined;
}

async function undoNextRows(
  tx: Transaction,
  needs: UndoNeeds,
  job: ImportJob,
): Promise<{ last: number | undefined; undone: readonly UndoneRow[] }> {
  if (job.target === 'own-drafts') {
    const drafts = await undoableRowsBehind<EntryContent>(tx, job.id, { row: job.undoneRow, limit: draftBatchSize });
    return { last: drafts.at(-1)?.row, undone: await undoDrafts(tx, needs, { job, rows: drafts }) };
  }
  const rows = await undoableRowsBehind<ImportedBefore>(tx, job.id, { row: job.undoneRow, limit: batchSize });
  return { last: rows.at(-1)?.row, undone: await undoLegacyEntries(tx, needs, { job, rows }) };
}
