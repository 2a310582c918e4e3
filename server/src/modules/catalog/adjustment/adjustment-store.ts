import { sql, type RawBuilder } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { EntryId } from '../entry/entry.ts';
import type { Adjustment, NamedAct } from './adjustment.ts';

type StoredAct = Omit<NamedAct, 'at'> & { readonly at: string };
type AdjustmentRow = Pick<Adjustment, 'id' | 'basis' | 'state' | 'fields' | 'changes' | 'widening'> & {
  entry_id: EntryId;
  revision_no: number;
  entry_name: string;
  provider_org_id: string;
  provider_name: string;
  region_code: string;
  proposed: StoredAct;
  answered: StoredAct | null;
  decided: StoredAct | null;
  withdrawn: StoredAct | null;
};

const actOf = (stored: StoredAct): NamedAct => ({ ...stored, at: new Date(stored.at) });

function adjustmentOf(row: AdjustmentRow): Adjustment {
  return {
    id: row.id,
    entryId: row.entry_id,
    revisionNo: row.revision_no,
    basis: row.basis,
    state: row.state,
    entryName: row.entry_name,
    provider: { id: row.provider_org_id, name: row.provider_name },
    regionCode: row.region_code,
    fields: row.fields,
    changes: row.changes,
    widening: row.widening,
    proposed: actOf(row.proposed),
    answered: row.answered && actOf(row.answered),
    decided: row.decided && actOf(row.decided),
    withdrawn: row.withdrawn && actOf(row.withdrawn),
  };
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export async function insertAdjustment(tx: Transaction, adjustment: Adjustment): Promise<void> {
  const { provider } = adjustment;
  await sql`
    INSERT INTO catalog.adjustment (id, entry_id, revision_no, basis, state, entry_name, provider_org_id, provider_name, region_code, fields, changes,
      widening, proposed)
    VALUES (${adjustment.id}, ${adjustment.entryId}, ${adjustment.revisionNo}, ${adjustment.basis}, ${adjustment.state}, ${adjustment.entryName},
      ${provider.id}, ${provider.name}, ${adjustment.regionCode}, ${JSON.stringify(adjustment.fields)}::jsonb,
      ${JSON.stringify(adjustment.changes)}::jsonb, ${[...adjustment.widening]}::text[], ${JSON.stringify(adjustment.proposed)}::jsonb)`.execute(
    tx,
  );
}

/** Stores what became of it; what was proposed never changes. */
export async function saveAdjustment(tx: Transaction, { id, state, answered, decided, withdrawn }: Adjustment): Promise<void> {
  await sql`
    UPDATE catalog.adjustment SET state = ${state}, answered = ${json(answered)}::jsonb, decided = ${json(decided)}::jsonb,
      withdrawn = ${json(withdrawn)}::jsonb
    WHERE id = ${id}`.execute(tx);
}

/** An adjustment, whoever asks. Its entry's row lock guards it: every step takes that first. */
export async function findAdjustment(reader: Reader, id: string): Promise<Adjustment | undefined> {
  const found = await sql<AdjustmentRow>`SELECT * FROM catalog.adjustment WHERE id = ${id}`.execute(reader);
  return found.rows[0] && adjustmentOf(found.rows[0]);
}

/** Whose adjustments are asked for: a department's own, and those of regions. */
export type Reach = { readonly orgId: string | null; readonly regions: readonly string[] };
export type AdjustmentQuestion = {
  readonly reach: Reach;
  readonly states: readonly string[] | null;
  readonly providerId: string | null;
  readonly entryId: string | null;
};

const within = ({ orgId, regions }: Reach): RawBuilder<boolean> =>
  sql<boolean>`(provider_org_id = ${orgId}::uuid OR region_code = ANY (${[...regions]}::text[]))`;
const isEnded = sql`(state NOT IN ('proposed', 'unanswered', 'objected'))::int`;

function asked({ reach, states, providerId, entryId }: AdjustmentQuestion): RawBuilder<boolean> {
  return sql<boolean>`${within(reach)} AND (${states === null ? null : [...states]}::text[] IS NULL OR state = ANY (${states === null ? null : [...states]}::text[]))
    AND (${providerId}::uuid IS NULL OR provider_org_id = ${providerId}::uuid) AND (${entryId}::uuid IS NULL OR entry_id = ${entryId}::uuid)`;
}

/** Open adjustments first, then the latest; and how many there are. */
export async function adjustmentsWithin(
  reader: Reader,
  { after, limit, ...question }: AdjustmentQuestion & { readonly after: string | null; readonly limit: number },
): Promise<{ adjustments: Adjustment[]; total: number }> {
  const found = await sql<AdjustmentRow>`
    SELECT * FROM catalog.adjustment
    WHERE ${asked(question)} AND (${after}::uuid IS NULL
      OR (-${isEnded}, id) < (SELECT -(last.state NOT IN ('proposed', 'unanswered', 'objected'))::int, last.id FROM catalog.adjustment last WHERE last.id = ${after}::uuid))
    ORDER BY ${isEnded}, id DESC LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM catalog.adjustment WHERE ${asked(question)}`.execute(
    reader,
  );
  return { adjustments: found.rows.map(adjustmentOf), total: counted.rows[0]?.total ?? 0 };
}

/** Departments whose entries were adjusted, with how often, within somebody's reach. */
export async function adjustedProviders(reader: Reader, reach: Reach): Promise<{ id: string; name: string; count: number }[]> {
  const found = await sql<{ id: string; name: string; count: number }>`
    SELECT provider_org_id AS id, max(provider_name) AS name, count(*)::int AS count FROM catalog.adjustment WHERE ${within(reach)}
    GROUP BY provider_org_id ORDER BY count DESC, id`.execute(reader);
  return found.rows;
}

/** Ids of the adjustments that some departments have not answered. */
export async function unansweredAdjustmentsOf(reader: Reader, orgIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT id FROM catalog.adjustment WHERE state IN ('proposed', 'unanswered') AND provider_org_id = ANY (${[...orgIds]}::uuid[])`.execute(
    reader,
  );
  return found.rows.map(({ id }) => id);
}
