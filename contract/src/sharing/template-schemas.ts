import { z } from 'zod';
import { takenFromSchema } from './reuse-schemas.ts';

/** What an application began with. */
export const beginnings = {
  /** The earlier application that it was written from (以此为底稿), for its own department only. */
  takenFrom: takenFromSchema.nullable(),
  /** The template, in the version that was in force then, named to both sides. */
  template: z.object({ templateId: z.uuid(), version: z.int(), title: z.string() }).nullable(),
};
