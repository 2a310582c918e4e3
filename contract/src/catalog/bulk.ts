import { z } from 'zod';
import { totpCodeSchema as secondFactor } from '../identity/schemas.ts';
import { pageOf, pageQuery, refusals, route } from '../route.ts';
import { shareTypeSchema, shareModeTypeSchema, plainText } from './content.ts';
import { revisionStateSchema } from './answers.ts';

/** Deeds that are done for several entries at once; each entry is decided by itself, in a transaction of its own. */
export const bulkDeeds = ['submit', 'withdraw', 'publish', 'return', 'list', 'assign'] as const;
export type BulkDeed = (typeof bulkDeeds)[number];

/** The most entries of one press: a person can still look through so many rows. */
export const BULK_MAX = 50;

const refSchema = z.strictObject({ entryId: z.uuid(), revision: z.int() });

/** The entries of a press, each once. */
function each<Ref extends typeof refSchema>(ref: Ref) {
  return z
    .array(ref)
    .min(1)
    .max(BULK_MAX)
    .refine((list) => new Set(list.map(({ entryId }) => entryId)).size === list.length, 'catalog.bulk.repeated');
}

const refs = each(refSchema);
const opinion = plainText(1000, 1);

/** What became of one entry: done, or refused for a reason of its own; `params` fill the words of `refusal.<code>`. */
export const bulkResultSchema = z.object({
  entryId: z.string(),
  name: z.string(),
  outcome: z.enum(['done', 'refused']),
  code: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type BulkResult = z.infer<typeof bulkResultSchema>;

/** One row for each entry that was asked for, in the order of the asking. */
const results = z.object({ batchId: z.string(), done: z.int(), refused: z.int(), results: z.array(bulkResultSchema) });

export const bulkCandidateSchema = z.object({
  entryId: z.string(),
  revision: z.int(),
  name: z.string(),
  resourceCode: z.string().nullable(),
  organisationId: z.string(),
  organisationName: z.string(),
  shareType: shareTypeSchema.nullable(),
  stage: revisionStateSchema.nullable(),
  /** The reader has opened the entry since it last changed: only then may they publish it together with others. */
  opened: z.boolean(),
  /** Where an imported entry is to be assigned: the department that its own words lead to; null for other deeds, and where none fits. */
  proposed: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type BulkCandidate = z.infer<typeof bulkCandidateSchema>;

export const listBulkCandidates = route({
  id: 'catalog.list-bulk-candidates',
  method: 'GET',
  path: '/catalog/bulk/:deed/candidates',
  summary:
    'Entries on which the caller may do a deed now, those opened since their last change marked; `text` asks for a part of a name or department.',
  power: 'catalog.read',
  params: z.object({ deed: z.enum(bulkDeeds) }),
  query: z.strictObject({ ...pageQuery, organisationId: z.uuid().optional(), text: plainText(100).optional() }),
  answer: pageOf(bulkCandidateSchema),
});

export const submitEntries = route({
  id: 'catalog.submit-entries',
  method: 'POST',
  path: '/catalog/bulk/submit',
  summary: 'The department’s registrar hands several drafts to its reviewers; each is checked by itself, and its row says what is missing.',
  power: 'catalog.register',
  body: z.strictObject({ entries: refs, opinion: plainText(1000).default('') }),
  answer: results,
});

export const withdrawEntries = route({
  id: 'catalog.withdraw-entries',
  method: 'POST',
  path: '/catalog/bulk/withdraw',
  summary:
    'The department’s registrar takes several revisions back before the next hand has acted on them, for one reason; each by itself.',
  power: 'catalog.register',
  body: z.strictObject({ entries: refs, opinion }),
  answer: results,
});

export const publishEntries = route({
  id: 'catalog.publish-entries',
  method: 'POST',
  path: '/catalog/bulk/publish',
  summary: 'The authority publishes several entries, each of which the officer opened since it last changed; each is decided by itself.',
  power: 'catalog.publish',
  body: z.strictObject({ entries: refs, opinion }),
  answer: results,
});

export const returnEntries = route({
  id: 'catalog.return-entries',
  method: 'POST',
  path: '/catalog/bulk/return',
  summary: 'Sends several revisions back to their registrars with one opinion; each is decided by itself.',
  body: z.strictObject({ entries: refs, opinion }),
  answer: results,
});

export const listEntriesTogether = route({
  id: 'catalog.list-entries-together',
  method: 'POST',
  path: '/catalog/bulk/list',
  summary:
    'The department’s head puts several published entries into the shared catalogue on one promise (纳入共享目录, 91-4.3): one signature, bound to exactly these entries and versions.',
  power: 'catalog.sign',
  body: z.strictObject({
    entries: refs,
    promise: z.strictObject({ dueOn: z.iso.date(), mode: shareModeTypeSchema, responsible: plainText(64, 1) }).nullable(),
    opinion,
    secondFactor,
  }),
  answer: results,
  refusals: [
    'catalog.listing.promise-past',
    'catalog.listing.promise-too-far',
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
  ],
});

export const assignEntries = route({
  id: 'catalog.assign-entries',
  method: 'POST',
  path: '/catalog/bulk/assign',
  summary: 'The authority asks departments of its region to claim several imported entries, each its own; each is decided by itself.',
  power: 'catalog.publish',
  body: z.strictObject({ entries: each(refSchema.extend({ organisationId: z.uuid() })), opinion }),
  answer: results,
});

/** Statuses of the refusals of bulk work; their words stand in `contract/messages`. They stand in the rows of an answer. */
export const catalogBulkRefusals = refusals({
  'catalog.bulk.not-opened': 409,
});
