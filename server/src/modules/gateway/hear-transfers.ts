import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { findPublishedEntry } from '#modules/catalog';
import { closeTodo, notify } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { appendFeed } from '#platform/feed';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { tellStewards, type HearingNeeds } from './hear-entries.ts';
import { isOwnReason } from './offline-reason.ts';
import { recordServiceAct } from './register-service.ts';
import { gatewayTopic } from './runtime/tables.ts';
import { handServiceOver, lockServicesOf } from './service-store.ts';
import { compiledService, type Service } from './service.ts';
import { unfitTodoKey } from './unfit-todo.ts';

const transferred = z.object({ entryId: z.uuid() });
const byPlatform = systemActor('gateway.entry-transferred');

/** What the gateway listens to: entries that another department has taken over (91-3.3). */
export function transferListeners(needs: HearingNeeds): readonly Listener[] {
  return [
    { listener: 'gateway.entry-transferred', event: 'catalog.entry-transferred', hear: (tx, event) => hearTransfer(tx, event, needs) },
  ];
}

/**
 * The services of the entry are the receiving department's from now on, which may change, open and close them; no call is interrupted. Judged by
 * the provider of now: an event that is late does no harm.
 */
async function hearTransfer(tx: Transaction, event: OutboxEvent, needs: HearingNeeds): Promise<void> {
  const { entryId } = transferred.parse(event.body);
  const at = needs.clock.now();
  // The services first, as who opens one locks them before the entry.
  const services = await lockServicesOf(tx, entryId);
  const entry = await findPublishedEntry(tx, entryId, dayIn(needs.config.KAREZ_TIME_ZONE, at));
  // Retired since: its services serve nobody, and what they were is kept as it was.
  if (isRefusal(entry) || entry.provider.organisationId === null) return;
  const orgId = entry.provider.organisationId;
  const handed: Service[] = [];
  for (const service of services.filter((one) => one.orgId !== orgId)) {
    const next: Service = { ...service, orgId, entryName: entry.name, version: service.version + 1, changedAt: at };
    await handServiceOver(tx, next);
    await recordServiceAct(tx, { actor: byPlatform, at, origin: null, action: 'gateway.hand-over-service', service: next });
    await tellReceiver(tx, needs, next);
    handed.push(next);
  }
  // The feed comes last: its counter is locked until the commit.
  await appendFeed(
    tx,
    gatewayTopic,
    handed.map((service) => ({ kind: 'service', key: service.id, body: compiledService(service) })),
  );
}

/** The receiver's stewards look whether the address is still the right one; what the former department had to mend is theirs to mend. */
async function tellReceiver(tx: Transaction, needs: HearingNeeds, service: Service): Promise<void> {
  const { id, orgId, name, entryName, changedAt: at } = service;
  await closeTodo(tx, unfitTodoKey(id), { by: byPlatform.id, at });
  if (service.state === 'offline' && isOwnReason(service.offlineReason)) await tellStewards(tx, needs, service);
  await notify(tx, {
    id: needs.newId(),
    key: `gateway.handed-over:${id}:${service.version}`,
    for: { kind: 'organisation', orgId, power: 'gateway.register' },
    subject: { module: 'gateway', kind: 'gateway.service', id },
    title: { key: 'gateway.notice.service-handed-over', params: { service: name, entry: entryName } },
    link: `/gateway/services/${id}`,
    at,
  });
}
