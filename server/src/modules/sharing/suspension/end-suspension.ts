import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { endTerms } from './suspension-clock.ts';
import { closeSuspensionTodos } from './suspension-handing.ts';
import { recordSuspensionStep } from './suspension-step.ts';
import { openSuspension, saveSuspension } from './suspension-store.ts';

const byPlatform = systemActor('sharing.suspension');

/** The grant has ended or run out: there is nothing left to put right or to recheck. The caller holds the grant's lock. */
export async function endOpenSuspension(
  tx: Transaction,
  { grantId, by, at }: { readonly grantId: string; readonly by: string | null; readonly at: Date },
): Promise<void> {
  const open = await openSuspension(tx, grantId);
  if (!open) return;
  const ended = { ...open, state: 'ended' as const, endedAt: at };
  await saveSuspension(tx, ended);
  await endTerms(tx, ended.id, { how: 'cancel', at });
  await closeSuspensionTodos(tx, ended.id, { by, at });
  const step = { suspension: ended, actor: byPlatform, action: 'sharing.end-suspension', word: 'ended', role: 'SYSTEM' };
  await recordSuspensionStep(tx, { ...step, words: null, at, origin: null });
}
