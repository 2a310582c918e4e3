import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import { systemActor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { openTable } from '#platform/tables/table-file';

import { compareRow } from './diff.ts';
import { catalogueHeader } from './headers.ts';
import { recordImport } from './import-evidence.ts';
import { findImport, lockImport, saveImport } from './import-job-store.ts';
import { sourceOf, type ImportJob } from './import-job.ts';
import { insertRows, type ImportRow } from './import-row-store.ts';
import { readEntries, type ImportedEntry } from './imported-entry.ts';
import { entriesOfSource } from './legacy-entry-store.ts';
import { keysOfEntriesWithTakenName } from './name-taken.ts';

type CheckNeeds = Pick<Needs, 'database' | 'clock' | 'files'>;

/** Entries that one transaction of the dry run stores. */
const batchSize = 500;

/**
 * The dry run: reads the file from its start, compares each entry with the catalogue and stores the outcome, batch by batch.
 * A run that was interrupted is repeated and passes over the rows that are stored; nothing of the catalogue changes.
 */
export async function checkImport(needs: CheckNeeds, importId: string): Promise<void> {
  const job = await findImport(needs.database.reader, importId);
  if (job?.state !== 'checking') return;
  const refusal = await storeRows(needs, job);
  await finish(needs, job, refusal);
}

async function storeRows(needs: CheckNeeds, job: ImportJob): Promise<Refusal | undefined> {
  const bytes = await needs.files.get(job.file.reference);
  if (!bytes) return refuse('table.workbook-broken');
  const table = await openTable(bytes, catalogueHeader);
  if (isRefusal(table)) return table;
  let batch: ImportedEntry[] = [];
  for await (const entry of readEntries(table, { ownNames: job.providerNames })) {
    if (isRefusal(entry)) return entry;
    if (entry.row > job.checkedRow) batch.push(entry);
    if (batch.length < batchSize) continue;
    await storeBatch(needs, job, batch);
    batch = [];
  }
  await storeBatch(needs, job, batch);
  return undefined;
}

async function storeBatch({ database, clock }: CheckNeeds, job: ImportJob, batch: readonly ImportedEntry[]): Promise<void> {
  const last = batch.at(-1)?.row;
  if (last === undefined) return;
  await database.transaction(async (tx) => {
    const current = await lockImport(tx, job.id);
    if (current?.state !== 'checking') return;
    await insertRows(tx, job.id, await compareBatch(tx, job, batch));
    await saveImport(tx, { ...current, checkedRow: Math.max(current.checkedRow, last) }, clock.now());
    await reached('catalog.import.check-batch');
  });
}

async function compareBatch(reader: Reader, job: ImportJob, batch: readonly ImportedEntry[]): Promise<ImportRow[]> {
  const keys = batch.map(({ key }) => key);
  const existing = await entriesOfSource(reader, sourceOf(job), keys);
  const taken = await keysOfEntriesWithTakenName(reader, job, batch);
  return batch.map((entry) => {
    const outcome = compareRow(entry, { existing: existing.get(entry.key), isNameTaken: taken.has(entry.key) });
    return {
      ...entry,
      outcome: outcome.kind,
      changes: outcome.kind === 'changed' ? outcome.changes : [],
      refusals: outcome.kind === 'error' ? outcome.refusals : [],
      applied: null,
      entryId: null,
    };
  });
}

async function finish({ database, clock }: CheckNeeds, { id }: ImportJob, refusal: Refusal | undefined): Promise<void> {
  await database.transaction(async (tx) => {
    const job = await lockImport(tx, id);
    if (job?.state !== 'checking') return;
    const done: ImportJob = { ...job, state: refusal ? 'failed' : 'checked', refusal: refusal ?? null };
    await saveImport(tx, done, clock.now());
    const facts = { state: done.state, lastRow: done.checkedRow, ...(refusal ? { refusal: refusal.code } : {}) };
    await recordImport(tx, { actor: systemActor('catalog.import'), at: clock.now(), action: 'catalog.check-import', job: done, facts });
  });
}
