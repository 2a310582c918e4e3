import { z } from 'zod';

import type { Job } from '#platform/jobs';
import type { Needs } from '#platform/needs';

import { applyImportRows } from './apply-import.job.ts';
import { checkImport } from './check-import.job.ts';
import { applyImportJobId, checkImportJobId, undoImportJobId } from './import-queue.ts';
import { resumeImports } from './resume-imports.job.ts';
import { undoImportRows } from './undo-import.job.ts';

const payloadSchema = z.strictObject({ importId: z.uuid() });

/** The migration import's background work; part of the catalogue's. */
export function importJobs(needs: Needs): Job[] {
  return [
    { id: checkImportJobId, run: (payload) => checkImport(needs, payloadSchema.parse(payload).importId) },
    { id: applyImportJobId, run: (payload) => applyImportRows(needs, payloadSchema.parse(payload).importId) },
    { id: undoImportJobId, run: (payload) => undoImportRows(needs, payloadSchema.parse(payload).importId) },
    {
      id: 'catalog.resume-imports',
      run: async () => {
        await resumeImports(needs);
      },
    },
  ];
}
