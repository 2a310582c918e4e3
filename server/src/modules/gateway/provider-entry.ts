import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { findPublishedEntry, type PublishedEntry } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { addressesOf, addressGuard } from '#platform/outer-address';
import { serviceAddress } from './service.ts';

type AskingNeeds = Pick<Needs, 'clock' | 'config'>;

/** The published entry that an actor's own department provides: what a service can be registered for. */
export async function ownEntry(
  reader: Reader,
  { clock, config }: AskingNeeds,
  about: { actor: Actor; entryId: string },
): Promise<PublishedEntry | Refusal> {
  const entry = await findPublishedEntry(reader, about.entryId, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  if (isRefusal(entry)) return entry;
  return entry.provider.organisationId === about.actor.orgId ? entry : refuse('gateway.service.not-provider');
}

/**
 * Refuses an address that is malformed or that leads to where no service may be called. The runtime judges again at every
 * connection; this is so that a provider learns it now.
 */
export async function checkAddress(config: Needs['config'], baseUrl: string): Promise<true | Refusal> {
  const url = serviceAddress(baseUrl);
  if (isRefusal(url)) return url;
  const guard = addressGuard(config.KAREZ_PROVIDER_ADDRESSES);
  const addresses = await addressesOf(url.hostname);
  return addresses.length > 0 && addresses.every(guard) ? true : refuse('gateway.address.closed', { host: url.hostname });
}
