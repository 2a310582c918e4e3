import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import { systemActor } from '#modules/identity';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { openTable } from '#platform/tables/table-file';

import { recordImport } from './import-evidence.ts';
import { findImport, lockImport, saveImport } from './import-job-store.ts';
import { uploadedFile } from './import-file.ts';
import type { ImportJob } from './import-job.ts';
import { insertRows } from './import-row-store.ts';
import { headerFor, judgedBatches, type JudgedBatch } from './judging.ts';

type CheckNeeds = Pick<Needs, 'database' | 'clock' | 'files' | 'keys'>;

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
  const bytes = await uploadedFile(needs, job);
  if (!bytes) return refuse('table.workbook-broken');
  const table = await openTable(bytes, headerFor(job.target));
  if (isRefusal(table)) return table;
  for await (const judge of judgedBatches(needs.database.reader, { job, table, size: batchSize })) {
    if (isRefusal(judge)) return judge;
    await storeBatch(needs, job, judge);
  }
  return undefined;
}

async function storeBatch({ database, clock }: CheckNeeds, job: ImportJob, batch: JudgedBatch): Promise<void> {
  await database.transaction(async (tx) => {
    const current = await lockImport(tx, job.id);
    if (current?.state !== 'checking') return;
    await insertRows(tx, job.id, await batch.judge(tx));
    await saveImport(tx, { ...current, checkedRow: Math.max(current.checkedRow, batch.lastRow) }, clock.now());
    await reached('catalog.import.check-batch');
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
