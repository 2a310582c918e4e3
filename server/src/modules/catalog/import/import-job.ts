import type { ImportState, importTargets } from '@karez/contract/catalog-import';
import type { Coded } from '@karez/contract/table';
import type { Id } from '@karez/kit/id';
import { refuse, type Refusal } from '@karez/kit/refusal';

import type { ColumnField } from './headers.ts';

export type ImportId = Id<'catalog.import'>;

/** A fresh id as the id of an import. */
export function importIdFrom(fresh: string): ImportId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where an import's id is made
  return fresh as ImportId;
}

/** What an import becomes: 存量 entries of the own department or of a sample place, or drafts of the own department. */
export type ImportTarget = (typeof importTargets)[number];

/** One uploaded catalogue on its way: dry run, then application, each batch by batch. */
export type ImportJob = {
  readonly id: ImportId;
  readonly state: ImportState;
  readonly target: ImportTarget;
  /** The department whose catalogue it is; null for a whole place, which is shown as a sample. */
  readonly providerOrgId: string | null;
  /** Its present name first, then short and former ones; empty for a place. */
  readonly providerNames: readonly string[];
  readonly place: { readonly code: string; readonly name: string };
  readonly file: { readonly name: string; readonly bytes: number; readonly reference: string; readonly sealedKey: Buffer | null };
  /** When the uploaded file was erased, its term being over; what became of its rows stays. */
  readonly fileErasedAt: Date | null;
  /** When it got further last: the term of its file counts from here. */
  readonly progressedAt: Date;
  readonly startedBy: string;
  readonly startedOrgId: string;
  readonly startedAt: Date;
  readonly notes: readonly Coded[];
  readonly columns: readonly { readonly column: number; readonly header: string; readonly field: ColumnField | null }[];
  /** Why the dry run stopped. */
  readonly refusal: Pick<Refusal, 'code' | 'params'> | null;
  /** Last row of the file that the dry run stored, and that the application dealt with. */
  readonly checkedRow: number;
  readonly appliedRow: number;
  /** Last row that the undoing dealt with. */
  readonly undoneRow: number;
};

/** An import may be applied once its dry run has read the whole file; applying it twice is one application. */
export function apply(job: ImportJob): ImportJob | Refusal {
  return job.state === 'checked' ? { ...job, state: 'applying' } : refuse('catalog.import.illegal-transition', { state: job.state });
}

/** An applied import may be undone as a whole; undoing it twice is undoing it once. */
export function undo(job: ImportJob): ImportJob | Refusal {
  return job.state === 'applied' ? { ...job, state: 'undoing' } : refuse('catalog.import.illegal-transition', { state: job.state });
}

/** Whether refused rows can be downloaded: once the dry run is over. */
export function hasRefusedRows(job: ImportJob): true | Refusal {
  if (job.state === 'checking') return refuse('catalog.import.illegal-transition', { state: job.state });
  return job.fileErasedAt === null ? true : refuse('catalog.import.file-erased');
}

/** Kinds of work during which a file is needed. */
export const statesAtWork = ['checking', 'applying', 'undoing'] as const satisfies readonly ImportState[];

/** The import without its file. */
export function eraseFile(job: ImportJob, at: Date): ImportJob | Refusal {
  if (statesAtWork.some((state) => state === job.state)) return refuse('catalog.import.illegal-transition', { state: job.state });
  if (job.fileErasedAt !== null) return refuse('catalog.import.file-erased');
  return { ...job, file: { ...job.file, sealedKey: null }, fileErasedAt: at };
}

/** Where imported entries come from: an entry is known by its key within its source. */
export function sourceOf(job: Pick<ImportJob, 'providerOrgId' | 'place'>): string {
  return job.providerOrgId === null ? `place:${job.place.code}` : `organisation:${job.providerOrgId}`;
}

/** A department's other names, under which its entries are also found. */
export function aliasesOf(job: ImportJob, name: string): readonly string[] {
  return job.providerNames.filter((alias) => alias !== name);
}
