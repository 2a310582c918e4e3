import { z } from 'zod';
import { isRefusal } from '@karez/kit/refusal';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { appendFeed } from '#platform/feed';
import type { Needs } from '#platform/needs';
import { publish, type Listener, type OutboxEvent } from '#platform/outbox';
import { STOP_FILED } from './offline-reason.ts';
import { recordServiceAct } from './register-service.ts';
import { gatewayTopic } from './runtime/tables.ts';
import { serviceSwitched } from './service-events.ts';
import { lockOnlineServices, saveService } from './service-store.ts';
import { closed, compiledService, type Service } from './service.ts';

type HearingNeeds = Pick<Needs, 'clock' | 'newId'>;
const stopped = z.object({ entryId: z.uuid(), serviceId: z.uuid().nullable() });
const actor = systemActor('gateway.service-stopped');

/** What the gateway listens to: stops that were filed and have come into force (809-27.3). */
export function stopListeners(needs: HearingNeeds): readonly Listener[] {
  return [{ listener: 'gateway.service-stopped', event: 'sharing.service-stopped', hear: (tx, event) => hearStop(tx, event, needs) }];
}

/** Closes what a stop names: one service, or every one of the entry. No grant of it runs any more. */
async function hearStop(tx: Transaction, event: OutboxEvent, needs: HearingNeeds): Promise<void> {
  const { entryId, serviceId } = stopped.parse(event.body);
  const services = (await lockOnlineServices(tx, entryId)).filter(({ id }) => serviceId === null || id === serviceId);
  const shut: Service[] = [];
  for (const service of services) shut.push(await close(tx, needs, service));
  // The feed comes last: its counter is locked until the commit.
  await appendFeed(
    tx,
    gatewayTopic,
    shut.map((service) => ({ kind: 'service', key: service.id, body: compiledService(service) })),
  );
}

async function close(tx: Transaction, { clock, newId }: HearingNeeds, service: Service): Promise<Service> {
  const at = clock.now();
  const offline = closed(service, { at, reason: STOP_FILED });
  if (isRefusal(offline)) throw new Error(`service ${service.id} was locked online and is not: ${offline.code}`);
  await saveService(tx, offline);
  await recordServiceAct(tx, { actor, at, origin: null, action: 'gateway.take-service-offline', service: offline, cause: STOP_FILED });
  await publish(tx, serviceSwitched(offline, { id: newId() }));
  return offline;
}
