import { z } from 'zod';
import { shareModeTypeSchema } from './content.ts';

/**
 * How a published entry stands towards the 共享目录 (91-4.3): not listed yet, on a promise, on a live resource, or listed while its resource is
 * down.
 */
export const listingStates = ['unlisted', 'promised', 'mounted', 'interrupted'] as const;
export const listingStateSchema = z.enum(listingStates);

/** What the department promises: the last day, the mode, and the office that does it. */
export const promiseSchema = z.object({ dueOn: z.iso.date(), mode: shareModeTypeSchema, responsible: z.string() });

/** An entry in, or not yet in, the 共享目录. */
export const listingSchema = z.object({
  state: listingStateSchema,
  /** Day of the recorded act; null where there was none. */
  listedOn: z.iso.date().nullable(),
  promise: promiseSchema.nullable(),
  /** How many days were promised since it was listed. */
  promises: z.int(),
  /** The promised day has passed and nothing is mounted. */
  overdue: z.boolean(),
  mountedOn: z.iso.date().nullable(),
  /** Whether the data is in time by its update cycle, by the steward’s word (部门填报); null where nothing is mounted. */
  freshness: z
    .object({
      state: z.enum(['fresh', 'overdue', 'untimed']),
      dataOn: z.iso.date().nullable(),
      reported: z.boolean(),
      dueOn: z.iso.date().nullable(),
    })
    .nullable(),
});
export type Listing = z.infer<typeof listingSchema>;

/** Values of the freshness facet: overdue, in time, with a cycle that nothing times, or nothing mounted. */
export const freshnessFacets = ['overdue', 'in-time', 'untimed', 'not-mounted'] as const;

/** Values of the search facet: those that are not offered for sharing here (drafts, imported, 不予共享) are `not-shared`. */
export const listingFacets = ['mounted', 'promised', 'promise-overdue', 'interrupted', 'unlisted', 'not-shared'] as const;
/** Those of them that stand in the 共享目录. */
export const sharedCatalogue = ['mounted', 'promised', 'promise-overdue', 'interrupted'] as const;
