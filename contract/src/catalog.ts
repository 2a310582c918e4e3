import { z } from 'zod';
import {
  changeTriggerSchema,
  consentQuotaSchema,
  denialVerdictSchema,
  entryLeftSchema,
  entrySchema,
  entrySummarySchema,
  facetNames,
  facetsSchema,
  historySchema,
} from './catalog/answers.ts';
import { searchQuery } from './catalog/facet.ts';
import { entryContentSchema, plainText, secrecyDeclarationSchema } from './catalog/content.ts';
import { totpCodeSchema as secondFactor } from './identity/schemas.ts';
import { pageOf, pageQuery, refusals, route } from './route.ts';
import type { Language } from './wording.ts';

const entryId = z.object({ entryId: z.uuid() });
const opinion = plainText(1000, 1);

const secondFactorRefusals = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;

export const listEntries = route({
  id: 'catalog.list-entries',
  method: 'GET',
  path: '/catalog/entries',
  summary:
    'Searches the catalogue: any part of a title, summary, department, item or code, its pinyin or another name for it, with facets; what is near when nothing holds the words.',
  power: 'catalog.read',
  query: z.strictObject({
    ...pageQuery,
    ...searchQuery,
  }),
  answer: pageOf(entrySummarySchema).extend({
    facets: facetsSchema,
    /** Facets with more values than are told here: `catalog.list-facet-values` has them all. */
    cut: z.array(z.enum(facetNames)),
    /** How many of the total hold the words, in any form. The others are near: almost typed right, or holding the parts of what was asked. */
    holding: z.int(),
    /** Nothing holds the words; these are near them. */
    closest: z.boolean(),
  }),
});

export const getEntry = route({
  id: 'catalog.get-entry',
  method: 'GET',
  path: '/catalog/entries/:entryId',
  summary: 'One entry with every field the reader may see, and what the reader may do with it.',
  power: 'catalog.read',
  params: entryId,
  answer: entrySchema,
  refusals: ['catalog.entry.not-found'],
});

export const getEntryHistory = route({
  id: 'catalog.get-entry-history',
  method: 'GET',
  path: '/catalog/entries/:entryId/history',
  summary:
    'What happened to an entry, in words: who acted, with which opinion, what changed from what to what; the latest first page by page.',
  power: 'catalog.read',
  params: entryId,
  query: z.strictObject(pageQuery),
  answer: historySchema,
  refusals: ['catalog.entry.not-found'],
});

export const listCategories = route({
  id: 'catalog.list-categories',
  method: 'GET',
  path: '/catalog/categories',
  summary: 'The classification tree: 类, 项 and 目 with their codes.',
  power: 'catalog.read',
  answer: z.object({
    items: z.array(
      z.object({ code: z.string(), parent: z.string().nullable(), nameZh: z.string(), nameUg: z.string(), nameEn: z.string() }),
    ),
  }),
});

/** The name of a category in a language of the interface. */
export function categoryName(
  { nameZh, nameUg, nameEn }: { readonly nameZh: string; readonly nameUg: string; readonly nameEn: string },
  language: Language,
): string {
  return { zh: nameZh, ug: nameUg, en: nameEn }[language];
}

const draftBody = z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema, content: entryContentSchema });

export const registerEntry = route({
  id: 'catalog.register-entry',
  method: 'POST',
  path: '/catalog/entries',
  summary: 'Registers a resource of the caller’s department as a draft.',
  power: 'catalog.register',
  body: draftBody.extend({ organisationId: z.uuid() }),
  answer: entrySchema,
  status: 201,
  idempotent: true,
  refusals: ['catalog.entry.secret', 'catalog.entry.name-taken', 'identity.organisation.dissolved'],
});

export const updateDraft = route({
  id: 'catalog.update-draft',
  method: 'PUT',
  path: '/catalog/entries/:entryId/draft',
  summary: 'Saves the draft; needs If-Match with the revision number that was read.',
  power: 'catalog.register',
  params: entryId,
  body: draftBody,
  answer: entrySchema,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.secret',
    'catalog.entry.name-taken',
    'catalog.entry.stale',
    'catalog.revision.illegal-transition',
  ],
});

const deciding = [
  'catalog.entry.not-found',
  'catalog.entry.stale',
  'catalog.revision.illegal-transition',
  'catalog.revision.own-work',
  'catalog.entry.provider-ended',
] as const;

export const submitEntry = route({
  id: 'catalog.submit-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/submission',
  summary: 'Hands the draft to the department’s reviewer; everything still missing is listed at once.',
  power: 'catalog.register',
  params: entryId,
  body: z.strictObject({ note: plainText(1000).default('') }),
  answer: entrySchema,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.stale',
    'catalog.revision.illegal-transition',
    'catalog.entry.provider-ended',
    'catalog.entry.incomplete',
    'law.article.not-found',
    'law.article.repealed',
  ],
});

export const reviewEntry = route({
  id: 'catalog.review-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/review',
  summary: 'The department’s reviewer passes the revision on to the head for signature.',
  power: 'catalog.review',
  params: entryId,
  body: z.strictObject({ opinion }),
  answer: entrySchema,
  refusals: deciding,
});

export const signEntry = route({
  id: 'catalog.sign-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/signature',
  summary: 'The head of the department (部门负责人, 809-13) signs with the second factor; the entry goes to the authority.',
  power: 'catalog.sign',
  params: entryId,
  body: z.strictObject({ opinion, secondFactor }),
  answer: entrySchema,
  refusals: [...deciding, 'catalog.finding.unanswered', 'catalog.authority.none', ...secondFactorRefusals],
});

export const publishEntry = route({
  id: 'catalog.publish-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/publication',
  summary: 'The authority publishes: the resource code is assigned and every department finds the entry.',
  power: 'catalog.publish',
  params: entryId,
  body: z.strictObject({ opinion }),
  answer: entrySchema,
  refusals: [
    ...deciding,
    'catalog.finding.unanswered',
    'catalog.code.exhausted',
    'catalog.entry.name-taken',
    'law.article.not-found',
    'law.article.repealed',
  ],
});

export const verifyDenial = route({
  id: 'catalog.verify-denial',
  method: 'POST',
  path: '/catalog/entries/:entryId/denial-verification',
  summary: 'The authority’s leader decides, item by item, whether the cited law really forbids sharing (91-3.1, 809-15).',
  power: 'catalog.verify-denial',
  params: entryId,
  body: z.strictObject({
    /** On the entry as a whole, where it is denied as a whole; else `null`. */
    verdict: denialVerdictSchema.nullable().default(null),
    /** Last day of a denial that is upheld for a time only. */
    until: z.iso.date().nullable().default(null),
    /** On each item that is denied on a basis of its own: all of them. One that is refused sends the whole revision back. */
    items: z
      .array(z.strictObject({ no: z.int(), verdict: denialVerdictSchema, until: z.iso.date().nullable(), opinion }))
      .max(500)
      .default([]),
    opinion,
    secondFactor,
  }),
  answer: entryLeftSchema,
  refusals: [
    ...deciding,
    'catalog.denial.unsettled',
    'catalog.finding.unanswered',
    'catalog.denial.until-past',
    'catalog.code.exhausted',
    'catalog.entry.name-taken',
    'law.article.not-found',
    'law.article.repealed',
    ...secondFactorRefusals,
  ],
});

export const returnEntry = route({
  id: 'catalog.return-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/return',
  summary: 'Sends the revision back to its registrar with an opinion, from review, signature or the authority.',
  params: entryId,
  body: z.strictObject({ opinion }),
  answer: entryLeftSchema,
  refusals: [...deciding],
});

const statusRefusals = ['catalog.entry.not-found', 'catalog.entry.stale', 'catalog.entry.illegal-transition'] as const;

export const openChange = route({
  id: 'catalog.open-change',
  method: 'POST',
  path: '/catalog/entries/:entryId/changes',
  summary: 'Opens a new revision of a published entry; the version in force stays until the new one is published.',
  power: 'catalog.register',
  params: entryId,
  body: z.strictObject({ kind: changeTriggerSchema, changedOn: z.iso.date(), reason: plainText(1000, 1) }),
  answer: entrySchema,
  status: 201,
  idempotent: true,
  refusals: [...statusRefusals, 'catalog.entry.provider-ended', 'catalog.change.in-the-future'],
});

export const giveStandingConsent = route({
  id: 'catalog.give-standing-consent',
  method: 'POST',
  path: '/catalog/entries/:entryId/standing-consent',
  summary:
    'The head of the sharing office agrees in advance to every lawful application for an unconditional entry, for at most 12 months.',
  power: 'sharing.standing-consent',
  params: entryId,
  /** `quota` is the most that a grant under the consent may call; the installation's default where it is not named. */
  body: z.strictObject({
    validUntil: z.iso.date(),
    terms: plainText(2000, 1),
    quota: consentQuotaSchema.nullable().default(null),
    secondFactor,
  }),
  answer: entrySchema,
  status: 201,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.stale',
    'catalog.consent.not-published',
    'catalog.consent.not-unconditional',
    'catalog.consent.personal-data',
    'catalog.consent.too-long',
    'catalog.consent.past',
    ...secondFactorRefusals,
  ],
});

/** Statuses of the module's own refusals; their words stand in `contract/messages`. */
export const catalogRefusals = refusals({
  'catalog.entry.not-found': 404,
  'catalog.entry.secret': 422,
  'catalog.entry.name-taken': 409,
  'catalog.entry.stale': 412,
  'catalog.entry.incomplete': 422,
  'catalog.code.exhausted': 409,
  'catalog.authority.none': 409,
  'catalog.entry.illegal-transition': 409,
  'catalog.entry.provider-ended': 409,
  'catalog.entry.not-requestable': 409,
  'catalog.entry.in-use': 409,
  'catalog.entry.applications-open': 409,
  'catalog.revision.illegal-transition': 409,
  'catalog.revision.own-work': 403,
  'catalog.change.in-the-future': 422,
  'catalog.denial.until-past': 422,
  'catalog.denial.unsettled': 422,
  'catalog.consent.not-published': 409,
  'catalog.consent.not-unconditional': 409,
  'catalog.consent.personal-data': 422,
  'catalog.consent.too-long': 422,
  'catalog.consent.past': 422,
});
