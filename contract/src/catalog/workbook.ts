import { z } from 'zod';
import { fileAnswer, refusals, route } from '../route.ts';

const chosen = z.string().max(1000).optional();

export const exportWorkbook = route({
  id: 'catalog.export-workbook',
  method: 'GET',
  path: '/catalog/workbook',
  summary:
    'What the list of entries finds, as the compilation guide’s workbook: one row an item, the entry’s columns merged; own entries as they are being worked on. It comes back by an import to own-drafts.',
  query: z.strictObject({
    q: z.string().max(200).optional(),
    scope: z.enum(['all', 'mine']).default('mine'),
    shareType: chosen,
    provider: chosen,
    category: chosen,
    format: chosen,
    updateCycle: chosen,
    region: chosen,
    state: chosen,
  }),
  answer: fileAnswer,
  kind: 'download',
  refusals: ['catalog.workbook.too-many'],
});

export const downloadWorkbookTemplate = route({
  id: 'catalog.download-workbook-template',
  method: 'GET',
  path: '/catalog/workbook/template',
  summary:
    'The compilation guide’s workbook to fill in: 26 columns, drop-downs for every list, and a sheet that says what each column takes.',
  answer: fileAnswer,
  kind: 'download',
});

/** Statuses of the refusals that only the workbook has. */
export const workbookRefusals = refusals({ 'catalog.workbook.too-many': 409 });
