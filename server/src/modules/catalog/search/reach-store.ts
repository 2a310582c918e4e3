import { sql, type RawBuilder } from 'kysely';
import { reaches, type Reach } from './search.ts';

/** How far the entry of a row of `catalog.search_document` goes. The index and the export that leaves read this one rule. */
export const reachOfDocument = sql<Reach>`CASE
  WHEN search_document.audience <> 'everyone' OR search_document.share_type = 'denied' THEN 'seen'
  WHEN EXISTS (SELECT 1 FROM catalog.entry live_entry JOIN catalog.revision live ON live.entry_id = live_entry.id AND live.no = live_entry.live_no
    WHERE live_entry.id = search_document.entry_id AND live.fields -> 'openToPublic' = 'true'::jsonb) THEN 'open'
  ELSE 'leaving' END`;

/** Whether the entry of a row of `catalog.search_document` goes that far at this moment. */
export function documentReaches(reach: Reach): RawBuilder<boolean> {
  return sql<boolean>`(${reachOfDocument}) = ANY (${reaches.slice(reaches.indexOf(reach))}::text[])`;
}
