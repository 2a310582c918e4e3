import { z } from 'zod';
import { route } from '../route.ts';
import { entrySchema } from './answers.ts';
import { plainText } from './content.ts';

const entryId = z.object({ entryId: z.uuid() });
const body = z.strictObject({ reason: plainText(1000, 1) });

export const withdrawRevision = route({
  id: 'catalog.withdraw-revision',
  method: 'POST',
  path: '/catalog/entries/:entryId/withdrawal',
  summary: 'The department takes back a revision that waits for the next hand; it is a draft again and earlier signatures lapse.',
  power: 'catalog.register',
  params: entryId,
  body,
  answer: entrySchema,
  refusals: ['catalog.entry.not-found', 'catalog.entry.stale', 'catalog.revision.illegal-transition'],
});

export const abandonDraft = route({
  id: 'catalog.abandon-draft',
  method: 'POST',
  path: '/catalog/entries/:entryId/abandonment',
  summary:
    'The department gives a draft up: a change leaves the version in force as it is, an entry never published is withdrawn. It is kept.',
  power: 'catalog.register',
  params: entryId,
  body,
  answer: entrySchema,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.stale',
    'catalog.revision.illegal-transition',
    'catalog.entry.illegal-transition',
    'catalog.claim.release-instead',
  ],
});

export const resumeDraft = route({
  id: 'catalog.resume-draft',
  method: 'POST',
  path: '/catalog/entries/:entryId/resumption',
  summary: 'The department takes up again an entry that it withdrew before it was ever published.',
  power: 'catalog.register',
  params: entryId,
  body,
  answer: entrySchema,
  refusals: ['catalog.entry.not-found', 'catalog.entry.stale', 'catalog.entry.illegal-transition', 'catalog.entry.name-taken'],
});
