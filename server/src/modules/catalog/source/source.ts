import type { FindingPlace } from '../finding/finding.ts';

/** Where one datum of an entry comes from: what its department cited (91-4.1). */
export type DatumSource = {
  readonly id: string;
  readonly entryId: string;
  readonly findingId: string;
  readonly place: FindingPlace;
  /** The item or form field; 0 for the whole entry. */
  readonly no: number;
  readonly name: string;
  readonly elementId: string | null;
  readonly sourceEntryId: string | null;
  readonly sourceItemNo: number | null;
  readonly sourceName: string;
  readonly sourceItemName: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /** Holds from the revision in which it was cited, until before the one in which it was taken back. */
  readonly fromRevision: number;
  readonly endedRevision: number | null;
  readonly citedAt: Date;
};

/** Whether a source holds for a revision of its entry. */
export function holdsFor(
  { fromRevision, endedRevision }: Pick<DatumSource, 'fromRevision' | 'endedRevision'>,
  revisionNo: number,
): boolean {
  return fromRevision <= revisionNo && (endedRevision === null || revisionNo < endedRevision);
}
