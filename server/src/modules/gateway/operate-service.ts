import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import { isUniqueViolation, type Transaction } from '#platform/database';
import { appendFeed } from '#platform/feed';
import { publish as publishEvent } from '#platform/outbox';
import { everyoneHasApplied } from '#platform/lease';
import type { Needs } from '#platform/needs';
import { lockEntryForGrant } from '#modules/catalog';
import { closeTodo } from '#modules/desk';
import { dayIn } from '@karez/kit/clock';
import { checkAddress } from './provider-entry.ts';
import { recordServiceAct } from './register-service.ts';
import { gatewayTopic } from './runtime/tables.ts';
import { mayOperateService, mayInspectService } from './service-policy.ts';
import { findService, lockService, saveService } from './service-store.ts';
import { serviceSwitched } from './service-events.ts';
import { unfitTodoKey } from './unfit-todo.ts';
import { closed, compiledService, opened, operationsStillFit, type Service } from './service.ts';

type OperatingNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'newId'>;
export type OperateService = { readonly actor: Actor; readonly serviceId: string; readonly origin: string };

/** Opens a service: its entry is still published with the mapped items, its address may be called, and no other service of the entry is online. */
export async function putServiceOnline(needs: OperatingNeeds, command: OperateService): Promise<{ serviceId: string } | Refusal> {
  const seen = await findService(needs.database.reader, command.serviceId);
  const address = seen ? await checkAddress(needs.config, seen.baseUrl) : true;
  if (isRefusal(address)) return address;
  try {
    return await needs.database.transaction((tx) => open(tx, needs, command));
  } catch (error) {
    if (isUniqueViolation(error, 'service_online_of_entry')) return refuse('gateway.service.other-online');
    throw error;
  }
}

async function open(
  tx: Transaction,
  { clock, config, newId }: OperatingNeeds,
  command: OperateService,
): Promise<{ serviceId: string } | Refusal> {
  const service = await lockOperated(tx, command);
  if (isRefusal(service)) return service;
  const at = clock.now();
  // Locked: a version that comes into force meanwhile either is the one judged here, or finds the service online and judges it.
  const entry = await lockEntryForGrant(tx, service.entryId, dayIn(config.KAREZ_TIME_ZONE, at));
  if (isRefusal(entry)) return entry;
  const fit = operationsStillFit(service, entry);
  if (isRefusal(fit)) return fit;
  const online = opened({ ...service, entryName: entry.name, entryCode: entry.resourceCode }, at);
  if (isRefusal(online)) return online;
  await closeTodo(tx, unfitTodoKey(service.id), { by: command.actor.id, at });
  await publish(tx, { ...command, service: online, at, action: 'gateway.put-service-online', eventId: newId() });
  return { serviceId: service.id };
}

/**
 * Closes a service and answers when every live gateway has closed it, or has lost its lease. Where that cannot be seen in time, the
 * service is closed all the same and the caller is told that it is not yet certain everywhere.
 */
export async function takeServiceOffline(
  needs: OperatingNeeds,
  command: OperateService & { readonly reason: string },
): Promise<{ serviceId: string } | Refusal> {
  const position = await needs.database.transaction((tx) => close(tx, needs, command));
  if (isRefusal(position)) return position;
  const applied = await everyoneHasApplied(needs.database.reader, { topic: gatewayTopic, position });
  return applied ? { serviceId: command.serviceId } : refuse('gateway.service.still-served');
}

async function close(
  tx: Transaction,
  { clock, newId }: OperatingNeeds,
  command: OperateService & { readonly reason: string },
): Promise<number | Refusal> {
  const service = await lockOperated(tx, command);
  if (isRefusal(service)) return service;
  const at = clock.now();
  const offline = closed(service, { at, reason: command.reason });
  if (isRefusal(offline)) return offline;
  return publish(tx, { ...command, service: offline, at, action: 'gateway.take-service-offline', eventId: newId() });
}

async function lockOperated(tx: Transaction, { actor, serviceId }: OperateService): Promise<Service | Refusal> {
  const service = await lockService(tx, serviceId);
  if (!service) return refuse('gateway.service.not-found');
  const provider = await organisationById(tx, service.orgId);
  const place = { regionCode: provider?.regionCode ?? null };
  if (!mayInspectService(actor, service, place)) return refuse('gateway.service.not-found');
  const permitted = mayOperateService(actor, service, place);
  return isRefusal(permitted) ? permitted : service;
}

type Publishing = OperateService & { readonly service: Service; readonly at: Date; readonly action: string; readonly eventId: string };

/** Stores, records and tells who rests on the entry's resources and the gateways, in this order: the feed comes last. */
async function publish(tx: Transaction, { actor, origin, service, at, action, eventId }: Publishing): Promise<number> {
  await saveService(tx, service);
  await recordServiceAct(tx, { actor, at, origin, action, service });
  await publishEvent(tx, serviceSwitched(service, { id: eventId }));
  return appendFeed(tx, gatewayTopic, [{ kind: 'service', key: service.id, body: compiledService(service) }]);
}
