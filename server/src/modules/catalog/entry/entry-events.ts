import type { OutboxEvent } from '#platform/outbox';
import type { Published } from './entry.ts';

/** A version of an entry came into force: what rests on the entry asks anew whether it still fits. */
export function entryInForce({ id, liveNo }: Published, told: { id: string }): OutboxEvent {
  return { id: told.id, name: 'catalog.entry-in-force', key: `catalog.entry:${id}`, body: { entryId: id, revisionNo: liveNo } };
}
