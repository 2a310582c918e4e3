import type { BulkCandidate, BulkDeed } from '@karez/contract/catalog/bulk';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import type { Provider } from '../entry/entry.ts';
import { fold, WORDS_MAX } from '../search/search-text.ts';

/** An entry as the list knows it; whose it was imported as, where it is to be assigned. */
export type Candidate = Omit<BulkCandidate, 'proposed'> & { readonly provider: Provider | null };

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

/** Imported for a department of the authority's places, or under a sample that no authority governs; and nobody was asked for it yet. */
function toAssign({ authorityRegions }: BulkReach) {
  return sql`entry.state = 'legacy-incomplete' AND cardinality(${[...authorityRegions]}::text[]) > 0
    AND (document.authority_region = ANY (${[...authorityRegions]}::text[]) OR (entry.sample AND document.authority_region IS NULL))
    AND NOT EXISTS (SELECT 1 FROM catalog.claim_assignment assignment WHERE assignment.entry_id = entry.id AND assignment.state = 'open')`;
}

function waitsFor(deed: BulkDeed, reach: BulkReach) {
  const { organisationId, ownStages, signs, personId } = reach;
  if (deed === 'submit') return ownAt(reach, ['draft']);
  if (deed === 'withdraw') return ownAt(reach, handedOn);
  if (deed === 'publish') return sql`${atAuthority(reach, ['at-authority'])} AND entry.state <> 'suspended' AND ${othersWork(personId)}`;
  if (deed === 'return')
    return sql`(${atAuthority(reach, ['at-authority', 'awaiting-denial-verification'])} OR (entry.provider_org_id = ${organisationId}::uuid
      AND revision.state = ANY (${[...ownStages]}::text[]) AND entry.state NOT IN ('orphaned', 'transfer-pending'))) AND ${othersWork(personId)}`;
  if (deed === 'assign') return toAssign(reach);
  return sql`${signs} AND entry.provider_org_id = ${organisationId}::uuid AND entry.state IN ('published', 'change-pending') AND entry.live_no = revision.no
    AND revision.fields ->> 'shareType' IN ('unconditional', 'conditional')
    AND NOT EXISTS (SELECT 1 FROM catalog.listing WHERE listing.entry_id = entry.id AND listing.state <> 'withdrawn')`;
}

type Asked = {
  readonly reach: BulkReach;
  readonly organisationId: string | null;
  /** Words that all stand in its name or its department's, however they are written; empty for all. */
  readonly text: string;
  readonly after: string | null;
  readonly limit: number;
};

/** A page of entries on which a deed may be done, in the order of their ids, and how many there are. */
export async function candidatesFor(
  reader: Reader,
  deed: BulkDeed,
  { reach, organisationId, text, after, limit }: Asked,
): Promise<{ rows: Candidate[]; total: number }> {
  const isStanding = deed === 'list' || deed === 'assign';
  const no = isStanding ? sql`entry.live_no` : sql`entry.working_no`;
  const words = fold(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, WORDS_MAX);
  // Folded as far as the database can: compatibility forms and letter case become one, as in what was asked.
  const said = sql`lower(normalize(concat_ws(E'\n', revision.fields ->> 'name', entry.provider_name), NFKC))`;
  const from = sql`FROM catalog.entry JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = ${no}
      JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE ${waitsFor(deed, reach)} AND (${organisationId}::uuid IS NULL OR entry.provider_org_id = ${organisationId})
      AND NOT EXISTS (SELECT FROM unnest(${words}::text[]) word WHERE strpos(${said}, word) = 0)`;
  const found = await sql<Candidate>`
    SELECT entry.id AS "entryId", entry.revision, revision.fields ->> 'name' AS name, entry.resource_code AS "resourceCode",
      entry.provider_org_id AS "organisationId", entry.provider_name AS "organisationName", revision.fields ->> 'shareType' AS "shareType",
      CASE WHEN NOT ${isStanding} THEN revision.state END AS stage,
      EXISTS (SELECT 1 FROM catalog.entry_opening opening WHERE opening.entry_id = entry.id AND opening.person_id = ${reach.personId}
        AND opening.revision = entry.revision) AS opened,
      CASE WHEN ${deed} = 'assign' THEN jsonb_build_object('organisationId', entry.provider_org_id, 'name', entry.provider_name,
        'aliases', entry.provider_aliases, 'uscc', entry.provider_uscc, 'regionCode', entry.region_code, 'sample', entry.sample) END AS provider
    ${from} AND (${after}::uuid IS NULL OR entry.id > ${after}) ORDER BY entry.id LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total ${from}`.execute(reader);
  return { rows: found.rows, total: counted.rows[0]?.total ?? 0 };
}
