import { z } from 'zod';

import { HOUR_MS, MINUTE_MS, type Job } from '#platform/jobs';
import type { Needs } from '#platform/needs';

import { applyImportRows } from './apply-import.job.ts';
import { checkImport } from './check-import.job.ts';
import { eraseImportedFiles } from './erase-files.job.ts';
import { applyImportJobId, checkImportJobId, undoImportJobId } from './import-queue.ts';
import { resumeImports } from './resume-imports.job.ts';
import { undoImportRows } from './undo-import.job.ts';

const payloadSchema = z.strictObject({ importId: z.uuid() });

/** The migration import's background work; part of the catalogue's. */
export function importJobs(needs: Needs): Job[] {
  return [
    { id: checkImportJobId, when: 'asked', run: (payload) => checkImport(needs, payloadSchema.parse(payload).importId) },
    { id: applyImportJobId, when: 'asked', run: (payload) => applyImportRows(needs, payloadSchema.parse(payload).importId) },
    { id: undoImportJobId, when: 'asked', run: (payload) => undoImportRows(needs, payloadSchema.parse(payload).importId) },
    {
      id: 'catalog.resume-imports',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await resumeImports(needs);
      },
    },
    {
      id: 'catalog.erase-import-files',
      when: { everyMs: HOUR_MS },
      run: async () => {
        await eraseImportedFiles(needs);
      },
    },
  ];
}
