import { dryRunDaysMax, type SystemField, type SystemImportState } from '@karez/contract/identity/system-import';
import type { Coded, ImportOutcome } from '@karez/contract/table';
import { refuse, type Refusal } from '@karez/kit/refusal';

/** One uploaded file of business systems: a dry run, and then what it brought into the register. */
export type SystemImport = {
  readonly id: string;
  readonly orgId: string;
  readonly state: SystemImportState;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly appliedBy: string | null;
  readonly appliedAt: Date | null;
  readonly notes: readonly Coded[];
  readonly columns: readonly { readonly column: number; readonly header: string; readonly field: SystemField | null }[];
};

/** How many rows have each outcome. */
export type OutcomeCounts = Readonly<Record<ImportOutcome, number>>;

const dayMs = 86_400_000;

/** The instant before which a dry run must have started to be too old at another one. */
export function dryRunsEndBefore(at: Date): Date {
  return new Date(at.getTime() - dryRunDaysMax * dayMs);
}

type DryRun = Pick<SystemImport, 'state' | 'startedAt'>;

/** Whether a dry run can be applied: once, while it is kept, and only where it brings something. */
export function mayApply({ state, startedAt }: DryRun, { counts, at }: { counts: OutcomeCounts; at: Date }): true | Refusal {
  if (state === 'applied') return refuse('identity.system-import.applied');
  if (startedAt < dryRunsEndBefore(at)) return refuse('identity.system-import.too-old', { days: dryRunDaysMax });
  return counts.new + counts.changed === 0 ? refuse('identity.system-import.nothing-to-apply') : true;
}

/** Whether there are refused rows to hand back: their cells are kept until the import is applied. */
export function hasRefusedRows({ state }: Pick<SystemImport, 'state'>, counts: OutcomeCounts): true | Refusal {
  if (counts.error > 0 && state === 'applied') return refuse('identity.system-import.refused-rows-gone');
  return counts.error === 0 ? refuse('identity.system-import.nothing-refused') : true;
}
