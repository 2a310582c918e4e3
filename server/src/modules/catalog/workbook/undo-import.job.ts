import { isRefusal } from '@karez/kit/refusal';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { changesBetween } from '../entry/changes.ts';
import { fileOf } from '../entry/entry-file.ts';
import { isNameTaken, lockEntry } from '../entry/entry-store.ts';
import { recordImport } from '../import/import-evidence.ts';
import { lockImport, lockSource, saveImport } from '../import/import-job-store.ts';
import { sourceOf, type ImportJob } from '../import/import-job.ts';
import { markUndone, undoableRowsBehind, type UndoableRow } from '../import/import-row-store.ts';
import { recordStep, risen, type Step } from '../revision/record-step.ts';
import { saveContent, saveRevision } from '../revision/revision-store.ts';
import { abandon, edit } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { authorOf } from './apply-drafts.ts';

type UndoNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;
const batchSize = 50;

/**
 * Puts back what an import of drafts did, batch by batch: a draft that it made is withdrawn, one that it changed says again what it said. An entry
 * that somebody has worked on since is left as it is and counted. Killed in the middle, the next run goes on behind the last whole batch.
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
  const rows = await undoableRowsBehind(tx, importId, { row: job.undoneRow, limit: batchSize });
  const last = rows.at(-1)?.row;
  const undone: { row: number; undone: 'undone' | 'left' }[] = [];
  for (const row of rows) undone.push({ row: row.row, undone: await undoRow(tx, needs, { job, row }) });
  await markUndone(tx, importId, undone);
  const moved: ImportJob = last === undefined ? { ...job, state: 'undone' } : { ...job, undoneRow: last };
  await saveImport(tx, moved, needs.clock.now());
  const facts = {
    to: moved.undoneRow,
    undone: undone.filter((each) => each.undone === 'undone').length,
    left: undone.filter((each) => each.undone === 'left').length,
  };
  await recordImport(tx, {
    actor: systemActor('catalog.import'),
    at: needs.clock.now(),
    action: 'catalog.undo-import-batch',
    job: moved,
    facts,
  });
  await reached('catalog.import.undo-batch-written');
  return last !== undefined;
}

async function undoRow(tx: Transaction, needs: UndoNeeds, { job, row }: { job: ImportJob; row: UndoableRow }): Promise<'undone' | 'left'> {
  const entry = await lockEntry(tx, row.entryId);
  if (!entry || entry.revision !== row.entryRevision || entry.state !== 'unpublished') return 'left';
  const file = await fileOf(tx, entry);
  const next = row.before === null ? await withdrawn(tx, file) : await asBefore(tx, file, { before: row.before, by: job.startedBy });
  if (!next) return 'left';
  const changes = row.before === null || !file.working ? [] : changesBetween(file.working.content, row.before);
  await recordStep(tx, needs, { file: next, step: { ...stepOf(job), changes } });
  return 'undone';
}

function stepOf(job: ImportJob): Omit<Step, 'changes'> {
  return {
    actor: authorOf(job),
    origin: '',
    action: 'catalog.undo-import',
    word: 'workbook-undone',
    role: 'CATALOG_REGISTRAR',
    opinion: null,
    facts: { importId: job.id },
  };
}

async function withdrawn(tx: Transaction, file: EntryFile): Promise<EntryFile | undefined> {
  const working = file.working && abandon(file.working);
  if (!working || isRefusal(working) || file.entry.state !== 'unpublished') return undefined;
  await saveRevision(tx, working);
  return { ...file, entry: { ...file.entry, state: 'withdrawn', revision: file.entry.revision + 1 }, working };
}

async function asBefore(
  tx: Transaction,
  file: EntryFile,
  { before, by }: { before: NonNullable<UndoableRow['before']>; by: string },
): Promise<EntryFile | undefined> {
  const edited = file.working && edit(file.working, { content: before, by });
  if (!edited || isRefusal(edited)) return undefined;
  const { id, provider } = file.entry;
  if (await isNameTaken(tx, { organisationId: provider.organisationId, folded: fold(before.name), except: id })) return undefined;
  await saveContent(tx, edited);
  return { ...file, entry: risen(file.entry), working: edited };
}
