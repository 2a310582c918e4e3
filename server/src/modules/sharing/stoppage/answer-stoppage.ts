import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { holdsPersonalValue } from '../personal-value.ts';
import { mayDoStoppage, maySeeStoppage, stoppageRules, type StoppageAction } from './stoppage-policy.ts';
import { afterClosure, afterExplanation, movedStoppage, noteStoppage } from './stoppage-step.ts';
import { lockStoppage, saveStoppage } from './stoppage-store.ts';
import type { StoppageRecord } from './stoppage.ts';

export type StoppageNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;
export type AnswerStoppage = { readonly actor: Actor; readonly stoppageId: string; readonly words: string; readonly origin: string };
export type StoppageDone = { readonly stoppageId: string };

/** The provider says why its service stopped without a filing; the finding stays until the service is back, a stop is filed or the authority closes it. */
export async function explainStoppage(needs: StoppageNeeds, command: AnswerStoppage): Promise<StoppageDone | Refusal> {
  const { actor, words } = command;
  return take(needs, { ...command, action: 'explain' }, async (tx, next, at) => {
    const stoppage = { ...next, explanation: words, explainedBy: actor.id, explainedAt: at };
    await saveStoppage(tx, stoppage);
    await afterExplanation(tx, stoppage, { by: actor.id, at, newId: needs.newId });
    return stoppage;
  });
}

/** The authority closes a finding with its conclusion; measures are another matter. */
export async function closeStoppage(needs: StoppageNeeds, command: AnswerStoppage): Promise<StoppageDone | Refusal> {
  const { actor, words } = command;
  return take(needs, { ...command, action: 'close' }, async (tx, next, at) => {
    const stoppage = { ...next, conclusion: words, concludedBy: actor.id, concludedAt: at, endedAt: at };
    await saveStoppage(tx, stoppage);
    await afterClosure(tx, stoppage, { by: actor.id, at, newId: needs.newId });
    return stoppage;
  });
}

async function take(
  needs: StoppageNeeds,
  { actor, stoppageId, words, origin, action }: AnswerStoppage & { readonly action: StoppageAction },
  make: (tx: Transaction, next: StoppageRecord, at: Date) => Promise<StoppageRecord>,
): Promise<StoppageDone | Refusal> {
  if (holdsPersonalValue(words)) {
    const place = { path: '/body/words', code: 'sharing.personal-value-here', params: {} };
    return refuse('sharing.stoppage.personal-value', { count: 1 }, [place]);
  }
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const found = await lockStoppage(tx, stoppageId);
    if (!found || !maySeeStoppage(actor, found)) return refuse('sharing.stoppage.not-found');
    const permitted = mayDoStoppage(actor, action, found);
    if (isRefusal(permitted)) return permitted;
    const next = movedStoppage(found, stoppageRules[action].event);
    if (isRefusal(next)) return next;
    const stoppage = await make(tx, next, at);
    await noteStoppage(tx, { stoppage, actor, action: `sharing.${action}-stoppage`, origin, at });
    return { stoppageId };
  });
}
