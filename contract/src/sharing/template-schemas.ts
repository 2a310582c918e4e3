import { z } from 'zod';
import { takenFromSchema } from './reuse-schemas.ts';

/** What an application began with. */
export const beginnings = {
  /** The earlier application that it was written from (以此为底稿), for its own department only. */
  takenFrom: takenFromSchema.nullable(),
  /** The department that prepared it (代拟申请) and why, named to both sides; what no longer fitted is told to its own department only. */
  offer: z
    .object({
      offerId: z.uuid(),
      organisation: z.object({ id: z.uuid(), name: z.string() }),
      words: z.string(),
      preparedAt: z.iso.datetime(),
      leftBehind: z.array(z.string()),
    })
    .nullable(),
  /** The template, in the version that was in force then, named to both sides. */
  template: z.object({ templateId: z.uuid(), version: z.int(), title: z.string() }).nullable(),
};
