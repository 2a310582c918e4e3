import {
  applicationContentSchema,
  applicationSchema,
  applicationStateSchema,
  proposalSchema,
  signatureSchema,
  type ApplicationContent,
  type ApplicationState,
  type Proposal,
} from '@karez/contract/sharing/schemas';
import { sql, type Selectable } from 'kysely';
import type { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import { withStandIn, type Acting, type StandIn } from '@karez/policy/hand';
import { delegateText, type Delegate } from '#platform/caller';
import type { Signature } from './agreement.ts';
import type { SharingTables } from './tables.ts';

const replySchema = applicationSchema.shape.reply;
const returnedSchema = applicationSchema.shape.returned;

export type Reply = z.infer<typeof replySchema>;

/** One application as the rules see it. */
export type ApplicationRecord = {
  readonly id: string;
  readonly no: string | null;
  readonly revision: number;
  readonly state: ApplicationState;
  readonly entryId: string;
  readonly entryVersion: string;
  readonly entryRevisionNo: number;
  readonly requesterOrgId: string;
  readonly requesterRegionCode: string;
  /** Region whose authority is competent between the two sides. */
  readonly authorityRegionCode: string;
  readonly providerOrgId: string;
  readonly providerRegionCode: string;
  readonly content: ApplicationContent;
  readonly proposal: Proposal | null;
  readonly reply: Reply;
  readonly ruleSetId: string | null;
  readonly requesterSignature: Signature | null;
  readonly startedBy: string;
  readonly submittedBy: string | null;
  readonly consentedOutBy: string | null;
  readonly proposedBy: string | null;
  readonly signedInBy: string | null;
  /** Who submitted or signed it before its last supplement, and who entered the requester's sheets that were signed on paper. */
  readonly earlierHands: readonly string[];
  /** Who entered the provider's sheets that were signed on paper. */
  readonly providerHands: readonly string[];
  /** Who of its provider prepared it before its department made it its own (代拟申请). */
  readonly preparedBy: string | null;
  /** Who acted in it for whom (代): such two are one hand in it. Written by its steps alone. */
  readonly standIns: readonly StandIn[];
  readonly returned: z.infer<typeof returnedSchema>;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  /** The running grant that it takes over from when it is agreed to; null for a new one. */
  readonly renewsGrantId: string | null;
  /** The version of that grant that it took over from. */
  readonly renewsVersion: number | null;
};

type Row = Selectable<SharingTables['sharing.application']>;

function recordFrom(row: Row): ApplicationRecord {
  return {
    id: row.id,
    no: row.no,
    revision: row.revision,
    state: applicationStateSchema.parse(row.state),
    entryId: row.entry_id,
    entryVersion: row.entry_version,
    entryRevisionNo: row.entry_revision_no,
    requesterOrgId: row.requester_org_id,
    requesterRegionCode: row.requester_region_code,
    authorityRegionCode: row.authority_region_code,
    providerOrgId: row.provider_org_id,
    providerRegionCode: row.provider_region_code,
    content: applicationContentSchema.parse(row.content),
    proposal: row.proposal === null ? null : proposalSchema.parse(row.proposal),
    reply: replySchema.parse(row.reply),
    ruleSetId: row.rule_set_id,
    requesterSignature: row.requester_signature === null ? null : signatureSchema.parse(row.requester_signature),
    startedBy: row.started_by,
    submittedBy: row.submitted_by,
    consentedOutBy: row.consented_out_by,
    proposedBy: row.proposed_by,
    signedInBy: row.signed_in_by,
    earlierHands: row.earlier_hands,
    providerHands: row.provider_hands,
    preparedBy: row.prepared_by,
    standIns: row.stand_ins,
    returned: returnedSchema.parse(row.returned),
    createdAt: row.created_at,
    submittedAt: row.submitted_at,
    decidedAt: row.decided_at,
    renewsGrantId: row.renews_grant_id,
    renewsVersion: row.renews_version,
  };
}

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

export async function insertApplication(tx: Transaction, record: ApplicationRecord): Promise<void> {
  await tx.withTables<SharingTables>().insertInto('sharing.application').values(rowFrom(record)).execute();
}

/** Writes the whole record back; the caller holds its row lock. */
export async function saveApplicationRecord(tx: Transaction, record: ApplicationRecord): Promise<void> {
  await tx.withTables<SharingTables>().updateTable('sharing.application').set(rowFrom(record)).where('id', '=', record.id).execute();
}

function rowFrom(record: ApplicationRecord) {
  return {
    id: record.id,
    no: record.no,
    revision: record.revision,
    state: record.state,
    entry_id: record.entryId,
    entry_version: record.entryVersion,
    entry_revision_no: record.entryRevisionNo,
    requester_org_id: record.requesterOrgId,
    requester_region_code: record.requesterRegionCode,
    authority_region_code: record.authorityRegionCode,
    provider_org_id: record.providerOrgId,
    provider_region_code: record.providerRegionCode,
    content: JSON.stringify(record.content),
    proposal: json(record.proposal),
    reply: json(record.reply),
    rule_set_id: record.ruleSetId,
    requester_signature: json(record.requesterSignature),
    started_by: record.startedBy,
    submitted_by: record.submittedBy,
    consented_out_by: record.consentedOutBy,
    proposed_by: record.proposedBy,
    signed_in_by: record.signedInBy,
    earlier_hands: [...record.earlierHands],
    provider_hands: [...record.providerHands],
    prepared_by: record.preparedBy,
    returned: json(record.returned),
    created_at: record.createdAt,
    submitted_at: record.submittedAt,
    decided_at: record.decidedAt,
    renews_grant_id: record.renewsGrantId,
    renews_version: record.renewsVersion,
  };
}

/** Notes that somebody acted in it for another; what the record in the caller's hands says of it does not count. */
export async function noteStandIn(tx: Transaction, applicationId: string, acting: Acting): Promise<void> {
  const row = await tx
    .withTables<SharingTables>()
    .selectFrom('sharing.application')
    .select('stand_ins')
    .where('id', '=', applicationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const stand_ins = JSON.stringify(withStandIn(row.stand_ins, acting));
  await tx.withTables<SharingTables>().updateTable('sharing.application').set({ stand_ins }).where('id', '=', applicationId).execute();
}

export async function findApplication(reader: Reader, id: string): Promise<ApplicationRecord | undefined> {
  const row = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.application')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? recordFrom(row) : undefined;
}

export async function lockApplication(tx: Transaction, id: string): Promise<ApplicationRecord | undefined> {
  const row = await tx
    .withTables<SharingTables>()
    .selectFrom('sharing.application')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? recordFrom(row) : undefined;
}

/** Which applications a list shows: one side of one unit, or those that wait for the authority of some regions. */
export type ApplicationQuery = {
  readonly requesterOrgId?: string;
  readonly providerOrgId?: string;
  readonly authorityRegions?: readonly string[];
  readonly states: readonly string[];
  readonly search: string;
  readonly after: { createdAt: Date; id: string } | null;
  readonly limit: number;
};

function matching(reader: Reader, query: ApplicationQuery) {
  let found = reader.withTables<SharingTables>().selectFrom('sharing.application');
  if (query.requesterOrgId !== undefined) found = found.where('requester_org_id', '=', query.requesterOrgId);
  // Before its own head has consented, an application is nobody else's business.
  if (query.providerOrgId !== undefined)
    found = found.where('provider_org_id', '=', query.providerOrgId).where('submitted_at', 'is not', null);
  if (query.authorityRegions !== undefined) {
    found = found
      .where(sql<boolean>`(state = 'refusal-at-authority' OR EXISTS (
        SELECT FROM sharing.reply_extension extension WHERE extension.application_id = application.id AND extension.state = 'asked'))`)
      .where('authority_region_code', 'in', query.authorityRegions.length > 0 ? [...query.authorityRegions] : ['']);
  }
  if (query.states.length > 0) found = found.where('state', 'in', [...query.states]);
  if (query.search !== '') found = found.where(sql<boolean>`strpos(coalesce(no, ''), ${query.search}) > 0`);
  return found;
}

/** One page of applications, newest first, and how many there are by the same conditions. */
export async function applicationsMatching(
  reader: Reader,
  query: ApplicationQuery,
): Promise<{ records: ApplicationRecord[]; total: number }> {
  const counted = await matching(reader, query)
    .select((field) => field.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  let page = matching(reader, query).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(query.limit);
  if (query.after) page = page.where(sql<boolean>`(created_at, id) < (${query.after.createdAt}, ${query.after.id})`);
  const rows = await page.execute();
  return { records: rows.map(recordFrom), total: counted.total };
}

export type ApplicationStep = {
  readonly at: Date;
  readonly action: string;
  readonly organisationId: string | null;
  readonly role: string;
  readonly opinion: string | null;
  /** Whoever did it for another (代); null for one’s own. */
  readonly delegate: Delegate | null;
};

export async function insertStep(tx: Transaction, applicationId: string, step: ApplicationStep): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.application_event')
    .values({
      application_id: applicationId,
      at: step.at,
      action: step.action,
      organisation_id: step.organisationId,
      role: step.role,
      opinion: step.opinion,
      delegate: delegateText(step.delegate),
    })
    .execute();
}

export async function stepsOf(reader: Reader, applicationId: string): Promise<ApplicationStep[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.application_event')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    at: row.at,
    action: row.action,
    organisationId: row.organisation_id,
    role: row.role,
    opinion: row.opinion,
    delegate: row.delegate,
  }));
}

/** When a step of a word was last taken; undefined where it never was. */
export async function lastStepAt(reader: Reader, applicationId: string, action: string): Promise<Date | undefined> {
  const row = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.application_event')
    .select('at')
    .where('application_id', '=', applicationId)
    .where('action', '=', action)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at;
}

/** Numbers of some applications. */
export async function numbersOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{
    id: string;
    no: string | null;
  }>`SELECT id, no FROM sharing.application WHERE id = ANY (${[...ids]}::uuid[])`.execute(reader);
  return new Map(found.rows.map(({ id, no }) => [id, no ?? '']));
}

/** The next number `PREFIX-YYYYMMDD-NNNN` of a day; the counter's row stays locked to the end of the transaction. */
export async function nextNumber(tx: Transaction, prefix: string, day: string): Promise<string> {
  const counted = await sql<{ last: number }>`
    INSERT INTO sharing.number_counter AS counter (prefix, day, last) VALUES (${prefix}, ${day}, 1)
    ON CONFLICT (prefix, day) DO UPDATE SET last = counter.last + 1 RETURNING last`.execute(tx);
  return `${prefix}-${day.replaceAll('-', '')}-${String(counted.rows[0]?.last ?? 1).padStart(4, '0')}`;
}

/** Requesting departments whose applications for some entries were received and wait for a reply, one for each application. */
export async function applicantsOf(reader: Reader, entryIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ requester_org_id: string }>`
    SELECT requester_org_id FROM sharing.application
    WHERE entry_id = ANY (${[...entryIds]}::uuid[]) AND state IN ('at-provider', 'awaiting-consent-in', 'supplement-asked', 'awaiting-supplement-consent', 'refusal-at-authority')`.execute(
    reader,
  );
  return found.rows.map((row) => row.requester_org_id);
}

/** Drafts that somebody has started for a department and that were not sent, the oldest first. */
export async function draftsStartedBy(
  reader: Reader,
  { personId, orgId }: { readonly personId: string; readonly orgId: string },
): Promise<ApplicationRecord[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.application')
    .selectAll()
    .where('requester_org_id', '=', orgId)
    .where('state', '=', 'draft')
    .where('started_by', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(recordFrom);
}
