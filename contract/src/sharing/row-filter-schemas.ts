import { z } from 'zod';

/**
 * 回流 (809-24): only rows of one region, by the entry's item that holds the region code. The platform sets it, of the requester's own region; nobody
 * writes it by hand. Every code of the region begins with `codePrefix`.
 */
export const rowFilterSchema = z.strictObject({
  regionCode: z.string(),
  regionName: z.string(),
  codePrefix: z.string(),
  itemNo: z.int().min(1).max(999),
  itemName: z.string(),
});
export type RowFilterOfRegion = z.infer<typeof rowFilterSchema>;
