import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import { shownToOthers } from '../denial/shown-items.ts';
import { itemDenialJson } from '../entry/content-store.ts';
import type { EntryState } from '../entry/entry.ts';
import type { RevisionState } from '../revision/revision.ts';

/** An entry of a department as its workbook shows it: what is being worked on, else what is in force. */
export type OwnEntry = {
  readonly id: string;
  readonly state: EntryState;
  readonly isOwn: boolean;
  readonly revision: number;
  readonly code: string;
  readonly folded: string;
  readonly publishedOn: string | null;
  /** Version in force. */
  readonly version: string | null;
  readonly revisionState: RevisionState;
  readonly content: EntryContent;
};

/** States in which an entry has a draft that its department writes. */
export const statesWithDraft: readonly EntryState[] = ['unpublished', 'change-pending', 'suspended'];

type Row = Omit<OwnEntry, 'content'> & {
  fields: EntryContent;
  items: EntryContent['items'];
  conditions: EntryContent['conditions'];
  denialBasis: EntryContent['denialBasis'];
};

const lists = sql`
  (SELECT coalesce(jsonb_agg(jsonb_build_object('no', no, 'nameZh', name_zh, 'fieldName', field_name, 'meaning', meaning, 'dataType', data_type,
    'lengthBytes', length_bytes, 'shareType', share_type, 'updateCycle', update_cycle, 'openToPublic', open_to_public, 'sensitivity', sensitivity,
    'codeSet', code_set, 'dataElement', data_element, 'isKey', is_key, 'isTimestamp', is_timestamp, 'nullable', nullable, 'isBaseItem', is_base_item,
    'maskingRule', masking_rule, 'denial', ${itemDenialJson}) ORDER BY position), '[]') FROM catalog.item WHERE item.entry_id = shown.id AND item.revision_no = shown.no) AS items,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'text', text, 'monthsMax', months_max, 'basis', CASE WHEN basis_kind IS NOT NULL THEN
    jsonb_build_object('articleId', basis_article_id, 'kind', basis_kind, 'title', basis_title, 'docNo', basis_doc_no, 'article', basis_article) END) ORDER BY position), '[]')
    FROM catalog.condition WHERE condition.entry_id = shown.id AND condition.revision_no = shown.no) AS conditions,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('articleId', article_id, 'kind', kind, 'title', title, 'docNo', doc_no, 'article', article, 'quotation', quotation,
    'effectiveOn', effective_on, 'url', url) ORDER BY position), '[]') FROM catalog.denial_basis basis WHERE basis.entry_id = shown.id AND basis.revision_no = shown.no AND item_position IS NULL)
    AS "denialBasis"`;

const versionInForce = sql`(SELECT live.version FROM catalog.revision live WHERE live.entry_id = entry.id AND live.no = entry.live_no)`;

function entryOf({ fields, items, conditions, denialBasis, ...entry }: Row): OwnEntry {
  const content = { ...fields, items, conditions, denialBasis };
  return { ...entry, content: entry.isOwn ? content : shownToOthers(content) };
}

/** Entries of a department by their codes or folded names; withdrawn drafts are gone. */
export async function ownEntries(
  reader: Reader,
  { organisationId, codes, names }: { organisationId: string; codes: readonly string[]; names: readonly string[] },
): Promise<OwnEntry[]> {
  const found = await sql<Row>`
    SELECT shown.id, shown.state, shown."isOwn", shown.revision, shown.code, shown.folded, shown."publishedOn", shown.version, shown."revisionState", shown.fields, ${lists}
    FROM (SELECT entry.id, entry.state, true AS "isOwn", entry.revision, coalesce(entry.resource_code, '') AS code, entry.name_folded AS folded,
        entry.published_on AS "publishedOn", ${versionInForce} AS version, revision.state AS "revisionState", revision.fields, revision.no
      FROM catalog.entry JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = coalesce(entry.working_no, entry.live_no)
      WHERE entry.provider_org_id = ${organisationId} AND entry.state <> 'withdrawn'
        AND (entry.resource_code = ANY (${[...codes]}::text[]) OR entry.name_folded = ANY (${[...names]}::text[]))) AS shown`.execute(
    reader,
  );
  return found.rows.map(entryOf);
}

/** Entries by their ids in the given order: own ones as they are being worked on, those of others as they are in force. */
export async function shownEntries(
  reader: Reader,
  { organisationId, ids }: { organisationId: string | null; ids: readonly string[] },
): Promise<OwnEntry[]> {
  const found = await sql<Row>`
    SELECT shown.id, shown.state, shown."isOwn", shown.revision, shown.code, shown.folded, shown."publishedOn", shown.version, shown."revisionState", shown.fields, ${lists}
    FROM (SELECT entry.id, entry.state, entry.provider_org_id IS NOT DISTINCT FROM ${organisationId}::uuid AS "isOwn", entry.revision, coalesce(entry.resource_code, '') AS code, entry.name_folded AS folded,
        entry.published_on AS "publishedOn", ${versionInForce} AS version, revision.state AS "revisionState", revision.fields, revision.no, asked.position
      FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS asked (id, position) JOIN catalog.entry ON entry.id = asked.id
      JOIN catalog.revision ON revision.entry_id = entry.id
        AND revision.no = CASE WHEN entry.provider_org_id = ${organisationId}::uuid THEN coalesce(entry.working_no, entry.live_no) ELSE entry.live_no END
      WHERE entry.state <> 'withdrawn' AND (entry.provider_org_id = ${organisationId}::uuid OR revision.fields ->> 'shareType' IS DISTINCT FROM 'denied')
      ORDER BY asked.position) AS shown ORDER BY shown.position`.execute(reader);
  return found.rows.map(entryOf);
}

/** Keeps some entries as they are until the transaction ends. */
export async function lockEntries(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`SELECT 1 FROM catalog.entry WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`.execute(tx);
}
