import { z } from 'zod';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { findPublishedEntry } from '#modules/catalog';
import { openTodo } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { appendFeed } from '#platform/feed';
import type { Needs } from '#platform/needs';
import { publish, type Listener, type OutboxEvent } from '#platform/outbox';
import { unfitReasonOf } from './offline-reason.ts';
import { recordServiceAct } from './register-service.ts';
import { gatewayTopic } from './runtime/tables.ts';
import { lockOnlineServices, saveService } from './service-store.ts';
import { serviceSwitched } from './service-events.ts';
import { unfitTodoKey } from './unfit-todo.ts';
import { closed, compiledService, operationsStillFit, type Service } from './service.ts';

export type HearingNeeds = Pick<Needs, 'clock' | 'newId' | 'config'>;

const inForce = z.object({ entryId: z.uuid() });

/** What the gateway listens to: versions of entries that came into force under its services. */
export function entryListeners(needs: HearingNeeds): readonly Listener[] {
  return [{ listener: 'gateway.entry-in-force', event: 'catalog.entry-in-force', hear: (tx, event) => hearEntry(tx, event, needs) }];
}

/**
 * Closes the online service of an entry whose version in force it no longer fits: items that are gone, or personal data of persons whom
 * nobody was asked about. Judged by the version that is in force now, so an event that is late does no harm.
 */
async function hearEntry(tx: Transaction, event: OutboxEvent, needs: HearingNeeds): Promise<void> {
  const { entryId } = inForce.parse(event.body);
  const services = await lockOnlineServices(tx, entryId);
  if (services.length === 0) return;
  const entry = await findPublishedEntry(tx, entryId, dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now()));
  // Retired meanwhile, which an entry is only when no grant of it runs: no call opens the service.
  if (isRefusal(entry)) return;
  const shut: Service[] = [];
  for (const service of services) {
    const fit = operationsStillFit(service, entry);
    if (isRefusal(fit)) shut.push(await closeUnfit(tx, needs, { service: { ...service, entryName: entry.name }, fit }));
  }
  // The feed comes last: its counter is locked until the commit.
  await appendFeed(
    tx,
    gatewayTopic,
    shut.map((service) => ({ kind: 'service', key: service.id, body: compiledService(service) })),
  );
}

async function closeUnfit(tx: Transaction, needs: HearingNeeds, { service, fit }: { service: Service; fit: Refusal }): Promise<Service> {
  const at = needs.clock.now();
  const reason = unfitReasonOf(fit);
  const offline = closed(service, { at, reason });
  if (isRefusal(offline)) throw new Error(`service ${service.id} was locked online and is not: ${offline.code}`);
  await saveService(tx, offline);
  const actor = systemActor('gateway.entry-in-force');
  await recordServiceAct(tx, { actor, at, origin: null, action: 'gateway.take-service-offline', service: offline, cause: reason });
  await publish(tx, serviceSwitched(offline, { id: needs.newId() }));
  await tellStewards(tx, needs, offline);
  return offline;
}

/** Who can mend the service and open it again has it to do. */
export async function tellStewards(tx: Transaction, { newId }: HearingNeeds, service: Service): Promise<void> {
  const { id, orgId, name, entryName, changedAt: at } = service;
  await openTodo(tx, {
    id: newId(),
    key: unfitTodoKey(id),
    for: { kind: 'organisation', orgId, power: 'gateway.register' },
    subject: { module: 'gateway', kind: 'gateway.service', id },
    title: { key: 'gateway.todo.fit-service', params: { service: name, entry: entryName } },
    link: `/gateway/services/${id}`,
    dueAt: null,
    at,
  });
}
