import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { entryLeftSchema, entrySchema } from './answers.ts';
import { plainText } from './content.ts';

const params = z.object({ entryId: z.uuid() });

export const claimEntry = route({
  id: 'catalog.claim-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/claim',
  summary: 'A department takes an imported entry as its own: it becomes its draft, prefilled with what was imported.',
  power: 'catalog.claim',
  params,
  body: z.strictObject({}),
  answer: entrySchema,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.stale',
    'catalog.entry.illegal-transition',
    'catalog.entry.name-taken',
    'catalog.claim.taken',
    'catalog.claim.not-yours',
  ],
});

export const releaseClaim = route({
  id: 'catalog.release-claim',
  method: 'POST',
  path: '/catalog/entries/:entryId/claim/release',
  summary: 'The department gives a claimed entry back before it has submitted it: it stands as imported again.',
  power: 'catalog.claim',
  params,
  body: z.strictObject({ reason: plainText(1000, 1) }),
  answer: entryLeftSchema,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.stale',
    'catalog.entry.name-taken',
    'catalog.claim.not-claimed',
    'catalog.revision.illegal-transition',
  ],
});

export const assignClaim = route({
  id: 'catalog.assign-claim',
  method: 'POST',
  path: '/catalog/entries/:entryId/claim/assignment',
  summary: 'The authority asks a department of its region to claim an imported entry.',
  power: 'catalog.publish',
  params,
  body: z.strictObject({ organisationId: z.uuid(), reason: plainText(1000, 1) }),
  answer: entrySchema,
  refusals: ['catalog.entry.not-found', 'catalog.entry.illegal-transition', 'catalog.claim.department-unfit'],
});

const assignmentRefusals = ['catalog.entry.not-found', 'catalog.claim.not-asked', 'catalog.claim.assignment-ended'] as const;

export const declineClaim = route({
  id: 'catalog.decline-claim',
  method: 'POST',
  path: '/catalog/entries/:entryId/claim/assignment/declination',
  summary: 'A department that was asked to claim an imported entry declines with a reason; the entry stands among the unclaimed again.',
  power: 'catalog.claim',
  params,
  body: z.strictObject({ reason: plainText(1000, 1) }),
  answer: entrySchema,
  refusals: [...assignmentRefusals],
});

export const withdrawAssignment = route({
  id: 'catalog.withdraw-assignment',
  method: 'POST',
  path: '/catalog/entries/:entryId/claim/assignment/withdrawal',
  summary: 'The authority takes back what it asked a department to claim, with a reason.',
  power: 'catalog.publish',
  params,
  body: z.strictObject({ organisationId: z.uuid(), reason: plainText(1000, 1) }),
  answer: entrySchema,
  refusals: [...assignmentRefusals, 'catalog.entry.illegal-transition', 'catalog.claim.department-unfit'],
});

export const claimRefusals = refusals({
  'catalog.claim.not-asked': 403,
  'catalog.claim.assignment-ended': 409,
  'catalog.claim.taken': 409,
  'catalog.claim.not-yours': 403,
  'catalog.claim.not-claimed': 409,
  'catalog.claim.release-instead': 409,
  'catalog.claim.department-unfit': 422,
});
