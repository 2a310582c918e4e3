import type { DenialBasis } from '@karez/contract/catalog/content';
import type { Reassessment } from '@karez/contract/catalog/denial';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

export type OldBasis = Pick<DenialBasis, 'kind' | 'title' | 'docNo' | 'article'> & { readonly item: string | null };

/** An entry as the reassessment looks at it: what is in force, else what is being drafted. */
export type Assessed = {
  readonly entryId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly regionCode: string;
  readonly authorityRegion: string | null;
  /** In the catalogue or on its way to it, and with a department that can answer. */
  readonly stands: boolean;
  /** Something of it is denied. */
  readonly denies: boolean;
  /** Its bases of a kind that is no longer allowed. */
  readonly oldBases: readonly OldBasis[];
  readonly open: { readonly id: string; readonly organisationId: string } | null;
};

/** Some entries with their bases of some kinds, and the reassessment that is open for each. Those that have neither are left out. */
export async function assessed(reader: Reader, entryIds: readonly string[], oldKinds: readonly string[]): Promise<Assessed[]> {
  const found = await sql<Assessed>`
    SELECT entry.id AS "entryId", revision.fields ->> 'name' AS name, entry.provider_org_id AS "organisationId", entry.provider_name AS "organisationName",
      entry.region_code AS "regionCode", document.authority_region AS "authorityRegion",
      NOT entry.sample AND entry.state NOT IN ('retired', 'restore-pending', 'withdrawn', 'orphaned') AS stands,
      revision.fields ->> 'shareType' = 'denied' OR EXISTS (SELECT 1 FROM catalog.item denied
        WHERE denied.entry_id = entry.id AND denied.revision_no = revision.no AND denied.share_type = 'denied') AS denies,
      coalesce(bases.list, '[]') AS "oldBases",
      CASE WHEN open.id IS NOT NULL THEN json_build_object('id', open.id, 'organisationId', open.organisation_id) END AS open
    FROM catalog.entry
      JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = coalesce(entry.live_no, entry.working_no)
      LEFT JOIN catalog.search_document document ON document.entry_id = entry.id
      LEFT JOIN catalog.denial_reassessment open ON open.entry_id = entry.id AND open.closed_at IS NULL
      LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('kind', basis.kind, 'title', basis.title, 'docNo', basis.doc_no, 'article', basis.article, 'item', item.name_zh)
          ORDER BY basis.position) AS list
        FROM catalog.denial_basis basis
        LEFT JOIN catalog.item ON item.entry_id = basis.entry_id AND item.revision_no = basis.revision_no AND item.position = basis.item_position
        WHERE basis.entry_id = entry.id AND basis.revision_no = revision.no AND basis.kind = ANY (${[...oldKinds]}::text[])) bases ON true
    WHERE entry.id = ANY (${[...entryIds]}::uuid[]) AND entry.provider_org_id IS NOT NULL AND (bases.list IS NOT NULL OR open.id IS NOT NULL)
    ORDER BY entry.id`.execute(reader);
  return found.rows;
}

/** Locks the next entries, in the order of their ids, that rest a denial on one of these kinds and have no open reassessment. */
export async function unfollowed(
  tx: Transaction,
  { oldKinds, behind, limit }: { oldKinds: readonly string[]; behind: string | null; limit: number },
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT entry.id FROM catalog.entry
    WHERE entry.id > ${behind ?? '00000000-0000-0000-0000-000000000000'}::uuid AND entry.provider_org_id IS NOT NULL AND NOT entry.sample
      AND entry.state NOT IN ('retired', 'restore-pending', 'withdrawn', 'orphaned')
      AND EXISTS (SELECT 1 FROM catalog.denial_basis basis WHERE basis.entry_id = entry.id
        AND basis.revision_no = coalesce(entry.live_no, entry.working_no) AND basis.kind = ANY (${[...oldKinds]}::text[]))
      AND NOT EXISTS (SELECT 1 FROM catalog.denial_reassessment open WHERE open.entry_id = entry.id AND open.closed_at IS NULL)
    ORDER BY entry.id LIMIT ${limit} FOR UPDATE OF entry`.execute(tx);
  return found.rows.map(({ id }) => id);
}

type Opened = Pick<Assessed, 'entryId' | 'organisationId' | 'organisationName' | 'authorityRegion' | 'oldBases'> & {
  readonly id: string;
  readonly dueOn: string;
  readonly at: Date;
};

export async function insertReassessment(tx: Transaction, opened: Opened): Promise<void> {
  await sql`
    INSERT INTO catalog.denial_reassessment (id, entry_id, organisation_id, organisation_name, authority_region, bases, due_on, opened_at)
    VALUES (${opened.id}, ${opened.entryId}, ${opened.organisationId}, ${opened.organisationName}, ${opened.authorityRegion},
      ${JSON.stringify(opened.oldBases)}::jsonb, ${opened.dueOn}, ${opened.at})`.execute(tx);
}

export async function closeReassessment(
  tx: Transaction,
  { id, outcome, at }: { id: string; outcome: NonNullable<Reassessment['outcome']>; at: Date },
): Promise<void> {
  await sql`UPDATE catalog.denial_reassessment SET outcome = ${outcome}, closed_at = ${at} WHERE id = ${id} AND closed_at IS NULL`.execute(
    tx,
  );
}

/** Whose reassessments somebody sees: their department's own, and those of the regions whose authority they belong to. */
export type ReassessmentReach = { readonly organisationId: string | null; readonly regionCodes: readonly string[] };
export type ReassessmentFilters = {
  readonly state?: Reassessment['state'] | undefined;
  readonly organisationId?: string | undefined;
  readonly entryId?: string | undefined;
};

type Row = Omit<Reassessment, 'openedAt' | 'closedAt' | 'overdue' | 'state'> & { openedAt: Date; closedAt: Date | null };

function visible({ organisationId, regionCodes }: ReassessmentReach, { state, organisationId: asked, entryId }: ReassessmentFilters) {
  return sql`(organisation_id = ${organisationId}::uuid OR authority_region = ANY (${[...regionCodes]}::text[]))
    AND (${state ?? null}::text IS NULL OR (closed_at IS NULL) = (${state ?? null}::text = 'open'))
    AND (${asked ?? null}::uuid IS NULL OR organisation_id = ${asked ?? null}) AND (${entryId ?? null}::uuid IS NULL OR entry_id = ${entryId ?? null})`;
}

/** A page of reassessments, the first to fall due first among the open ones, and how many there are. */
export async function reassessmentsVisible(
  reader: Reader,
  reach: ReassessmentReach,
  { offset, limit, ...filters }: ReassessmentFilters & { offset: number; limit: number },
): Promise<{ rows: Row[]; total: number }> {
  const found = await sql<Row>`
    SELECT reassessment.id, reassessment.entry_id AS "entryId", revision.fields ->> 'name' AS "entryName", reassessment.organisation_id AS "organisationId",
      reassessment.organisation_name AS "organisationName", reassessment.outcome, reassessment.bases, reassessment.opened_at AS "openedAt",
      reassessment.closed_at AS "closedAt", reassessment.due_on AS "dueOn"
    FROM (SELECT * FROM catalog.denial_reassessment WHERE ${visible(reach, filters)}) reassessment
      JOIN catalog.entry ON entry.id = reassessment.entry_id
      JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = coalesce(entry.live_no, entry.working_no)
    ORDER BY reassessment.closed_at IS NOT NULL, reassessment.due_on, reassessment.id OFFSET ${offset} LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM catalog.denial_reassessment WHERE ${visible(reach, filters)}`.execute(reader);
  return { rows: found.rows, total: counted.rows[0]?.total ?? 0 };
}

/** Counts by state and by department, each under the other filter. */
export async function reassessmentFacets(
  reader: Reader,
  reach: ReassessmentReach,
  { state, organisationId, entryId }: ReassessmentFilters,
) {
  const states = await sql<{ value: string; label: string; count: number }>`
    SELECT value, '' AS label, count(*)::int AS count
    FROM (SELECT CASE WHEN closed_at IS NULL THEN 'open' ELSE 'closed' END AS value FROM catalog.denial_reassessment
      WHERE ${visible(reach, { organisationId, entryId })}) counted GROUP BY value ORDER BY value DESC`.execute(reader);
  const organisations = await sql<{ value: string; label: string; count: number }>`
    SELECT organisation_id AS value, max(organisation_name) AS label, count(*)::int AS count FROM catalog.denial_reassessment
    WHERE ${visible(reach, { state, entryId })} GROUP BY organisation_id ORDER BY count(*) DESC, max(organisation_name)`.execute(reader);
  return { state: states.rows, organisation: organisations.rows };
}
