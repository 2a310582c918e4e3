import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { findPublishedEntry } from '#modules/catalog';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { endOfItself } from './offer-step.ts';
import { lockOpenOffersLeftBehind, lockOpenOffersOfSide } from './offer-store.ts';

type HearNeeds = Pick<Needs, 'clock' | 'newId' | 'config'>;
const dissolved = z.object({ orgId: z.uuid() });
const transferred = z.object({ entryId: z.uuid() });

/** What offers listen to: departments that end or merge, and entries that another department takes over (91-3.3). Whoever is then in place prepares anew. */
export function offerListeners(needs: HearNeeds): readonly Listener[] {
  return [
    { listener: 'sharing.offer-side-ended', event: 'identity.organisation-dissolved', hear: (tx, event) => hearEnd(tx, event, needs) },
    {
      listener: 'sharing.offer-entry-transferred',
      event: 'catalog.entry-transferred',
      hear: (tx, event) => hearTransfer(tx, event, needs),
    },
  ];
}

async function hearEnd(tx: Transaction, event: OutboxEvent, { clock, newId }: HearNeeds): Promise<void> {
  const { orgId } = dissolved.parse(event.body);
  if (!(await organisationById(tx, orgId))?.dissolved) return;
  for (const offer of await lockOpenOffersOfSide(tx, orgId)) await endOfItself(tx, offer, { event: 'end', at: clock.now(), newId });
}

/** Judged by the provider of now: an event that is late does no harm. */
async function hearTransfer(tx: Transaction, event: OutboxEvent, { clock, newId, config }: HearNeeds): Promise<void> {
  const { entryId } = transferred.parse(event.body);
  const at = clock.now();
  const entry = await findPublishedEntry(tx, entryId, dayIn(config.KAREZ_TIME_ZONE, at));
  if (isRefusal(entry) || entry.provider.organisationId === null) return;
  const left = await lockOpenOffersLeftBehind(tx, { entryId, providerOrgId: entry.provider.organisationId });
  for (const offer of left) await endOfItself(tx, offer, { event: 'end', at, newId });
}
