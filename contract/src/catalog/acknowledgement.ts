import { z } from 'zod';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { entryContentSchema, plainText } from './content.ts';

/**
 * Why a version is major: what those who use the one before lose, or read otherwise from now on (809-27; law.md §6.2). Words:
 * `catalog.break.<kind>`.
 */
export const breakingKinds = [
  'item-removed',
  'type-changed',
  'length-narrowed',
  'meaning-changed',
  'field-renamed',
  'share-type-tightened',
] as const;

/**
 * Where a consumer's acknowledgement (版本告知) stands: told, said to be in the way of its work, answered by the provider, taken note of; or ended
 * by a newer version or by the end of every grant.
 */
export const acknowledgementStates = ['open', 'contested', 'answered', 'acknowledged', 'superseded', 'lapsed'] as const;
/** What the two sides say to each other in an acknowledgement. */
export const acknowledgementWords = ['objection', 'answer', 'acknowledgement'] as const;
/** Under which of their departments a reader looks at acknowledgements: it consumes, it provides, or it oversees. */
export const acknowledgementSides = ['consumer', 'provider', 'authority'] as const;

const breakSchema = z.object({
  /** The item's number; `null`: the whole entry, which has no items. */
  itemNo: z.int().nullable(),
  itemName: z.string(),
  kind: z.enum(breakingKinds),
});
export type Break = z.infer<typeof breakSchema>;

/** A running grant that a change touches, for those who may see who uses the entry. */
export const touchedGrantSchema = z.object({
  grantId: z.string(),
  grantNo: z.string(),
  applicationId: z.string(),
  applicationNo: z.string().nullable(),
  organisationId: z.string(),
  organisationName: z.string(),
  systemName: z.string(),
  validTo: z.iso.datetime(),
  /** Every item that it names. */
  itemNos: z.array(z.int()),
  /** Those of its items that the change touches. */
  touchedNos: z.array(z.int()),
  /** Those that are gone: no door gives them any more. */
  goneNos: z.array(z.int()),
});
export type TouchedGrant = z.infer<typeof touchedGrantSchema>;

const touchedServiceSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The new version closes it until its provider has mended the mapping: for all who call it. */
  closes: z.boolean(),
});

const versionName = z.object({ no: z.int(), version: z.string() });
export const changeImpactSchema = z.object({
  /** The version in force; `null` before the first. */
  from: versionName.nullable(),
  nextVersion: z.string(),
  major: z.boolean(),
  breaks: z.array(breakSchema),
  grants: z.array(touchedGrantSchema),
  /** Running grants that name nothing of what changes. */
  untouchedGrants: z.int(),
  services: z.array(touchedServiceSchema),
  /** Numbers that published versions gave to items, dropped ones included: a new item takes none of them. */
  usedNumbers: z.array(z.int()),
  /** Working days that the rule set gives consumers to take note. */
  workingDays: z.int(),
});
export type ChangeImpact = z.infer<typeof changeImpactSchema>;

const entryId = z.object({ entryId: z.uuid() });

export const getChangeImpact = route({
  id: 'catalog.get-change-impact',
  method: 'GET',
  path: '/catalog/entries/:entryId/change-impact',
  summary:
    'Whether the revision on its way becomes a major version, item by item why, and the running grants and services that it touches as of now (809-27).',
  power: 'catalog.read',
  params: entryId,
  answer: changeImpactSchema,
  refusals: ['catalog.entry.not-found'],
});

const majorSchema = z.object({
  breaks: z.array(breakSchema),
  /** As it was when the version came into force; `null` for readers who may not see who uses the entry. */
  grants: z.array(touchedGrantSchema).nullable(),
  services: z.array(touchedServiceSchema).nullable(),
});
export const entryVersionSchema = versionName.extend({
  inForceFrom: z.iso.datetime(),
  inForce: z.boolean(),
  /** Whether the reader may see what it says: a denied version shows its content to its unit and the authority only. */
  readable: z.boolean(),
  major: majorSchema.nullable(),
});
export type EntryVersion = z.infer<typeof entryVersionSchema>;

export const listVersions = route({
  id: 'catalog.list-versions',
  method: 'GET',
  path: '/catalog/entries/:entryId/versions',
  summary: 'Every version of an entry that is or was in force, latest first; of major ones why, and what they touched then.',
  power: 'catalog.read',
  params: entryId,
  answer: z.object({ entryName: z.string(), items: z.array(entryVersionSchema) }),
  refusals: ['catalog.entry.not-found'],
});

const shownVersion = versionName.extend({ inForceFrom: z.iso.datetime(), content: entryContentSchema });
export const compareVersions = route({
  id: 'catalog.compare-versions',
  method: 'GET',
  path: '/catalog/entries/:entryId/comparison',
  summary: 'Two versions of an entry, whole, for a field-by-field comparison, and what the later takes away from users of the earlier.',
  power: 'catalog.read',
  params: entryId,
  query: z.strictObject({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
  answer: z.object({ from: shownVersion, to: shownVersion, breaks: z.array(breakSchema) }),
  refusals: ['catalog.entry.not-found', 'catalog.acknowledgement.version-not-found'],
});

const clockSchema = z.object({ dueOn: z.iso.date(), workingDaysLeft: z.int(), overdue: z.boolean(), articles: z.array(z.string()) });
const summary = {
  id: z.string(),
  entryId: z.string(),
  entryName: z.string(),
  providerName: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  state: z.enum(acknowledgementStates),
  /** The version that the consumer knew, and the one in force when it was told. */
  from: versionName,
  to: versionName,
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** The term of whoever's turn it is; `null` when it has ended. */
  clock: clockSchema.nullable(),
};
export const acknowledgementSummarySchema = z.object(summary);
export type AcknowledgementSummary = z.infer<typeof acknowledgementSummarySchema>;

export const acknowledgementSchema = z.object({
  ...summary,
  /** Every major version since the one that the consumer knew, with what of it touches the consumer's grants, and the grants as they were. */
  versions: z.array(
    versionName.extend({ inForceFrom: z.iso.datetime(), breaks: z.array(breakSchema), grants: z.array(touchedGrantSchema) }),
  ),
  /** Both contents, where the reader may see them. */
  content: z.object({ before: entryContentSchema, after: entryContentSchema }).nullable(),
  said: z.array(
    z.object({
      kind: z.enum(acknowledgementWords),
      at: z.iso.datetime(),
      byOrganisation: z.string(),
      version: z.string(),
      text: z.string(),
    }),
  ),
  allowed: allowedSchema,
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

const board = {
  side: z.enum(acknowledgementSides),
  state: z.enum(acknowledgementStates).optional(),
  entryId: z.uuid().optional(),
  /** Only those whose running term has passed. */
  overdue: z.literal('yes').optional(),
};

export const listAcknowledgements = route({
  id: 'catalog.list-acknowledgements',
  method: 'GET',
  path: '/catalog/acknowledgements',
  summary: 'Who has taken note of which version: as consumer, as provider, or as the authority of the region; what waits stands first.',
  power: 'catalog.read',
  query: z.strictObject({ ...pageQuery, ...board }),
  answer: pageOf(acknowledgementSummarySchema).extend({
    /** How many stand in each state, under the other filters. */
    counts: z.array(z.object({ state: z.enum(acknowledgementStates), count: z.int() })),
    /** How many of those by the other filters are overdue. */
    overdue: z.int(),
  }),
});

export const exportAcknowledgements = route({
  id: 'catalog.export-acknowledgements',
  method: 'GET',
  path: '/catalog/acknowledgements/ledger',
  summary: 'The same list as an XLSX ledger (台账) with title, unit, filters, date and maker.',
  power: 'catalog.read',
  query: z.strictObject(board),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

const acknowledgementId = z.object({ acknowledgementId: z.uuid() });
const onAcknowledgement = ['catalog.acknowledgement.not-found', 'catalog.acknowledgement.illegal-transition'] as const;

export const getAcknowledgement = route({
  id: 'catalog.get-acknowledgement',
  method: 'GET',
  path: '/catalog/acknowledgements/:acknowledgementId',
  summary: 'One acknowledgement: what changed of the items that were granted, what else changed, and what happens to the grants.',
  power: 'catalog.read',
  params: acknowledgementId,
  answer: acknowledgementSchema,
  refusals: ['catalog.acknowledgement.not-found'],
});

export const acknowledgeVersion = route({
  id: 'catalog.acknowledge-version',
  method: 'POST',
  path: '/catalog/acknowledgements/:acknowledgementId/acknowledgement',
  summary: 'The consumer has taken note of the new version (已知悉), with a remark if it likes. It takes back an objection, too.',
  power: 'sharing.apply',
  params: acknowledgementId,
  body: z.strictObject({ remark: plainText(1000) }),
  answer: acknowledgementSchema,
  refusals: onAcknowledgement,
});

export const objectToVersion = route({
  id: 'catalog.object-to-version',
  method: 'POST',
  path: '/catalog/acknowledgements/:acknowledgementId/objection',
  summary: 'The consumer says that the new version is in the way of its work (影响使用), with the reason; the provider answers.',
  power: 'sharing.apply',
  params: acknowledgementId,
  body: z.strictObject({ reason: plainText(1000, 1) }),
  answer: acknowledgementSchema,
  refusals: onAcknowledgement,
});

export const answerObjection = route({
  id: 'catalog.answer-objection',
  method: 'POST',
  path: '/catalog/acknowledgements/:acknowledgementId/answer',
  summary: 'The provider answers an objection; the consumer then takes note, or objects again.',
  power: 'catalog.register',
  params: acknowledgementId,
  body: z.strictObject({ answer: plainText(1000, 1) }),
  answer: acknowledgementSchema,
  refusals: onAcknowledgement,
});

export const acknowledgementRefusals = refusals({
  'catalog.acknowledgement.not-found': 404,
  'catalog.acknowledgement.version-not-found': 404,
  'catalog.acknowledgement.illegal-transition': 409,
});
