import { z } from 'zod';
import { allowedSchema } from '../route.ts';
import { claimAssignmentSchema } from './claim-assignment.ts';
import { listingFacets, listingSchema } from './listed.ts';
import { readingMarkSchema, translationLanguageSchema } from './translation.ts';
import { denialBasisSchema, entryContentSchema, formatClassSchema, shareTypeSchema, updateCycleSchema } from './content.ts';

/**
 * Entry: the record that others know by its code. `legacy-incomplete` is 存量待补全: findable, not requestable; `retire-pending` and
 * `suspended` go on for those who use them and take no new application; `retired` is out of the catalogue and keeps its code;
 * `orphaned` has lost its department and `transfer-pending` waits for the one that is to take it over: both go on for those who use them;
 * `withdrawn` is a draft that its department gave up before it was ever published.
 */
export const entryStates = [
  'unpublished',
  'published',
  'change-pending',
  'suspended',
  'retire-pending',
  'retired',
  'restore-pending',
  'legacy-incomplete',
  'withdrawn',
  'orphaned',
  'transfer-pending',
] as const;
export const entryStateSchema = z.enum(entryStates);

/** Revision: one version of the content on its way from registrar to publication. */
export const revisionStates = [
  'draft',
  'in-review',
  'awaiting-signature',
  'at-authority',
  'awaiting-denial-verification',
  // The authority has proposed an adjustment: the department answers (91-3.2.1).
  'under-adjustment',
  'effective',
  'superseded',
  // Content of an imported row: it never passed review here.
  'imported',
  // Given up by its department: kept, and never in force.
  'abandoned',
] as const;
export const revisionStateSchema = z.enum(revisionStates);

/** What makes a published entry change; the first four start the statutory clock (809-17, 91-3.3). */
export const changeTriggerSchema = z.enum([
  'law-change',
  'administrative-regulation-change',
  'state-council-decision',
  'function-change',
  'system-change',
  'quality-fix',
  'demand',
  'other',
]);

const range = z.tuple([z.int(), z.int()]);

export const providerSchema = z.object({
  organisationId: z.string(),
  name: z.string(),
  uscc: z.string().nullable(),
  regionCode: z.string(),
  /** An imported place whose departments cannot sign in: shown as 样例. */
  sample: z.boolean(),
});

/** The most that a grant under a consent in advance may call. */
export const consentQuotaSchema = z.strictObject({ perSecond: z.int().min(1).max(1000), perDay: z.int().min(1).max(10_000_000) });
export type ConsentQuota = z.infer<typeof consentQuotaSchema>;

export const standingConsentSchema = z.object({
  id: z.string(),
  revisionNo: z.int(),
  givenOn: z.iso.date(),
  validUntil: z.iso.date(),
  terms: z.string(),
  quota: consentQuotaSchema,
  /** Open today: not withdrawn, not past its last day, and given for the version in force. */
  open: z.boolean(),
});

/** As it stands there, or: the short or former name of a department, another word for the same, its pinyin, almost typed right, a part of the words. */
export const matchForms = ['text', 'short-name', 'former-name', 'synonym', 'pinyin', 'near', 'part'] as const;

/** Why an entry was found: which field holds the words, in which form, its text (or the part around the match) and the character ranges. */
export const matchSchema = z.object({
  field: z.enum([
    'name',
    'name-ug',
    'name-en',
    'code',
    'provider',
    'provider-other-name',
    'item',
    'item-ug',
    'item-en',
    'abstract',
    'abstract-ug',
    'abstract-en',
  ]),
  by: z.enum(matchForms),
  text: z.string(),
  ranges: z.array(range),
});
export type Match = z.infer<typeof matchSchema>;

const markedSchema = z.object({ text: z.string(), mark: readingMarkSchema });

export const entrySummarySchema = z.object({
  id: z.string(),
  state: entryStateSchema,
  /** Stage of the working revision; `null` when there is none or the reader may not see it. */
  stage: revisionStateSchema.nullable(),
  resourceCode: z.string().nullable(),
  version: z.string().nullable(),
  name: z.string(),
  abstract: z.string(),
  provider: providerSchema,
  shareType: shareTypeSchema.nullable(),
  category: z.string().nullable(),
  formatClass: formatClassSchema.nullable(),
  updateCycle: updateCycleSchema.nullable(),
  itemCount: z.int(),
  publishedOn: z.iso.date().nullable(),
  standingConsent: z.boolean(),
  /** Holds all that was asked, in some form; false for what is only near and stands behind those that do. */
  holds: z.boolean(),
  /** How it stands towards the 共享目录. */
  listing: z.enum(listingFacets),
  promisedOn: z.iso.date().nullable(),
  /** Name and summary in the reader's language, where that is not Chinese; `null` where nobody translated it. */
  translation: z
    .object({ language: translationLanguageSchema, name: markedSchema.nullable(), abstract: markedSchema.nullable() })
    .nullable(),
  matches: z.array(matchSchema),
});
export type EntrySummary = z.infer<typeof entrySummarySchema>;

export const facetNames = [
  'shareType',
  'provider',
  'category',
  'format',
  'updateCycle',
  'region',
  'state',
  'listing',
  'freshness',
] as const;
export const facetValueSchema = z.object({ value: z.string(), label: z.string(), count: z.int() });
const facetSchema = z.array(facetValueSchema);
/** Each facet counts what the reader may see under all other filters, its own left out; `label` names a
 * provider or a classification; a region's name is in `identity.list-regions`. */
export const facetsSchema = z.object({
  shareType: facetSchema,
  provider: facetSchema,
  category: facetSchema,
  format: facetSchema,
  updateCycle: facetSchema,
  region: facetSchema,
  state: facetSchema,
  listing: facetSchema,
  freshness: facetSchema,
});

/** What the authority's leader says of a denial: the law forbids sharing, or it does not. */
export const denialVerdictSchema = z.enum(['upheld', 'rejected']);
/** The leader's word on one denied item, or, where `itemNo` is null, on the entry as a whole. */
export const denialRulingSchema = z.object({
  itemNo: z.int().nullable(),
  verdict: denialVerdictSchema,
  /** Last day of a denial that was upheld for a time only. */
  until: z.iso.date().nullable(),
  /** `null` for readers outside the department and its authority. */
  opinion: z.string().nullable(),
  at: z.iso.datetime(),
});
export type DenialRuling = z.infer<typeof denialRulingSchema>;

export const revisionSchema = z.object({
  no: z.int(),
  state: revisionStateSchema,
  version: z.string().nullable(),
  content: entryContentSchema,
  /** The opinion with which it was last returned, while it is a draft again. */
  returned: z.object({ at: z.iso.datetime(), opinion: z.string(), byOrganisation: z.string() }).nullable(),
  trigger: z.object({ kind: changeTriggerSchema, changedOn: z.iso.date(), reason: z.string() }).nullable(),
  /** What the authority's leader last said of its denials, one by one; none where it never came so far. */
  denialRulings: z.array(denialRulingSchema),
});

export const usedBySchema = z.object({
  useId: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  systemName: z.string().nullable(),
  since: z.iso.date(),
  endedOn: z.iso.date().nullable(),
});

/** An entry in force whose data come from another one (91-4.1). */
export const citingSchema = z.object({ entryId: z.string(), name: z.string(), organisationName: z.string() });

/** Why an entry is closed, closing or opening again: 下线 (809-27), 恢复 and 暂停 (整改). */
export const statusChangeKinds = ['retirement', 'restoration', 'suspension'] as const;
export const statusChangeSchema = z.object({
  kind: z.enum(statusChangeKinds),
  reason: z.string(),
  byOrganisation: z.string(),
  at: z.iso.datetime(),
  /** Last day of use that the provider proposes, or the day until which a suspended entry is to be put right. */
  dueOn: z.iso.date().nullable(),
  /** The entry that takes its place. */
  successor: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Not decided or lifted yet. */
  open: z.boolean(),
});
export type StatusChange = z.infer<typeof statusChangeSchema>;

export const entrySchema = z.object({
  id: z.string(),
  /** The revision number for `If-Match`: rises with every change of the entry. */
  revision: z.int(),
  state: entryStateSchema,
  resourceCode: z.string().nullable(),
  version: z.string().nullable(),
  publishedOn: z.iso.date().nullable(),
  name: z.string(),
  provider: providerSchema,
  /** The version in force; `null` when there is none, or when a denied entry shows name, reason and basis only. */
  live: revisionSchema.nullable(),
  /** The version on its way; only for those who may see it. */
  working: revisionSchema.nullable(),
  /** Reason and basis of 不予共享; the verified end date where the authority set one. */
  denial: z.object({ reason: z.string(), basis: z.array(denialBasisSchema), verifiedUntil: z.iso.date().nullable() }).nullable(),
  standingConsent: standingConsentSchema.nullable(),
  /** The ceiling of a new consent whose giver names none; only for those who may give one. */
  consentQuotaDefault: consentQuotaSchema.nullable(),
  /** Who uses it, running uses first, and how many ever did: for the provider and the authority; `catalog.list-uses` has them all. The count is for everyone. */
  usedByCount: z.int(),
  usedByEver: z.int().nullable(),
  usedBy: z.array(usedBySchema).nullable(),
  /** Entries that name it as the source of their data: how many for everyone, the first of them for the provider and the authority. */
  citedByCount: z.int(),
  citedBy: z.array(citingSchema).nullable(),
  /** What closed the entry or asks for it; `null` where it is open. */
  statusChange: statusChangeSchema.nullable(),
  /** How it stands towards the 共享目录; `null` where it is not offered for sharing (a draft, retired, imported, 不予共享). */
  listing: listingSchema.nullable(),
  /** The order that moves it to another department, while it is under way; `receiver` is null while none is named. */
  transfer: z.object({ id: z.string(), documentNumber: z.string(), receiver: z.string().nullable(), visible: z.boolean() }).nullable(),
  /** What an imported row said in its own words (columns of its origin), when the entry came from one. */
  imported: z.object({ source: z.string(), sourceId: z.string(), openTerms: z.string(), raw: z.record(z.string(), z.string()) }).nullable(),
  /** Departments that were asked to claim it, the latest first: all for the authority that asks, its own for a department; `null` where there are none to be told. */
  claimAssignments: z.array(claimAssignmentSchema).nullable(),
  allowed: allowedSchema,
});
export type Entry = z.infer<typeof entrySchema>;

/** Answer of a step that may take the entry out of the reader's sight: `null` when it has (a draft is for its own unit only). */
export const entryLeftSchema = z.object({ entry: entrySchema.nullable() });

/** The latest steps before a place, oldest first; `next` is the cursor of the earlier ones. */
export const historySchema = z.object({
  next: z.string().nullable(),
  items: z.array(
    z.object({
      at: z.iso.datetime(),
      revisionNo: z.int(),
      /** Words: `catalog.history.<action>`. */
      action: z.string(),
      /** The office that acted, by organisation and role; never a person's name. */
      organisation: z.string(),
      role: z.string(),
      opinion: z.string().nullable(),
      /** What changed, field by field; words of fields: `catalog.field.<field>`, an item is `items/<no>`. Values as text,
       * those with parts as JSON; what was longer than the history keeps ends with `…`. */
      changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
});
