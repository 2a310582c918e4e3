import type { Listing as ListingAnswer } from '@karez/contract/catalog/listed';
import { dayIn } from '@karez/kit/clock';
import type { EntryFile } from '../search/search-document.ts';
import { freshnessOf, type DataReport } from './freshness.ts';
import { isFileDue } from './due.ts';
import { isOverdue } from './listing.ts';

type Facts = {
  readonly file: EntryFile;
  readonly today: string;
  readonly zone: string;
  readonly now: Date;
  readonly report: DataReport | null;
};

/** How an entry that has to be listed stands towards the 共享目录; null where it has not. */
export function listingView({ file, today, zone, now, report }: Facts): ListingAnswer | null {
  if (!isFileDue(file)) return null;
  const { listing } = file;
  const none = { state: 'unlisted', listedOn: null, promise: null, promises: 0, overdue: false, mountedOn: null, freshness: null } as const;
  if (listing === null || listing.state === 'withdrawn') return none;
  return {
    state: listing.state,
    listedOn: listing.listedOn,
    promise: listing.state === 'promised' ? listing.promise : null,
    promises: listing.promises,
    overdue: isOverdue(listing, today),
    mountedOn: 'mountedAt' in listing ? dayIn(zone, listing.mountedAt) : null,
    freshness:
      'mountedAt' in listing
        ? freshnessOf({ cycle: file.live?.content.updateCycle ?? null, mountedAt: listing.mountedAt, report, now, zone })
        : null,
  };
}
