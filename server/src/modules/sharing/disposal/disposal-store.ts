import {
  disposalInstructionSchema,
  disposalReportSchema,
  disposalStateSchema,
  disposalTriggerSchema,
} from '@karez/contract/sharing/disposal';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { DisposalRecord } from './disposal.ts';

type Said = 'state' | 'trigger' | 'instruction' | 'report';
export type DisposalRow = Omit<DisposalRecord, Said> & Record<Said, unknown>;

/** The columns of a disposal, for a question that another store asks of the same table. */
export const disposalColumns = sql`id, no, revision, state, trigger, grant_id AS "grantId", entry_id AS "entryId", requester_org_id AS "requesterOrgId",
  requester_region_code AS "requesterRegionCode", provider_org_id AS "providerOrgId", provider_region_code AS "providerRegionCode",
  authority_region_code AS "authorityRegionCode", rule_set_id AS "ruleSetId", round, reason, instruction, instructed, report,
  report_text AS "reportText", reported_by AS "reportedBy", reported_at AS "reportedAt", report_evidence_id AS "reportEvidenceId",
  signed_by AS "signedBy", check_side AS "checkSide", check_by AS "checkBy", check_ordered_at AS "checkOrderedAt", check_result AS "checkResult",
  check_fact AS "checkFact", ordered_at AS "orderedAt", certified_at AS "certifiedAt", due_at AS "dueAt"`;

export function disposalFrom(row: DisposalRow): DisposalRecord {
  return {
    ...row,
    state: disposalStateSchema.parse(row.state),
    trigger: disposalTriggerSchema.parse(row.trigger),
    instruction: disposalInstructionSchema.parse(row.instruction),
    report: row.report === null ? null : disposalReportSchema.parse(row.report),
  };
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Stores an order; false where the grant has one already. */
export async function insertDisposal(tx: Transaction, disposal: DisposalRecord): Promise<boolean> {
  const made = await sql`
    INSERT INTO sharing.disposal (id, no, revision, state, trigger, grant_id, entry_id, requester_org_id, requester_region_code, provider_org_id,
      provider_region_code, authority_region_code, rule_set_id, round, reason, instruction, ordered_at)
    VALUES (${disposal.id}, ${disposal.no}, ${disposal.revision}, ${disposal.state}, ${disposal.trigger}, ${disposal.grantId}, ${disposal.entryId},
      ${disposal.requesterOrgId}, ${disposal.requesterRegionCode}, ${disposal.providerOrgId}, ${disposal.providerRegionCode},
      ${disposal.authorityRegionCode}, ${disposal.ruleSetId}, ${disposal.round}, ${disposal.reason}, ${json(disposal.instruction)}::jsonb,
      ${disposal.orderedAt})
    ON CONFLICT (grant_id) DO NOTHING RETURNING id`.execute(tx);
  return made.rows.length > 0;
}

/** Writes the whole record back; the caller holds its row lock. */
export async function saveDisposal(tx: Transaction, disposal: DisposalRecord): Promise<void> {
  await sql`
    UPDATE sharing.disposal SET revision = ${disposal.revision}, state = ${disposal.state}, requester_org_id = ${disposal.requesterOrgId},
      requester_region_code = ${disposal.requesterRegionCode}, provider_org_id = ${disposal.providerOrgId},
      provider_region_code = ${disposal.providerRegionCode}, round = ${disposal.round}, instruction = ${json(disposal.instruction)}::jsonb,
      instructed = ${disposal.instructed}, report = ${json(disposal.report)}::jsonb, report_text = ${disposal.reportText},
      reported_by = ${disposal.reportedBy}, reported_at = ${disposal.reportedAt}, report_evidence_id = ${disposal.reportEvidenceId}, signed_by = ${disposal.signedBy},
      check_side = ${disposal.checkSide}, check_by = ${disposal.checkBy}, check_ordered_at = ${disposal.checkOrderedAt},
      check_result = ${disposal.checkResult}, check_fact = ${disposal.checkFact}, certified_at = ${disposal.certifiedAt}, due_at = ${disposal.dueAt}
    WHERE id = ${disposal.id}`.execute(tx);
}

export async function findDisposal(reader: Reader, id: string): Promise<DisposalRecord | undefined> {
  const found = await sql<DisposalRow>`SELECT ${disposalColumns} FROM sharing.disposal WHERE id = ${id}`.execute(reader);
  return found.rows[0] && disposalFrom(found.rows[0]);
}

/** The disposal with its row locked until the transaction ends. */
export async function lockDisposal(tx: Transaction, id: string): Promise<DisposalRecord | undefined> {
  const found = await sql<DisposalRow>`SELECT ${disposalColumns} FROM sharing.disposal WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && disposalFrom(found.rows[0]);
}

/** Disposals on one side of which a department stands, locked in the order of their ids. */
export async function lockDisposalsOf(tx: Transaction, orgId: string): Promise<DisposalRecord[]> {
  const found = await sql<DisposalRow>`
    SELECT ${disposalColumns} FROM sharing.disposal WHERE requester_org_id = ${orgId} OR provider_org_id = ${orgId} ORDER BY id FOR UPDATE`.execute(
    tx,
  );
  return found.rows.map(disposalFrom);
}

/** The disposals of some grants, as a grant names its own; each has at most one. */
export async function disposalsOfGrants(
  reader: Reader,
  grantIds: readonly string[],
): Promise<{ grantId: string; shown: { id: string; no: string; state: string } }[]> {
  const found = await sql<{ grantId: string; id: string; no: string; state: string }>`
    SELECT grant_id AS "grantId", id, no, state FROM sharing.disposal WHERE grant_id = ANY (${[...grantIds]}::uuid[])`.execute(reader);
  return found.rows.map(({ grantId, ...shown }) => ({ grantId, shown }));
}

/** A grant to another department that has ended, revoked or run out, and has no order yet, locked; one that another process holds is left to it. */
export async function lockUndisposedGrant(tx: Transaction, at: Date): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    SELECT id FROM sharing.share_grant held WHERE (state = 'revoked' OR valid_to <= ${at}) AND requester_org_id <> provider_org_id
      AND NOT EXISTS (SELECT FROM sharing.disposal WHERE disposal.grant_id = held.id)
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows[0]?.id;
}

/** The clock of what is owed has moved: a calendar was loaded. */
export async function saveDisposalDue(tx: Transaction, id: string, dueAt: Date): Promise<void> {
  await sql`UPDATE sharing.disposal SET due_at = ${dueAt} WHERE id = ${id} AND due_at IS NOT NULL`.execute(tx);
}

export type DisposalStep = {
  readonly at: Date;
  readonly action: string;
  readonly organisationId: string | null;
  readonly role: string;
  readonly words: string | null;
};

export async function insertDisposalStep(tx: Transaction, disposalId: string, step: DisposalStep): Promise<void> {
  await sql`
    INSERT INTO sharing.disposal_event (disposal_id, at, action, organisation_id, role, words)
    VALUES (${disposalId}, ${step.at}, ${step.action}, ${step.organisationId}, ${step.role}, ${step.words})`.execute(tx);
}

/** What happened in a disposal, oldest first. */
export async function disposalStepsOf(reader: Reader, disposalId: string): Promise<DisposalStep[]> {
  const found = await sql<DisposalStep>`
    SELECT at, action, organisation_id AS "organisationId", role, words FROM sharing.disposal_event WHERE disposal_id = ${disposalId}
    ORDER BY sequence`.execute(reader);
  return found.rows;
}

/** 处置证明: what both hands signed in one round. */
export type Certificate = {
  readonly disposalId: string;
  readonly round: number;
  readonly no: string;
  /** The exact text. */
  readonly signed: string;
  readonly digest: string;
  readonly reporterEvidenceId: string;
  readonly reportedAt: Date;
  readonly signerEvidenceId: string;
  readonly signedAt: Date;
};

export async function insertCertificate(tx: Transaction, certificate: Certificate): Promise<void> {
  await sql`
    INSERT INTO sharing.disposal_certificate (disposal_id, round, no, signed, digest, reporter_evidence_id, reported_at, signer_evidence_id, signed_at)
    VALUES (${certificate.disposalId}, ${certificate.round}, ${certificate.no}, ${certificate.signed}, ${certificate.digest},
      ${certificate.reporterEvidenceId}, ${certificate.reportedAt}, ${certificate.signerEvidenceId}, ${certificate.signedAt})`.execute(tx);
}

/** The certificates of some disposals, each of its present round. */
export async function certificatesOf(reader: Reader, disposalIds: readonly string[]): Promise<Certificate[]> {
  const found = await sql<Certificate>`
    SELECT disposal_id AS "disposalId", paper.round, paper.no, signed, digest, reporter_evidence_id AS "reporterEvidenceId",
      paper.reported_at AS "reportedAt", signer_evidence_id AS "signerEvidenceId", signed_at AS "signedAt"
    FROM sharing.disposal_certificate paper JOIN sharing.disposal ON disposal.id = paper.disposal_id AND disposal.round = paper.round
    WHERE disposal_id = ANY (${[...disposalIds]}::uuid[])`.execute(reader);
  return found.rows;
}
