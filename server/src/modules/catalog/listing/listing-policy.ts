import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import { refuseEnded } from '../entry/entry.ts';
import type { EntryFile } from '../search/search-document.ts';
import { mayBeListed, mayFollow } from './listing.ts';

/** Listing is the department's own act under its head's signature (91-3.1, 91-5.0.2): the authority has approved the entry already. */
export function mayList(actor: Actor, file: EntryFile): true | Refusal {
  const { entry, live, listing } = file;
  const permitted = mayUse(actor, 'catalog.sign', { orgId: entry.provider.organisationId });
  if (isRefusal(permitted)) return permitted;
  const ended = refuseEnded(file);
  if (ended) return ended;
  const possible = mayBeListed(entry, live?.content.shareType ?? null);
  return isRefusal(possible) ? possible : mayFollow(listing, 'mount');
}

/** The provider's data steward reports for what is mounted, also while it is down. */
export function mayReportData(actor: Actor, { entry, listing }: EntryFile): true | Refusal {
  const permitted = mayUse(actor, 'gateway.register', { orgId: entry.provider.organisationId });
  if (isRefusal(permitted)) return permitted;
  return listing !== null && 'mountedAt' in listing ? true : refuse('catalog.data.not-mounted');
}
