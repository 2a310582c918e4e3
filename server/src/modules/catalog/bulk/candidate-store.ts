import type { BulkCandidate, BulkDeed } from '@karez/contract/catalog/bulk';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';

/** Where somebody may do which deed: as a member of the authority of some regions, or for their own department. */
export type BulkReach = {
  readonly personId: string;
  readonly organisationId: string | null;
  /** Regions in which they publish and send back. */
  readonly authorityRegions: readonly string[];
  /** Stages at which they send their own department's revisions back. */
  readonly ownStages: readonly string[];
  /** They register for their own department. */
  readonly registers: boolean;
  /** They sign for their own department. */
  readonly signs: boolean;
};

/** Nobody is shown what they wrote, reviewed or signed themselves: they could not decide on it. */
function othersWork(personId: string) {
  return sql`NOT (${personId} = ANY (revision.authors)) AND revision.reviewed ->> 'by' IS DISTINCT FROM ${personId} AND revision.signed ->> 'by' IS DISTINCT FROM ${personId}`;
}

function atAuthority({ organisationId, authorityRegions }: BulkReach, stages: readonly string[]) {
  return sql`(revision.state = ANY (${[...stages]}::text[]) AND document.authority_region = ANY (${[...authorityRegions]}::text[])
    AND entry.provider_org_id IS DISTINCT FROM ${organisationId}::uuid AND entry.state NOT IN ('orphaned', 'transfer-pending'))`;
}

/** Stages from which a registrar takes a revision back. */
const handedOn = ['in-review', 'awaiting-signature', 'at-authority', 'awaiting-denial-verification'] as const;

/** What a registrar's own department has at some stages. */
function ownAt({ organisationId, registers }: BulkReach, stages: readonly string[]) {
  return sql`${registers} AND entry.provider_org_id = ${organisationId}::uuid AND revision.state = ANY (${[...stages]}::text[])
    AND entry.state NOT IN ('orphaned', 'transfer-pending')`;
}

function waitsFor(deed: BulkDeed, reach: BulkReach) {
  const { organisationId, ownStages, signs, personId } = reach;
  if (deed === 'submit') return ownAt(reach, ['draft']);
  if (deed === 'withdraw') return ownAt(reach, handedOn);
  if (deed === 'publish') return sql`${atAuthority(reach, ['at-authority'])} AND entry.state <> 'suspended' AND ${othersWork(personId)}`;
  if (deed === 'return')
    return sql`(${atAuthority(reach, ['at-authority', 'awaiting-denial-verification'])} OR (entry.provider_org_id = ${organisationId}::uuid
      AND revision.state = ANY (${[...ownStages]}::text[]) AND entry.state NOT IN ('orphaned', 'transfer-pending'))) AND ${othersWork(personId)}`;
  return sql`${signs} AND entry.provider_org_id = ${organisationId}::uuid AND entry.state IN ('published', 'change-pending') AND entry.live_no = revision.no
    AND revision.fields ->> 'shareType' IN ('unconditional', 'conditional')
    AND NOT EXISTS (SELECT 1 FROM catalog.listing WHERE listing.entry_id = entry.id AND listing.state <> 'withdrawn')`;
}

/** A page of entries on which a deed may be done, in the order of their ids, and how many there are. */
export async function candidatesFor(
  reader: Reader,
  deed: BulkDeed,
  { reach, organisationId, after, limit }: { reach: BulkReach; organisationId: string | null; after: string | null; limit: number },
): Promise<{ rows: BulkCandidate[]; total: number }> {
  const no = deed === 'list' ? sql`entry.live_no` : sql`entry.working_no`;
  const from = sql`FROM catalog.entry JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = ${no}
      JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE ${waitsFor(deed, reach)} AND (${organisationId}::uuid IS NULL OR entry.provider_org_id = ${organisationId})`;
  const found = await sql<BulkCandidate>`
    SELECT entry.id AS "entryId", entry.revision, revision.fields ->> 'name' AS name, entry.resource_code AS "resourceCode",
      entry.provider_org_id AS "organisationId", entry.provider_name AS "organisationName", revision.fields ->> 'shareType' AS "shareType",
      CASE WHEN ${deed} <> 'list' THEN revision.state END AS stage,
      EXISTS (SELECT 1 FROM catalog.entry_opening opening WHERE opening.entry_id = entry.id AND opening.person_id = ${reach.personId}
        AND opening.revision = entry.revision) AS opened
    ${from} AND (${after}::uuid IS NULL OR entry.id > ${after}) ORDER BY entry.id LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total ${from}`.execute(reader);
  return { rows: found.rows, total: counted.rows[0]?.total ?? 0 };
}
