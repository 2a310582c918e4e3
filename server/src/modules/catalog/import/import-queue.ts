import type { Transaction } from '#platform/database';
import { enqueueJob } from '#platform/jobs';

import type { ImportJob } from './import-job.ts';

export const checkImportJobId = 'catalog.check-import';
export const applyImportJobId = 'catalog.apply-import';
export const undoImportJobId = 'catalog.undo-import';

/** Queues the background work of an import in the transaction that makes it necessary; waiting twice is waiting once. */
export async function enqueueImport(tx: Transaction, { id, state }: Pick<ImportJob, 'id' | 'state'>): Promise<void> {
  const others: Readonly<Partial<Record<string, string>>> = { checking: checkImportJobId, undoing: undoImportJobId };
  const jobId = others[state] ?? applyImportJobId;
  await enqueueJob(tx, { id: jobId, payload: { importId: id }, key: `${jobId}:${id}` });
}
