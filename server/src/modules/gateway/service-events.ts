import type { OutboxEvent } from '#platform/outbox';
import type { Service } from './service.ts';

/** A service has begun or ended its operation: what rests on a live resource of its entry asks anew whether there is one. */
export function serviceSwitched({ id, entryId, state }: Service, told: { id: string }): OutboxEvent {
  return { id: told.id, name: 'gateway.service-switched', key: `catalog.entry:${entryId}`, body: { serviceId: id, entryId, state } };
}
