import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Act, RevisionState } from '../revision/revision.ts';
import type { BoardStage, Campaign, CampaignPart, CampaignState, Prolongation, StageCounts } from './campaign.ts';

type StoredAct = { by: string; orgId: string; at: string; opinion: string };
type CampaignRow = Omit<Campaign, 'sent' | 'closed' | 'prolongations'> & {
  prolongations: (Omit<Prolongation, 'act'> & { act: StoredAct })[];
  sent: StoredAct;
  closed: StoredAct | null;
};
type PartRow = Omit<CampaignPart, 'said' | 'answered'> & { said: StoredAct | null; answered: StoredAct | null };

const actOf = ({ by, orgId, at, opinion }: StoredAct): Act => ({ by, orgId, at: new Date(at), opinion });
const maybeActOf = (stored: StoredAct | null): Act | null => stored && actOf(stored);
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const columns = sql`campaign.id, campaign.region_code AS "regionCode", campaign.org_id AS "orgId", campaign.org_name AS "orgName", campaign.title,
  campaign.instruction, campaign.due_on AS "dueOn", campaign.template, campaign.uses_systems AS "usesSystems", campaign.state, campaign.sent, campaign.closed,
  coalesce((SELECT jsonb_agg(jsonb_build_object('from', put_off.from_on, 'to', put_off.to_on, 'organisationName', put_off.org_name, 'act', put_off.act) ORDER BY put_off.to_on)
    FROM catalog.campaign_prolongation put_off WHERE put_off.campaign_id = campaign.id), '[]') AS prolongations`;
const partColumns = sql`part.campaign_id AS "campaignId", part.organisation_id AS "organisationId", part.organisation_name AS "organisationName", part.state,
  part.said, part.answered, part.reminders, part.reminded_on AS "remindedOn"`;

/**
 * Where an entry of a campaign stands: by its revision on the way, else it is in force. Returned is what the authority sent back; what a department's own
 * reviewer or head sends back is its draft to everyone else.
 */
const stage = sql`CASE WHEN working.state IS NULL THEN 'published' WHEN working.state <> 'draft' THEN 'submitted'
  WHEN working.returned IS NOT NULL AND EXISTS (SELECT FROM catalog.returned_text sent
    WHERE sent.entry_id = entry.id AND sent.revision_no = working.no AND sent.by_authority) THEN 'returned' ELSE 'draft' END`;
/** What was given up, or has left the catalogue, is on no board. */
const tiedEntries = sql`catalog.campaign_entry tied JOIN catalog.entry ON entry.id = tied.entry_id AND entry.state NOT IN ('withdrawn', 'retired', 'restore-pending')
  LEFT JOIN catalog.revision working ON working.entry_id = entry.id AND working.no = entry.working_no`;

function campaignOf(row: CampaignRow): Campaign {
  const prolongations = row.prolongations.map((one) => ({ ...one, act: actOf(one.act) }));
  return { ...row, sent: actOf(row.sent), closed: maybeActOf(row.closed), prolongations };
}

function partOf(row: PartRow): CampaignPart {
  return { ...row, said: maybeActOf(row.said), answered: maybeActOf(row.answered) };
}

export async function findCampaign(reader: Reader, id: string): Promise<Campaign | undefined> {
  const found = await sql<CampaignRow>`SELECT ${columns} FROM catalog.campaign WHERE id = ${id}`.execute(reader);
  return found.rows[0] && campaignOf(found.rows[0]);
}

/** The campaign with its row locked: every step on it and on its parts passes here. */
export async function lockCampaign(tx: Transaction, id: string): Promise<Campaign | undefined> {
  // Read only once the lock is had: what another step wrote meanwhile counts.
  await sql`SELECT 1 FROM catalog.campaign WHERE id = ${id} FOR UPDATE`.execute(tx);
  return findCampaign(tx, id);
}

export async function insertCampaign(
  tx: Transaction,
  campaign: Campaign,
  departments: readonly { id: string; name: string }[],
): Promise<void> {
  await sql`
    INSERT INTO catalog.campaign (id, region_code, org_id, org_name, title, instruction, due_on, template, uses_systems, state, sent)
    VALUES (${campaign.id}, ${campaign.regionCode}, ${campaign.orgId}, ${campaign.orgName}, ${campaign.title}, ${campaign.instruction},
      ${campaign.dueOn}, ${json(campaign.template)}::jsonb, ${campaign.usesSystems}, ${campaign.state}, ${json(campaign.sent)}::jsonb)`.execute(
    tx,
  );
  await sql`
    INSERT INTO catalog.campaign_part (campaign_id, organisation_id, organisation_name, state)
    SELECT ${campaign.id}::uuid, id, name, 'called' FROM jsonb_to_recordset(${JSON.stringify(departments)}::jsonb) AS called (id uuid, name text)`.execute(
    tx,
  );
}

export async function saveClosedCampaign(tx: Transaction, { id, closed }: Campaign): Promise<void> {
  await sql`UPDATE catalog.campaign SET state = 'closed', closed = ${json(closed)}::jsonb WHERE id = ${id} AND state = 'open'`.execute(tx);
}

/** Puts the last day off; earlier days stay known. */
export async function saveProlongation(
  tx: Transaction,
  { id }: Pick<Campaign, 'id'>,
  { from, to, organisationName, act }: Prolongation,
): Promise<void> {
  await sql`
    INSERT INTO catalog.campaign_prolongation (campaign_id, from_on, to_on, org_name, act)
    VALUES (${id}, ${from}, ${to}, ${organisationName}, ${json(act)}::jsonb)`.execute(tx);
  await sql`UPDATE catalog.campaign SET due_on = ${to} WHERE id = ${id} AND state = 'open' AND due_on = ${from}`.execute(tx);
}

export async function saveCampaignPart(tx: Transaction, part: CampaignPart): Promise<void> {
  await sql`
    UPDATE catalog.campaign_part SET state = ${part.state}, said = ${json(part.said)}::jsonb, answered = ${json(part.answered)}::jsonb,
      reminders = ${part.reminders}, reminded_on = ${part.remindedOn}
    WHERE campaign_id = ${part.campaignId} AND organisation_id = ${part.organisationId}`.execute(tx);
}

export async function tieEntry(
  tx: Transaction,
  tie: { campaignId: string; entryId: string; organisationId: string; tiedOn: string },
): Promise<void> {
  await sql`
    INSERT INTO catalog.campaign_entry (campaign_id, entry_id, organisation_id, tied_on)
    VALUES (${tie.campaignId}, ${tie.entryId}, ${tie.organisationId}, ${tie.tiedOn}) ON CONFLICT DO NOTHING`.execute(tx);
}

export type BoardRow = CampaignPart & { readonly counts: StageCounts };

/** The boards of campaigns in one question: each part with its entries by stage. `organisationId` keeps one department's parts. */
export async function boardsOf(reader: Reader, campaignIds: readonly string[], organisationId: string | null): Promise<BoardRow[]> {
  if (campaignIds.length === 0) return [];
  const found = await sql<PartRow & StageCounts>`
    WITH staged AS (SELECT tied.campaign_id, tied.organisation_id, ${stage} AS stage FROM ${tiedEntries} WHERE tied.campaign_id = ANY(${campaignIds}::uuid[]))
    SELECT ${partColumns}, count(*) FILTER (WHERE stage = 'draft') AS draft, count(*) FILTER (WHERE stage = 'submitted') AS submitted,
      count(*) FILTER (WHERE stage = 'returned') AS returned, count(*) FILTER (WHERE stage = 'published') AS published
    FROM catalog.campaign_part part LEFT JOIN staged USING (campaign_id, organisation_id)
    WHERE part.campaign_id = ANY(${campaignIds}::uuid[]) AND (${organisationId}::uuid IS NULL OR part.organisation_id = ${organisationId})
    GROUP BY part.campaign_id, part.organisation_id ORDER BY part.campaign_id, part.organisation_name`.execute(reader);
  return found.rows.map(({ draft, submitted, returned, published, ...row }) => ({
    ...partOf(row),
    counts: { draft, submitted, returned, published },
  }));
}

export type TiedEntry = {
  readonly entryId: string;
  /** The name in force, which everyone may know. */
  readonly liveName: string | null;
  readonly workingName: string | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly stage: BoardStage;
  readonly revisionState: RevisionState | null;
  readonly tiedOn: string;
};
type TiedQuery = {
  readonly campaignId: string;
  readonly organisationId: string | null;
  readonly stage: BoardStage | null;
  readonly after: string | null;
  readonly limit: number;
};

/** Entries behind a number of the board: counted by the same expression, so that number and list agree. */
export async function entriesOfCampaign(reader: Reader, query: TiedQuery): Promise<{ items: TiedEntry[]; total: number }> {
  const wanted = sql`tied.campaign_id = ${query.campaignId} AND (${query.organisationId}::uuid IS NULL OR tied.organisation_id = ${query.organisationId})
    AND (${query.stage}::text IS NULL OR ${stage} = ${query.stage})`;
  const found = await sql<TiedEntry>`
    SELECT entry.id AS "entryId", live.fields ->> 'name' AS "liveName", working.fields ->> 'name' AS "workingName",
      tied.organisation_id AS "organisationId", part.organisation_name AS "organisationName", ${stage} AS stage,
      working.state AS "revisionState", tied.tied_on AS "tiedOn"
    FROM ${tiedEntries} JOIN catalog.campaign_part part USING (campaign_id, organisation_id)
      LEFT JOIN catalog.revision live ON live.entry_id = entry.id AND live.no = entry.live_no
    WHERE ${wanted} AND (${query.after}::uuid IS NULL OR entry.id > ${query.after}) ORDER BY entry.id LIMIT ${query.limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*) AS total FROM ${tiedEntries} WHERE ${wanted}`.execute(reader);
  return { items: found.rows, total: counted.rows[0]?.total ?? 0 };
}

type CampaignQuery = {
  /** Regions whose authority the reader belongs to. */
  readonly regionCodes: readonly string[];
  readonly organisationId: string;
  readonly state: CampaignState | null;
  readonly before: string | null;
  readonly limit: number;
};

/** Campaigns of some regions and those that a department was called to, latest first. */
export async function campaignsVisible(reader: Reader, query: CampaignQuery): Promise<{ items: Campaign[]; total: number }> {
  const wanted = sql`(campaign.region_code = ANY(${query.regionCodes}::text[]) OR EXISTS (SELECT FROM catalog.campaign_part part
      WHERE part.campaign_id = campaign.id AND part.organisation_id = ${query.organisationId}))
    AND (${query.state}::text IS NULL OR campaign.state = ${query.state})`;
  const found = await sql<CampaignRow>`
    SELECT ${columns} FROM catalog.campaign WHERE ${wanted} AND (${query.before}::uuid IS NULL OR campaign.id < ${query.before})
    ORDER BY campaign.id DESC LIMIT ${query.limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*) AS total FROM catalog.campaign WHERE ${wanted}`.execute(reader);
  return { items: found.rows.map(campaignOf), total: counted.rows[0]?.total ?? 0 };
}
