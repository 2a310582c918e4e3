import type { SystemField, SystemImportState } from '@karez/contract/identity/system-import';
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

/** Whether a dry run can be applied: once, and only where it brings something. */
export function mayApply({ state }: Pick<SystemImport, 'state'>, counts: OutcomeCounts): true | Refusal {
  if (state === 'applied') return refuse('identity.system-import.applied');
  return counts.new + counts.changed === 0 ? refuse('identity.system-import.nothing-to-apply') : true;
}

/** Whether there are refused rows to hand back. */
export function hasRefusedRows(counts: OutcomeCounts): true | Refusal {
  return counts.error === 0 ? refuse('identity.system-import.nothing-refused') : true;
}
