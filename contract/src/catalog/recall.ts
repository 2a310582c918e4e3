import { z } from 'zod';
import { route } from '../route.ts';
import { touchedGrantSchema } from './acknowledgement.ts';

/** 收回: what the version in force denies and running grants still name (809-14), until when, and in which grants. */
export const recallSchema = z.object({
  openedAt: z.iso.datetime(),
  dueOn: z.iso.date(),
  overdue: z.boolean(),
  items: z.array(z.object({ no: z.int(), name: z.string() })),
  /** Running grants that name any of it; `touchedNos` are the denied items among theirs. */
  grants: z.array(touchedGrantSchema),
});
export type Recall = z.infer<typeof recallSchema>;

export const getRecall = route({
  id: 'catalog.get-recall',
  method: 'GET',
  path: '/catalog/entries/:entryId/recall',
  summary:
    'Grants that still give what the version in force denies, and until when its department takes it back (809-14, 809-27); null for who may not see who uses the entry, and when there is none.',
  power: 'catalog.read',
  params: z.object({ entryId: z.uuid() }),
  answer: z.object({ recall: recallSchema.nullable() }),
  refusals: ['catalog.entry.not-found'],
});
