import { z } from 'zod';
import { fileAnswer, pageOf, route } from '../route.ts';

const id = z.uuid();
const day = z.iso.date();
const organisation = z.object({ id, name: z.string() });
const page = { offset: z.coerce.number().int().min(0).max(100_000).default(0), limit: z.coerce.number().int().min(1).max(100).default(20) };
const counted = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));
const workbook = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** What a department owes: a demand it has promised, an entry it has promised to mount, a datum that it was designated the source of. */
export const responsibilityKinds = ['demand', 'listing', 'source'] as const;
/** A responsibility stands open, is overdue, or was met; a source has no day. */
export const responsibilityStates = ['open', 'overdue', 'met'] as const;

export const responsibilitySchema = z.object({
  kind: z.enum(responsibilityKinds),
  /** Of the demand, the entry or the data element. */
  id,
  name: z.string(),
  provider: organisation,
  division: z.string(),
  dueOn: day.nullable(),
  state: z.enum(responsibilityStates),
});
export type Responsibility = z.infer<typeof responsibilitySchema>;

const responsibilityFilters = {
  kind: z.enum(responsibilityKinds).optional(),
  state: z.enum(responsibilityStates).optional(),
  provider: id.optional(),
};

export const listResponsibilities = route({
  id: 'sharing.list-responsibilities',
  method: 'GET',
  path: '/sharing/responsibilities',
  summary:
    '责任清单: which department owes which data by when, as far as the caller may see it, with counts by kind, state and department.',
  power: 'sharing.read',
  query: z.strictObject({ ...page, ...responsibilityFilters }),
  answer: pageOf(responsibilitySchema).extend({ facets: z.object({ kind: counted, state: counted, provider: counted }) }),
});

export const exportResponsibilities = route({
  id: 'sharing.export-responsibilities',
  method: 'GET',
  path: '/sharing/responsibilities/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'sharing.read',
  query: z.strictObject(responsibilityFilters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: workbook,
});

/** An entry that is not shared at all, or a single item of a shared one. */
export const denialKinds = ['entry', 'item'] as const;
export const deniedSchema = z.object({
  entryId: id,
  entryName: z.string(),
  resourceCode: z.string(),
  provider: organisation,
  /** The denied item; null where the entry as a whole is denied. */
  item: z.object({ no: z.int(), name: z.string() }).nullable(),
  reason: z.string(),
  basis: z.array(z.string()),
});
export type Denied = z.infer<typeof deniedSchema>;

const denialFilters = { kind: z.enum(denialKinds).optional(), provider: id.optional() };

export const listDenials = route({
  id: 'sharing.list-denials',
  method: 'GET',
  path: '/sharing/denials',
  summary:
    '负面清单: published entries and items that are not shared, with the reason and the articles, with counts by kind and department.',
  power: 'catalog.read',
  query: z.strictObject({ ...page, ...denialFilters }),
  answer: pageOf(deniedSchema).extend({ facets: z.object({ kind: counted, provider: counted }) }),
});

export const exportDenials = route({
  id: 'sharing.export-denials',
  method: 'GET',
  path: '/sharing/denials/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'catalog.read',
  query: z.strictObject(denialFilters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: workbook,
});
