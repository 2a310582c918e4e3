import { z } from 'zod';

/** Who did something for another (代): number of the delegation, title of the post that acted, and of the post that it stood in for. */
export const delegateSchema = z.object({ no: z.string(), by: z.string(), for: z.string() });

/** One line of the history of a case: which side and post did what, with which words; `delegate` where somebody acted for that post. */
export const stepSchema = z.object({
  at: z.iso.datetime(),
  action: z.string(),
  organisation: z.string(),
  role: z.string(),
  opinion: z.string().nullable(),
  delegate: delegateSchema.nullable(),
});
