import { z } from 'zod';
import { pageOf, pageQuery, route } from '../route.ts';
import { denialBasisSchema } from './content.ts';

/**
 * 待重新评估: an entry, as it was imported or written before, refuses sharing on an instrument that 809-14 no longer allows. It is kept as it is; its
 * department owes a new version with an allowed basis, or with an open share type, within the term of the rule set.
 */
export const reassessmentStates = ['open', 'closed'] as const;
/** How it ended: on a basis that is allowed, by sharing, or with the entry itself (it left the catalogue or its department). */
export const reassessmentOutcomes = ['basis-mended', 'shared', 'left'] as const;

export const reassessmentSchema = z.object({
  id: z.string(),
  entryId: z.string(),
  entryName: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  state: z.enum(reassessmentStates),
  outcome: z.enum(reassessmentOutcomes).nullable(),
  /** The bases that are no longer allowed, as they stood when it was found; `item` names the item that is denied on it. */
  bases: z.array(denialBasisSchema.pick({ kind: true, title: true, docNo: true, article: true }).extend({ item: z.string().nullable() })),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  dueOn: z.iso.date(),
  overdue: z.boolean(),
});
export type Reassessment = z.infer<typeof reassessmentSchema>;

const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));

export const listReassessments = route({
  id: 'catalog.list-reassessments',
  method: 'GET',
  path: '/catalog/denials/reassessments',
  summary:
    'Entries that refuse sharing on what 809-14 no longer allows: the department’s own, or those of the authority’s region, with their terms.',
  power: 'catalog.read',
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(reassessmentStates).optional(),
    organisationId: z.uuid().optional(),
    entryId: z.uuid().optional(),
  }),
  answer: pageOf(reassessmentSchema).extend({ facets: z.object({ state: facet, organisation: facet }) }),
});
