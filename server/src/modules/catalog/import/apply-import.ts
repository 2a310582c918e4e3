import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';

import { recordImport } from './import-evidence.ts';
import { enqueueImport } from './import-queue.ts';
import { lockImport, saveImport } from './import-job-store.ts';
import { apply, type ImportJob } from './import-job.ts';
import { sees } from './import-policy.ts';

/** Lets a checked import enter the catalogue in the background. */
export async function applyImport(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, importId, origin }: { actor: Actor; importId: string; origin: string },
): Promise<ImportJob | Refusal> {
  return database.transaction(async (tx) => {
    const job = await lockImport(tx, importId);
    if (!job || !sees(actor, job)) return refuse('catalog.import.not-found');
    const applying = apply(job);
    if (isRefusal(applying)) return applying;
    await saveImport(tx, applying, clock.now());
    await enqueueImport(tx, applying);
    await recordImport(tx, { actor, at: clock.now(), action: 'catalog.apply-import', job, origin });
    return applying;
  });
}
