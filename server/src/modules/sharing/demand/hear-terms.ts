import { z } from 'zod';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { DEMAND_CASE, demandClocks } from './demand-clock.ts';
import { tellUnanswered } from './demand-handing.ts';
import { lockDemand } from './demand-store.ts';
import { isOwed } from './demand.ts';

const said = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), rung: z.string() });

/** What demands listen to: the term of a department's answer has run out. */
export function demandTermListeners(needs: Pick<Needs, 'clock' | 'newId'>): readonly Listener[] {
  return [{ listener: 'sharing.demand-unanswered', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) }];
}

/** The authority is asked to take the demand back or to press for it. Judged by the clock that runs now: an event that is late does no harm. */
async function hearWarning(tx: Transaction, event: OutboxEvent, { clock, newId }: Pick<Needs, 'clock' | 'newId'>): Promise<void> {
  const { clockId, caseKind, caseId, rung } = said.parse(event.body);
  if (caseKind !== DEMAND_CASE || rung !== 'overdue') return;
  const demand = await lockDemand(tx, caseId);
  if (!demand || !isOwed(demand.state)) return;
  const at = clock.now();
  const owed = (await demandClocks(tx, { demandId: demand.id, at })).find(({ id }) => id === clockId);
  if (owed?.state === 'lapsed') await tellUnanswered(tx, demand, { at, dueAt: owed.dueAt, newId });
}
