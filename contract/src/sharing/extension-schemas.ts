import { z } from 'zod';

/** 延期 of the reply (809-21): asked by the provider, decided by the authority's leader. */
export const replyExtensionSchema = z.object({
  workingDays: z.int(),
  reason: z.string(),
  askedAt: z.iso.datetime(),
  state: z.enum(['asked', 'granted', 'refused', 'lapsed']),
  opinion: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
});
