import { recordEvidence, type EvidenceDraft } from '#modules/audit/append';
import type { Transaction } from '#platform/database';
import { actedBy, type Caller } from '#platform/caller';

import type { ImportJob } from './import-job.ts';

/** One act on an import as it enters the evidence: counts only, never the text of a row. */
export type ImportAct = {
  readonly actor: Caller;
  readonly at: Date;
  readonly action: string;
  readonly job: ImportJob;
  readonly origin?: string;
  readonly facts?: EvidenceDraft['facts'];
};

export async function recordImport(tx: Transaction, { actor, at, action, job, origin, facts }: ImportAct): Promise<void> {
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'catalog.import', id: job.id },
    origin: origin ?? null,
    facts: { file: job.file.reference, ...facts },
  });
}
