import { z } from 'zod';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { endStoppage, openStoppageClock, STOPPAGE_CASE, tellOverdue, watchStoppage } from './stoppage-step.ts';
import { lockOpenStoppage, lockStoppage, saveStoppage } from './stoppage-store.ts';

type HearNeeds = Pick<Needs, 'clock' | 'newId'>;

/** What stoppages listen to: services that begin and end their operation, and terms that run out. */
export function stoppageListeners(needs: HearNeeds): readonly Listener[] {
  return [
    { listener: 'sharing.service-switched', event: 'gateway.service-switched', hear: (tx, event) => hearSwitch(tx, event, needs) },
    { listener: 'sharing.stoppage-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) },
  ];
}

const switched = z.object({ entryId: z.uuid(), state: z.string() });

/** One service of an entry is in operation at a time: what goes offline leaves its grants without, what comes online serves them again. */
async function hearSwitch(tx: Transaction, event: OutboxEvent, { clock, newId }: HearNeeds): Promise<void> {
  const { entryId, state } = switched.parse(event.body);
  const at = clock.now();
  const open = await lockOpenStoppage(tx, entryId);
  if (state === 'online') {
    if (open) await endStoppage(tx, open, { event: 'restore', at, newId });
    return;
  }
  if (!open) await watchStoppage(tx, { entryId, cause: 'offline', since: at, lastFailedAt: null }, { at, newId });
  else if (open.cause === 'failing') await saveStoppage(tx, { ...open, cause: 'offline', revision: open.revision + 1 });
}

const warned = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), rung: z.string().optional() });

/** The provider has not answered a finding in its term. */
async function hearWarning(tx: Transaction, event: OutboxEvent, { clock, newId }: HearNeeds): Promise<void> {
  const { clockId, caseKind, caseId, rung } = warned.parse(event.body);
  if (caseKind !== STOPPAGE_CASE || rung !== 'overdue') return;
  const at = clock.now();
  const stoppage = await lockStoppage(tx, caseId);
  if (stoppage?.state !== 'found') return;
  const owed = await openStoppageClock(tx, caseId, at);
  if (owed?.id === clockId && owed.state === 'lapsed') await tellOverdue(tx, stoppage, { at, newId });
}
