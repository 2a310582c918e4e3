import type { Transaction } from '#platform/database';
import { isRefusal } from '@karez/kit/refusal';
import type { ApplicationRecord } from '../application-store.ts';
import { enteredPaperOf, savePaperEnd } from './paper-signature-store.ts';
import { afterPaperEvent, dueOnPaper } from './paper-signature.ts';

/** The case has moved on: a sheet that still waits for its second officer signs nothing any more. The caller holds the application's lock. */
export async function settlePapers(tx: Transaction, application: ApplicationRecord, at: Date): Promise<void> {
  const waiting = await enteredPaperOf(tx, application.id);
  if (!waiting || dueOnPaper(application)?.act === waiting.act) return;
  const ended = afterPaperEvent(waiting, 'overtake', { by: null, at, reason: null });
  if (!isRefusal(ended)) await savePaperEnd(tx, ended);
}
