import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { recordImport } from './import-evidence.ts';
import { lockImport, saveImport } from './import-job-store.ts';
import { undo, type ImportJob } from './import-job.ts';
import { mayStart, sees } from './import-policy.ts';
import { enqueueImport } from './import-queue.ts';

/** Lets an applied import be undone in the background, as a whole. */
export async function undoImport(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, importId, origin }: { actor: Actor; importId: string; origin: string },
): Promise<ImportJob | Refusal> {
  return database.transaction(async (tx) => {
    const job = await lockImport(tx, importId);
    if (!job || !sees(actor, job)) return refuse('catalog.import.not-found');
    const undoing = undo(job);
    if (isRefusal(undoing)) return undoing;
    const permitted = mayStart(actor, job.target);
    if (isRefusal(permitted)) return permitted;
    await saveImport(tx, undoing, clock.now());
    await enqueueImport(tx, undoing);
    await recordImport(tx, { actor, at: clock.now(), action: 'catalog.undo-import', job, origin });
    return undoing;
  });
}
