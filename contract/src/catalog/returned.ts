import { z } from 'zod';
import { route } from '../route.ts';
import { revisionStateSchema } from './answers.ts';
import { entryContentSchema } from './content.ts';

/** A revision on its way as it was when it was sent back, and with which words. */
export const lastReturnSchema = z.object({
  at: z.iso.datetime(),
  byOrganisation: z.string(),
  /** Where it stood: in the department's review or signature, or with the authority. */
  stage: revisionStateSchema,
  opinion: z.string(),
  content: entryContentSchema,
});
export type LastReturn = z.infer<typeof lastReturnSchema>;

export const getLastReturn = route({
  id: 'catalog.get-last-return',
  method: 'GET',
  path: '/catalog/entries/:entryId/last-return',
  summary:
    'The text of the revision on its way as it was last sent back, with the opinion, so that whoever looks at it again sees what changed since (91-3.2.1); to the authority, what the authority sent back.',
  power: 'catalog.read',
  params: z.object({ entryId: z.uuid() }),
  answer: z.object({ lastReturn: lastReturnSchema.nullable() }),
  refusals: ['catalog.entry.not-found'],
});
