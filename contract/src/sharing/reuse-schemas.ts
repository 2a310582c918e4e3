import { z } from 'zod';

/** What of an earlier application did not fit the new draft, and is chosen anew. */
export const leftBehindSchema = z.object({
  /** Names of items that the entry asked for now does not share, or does not have. */
  items: z.array(z.string()),
  /** Titles with articles that are repealed or that the register of law does not hold any more. */
  basis: z.array(z.string()),
  /** The business system does not run any more. */
  system: z.boolean(),
});
export type LeftBehind = z.infer<typeof leftBehindSchema>;

/** The earlier application that a draft was taken from; its own department alone reads it. */
export const takenFromSchema = z.object({
  applicationId: z.uuid(),
  no: z.string().nullable(),
  entryName: z.string(),
  leftBehind: leftBehindSchema,
});
