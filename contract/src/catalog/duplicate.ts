import { z } from 'zod';
import { fileAnswer, pageOf, pageQuery, route } from '../route.ts';
import { findingKinds, findingPlaces } from './finding.ts';

/**
 * 重复采集报告 (91-4.1). `open`: held by another department, and not answered; `pending`: a difference is argued, and the version with it is not in force;
 * `accepted`: the authority published with the argument before it; `cited`: obtained from the source instead; `elsewhere`: in force and without a
 * word about it, though the element's designated source is another department.
 */
export const duplicateStatuses = ['open', 'pending', 'accepted', 'cited', 'elsewhere'] as const;
export type DuplicateStatus = (typeof duplicateStatuses)[number];

export const duplicateRowSchema = z.object({
  id: z.string(),
  status: z.enum(duplicateStatuses),
  entryId: z.string(),
  entryName: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  place: z.enum(findingPlaces),
  /** The item or form field; of a whole entry its name. */
  name: z.string(),
  kind: z.enum(findingKinds),
  /** The entry or data element that holds it. */
  targetId: z.string(),
  targetName: z.string(),
  targetOrganisation: z.string(),
  /** The argument, or what was said with the citation. */
  text: z.string(),
  /** Day of the answer, else of the finding, else of publication. */
  on: z.iso.date(),
});
export type DuplicateRow = z.infer<typeof duplicateRowSchema>;

const counts = z.object({ open: z.int(), pending: z.int(), accepted: z.int(), cited: z.int(), elsewhere: z.int() });

export const duplicateReportSchema = z.object({
  totals: counts,
  departments: z.array(counts.extend({ organisationId: z.string(), organisationName: z.string() })),
  /** Registered data elements, and those of them that have a source in the region. */
  elements: z.object({ registered: z.int(), withSource: z.int() }),
});
export type DuplicateReport = z.infer<typeof duplicateReportSchema>;

const period = { from: z.iso.date().optional(), to: z.iso.date().optional() };
const filters = { ...period, organisationId: z.uuid().optional(), status: z.enum(duplicateStatuses).optional() };

export const reportDuplicates = route({
  id: 'catalog.report-duplicates',
  method: 'GET',
  path: '/catalog/duplicate-collection',
  summary:
    'Duplicate collection by department and for the whole region, in a period (91-4.1); a department sees itself, the authority its region.',
  power: 'catalog.read',
  query: z.strictObject(period),
  answer: duplicateReportSchema,
});

export const listDuplicates = route({
  id: 'catalog.list-duplicates',
  method: 'GET',
  path: '/catalog/duplicate-collection/rows',
  summary: 'The findings behind a number of the report, with source and argument.',
  power: 'catalog.read',
  query: z.strictObject({ ...filters, ...pageQuery, cursor: z.string().max(100).optional() }),
  answer: pageOf(duplicateRowSchema),
});

export const exportDuplicates = route({
  id: 'catalog.export-duplicates',
  method: 'GET',
  path: '/catalog/duplicate-collection/ledger',
  summary: 'The report as an XLSX ledger (台账) with title, unit, filters, date and maker.',
  power: 'catalog.read',
  query: z.strictObject(filters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});
