import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { findPublishedEntry } from '#modules/catalog';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { endStoppage, handStoppageOver, openStoppageClock, STOPPAGE_CASE, tellOverdue, watchStoppage } from './stoppage-step.ts';
import { lockOpenStoppage, lockStoppage, saveStoppage } from './stoppage-store.ts';

type HearNeeds = Pick<Needs, 'clock' | 'newId' | 'config'>;

/** What stoppages listen to: services that begin and end their operation, terms that run out, and entries that another department takes over. */
export function stoppageListeners(needs: HearNeeds): readonly Listener[] {
  return [
    { listener: 'sharing.service-switched', event: 'gateway.service-switched', hear: (tx, event) => hearSwitch(tx, event, needs) },
    { listener: 'sharing.stoppage-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) },
    {
      listener: 'sharing.stoppage-entry-transferred',
      event: 'catalog.entry-transferred',
      hear: (tx, event) => hearTransfer(tx, event, needs),
    },
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

const transferred = z.object({ entryId: z.uuid() });

/** Whoever has taken the entry over (91-3.3) answers for its service. Judged by the provider of now: an event that is late does no harm. */
async function hearTransfer(tx: Transaction, event: OutboxEvent, { clock, newId, config }: HearNeeds): Promise<void> {
  const { entryId } = transferred.parse(event.body);
  const at = clock.now();
  const entry = await findPublishedEntry(tx, entryId, dayIn(config.KAREZ_TIME_ZONE, at));
  if (isRefusal(entry) || entry.provider.organisationId === null) return;
  const open = await lockOpenStoppage(tx, entryId);
  const receiver = { id: entry.provider.organisationId, regionCode: entry.provider.regionCode };
  if (open) await handStoppageOver(tx, open, { receiver, at, newId });
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
