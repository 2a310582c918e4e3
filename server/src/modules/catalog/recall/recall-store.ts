import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** An open recall: which department owes it, until which day. */
export type OpenRecall = { readonly id: string; readonly organisationId: string; readonly dueOn: string; readonly openedAt: Date };
export type RecallOutcome = 'recalled' | 'shared' | 'left';

/** An entry as its recall looks at it. */
export type Denying = {
  readonly entryId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly regionCode: string;
  /** In a department's hands: one that is orphaned has nobody who could recall. */
  readonly held: boolean;
  /** What the version in force denies, by number. */
  readonly denied: readonly { readonly no: number; readonly name: string }[];
  readonly open: OpenRecall | null;
};

/** Some entries with what their versions in force deny, and the recall that is open for each; those without a version in force are left out. */
export async function denyingEntries(reader: Reader, entryIds: readonly string[]): Promise<Denying[]> {
  const found = await sql<Denying & { openedAt: Date | null; openId: string | null; openOrg: string | null; dueOn: string | null }>`
    SELECT entry.id AS "entryId", revision.fields ->> 'name' AS name, entry.provider_org_id AS "organisationId", entry.region_code AS "regionCode",
      entry.state <> 'orphaned' AS held,
      coalesce((SELECT jsonb_agg(jsonb_build_object('no', item.no, 'name', item.name_zh) ORDER BY item."position") FROM catalog.item
        WHERE item.entry_id = entry.id AND item.revision_no = revision.no
          AND coalesce(item.share_type, revision.fields ->> 'shareType') = 'denied'), '[]') AS denied,
      open.id AS "openId", open.organisation_id AS "openOrg", open.due_on::text AS "dueOn", open.opened_at AS "openedAt"
    FROM catalog.entry
      JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no
      LEFT JOIN catalog.recall open ON open.entry_id = entry.id AND open.closed_at IS NULL
    WHERE entry.id = ANY (${[...entryIds]}::uuid[]) ORDER BY entry.id`.execute(reader);
  return found.rows.map(({ openId, openOrg, dueOn, openedAt, ...entry }) => ({
    ...entry,
    open:
      openId === null || openOrg === null || dueOn === null || openedAt === null
        ? null
        : { id: openId, organisationId: openOrg, dueOn, openedAt },
  }));
}

export async function insertRecall(tx: Transaction, recall: OpenRecall & { readonly entryId: string }): Promise<void> {
  await sql`
    INSERT INTO catalog.recall (id, entry_id, organisation_id, due_on, opened_at)
    VALUES (${recall.id}, ${recall.entryId}, ${recall.organisationId}, ${recall.dueOn}, ${recall.openedAt})`.execute(tx);
}

export async function closeRecall(tx: Transaction, { id, outcome, at }: { id: string; outcome: RecallOutcome; at: Date }): Promise<void> {
  await sql`UPDATE catalog.recall SET outcome = ${outcome}, closed_at = ${at} WHERE id = ${id} AND closed_at IS NULL`.execute(tx);
}

/** Entries with an open recall behind an id, in the order of their ids. */
export async function entriesWithOpenRecall(reader: Reader, { after, limit }: { after: string | null; limit: number }): Promise<string[]> {
  const beyond = after === null ? sql`` : sql`AND entry_id > ${after}::uuid`;
  const found = await sql<{ entryId: string }>`
    SELECT entry_id AS "entryId" FROM catalog.recall WHERE closed_at IS NULL ${beyond} ORDER BY entry_id LIMIT ${limit}`.execute(reader);
  return found.rows.map(({ entryId }) => entryId);
}

/** Numbers of the items that the versions in force of some entries deny; entries that deny nothing are left out. */
export async function deniedItemsOf(reader: Reader, entryIds: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = entryIds.length === 0 ? [] : await denyingEntries(reader, [...new Set(entryIds)]);
  return new Map(found.flatMap(({ entryId, denied }) => (denied.length === 0 ? [] : [[entryId, denied.map(({ no }) => no)] as const])));
}
