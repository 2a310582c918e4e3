import { catalogueChanges, type CatalogueChange } from '@karez/contract/catalog/change-feed';
import { z } from 'zod';

/** Feed topic of the catalogue's changes; the key of a delta is the entry's id. */
export const changeTopic = 'catalog.change';
/** Kind of its deltas. */
export const changeKind = 'entry';

const changeBody = z.object({ eventId: z.uuid(), change: z.enum(catalogueChanges), at: z.string(), leaves: z.boolean() });
/** What the feed keeps of a change: no name and no text, which are read when the change is told. */
export type ChangeBody = z.infer<typeof changeBody>;

/** The body of a delta; throws for one that this program did not write. */
export function changeBodyOf(body: unknown): ChangeBody {
  return changeBody.parse(body);
}

/**
 * What readers are told of a change, given whether the entry may be read now and whether they were told of it before. Undefined: nothing,
 * for an entry that never was theirs to read. One that was and is no longer is `removed`, whatever the reason: that it is denied now is not told.
 */
export function toldChange(
  change: CatalogueChange,
  { leaves, isKnown }: { leaves: boolean; isKnown: boolean },
): CatalogueChange | undefined {
  if (leaves) return change === 'removed' ? undefined : change;
  if (!isKnown) return undefined;
  return change === 'retired' ? 'retired' : 'removed';
}
