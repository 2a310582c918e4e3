import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { findPublishedEntry } from '#modules/catalog';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { handApplicationOver } from './hand-application-over.ts';
import { handGrantsOver } from './hand-grants-over.ts';
import { lockApplicationsLeftBehind, lockGrantsLeftBehind } from './succession-store.ts';

export type SuccessionNeeds = Pick<Needs, 'clock' | 'newId' | 'config'>;

const transferred = z.object({ entryId: z.uuid() });

/** What sharing listens to: entries that another department has taken over (91-3.3). */
export function transferListeners(needs: SuccessionNeeds): readonly Listener[] {
  return [
    { listener: 'sharing.entry-transferred', event: 'catalog.entry-transferred', hear: (tx, event) => hearTransfer(tx, event, needs) },
  ];
}

/**
 * The receiver answers what waits and stands for what was granted. Judged by the provider of now: an event that is late does no harm. The entry's
 * row is not locked: who revokes holds a grant when it asks for that lock. What is signed meanwhile names the entry's provider of its own accord.
 */
async function hearTransfer(tx: Transaction, event: OutboxEvent, needs: SuccessionNeeds): Promise<void> {
  const { entryId } = transferred.parse(event.body);
  const entry = await findPublishedEntry(tx, entryId, dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now()));
  // Retired since, which an entry is only when no grant of it runs and no application waits: nothing is left to hand over.
  if (isRefusal(entry)) return;
  const { organisationId, name, regionCode } = entry.provider;
  if (organisationId === null) throw new Error(`entry ${entryId} was taken over by nobody`);
  const receiver = { id: organisationId, name, regionCode };
  // Before the applications: whoever agrees to a renewal holds its grant when it asks for the application.
  await lockGrantsLeftBehind(tx, { entryId, providerOrgId: receiver.id });
  for (const application of await lockApplicationsLeftBehind(tx, { entryId, providerOrgId: receiver.id }))
    await handApplicationOver(tx, needs, { application, receiver, shareType: entry.shareType });
  // The feed comes last: its counter is locked until the commit.
  await handGrantsOver(tx, needs, { entryId, receiver });
}
