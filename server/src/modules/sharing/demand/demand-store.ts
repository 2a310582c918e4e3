import {
  demandAnswerSchema,
  demandContentSchema,
  demandSchema,
  demandStateSchema,
  type DemandAnswer,
  type DemandContent,
  type DemandState,
} from '@karez/contract/sharing/demand';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';

const replySchema = demandSchema.shape.reply;
const returnedSchema = demandSchema.shape.returned;

/** One demand as the rules see it. */
export type DemandRecord = {
  readonly id: string;
  readonly no: string | null;
  readonly revision: number;
  readonly state: DemandState;
  readonly requesterOrgId: string;
  readonly requesterRegionCode: string;
  /** Region whose authority assigns and decides. */
  readonly authorityRegionCode: string;
  /** The department that has to answer, from its assignment on. */
  readonly providerOrgId: string | null;
  readonly providerRegionCode: string | null;
  readonly content: DemandContent;
  readonly proposal: DemandAnswer | null;
  readonly reply: z.infer<typeof replySchema>;
  readonly promisedOn: string | null;
  readonly mergedInto: string | null;
  /** The published entry that fulfils it, or that serves it. */
  readonly entryId: string | null;
  readonly applicationId: string | null;
  readonly ruleSetId: string | null;
  readonly startedBy: string;
  readonly submittedBy: string | null;
  readonly sentBy: string | null;
  readonly proposedBy: string | null;
  readonly signedBy: string | null;
  readonly returned: z.infer<typeof returnedSchema>;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly decidedAt: Date | null;
};

type Row = Omit<DemandRecord, 'state' | 'content' | 'proposal' | 'reply' | 'returned'> & {
  state: string;
  content: unknown;
  proposal: unknown;
  reply: unknown;
  returned: unknown;
};

const columns = sql`id, no, revision, state, requester_org_id AS "requesterOrgId", requester_region_code AS "requesterRegionCode",
  authority_region_code AS "authorityRegionCode", provider_org_id AS "providerOrgId", provider_region_code AS "providerRegionCode", content, proposal,
  reply, promised_on AS "promisedOn", merged_into AS "mergedInto", entry_id AS "entryId", application_id AS "applicationId",
  rule_set_id AS "ruleSetId", started_by AS "startedBy", submitted_by AS "submittedBy", sent_by AS "sentBy", proposed_by AS "proposedBy",
  signed_by AS "signedBy", returned, created_at AS "createdAt", sent_at AS "sentAt", decided_at AS "decidedAt"`;
/** The columns of a demand, for a question that another store asks of the same table. */
export const demandColumns = columns;

export function demandFrom(row: Row): DemandRecord {
  return {
    ...row,
    state: demandStateSchema.parse(row.state),
    content: demandContentSchema.parse(row.content),
    proposal: row.proposal === null ? null : demandAnswerSchema.parse(row.proposal),
    reply: replySchema.parse(row.reply),
    returned: returnedSchema.parse(row.returned),
  };
}
export type DemandRow = Row;

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export async function insertDemand(tx: Transaction, demand: DemandRecord): Promise<void> {
  await sql`
    INSERT INTO sharing.demand (id, revision, state, requester_org_id, requester_region_code, authority_region_code, content, started_by, created_at)
    VALUES (${demand.id}, ${demand.revision}, ${demand.state}, ${demand.requesterOrgId}, ${demand.requesterRegionCode},
      ${demand.authorityRegionCode}, ${json(demand.content)}::jsonb, ${demand.startedBy}, ${demand.createdAt})`.execute(tx);
}

/**
 * Writes the whole record back; the caller holds its row lock. A new promise, or one that
 * another department has taken over, has told nobody yet that it is broken.
 */
export async function saveDemandRecord(tx: Transaction, demand: DemandRecord): Promise<void> {
  await sql`
    UPDATE sharing.demand SET no = ${demand.no}, revision = ${demand.revision}, state = ${demand.state},
      authority_region_code = ${demand.authorityRegionCode}, provider_org_id = ${demand.providerOrgId},
      provider_region_code = ${demand.providerRegionCode}, content = ${json(demand.content)}::jsonb, proposal = ${json(demand.proposal)}::jsonb,
      reply = ${json(demand.reply)}::jsonb, promised_on = ${demand.promisedOn}, merged_into = ${demand.mergedInto}, entry_id = ${demand.entryId},
      application_id = ${demand.applicationId}, rule_set_id = ${demand.ruleSetId}, submitted_by = ${demand.submittedBy}, sent_by = ${demand.sentBy},
      proposed_by = ${demand.proposedBy}, signed_by = ${demand.signedBy}, returned = ${json(demand.returned)}::jsonb, sent_at = ${demand.sentAt},
      decided_at = ${demand.decidedAt},
      told_promised_on = CASE WHEN promised_on IS NOT DISTINCT FROM ${demand.promisedOn}::date
        AND provider_org_id IS NOT DISTINCT FROM ${demand.providerOrgId}::uuid THEN told_promised_on END
    WHERE id = ${demand.id}`.execute(tx);
}

export async function findDemand(reader: Reader, id: string): Promise<DemandRecord | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM sharing.demand WHERE id = ${id}`.execute(reader);
  return found.rows[0] && demandFrom(found.rows[0]);
}

/** Some demands with their rows locked, always in the order of their ids, so that two mergers never wait for each other. */
export async function lockDemands(tx: Transaction, ids: readonly string[]): Promise<Map<string, DemandRecord>> {
  const found = await sql<Row>`SELECT ${columns} FROM sharing.demand WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`.execute(
    tx,
  );
  return new Map(found.rows.map((row) => [row.id, demandFrom(row)]));
}

/** The demands that a department has to answer or has promised to meet. */
export async function demandsGivenTo(reader: Reader, organisationId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT id FROM sharing.demand WHERE provider_org_id = ${organisationId} AND state IN ('at-provider', 'awaiting-signature', 'promised')
    ORDER BY id`.execute(reader);
  return found.rows.map(({ id }) => id);
}

export async function lockDemand(tx: Transaction, id: string): Promise<DemandRecord | undefined> {
  return (await lockDemands(tx, [id])).get(id);
}

/** The demands that were merged into one, locked; the caller holds the lock of that one. */
export async function lockFollowers(tx: Transaction, id: string): Promise<DemandRecord[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.demand WHERE merged_into = ${id} AND state = 'merged' ORDER BY id FOR UPDATE`.execute(tx);
  return found.rows.map(demandFrom);
}

/** How many demands share the fate of each. */
export async function followerCounts(reader: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  const found = await sql<{ id: string; count: number }>`
    SELECT merged_into AS id, count(*) AS count FROM sharing.demand WHERE merged_into = ANY (${[...ids]}::uuid[]) AND state <> 'withdrawn'
    GROUP BY merged_into`.execute(reader);
  return new Map(found.rows.map(({ id, count }) => [id, count]));
}

export type DemandStep = {
  readonly at: Date;
  readonly action: string;
  readonly organisationId: string | null;
  readonly role: string;
  readonly opinion: string | null;
};

export async function insertDemandStep(tx: Transaction, demandId: string, step: DemandStep): Promise<void> {
  await sql`
    INSERT INTO sharing.demand_event (demand_id, at, action, organisation_id, role, opinion)
    VALUES (${demandId}, ${step.at}, ${step.action}, ${step.organisationId}, ${step.role}, ${step.opinion})`.execute(tx);
}

export async function demandStepsOf(reader: Reader, demandId: string): Promise<DemandStep[]> {
  const found = await sql<DemandStep>`
    SELECT at, action, organisation_id AS "organisationId", role, opinion FROM sharing.demand_event WHERE demand_id = ${demandId}
    ORDER BY sequence`.execute(reader);
  return found.rows;
}

/** Some broken promises of which nobody was told yet, locked; what another worker holds is left to it. */
export async function lockBrokenDemandPromises(
  tx: Transaction,
  { today, limit }: { today: string; limit: number },
): Promise<DemandRecord[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.demand WHERE state = 'promised' AND told_promised_on IS NULL AND promised_on < ${today}
    ORDER BY promised_on, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows.map(demandFrom);
}

/** Remembers that the breach of the current promise was told. */
export async function markDemandBreachTold(tx: Transaction, id: string): Promise<void> {
  await sql`UPDATE sharing.demand SET told_promised_on = promised_on WHERE id = ${id}`.execute(tx);
}
