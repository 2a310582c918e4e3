import type { freshnessFacets, listingFacets } from '@karez/contract/catalog/listed';
import { sql } from 'kysely';
import { statesInForce } from '../entry/entry.ts';

export type ListingFacet = (typeof listingFacets)[number];

/**
 * How the entry of a row of `catalog.search_document` stands towards the 共享目录. A broken promise counts as one from the moment its breach was
 * told: within a minute after the promised day.
 */
export const listingOfDocument = sql<ListingFacet>`CASE
  WHEN search_document.state <> ALL (${[...statesInForce]}::text[])
    OR search_document.share_type IS NULL OR search_document.share_type = 'denied' THEN 'not-shared'
  ELSE coalesce((SELECT CASE WHEN listing.state = 'promised' AND listing.told_due_on IS NOT NULL THEN 'promise-overdue'
      WHEN listing.state = 'withdrawn' THEN 'unlisted' ELSE listing.state END
    FROM catalog.listing WHERE listing.entry_id = search_document.entry_id), 'unlisted') END`;

export type FreshnessFacet = (typeof freshnessFacets)[number];

/** Whether the data of that entry is overdue by its cycle: from the moment it was told, within a minute. */
export const freshnessOfDocument = sql<FreshnessFacet>`coalesce((SELECT CASE WHEN stale_told THEN 'overdue'
    WHEN search_document.update_cycle IN ('realtime', 'daily', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly') THEN 'in-time'
    ELSE 'untimed' END
  FROM catalog.listing WHERE listing.entry_id = search_document.entry_id AND listing.state IN ('mounted', 'interrupted')), 'not-mounted')`;
