import { bodyAboveSchema, disputeKindSchema, disputeSchema, disputeStateSchema } from '@karez/contract/sharing/dispute';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { DisputeRecord } from './dispute.ts';

const { refusal, offer, document, outcome, scan } = disputeSchema.shape;
const saidSchema = z.object({
  state: disputeStateSchema,
  kind: disputeKindSchema,
  body: bodyAboveSchema.nullable(),
  refusal,
  offer: offer.unwrap().extend({ by: z.string() }).nullable(),
  document,
  outcome,
  scan: scan.unwrap().extend({ reference: z.string() }).nullable(),
});
type Said = keyof z.infer<typeof saidSchema>;
export type DisputeRow = Omit<DisputeRecord, Said> & Record<Said, unknown>;

/** The columns of a dispute, for a question that another store asks of the same table. */
export const disputeColumns = sql`id, no, revision, state, kind, application_id AS "applicationId", grant_id AS "grantId", correction_id AS "correctionId", correction_no AS "correctionNo", entry_id AS "entryId",
  requester_org_id AS "requesterOrgId", provider_org_id AS "providerOrgId", provider_region_code AS "providerRegionCode",
  authority_region_code AS "authorityRegionCode", rule_set_id AS "ruleSetId", matter, item_nos AS "itemNos", refusal, offer, heard, body, scan, document,
  entered_by AS "enteredBy", confirmed_by AS "confirmedBy", outcome, raised_by AS "raisedBy", hands, raised_at AS "raisedAt", ended_at AS "endedAt",
  due_at AS "dueAt"`;

export const disputeFrom = (row: DisputeRow): DisputeRecord => ({ ...row, ...saidSchema.parse(row) });

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Stores a dispute; false where one about the same is open. */
export async function insertDispute(tx: Transaction, dispute: DisputeRecord): Promise<boolean> {
  const made = await sql`
    INSERT INTO sharing.dispute (id, no, revision, state, kind, application_id, grant_id, correction_id, correction_no, body, heard, entry_id, requester_org_id, provider_org_id, provider_region_code,
      authority_region_code, rule_set_id, matter, item_nos, refusal, raised_by, hands, raised_at)
    VALUES (${dispute.id}, ${dispute.no}, ${dispute.revision}, ${dispute.state}, ${dispute.kind}, ${dispute.applicationId}, ${dispute.grantId},
      ${dispute.correctionId}, ${dispute.correctionNo}, ${dispute.body}, ${dispute.heard}, ${dispute.entryId},
      ${dispute.requesterOrgId}, ${dispute.providerOrgId}, ${dispute.providerRegionCode}, ${dispute.authorityRegionCode}, ${dispute.ruleSetId},
      ${dispute.matter}, ${[...dispute.itemNos]}::integer[], ${json(dispute.refusal)}::jsonb, ${dispute.raisedBy}, ${[...dispute.hands]}::text[],
      ${dispute.raisedAt})
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  return made.rows.length > 0;
}

/** Writes the whole record back; the caller holds its row lock. */
export async function saveDispute(tx: Transaction, dispute: DisputeRecord): Promise<void> {
  await sql`
    UPDATE sharing.dispute SET revision = ${dispute.revision}, state = ${dispute.state}, provider_org_id = ${dispute.providerOrgId},
      requester_org_id = ${dispute.requesterOrgId}, provider_region_code = ${dispute.providerRegionCode}, offer = ${json(dispute.offer)}::jsonb,
      heard = ${dispute.heard}, body = ${dispute.body}, scan = ${json(dispute.scan)}::jsonb, document = ${json(dispute.document)}::jsonb,
      entered_by = ${dispute.enteredBy}, confirmed_by = ${dispute.confirmedBy}, outcome = ${json(dispute.outcome)}::jsonb,
      hands = ${[...dispute.hands]}::text[], ended_at = ${dispute.endedAt}, due_at = ${dispute.dueAt}
    WHERE id = ${dispute.id}`.execute(tx);
}

export async function findDispute(reader: Reader, id: string): Promise<DisputeRecord | undefined> {
  const found = await sql<DisputeRow>`SELECT ${disputeColumns} FROM sharing.dispute WHERE id = ${id}`.execute(reader);
  return found.rows[0] && disputeFrom(found.rows[0]);
}

/** The dispute with its row locked until the transaction ends; an application is locked before. */
export async function lockDispute(tx: Transaction, id: string): Promise<DisputeRecord | undefined> {
  const found = await sql<DisputeRow>`SELECT ${disputeColumns} FROM sharing.dispute WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && disputeFrom(found.rows[0]);
}

/** Of what a dispute was: an application, or a grant that an application renews. */
export type Bound = { readonly applicationId: string | null; readonly grantId: string | null };

/** Items that both sides have agreed, or somebody has ordered, to be shared. */
export async function boundItemsOf(reader: Reader, { applicationId, grantId }: Bound): Promise<number[]> {
  const found = await sql<DisputeRow>`
    SELECT ${disputeColumns} FROM sharing.dispute
    WHERE (application_id = ${applicationId} OR grant_id = ${grantId}) AND outcome IS NOT NULL`.execute(reader);
  const outcomes = found.rows.map((row) => disputeFrom(row).outcome);
  return [...new Set(outcomes.flatMap((one) => (one?.result === 'for-requester' ? one.itemNos : [])))];
}

/** Open disputes on one side of which a department stands. */
export async function openDisputesOf(reader: Reader, orgId: string): Promise<{ id: string; applicationId: string | null }[]> {
  const found = await sql<{ id: string; applicationId: string | null }>`
    SELECT id, application_id AS "applicationId" FROM sharing.dispute
    WHERE ended_at IS NULL AND (requester_org_id = ${orgId} OR provider_org_id = ${orgId}) ORDER BY id`.execute(reader);
  return found.rows;
}

/** The clock of what is owed has moved: a calendar was loaded. */
export async function saveDisputeDue(tx: Transaction, id: string, dueAt: Date): Promise<void> {
  await sql`UPDATE sharing.dispute SET due_at = ${dueAt} WHERE id = ${id} AND due_at IS NOT NULL`.execute(tx);
}

export type DisputeStep = {
  readonly at: Date;
  readonly action: string;
  readonly organisationId: string | null;
  readonly role: string;
  readonly words: string | null;
};

export async function insertDisputeStep(tx: Transaction, disputeId: string, step: DisputeStep): Promise<void> {
  await sql`
    INSERT INTO sharing.dispute_event (dispute_id, at, action, organisation_id, role, words)
    VALUES (${disputeId}, ${step.at}, ${step.action}, ${step.organisationId}, ${step.role}, ${step.words})`.execute(tx);
}

/** What was said and done in a dispute, oldest first. */
export async function disputeStepsOf(reader: Reader, disputeId: string): Promise<DisputeStep[]> {
  const found = await sql<DisputeStep>`
    SELECT at, action, organisation_id AS "organisationId", role, words FROM sharing.dispute_event WHERE dispute_id = ${disputeId}
    ORDER BY sequence`.execute(reader);
  return found.rows;
}

/** Whether a department already disputes the same entry: the one that it would take over is its own then. */
export async function hasOpenEntryDispute(
  reader: Reader,
  { kind, entryId }: Pick<DisputeRecord, 'kind' | 'entryId'>,
  requesterOrgId: string,
): Promise<boolean> {
  if (kind !== 'entry') return false;
  const found = await sql`
    SELECT FROM sharing.dispute WHERE kind = 'entry' AND entry_id = ${entryId} AND requester_org_id = ${requesterOrgId} AND ended_at IS NULL
    LIMIT 1`.execute(reader);
  return found.rows.length > 0;
}
