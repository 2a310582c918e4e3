import { z } from 'zod';
import { totpCodeSchema as secondFactor } from '../identity/schemas.ts';
import { refusals, route } from '../route.ts';
import { entrySchema } from './answers.ts';
import { plainText } from './content.ts';

const entryId = z.object({ entryId: z.uuid() });
const opinion = plainText(1000, 1);
const secondFactorRefusals = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;
const statusRefusals = ['catalog.entry.not-found', 'catalog.entry.stale', 'catalog.entry.illegal-transition'] as const;

export const requestRetirement = route({
  id: 'catalog.request-retirement',
  method: 'POST',
  path: '/catalog/entries/:entryId/retirement',
  summary: 'The provider’s office head asks the authority to take an entry out of the catalogue (809-27); everyone who uses it is told.',
  power: 'catalog.offline',
  params: entryId,
  body: z.strictObject({
    reason: plainText(1000, 1),
    /** Last day of use that is proposed to the consumers. */
    lastDay: z.iso.date(),
    successorId: z.uuid().nullable(),
    secondFactor,
  }),
  answer: entrySchema,
  refusals: [
    ...statusRefusals,
    'catalog.status.last-day-past',
    'catalog.status.successor-unfit',
    'catalog.status.change-open',
    ...secondFactorRefusals,
  ],
});

export const retireOrphaned = route({
  id: 'catalog.retire-orphaned',
  method: 'POST',
  path: '/catalog/entries/:entryId/orphan-retirement',
  summary:
    'The authority’s leader takes out of the catalogue what no department has and none is to have (91-3.3); nothing that is used leaves (809-27).',
  power: 'catalog.suspend',
  params: entryId,
  body: z.strictObject({ reason: plainText(1000, 1), successorId: z.uuid().nullable(), secondFactor }),
  answer: entrySchema,
  refusals: [
    ...statusRefusals,
    'catalog.entry.in-use',
    'catalog.entry.applications-open',
    'catalog.status.successor-unfit',
    ...secondFactorRefusals,
  ],
});

export const requestRestoration = route({
  id: 'catalog.request-restoration',
  method: 'POST',
  path: '/catalog/entries/:entryId/restoration',
  summary: 'The provider’s office head asks for a retired entry to be brought back under its code and version.',
  power: 'catalog.offline',
  params: entryId,
  body: z.strictObject({ reason: plainText(1000, 1), secondFactor }),
  answer: entrySchema,
  refusals: [...statusRefusals, 'catalog.entry.name-taken', ...secondFactorRefusals],
});

export const withdrawStatusRequest = route({
  id: 'catalog.withdraw-status-request',
  method: 'POST',
  path: '/catalog/entries/:entryId/status-request/withdrawal',
  summary: 'The provider takes back its request for retirement or restoration before the authority has decided.',
  power: 'catalog.offline',
  params: entryId,
  body: z.strictObject({ opinion }),
  answer: entrySchema,
  refusals: statusRefusals,
});

export const decideStatusRequest = route({
  id: 'catalog.decide-status-request',
  method: 'POST',
  path: '/catalog/entries/:entryId/status-request/decision',
  summary: 'The authority decides on a retirement or restoration; an entry that somebody still uses is not retired (809-27).',
  power: 'catalog.publish',
  params: entryId,
  body: z.strictObject({ decision: z.enum(['approve', 'decline']), opinion }),
  answer: entrySchema,
  refusals: [...statusRefusals, 'catalog.entry.in-use', 'catalog.entry.applications-open', 'catalog.status.own-request'],
});

export const suspendEntry = route({
  id: 'catalog.suspend-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/suspension',
  summary: 'The authority’s leader suspends an entry until it is put right: no new application; running grants go on.',
  power: 'catalog.suspend',
  params: entryId,
  body: z.strictObject({ reason: plainText(1000, 1), rectifyBy: z.iso.date(), secondFactor }),
  answer: entrySchema,
  refusals: [...statusRefusals, 'catalog.status.last-day-past', ...secondFactorRefusals],
});

export const liftSuspension = route({
  id: 'catalog.lift-suspension',
  method: 'POST',
  path: '/catalog/entries/:entryId/suspension/lifting',
  summary: 'The authority’s leader lifts a suspension; a change that was under way goes on.',
  power: 'catalog.suspend',
  params: entryId,
  body: z.strictObject({ opinion, secondFactor }),
  answer: entrySchema,
  refusals: [...statusRefusals, ...secondFactorRefusals],
});

/** Refusals of an entry's status; their words stand in `contract/messages`. */
export const statusChangeRefusals = refusals({
  'catalog.status.last-day-past': 422,
  'catalog.status.successor-unfit': 422,
  'catalog.status.own-request': 403,
  'catalog.status.change-open': 409,
});
