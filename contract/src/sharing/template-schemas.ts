import { z } from 'zod';

/** The template that an application began with, in the version that was in force then. */
export const templateUsedSchema = z.object({ templateId: z.uuid(), version: z.int(), title: z.string() });
