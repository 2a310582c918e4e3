import { z } from 'zod';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import { todayOf } from '../revision/record-step.ts';
import type { ListingNeeds } from './list-entry.ts';
import { tellListing } from './listing-handing.ts';
import { interrupted, mounted, type Listing } from './listing.ts';
import { recordListing } from './record-listing.ts';

const switched = z.object({ entryId: z.uuid() });

/** What the shared catalogue listens to: services of its entries that begin or end their operation. */
export function serviceListeners(needs: ListingNeeds): readonly Listener[] {
  return [{ listener: 'catalog.service-switched', event: 'gateway.service-switched', hear: (tx, event) => hearService(tx, event, needs) }];
}

/** What the listing becomes with, or without, a live resource; null where nothing changes. Nothing is listed by a service alone. */
function followed(listing: Listing | null, about: { isLive: boolean; entryId: string; today: string; at: Date }): Listing | null {
  if (listing === null || listing.state === 'withdrawn') return null;
  if (about.isLive) return listing.state === 'mounted' ? null : mounted(listing, about);
  return listing.state === 'mounted' ? interrupted({ ...listing, state: 'mounted' }, about.at) : null;
}

/** Judged by what is in operation now, under the entry's lock, so an event that is late or comes twice does no harm. */
async function hearService(tx: Transaction, event: OutboxEvent, needs: ListingNeeds): Promise<void> {
  const { entryId } = switched.parse(event.body);
  const entry = await lockEntry(tx, entryId);
  if (!entry) throw new Error(`a service of the unknown entry ${entryId} was switched`);
  const file = await fileOf(tx, entry);
  const services = await needs.servicesOf({ config: needs.config, reader: tx }, [entryId]);
  const listing = followed(file.listing, { isLive: services.length > 0, entryId, today: todayOf(needs), at: needs.clock.now() });
  if (listing === null) return;
  const word = listing.state === 'mounted' ? 'resource-mounted' : 'resource-stopped';
  const step = {
    actor: systemActor('catalog.listing'),
    origin: null,
    action: 'catalog.follow-service',
    word,
    role: 'SYSTEM',
    opinion: null,
  };
  const next = await recordListing(tx, needs, { file, listing, step });
  if (listing.state === 'interrupted') await tellListing(tx, needs, { file: next, word: 'resource-stopped' });
}
