import { businessSystemById } from '#modules/identity';
import { findArticles } from '#modules/law';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { unknownCategories } from '../entry/category-store.ts';
import { whatIsMissing } from '../entry/completeness.ts';
import { keyText } from '../entry/content-store.ts';
import { unknownResourceCodes } from '../entry/entry-store.ts';
import { findRevisions } from '../revision/revision-store.ts';
import type { ReviewedBasis, ReviewedCondition, ReviewedItem, Subject } from './subject.ts';

/** What a review is about: the regions of an authority, one department of them, or one entry. */
export type Scope = {
  readonly regionCodes: readonly string[] | null;
  readonly organisationId: string | null;
  readonly entryId: string | null;
};

/** The region whose authority reviews an entry: its own, or the next above where it has none; its own where none above has one either. */
const reviewingRegion = sql`coalesce(document.authority_region, entry.region_code)`;
const withDocument = sql`catalog.entry LEFT JOIN catalog.search_document document ON document.entry_id = entry.id`;

/** In force and of a department that can answer: samples and what has left the catalogue are not reviewed. */
const reviewed = ({ regionCodes, organisationId, entryId }: Scope) => sql`
  NOT entry.sample AND entry.live_no IS NOT NULL AND entry.state NOT IN ('retired', 'restore-pending', 'withdrawn')
  AND (${regionCodes}::text[] IS NULL OR ${reviewingRegion} = ANY(${regionCodes}::text[]))
  AND (${organisationId}::uuid IS NULL OR entry.provider_org_id = ${organisationId}) AND (${entryId}::uuid IS NULL OR entry.id = ${entryId})`;

export async function countReviewed(reader: Reader, scope: Scope): Promise<number> {
  const found = await sql<{ count: number }>`SELECT count(*) AS count FROM ${withDocument} WHERE ${reviewed(scope)}`.execute(reader);
  return found.rows[0]?.count ?? 0;
}

/** Regions whose authorities review anything that is in force. */
export async function regionsWithEntries(reader: Reader): Promise<string[]> {
  const found = await sql<{ code: string }>`
    SELECT DISTINCT ${reviewingRegion} AS code FROM ${withDocument} WHERE ${reviewed({ regionCodes: null, organisationId: null, entryId: null })} ORDER BY 1`.execute(
    reader,
  );
  return found.rows.map(({ code }) => code);
}

type Row = {
  entryId: string;
  revisionNo: number;
  organisationId: string;
  organisationName: string;
  regionCode: string;
  fields: Subject['fields'];
  denialUntil: string | null;
  raw: Record<string, string> | null;
  items: ReviewedItem[];
  conditions: ReviewedCondition[];
  denialBasis: ReviewedBasis[];
  twinName: string | null;
};

/** The next entries of a scope with everything that the rules look at, in one question. */
async function rowsBehind(reader: Reader, scope: Scope, { after, limit }: { after: string | null; limit: number }): Promise<Row[]> {
  const found = await sql<Row>`
    WITH batch AS (
      SELECT entry.id, entry.live_no, ${reviewingRegion} AS region FROM ${withDocument}
      WHERE ${reviewed(scope)} AND (${after}::uuid IS NULL OR entry.id > ${after}) ORDER BY entry.id LIMIT ${limit}),
    items AS (
      SELECT item.entry_id, jsonb_agg(jsonb_build_object('no', item.no, 'nameZh', item.name_zh, 'dataType', item.data_type, 'lengthBytes', item.length_bytes,
        'shareType', item.share_type, 'sensitivity', item.sensitivity) ORDER BY item.position) AS list
      FROM batch JOIN catalog.item ON item.entry_id = batch.id AND item.revision_no = batch.live_no GROUP BY item.entry_id),
    conditions AS (
      SELECT condition.entry_id, jsonb_agg(jsonb_build_object('kind', condition.kind, 'articleId', condition.basis_article_id,
        'hasBasis', condition.basis_kind IS NOT NULL, 'basisKind', condition.basis_kind, 'title', condition.basis_title) ORDER BY condition.position) AS list
      FROM batch JOIN catalog.condition ON condition.entry_id = batch.id AND condition.revision_no = batch.live_no GROUP BY condition.entry_id),
    bases AS (
      SELECT basis.entry_id, jsonb_agg(jsonb_build_object('articleId', basis.article_id, 'kind', basis.kind, 'title', basis.title,
        'itemNo', item.no) ORDER BY basis.position) AS list
      FROM batch JOIN catalog.denial_basis basis ON basis.entry_id = batch.id AND basis.revision_no = batch.live_no
        LEFT JOIN catalog.item ON item.entry_id = basis.entry_id AND item.revision_no = basis.revision_no AND item.position = basis.item_position
      GROUP BY basis.entry_id)
    SELECT entry.id AS "entryId", revision.no AS "revisionNo", entry.provider_org_id AS "organisationId", entry.provider_name AS "organisationName",
      batch.region AS "regionCode", revision.fields, revision.denial_until AS "denialUntil", entry.source_raw AS raw,
      coalesce(items.list, '[]') AS items, coalesce(conditions.list, '[]') AS conditions, coalesce(bases.list, '[]') AS "denialBasis",
      (SELECT live.fields ->> 'name' FROM catalog.entry twin
        JOIN catalog.revision live ON live.entry_id = twin.id AND live.no = twin.live_no
        WHERE twin.provider_org_id = entry.provider_org_id AND catalog.name_skeleton(twin.name_folded) = catalog.name_skeleton(entry.name_folded)
          AND twin.id <> entry.id AND NOT twin.sample AND twin.state NOT IN ('retired', 'restore-pending', 'withdrawn')
          AND catalog.name_skeleton(entry.name_folded) <> '' ORDER BY twin.id LIMIT 1) AS "twinName"
    FROM batch JOIN catalog.entry ON entry.id = batch.id
      JOIN catalog.revision ON revision.entry_id = batch.id AND revision.no = batch.live_no
      LEFT JOIN items ON items.entry_id = batch.id LEFT JOIN conditions ON conditions.entry_id = batch.id LEFT JOIN bases ON bases.entry_id = batch.id
    ORDER BY entry.id`.execute(reader);
  return found.rows;
}

/** Articles that law gives at one asking. */
const articlesAtOnce = 100;

async function repealedAmong(reader: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const repealed = new Set<string>();
  for (let start = 0; start < ids.length; start += articlesAtOnce) {
    const articles = await findArticles(reader, { ids: ids.slice(start, start + articlesAtOnce) });
    for (const { id, state, instrument } of articles) if (state === 'repealed' || instrument.repealedOn !== null) repealed.add(id);
  }
  return repealed;
}

const citedBy = ({ conditions, denialBasis, fields }: Pick<Row, 'conditions' | 'denialBasis' | 'fields'>): string[] =>
  [...conditions, ...denialBasis, ...(fields.collection?.basis ? [fields.collection.basis] : [])].flatMap(({ articleId }) =>
    articleId === null ? [] : [articleId],
  );

/** Names of the business systems that some entries belong to. */
async function systemNames(reader: Reader, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { fields } of rows) {
    if (fields.systemId === null || names.has(fields.systemId)) continue;
    names.set(fields.systemId, (await businessSystemById(reader, fields.systemId))?.name ?? '');
  }
  return names;
}

/** For what submission would refuse each version in force today: the one set of rules that both ask. */
async function refusedToday(reader: Reader, rows: readonly Row[]): Promise<(row: Row) => Subject['refusedToday']> {
  const revisions = await findRevisions(
    reader,
    rows.map(({ entryId, revisionNo }) => ({ entryId, no: revisionNo })),
  );
  const contents = new Map(revisions.map((revision) => [keyText(revision), revision.content]));
  const named = [...contents.values()];
  const around = {
    unknownCategories: await unknownCategories(
      reader,
      named.flatMap(({ category, otherCategories }) => [...(category === null ? [] : [category]), ...otherCategories]),
    ),
    unknownCodes: await unknownResourceCodes(
      reader,
      named.flatMap(({ relatedCodes }) => relatedCodes),
    ),
    // A number that an earlier version gave to another item is refused before publication; what was imported has one version.
    reusedItemNumbers: [],
  };
  return ({ entryId, revisionNo }) => {
    const content = contents.get(keyText({ entryId, no: revisionNo }));
    return content === undefined ? [] : whatIsMissing(content, around);
  };
}

/** The next subjects behind an entry; empty at the end of the scope. */
export async function subjectsBehind(
  reader: Reader,
  scope: Scope,
  { after, limit, today }: { after: string | null; limit: number; today: string },
): Promise<Subject[]> {
  const rows = await rowsBehind(reader, scope, { after, limit });
  const repealed = await repealedAmong(reader, [...new Set(rows.flatMap(citedBy))]);
  const systems = await systemNames(reader, rows);
  const refusedOf = await refusedToday(reader, rows);
  return rows.map((row) => ({
    ...row,
    raw: row.raw ?? {},
    systemName: row.fields.systemId === null ? null : (systems.get(row.fields.systemId) ?? null),
    repealedArticles: [...new Set(citedBy(row))].filter((id) => repealed.has(id)),
    refusedToday: refusedOf(row),
    today,
  }));
}
