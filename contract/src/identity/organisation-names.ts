import { z } from 'zod';
import { route } from '../route.ts';

/** Letters of the language alone, with digits and punctuation: a Chinese name pasted into the wrong field is refused. */
const uyghur = /^(?=.*\p{Script=Arabic})[\p{Script=Arabic}\p{Mn}\p{Nd}\p{P} ]+$/u;
const english = /^(?=.*\p{Script=Latin})[\p{Script=Latin}\p{Nd}\p{P} ]+$/u;
const NAME_MAX = 200;

/** Names of an organisation beside its Chinese one; null: it has none and is shown in Chinese. */
export const translatedNamesSchema = z.object({
  orgId: z.uuid(),
  nameUg: z.string().nullable(),
  nameEn: z.string().nullable(),
  /** Whether a reader of Uyghur has reviewed the Uyghur name. */
  ugReviewed: z.boolean(),
});

export const listOrganisationNames = route({
  id: 'identity.list-organisation-names',
  method: 'GET',
  path: '/organisation-names',
  summary: 'Uyghur and English names of the organisations that have any (91-7.1.1)',
  answer: z.object({ items: z.array(translatedNamesSchema) }),
});

export const translateOrganisation = route({
  id: 'identity.translate-organisation',
  method: 'PUT',
  path: '/organisations/:orgId/translated-names',
  summary: 'Says what an organisation is called in Uyghur and English; only the Chinese name is signed',
  power: 'identity.organisations',
  params: z.object({ orgId: z.uuid() }),
  body: z.strictObject({
    nameUg: z.string().trim().max(NAME_MAX).regex(uyghur).nullable(),
    nameEn: z.string().trim().max(NAME_MAX).regex(english).nullable(),
    ugReviewed: z.boolean(),
  }),
  answer: translatedNamesSchema,
  refusals: ['identity.organisation.not-found', 'identity.organisation.sample', 'identity.organisation.dissolved'],
});
