import { z } from 'zod';

/** A 公函 attached to an application. */
export const letterSchema = z.object({
  id: z.uuid(),
  docNo: z.string(),
  datedOn: z.iso.date(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  /** SM3 of the scan, hexadecimal. */
  digest: z.string(),
});
export type Letter = z.infer<typeof letterSchema>;
