import { filingAnswerSchema, filingKindSchema, filingSchema, filingStateSchema } from '@karez/contract/sharing/filing';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { FilingRecord, PartyRecord } from './filing.ts';

const saidSchema = z.object({ state: filingStateSchema, kind: filingKindSchema, basis: filingSchema.shape.basis });
type Said = keyof z.infer<typeof saidSchema>;
export type FilingRow = Omit<FilingRecord, Said> & Record<Said, unknown>;

/** The columns of a filing, for a question that another store asks of the same table. */
export const filingColumns = sql`filing.id, filing.no, filing.revision, filing.state, filing.kind, filing.entry_id AS "entryId",
  filing.service_id AS "serviceId", filing.service_name AS "serviceName", filing.provider_org_id AS "providerOrgId",
  filing.provider_region_code AS "providerRegionCode", filing.authority_region_code AS "authorityRegionCode", filing.rule_set_id AS "ruleSetId",
  filing.reason, filing.basis, filing.change, filing.earliest_on::text AS "earliestOn", filing.effective_on::text AS "effectiveOn",
  filing.not_before::text AS "notBefore", filing.raised_by AS "raisedBy", filing.raised_at AS "raisedAt", filing.signed_by AS "signedBy",
  filing.signed_at AS "signedAt", filing.decided_by AS "decidedBy", filing.decided_at AS "decidedAt", filing.ended_at AS "endedAt"`;

export const filingFrom = (row: FilingRow): FilingRecord => ({ ...row, ...saidSchema.parse(row) });

/** Stores a filing; false where one about the same entry is open. */
export async function insertFiling(tx: Transaction, filing: FilingRecord): Promise<boolean> {
  const made = await sql`
    INSERT INTO sharing.filing (id, no, revision, state, kind, entry_id, service_id, service_name, provider_org_id, provider_region_code,
      authority_region_code, rule_set_id, reason, basis, change, earliest_on, effective_on, raised_by, raised_at)
    VALUES (${filing.id}, ${filing.no}, ${filing.revision}, ${filing.state}, ${filing.kind}, ${filing.entryId}, ${filing.serviceId},
      ${filing.serviceName}, ${filing.providerOrgId}, ${filing.providerRegionCode}, ${filing.authorityRegionCode}, ${filing.ruleSetId},
      ${filing.reason}, ${JSON.stringify(filing.basis)}::jsonb, ${filing.change}, ${filing.earliestOn}::date, ${filing.effectiveOn}::date,
      ${filing.raisedBy}, ${filing.raisedAt})
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  return made.rows.length > 0;
}

/** Writes what may change of a filing back; the caller holds its row lock. */
export async function saveFiling(tx: Transaction, filing: FilingRecord): Promise<void> {
  await sql`
    UPDATE sharing.filing SET revision = ${filing.revision}, state = ${filing.state}, provider_org_id = ${filing.providerOrgId},
      provider_region_code = ${filing.providerRegionCode}, effective_on = ${filing.effectiveOn}::date, not_before = ${filing.notBefore}::date,
      signed_by = ${filing.signedBy}, signed_at = ${filing.signedAt}, decided_by = ${filing.decidedBy}, decided_at = ${filing.decidedAt},
      ended_at = ${filing.endedAt}
    WHERE id = ${filing.id}`.execute(tx);
}

export async function findFiling(reader: Reader, id: string): Promise<FilingRecord | undefined> {
  const found = await sql<FilingRow>`SELECT ${filingColumns} FROM sharing.filing WHERE id = ${id}`.execute(reader);
  return found.rows[0] && filingFrom(found.rows[0]);
}

/** The filing with its row locked until the transaction ends. */
export async function lockFiling(tx: Transaction, id: string): Promise<FilingRecord | undefined> {
  const found = await sql<FilingRow>`SELECT ${filingColumns} FROM sharing.filing WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && filingFrom(found.rows[0]);
}

/** The filing about an entry that is not done yet. */
export async function openFilingOf(reader: Reader, entryId: string): Promise<FilingRecord | undefined> {
  const found = await sql<FilingRow>`SELECT ${filingColumns} FROM sharing.filing WHERE entry_id = ${entryId} AND ended_at IS NULL`.execute(
    reader,
  );
  return found.rows[0] && filingFrom(found.rows[0]);
}

/** The day from which an entry's service stops, where that was taken and is still to come or to be carried out; nothing of it changes until the caller's transaction ends. */
export async function acceptedStopOf(tx: Transaction, entryId: string): Promise<string | undefined> {
  const found = await sql<{ state: string; kind: string; on: string }>`
    SELECT state, kind, effective_on::text AS "on" FROM sharing.filing WHERE entry_id = ${entryId} AND ended_at IS NULL FOR SHARE`.execute(
    tx,
  );
  return found.rows.find(({ state, kind }) => state === 'accepted' && kind === 'stop')?.on;
}

/** A filing that is taken and whose day has come. */
export async function dueFiling(reader: Reader, today: string): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    SELECT id FROM sharing.filing WHERE state = 'accepted' AND effective_on <= ${today}::date ORDER BY effective_on, id LIMIT 1`.execute(
    reader,
  );
  return found.rows[0]?.id;
}

/** Ids of the filings that are not done yet, of one provider or of all. */
export async function openFilings(reader: Reader, providerOrgId: string | null): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT id FROM sharing.filing WHERE ended_at IS NULL AND (${providerOrgId}::uuid IS NULL OR provider_org_id = ${providerOrgId}::uuid)
    ORDER BY id`.execute(reader);
  return found.rows.map(({ id }) => id);
}

type PartyRow = Omit<PartyRecord, 'answer'> & { readonly answer: unknown };
const partyColumns = sql`id, filing_id AS "filingId", requester_org_id AS "requesterOrgId", answer, needs_until::text AS "needsUntil", words,
  answered_by AS "answeredBy", answered_at AS "answeredAt"`;
const partyFrom = (row: PartyRow): PartyRecord => ({ ...row, answer: filingAnswerSchema.nullable().parse(row.answer) });

/** Departments that a filing affects, in the order in which they were found. */
export async function partiesOf(reader: Reader, filingId: string): Promise<PartyRecord[]> {
  const found = await sql<PartyRow>`SELECT ${partyColumns} FROM sharing.filing_party WHERE filing_id = ${filingId} ORDER BY id`.execute(
    reader,
  );
  return found.rows.map(partyFrom);
}

export async function findParty(reader: Reader, id: string): Promise<PartyRecord | undefined> {
  const found = await sql<PartyRow>`SELECT ${partyColumns} FROM sharing.filing_party WHERE id = ${id}`.execute(reader);
  return found.rows[0] && partyFrom(found.rows[0]);
}

export async function insertParty(tx: Transaction, party: Pick<PartyRecord, 'id' | 'filingId' | 'requesterOrgId'>): Promise<void> {
  await sql`
    INSERT INTO sharing.filing_party (id, filing_id, requester_org_id)
    VALUES (${party.id}, ${party.filingId}, ${party.requesterOrgId})`.execute(tx);
}

/** Writes an answer; the caller holds the filing's row lock. */
export async function saveAnswer(tx: Transaction, party: PartyRecord): Promise<void> {
  await sql`
    UPDATE sharing.filing_party SET answer = ${party.answer}, needs_until = ${party.needsUntil}::date, words = ${party.words},
      answered_by = ${party.answeredBy}, answered_at = ${party.answeredAt}
    WHERE id = ${party.id}`.execute(tx);
}

export type AffectedGrant = { readonly grantId: string; readonly requesterOrgId: string };

/** Grants that a filing affects. */
export async function affectedGrants(reader: Reader, filingId: string): Promise<AffectedGrant[]> {
  const found = await sql<AffectedGrant>`
    SELECT grant_id AS "grantId", requester_org_id AS "requesterOrgId" FROM sharing.filing_grant WHERE filing_id = ${filingId}
    ORDER BY grant_id`.execute(reader);
  return found.rows;
}

export async function insertAffected(tx: Transaction, filingId: string, { grantId, requesterOrgId }: AffectedGrant): Promise<void> {
  await sql`
    INSERT INTO sharing.filing_grant (filing_id, grant_id, requester_org_id) VALUES (${filingId}, ${grantId}, ${requesterOrgId})
    ON CONFLICT DO NOTHING`.execute(tx);
}

export type FilingStep = {
  readonly at: Date;
  readonly action: string;
  readonly organisationId: string | null;
  readonly partyOrgId: string | null;
  readonly role: string;
  readonly words: string | null;
};

export async function insertFilingStep(tx: Transaction, filingId: string, step: FilingStep): Promise<void> {
  await sql`
    INSERT INTO sharing.filing_event (filing_id, at, action, organisation_id, party_org_id, role, words)
    VALUES (${filingId}, ${step.at}, ${step.action}, ${step.organisationId}, ${step.partyOrgId}, ${step.role}, ${step.words})`.execute(tx);
}

/** What was said and done about a filing, oldest first. */
export async function filingStepsOf(reader: Reader, filingId: string): Promise<FilingStep[]> {
  const found = await sql<FilingStep>`
    SELECT at, action, organisation_id AS "organisationId", party_org_id AS "partyOrgId", role, words FROM sharing.filing_event
    WHERE filing_id = ${filingId} ORDER BY sequence`.execute(reader);
  return found.rows;
}
