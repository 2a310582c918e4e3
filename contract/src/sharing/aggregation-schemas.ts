import { z } from 'zod';

/** What a department's grants tell together of a person (design.md §2), with what its head has answered. */
export const aggregationSchema = z.object({
  rules: z.array(
    z.object({
      rule: z.string(),
      kinds: z.array(z.string()),
      /** Only with what is applied for. */
      pending: z.boolean(),
      grantCount: z.int(),
      /** Those that the reader may know of. */
      grants: z.array(z.object({ id: z.uuid(), no: z.string(), entryName: z.string() })),
    }),
  ),
  /** SM3 of what the grants tell together now, which the answer names; for the department that answers. */
  about: z.string().nullable(),
  needsAnswer: z.boolean(),
  answer: z.object({ words: z.string(), at: z.iso.datetime() }).nullable(),
});
