import {
  correctionAnswerSchema,
  correctionContentSchema,
  correctionSchema,
  correctionStateSchema,
  type CorrectionAnswer,
  type CorrectionContent,
  type CorrectionState,
  type EvidenceFile,
} from '@karez/contract/correction/schemas';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import { owedStates } from './correction.ts';

const { ground: groundSchema, reply: replySchema, objection: objectionSchema, decision: decisionSchema } = correctionSchema.shape;

/** One report as the rules see it. */
export type CorrectionRecord = {
  readonly id: string;
  readonly no: string | null;
  readonly revision: number;
  readonly state: CorrectionState;
  readonly entryId: string;
  readonly requesterOrgId: string;
  readonly requesterRegionCode: string;
  /** It is no more and nobody took over: the authority stands in for it. */
  readonly requesterEnded: boolean;
  /** Region whose authority names a department and decides. */
  readonly authorityRegionCode: string;
  readonly providerOrgId: string;
  readonly providerRegionCode: string;
  readonly providerBy: 'entry' | 'redirect' | 'authority';
  readonly askedOrgIds: readonly string[];
  readonly ground: z.infer<typeof groundSchema>;
  readonly content: CorrectionContent;
  readonly itemNos: readonly number[];
  readonly itemNames: readonly string[];
  /** Sealed keys and values of the records. */
  readonly particulars: Buffer | null;
  readonly proposal: CorrectionAnswer | null;
  readonly reply: z.infer<typeof replySchema>;
  readonly objection: z.infer<typeof objectionSchema>;
  readonly decision: z.infer<typeof decisionSchema>;
  readonly ordered: boolean;
  readonly ruleSetId: string | null;
  readonly startedBy: string;
  readonly filedBy: string | null;
  readonly proposedBy: string | null;
  readonly signedBy: string | null;
  readonly createdAt: Date;
  readonly filedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  /** When what is owed now is due. */
  readonly dueAt: Date | null;
};

type Said = 'state' | 'ground' | 'content' | 'proposal' | 'reply' | 'objection' | 'decision';
export type CorrectionRow = Omit<CorrectionRecord, Said> & Record<Said, unknown>;

/** The columns of a report, for a question that another store asks of the same table. */
export const correctionColumns = sql`id, no, revision, state, entry_id AS "entryId", requester_org_id AS "requesterOrgId",
  requester_region_code AS "requesterRegionCode", requester_ended AS "requesterEnded", authority_region_code AS "authorityRegionCode", provider_org_id AS "providerOrgId",
  provider_region_code AS "providerRegionCode", provider_by AS "providerBy", asked_org_ids AS "askedOrgIds", ground, content, item_nos AS "itemNos",
  item_names AS "itemNames", particulars, proposal, reply, objection, decision, ordered, rule_set_id AS "ruleSetId", started_by AS "startedBy",
  filed_by AS "filedBy", proposed_by AS "proposedBy", signed_by AS "signedBy", created_at AS "createdAt", filed_at AS "filedAt",
  answered_at AS "answeredAt", ended_at AS "endedAt", due_at AS "dueAt"`;

export function correctionFrom(row: CorrectionRow): CorrectionRecord {
  return {
    ...row,
    state: correctionStateSchema.parse(row.state),
    ground: groundSchema.parse(row.ground),
    content: correctionContentSchema.parse(row.content),
    proposal: row.proposal === null ? null : correctionAnswerSchema.parse(row.proposal),
    reply: replySchema.parse(row.reply),
    objection: objectionSchema.parse(row.objection),
    decision: decisionSchema.parse(row.decision),
  };
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export async function insertCorrection(tx: Transaction, request: CorrectionRecord): Promise<void> {
  await sql`
    INSERT INTO correction.request (id, revision, state, entry_id, requester_org_id, requester_region_code, authority_region_code, provider_org_id,
      provider_region_code, provider_by, asked_org_ids, ground, content, item_nos, item_names, started_by, created_at)
    VALUES (${request.id}, ${request.revision}, ${request.state}, ${request.entryId}, ${request.requesterOrgId}, ${request.requesterRegionCode},
      ${request.authorityRegionCode}, ${request.providerOrgId}, ${request.providerRegionCode}, ${request.providerBy},
      ${[...request.askedOrgIds]}::uuid[], ${json(request.ground)}::jsonb, ${json(request.content)}::jsonb, ${[...request.itemNos]}::integer[],
      ${[...request.itemNames]}::text[], ${request.startedBy}, ${request.createdAt})`.execute(tx);
}

/** Writes the whole record back; the caller holds its row lock. */
export async function saveCorrectionRecord(tx: Transaction, request: CorrectionRecord): Promise<void> {
  await sql`
    UPDATE correction.request SET no = ${request.no}, revision = ${request.revision}, state = ${request.state},
      requester_org_id = ${request.requesterOrgId}, requester_region_code = ${request.requesterRegionCode}, requester_ended = ${request.requesterEnded},
      authority_region_code = ${request.authorityRegionCode}, provider_org_id = ${request.providerOrgId},
      provider_region_code = ${request.providerRegionCode}, provider_by = ${request.providerBy}, asked_org_ids = ${[...request.askedOrgIds]}::uuid[],
      content = ${json(request.content)}::jsonb, item_nos = ${[...request.itemNos]}::integer[], item_names = ${[...request.itemNames]}::text[],
      particulars = ${request.particulars}, proposal = ${json(request.proposal)}::jsonb, reply = ${json(request.reply)}::jsonb,
      objection = ${json(request.objection)}::jsonb, decision = ${json(request.decision)}::jsonb, ordered = ${request.ordered},
      rule_set_id = ${request.ruleSetId}, filed_by = ${request.filedBy}, proposed_by = ${request.proposedBy}, signed_by = ${request.signedBy},
      filed_at = ${request.filedAt}, answered_at = ${request.answeredAt}, ended_at = ${request.endedAt},
      due_at = ${request.dueAt}
    WHERE id = ${request.id}`.execute(tx);
}

export async function findCorrection(reader: Reader, id: string): Promise<CorrectionRecord | undefined> {
  const found = await sql<CorrectionRow>`SELECT ${correctionColumns} FROM correction.request WHERE id = ${id}`.execute(reader);
  return found.rows[0] && correctionFrom(found.rows[0]);
}

/** The report with its row locked until the transaction ends. */
export async function lockCorrection(tx: Transaction, id: string): Promise<CorrectionRecord | undefined> {
  const found = await sql<CorrectionRow>`SELECT ${correctionColumns} FROM correction.request WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && correctionFrom(found.rows[0]);
}

/** Reports that a department has to answer, locked in the order of their ids. */
export async function lockGivenTo(tx: Transaction, organisationId: string): Promise<CorrectionRecord[]> {
  const found = await sql<CorrectionRow>`
    SELECT ${correctionColumns} FROM correction.request WHERE provider_org_id = ${organisationId} AND state = ANY (${[...owedStates]}::text[])
    ORDER BY id FOR UPDATE`.execute(tx);
  return found.rows.map(correctionFrom);
}

/** Reports of a department that have not ended, locked in the order of their ids. */
export async function lockRaisedBy(tx: Transaction, organisationId: string): Promise<CorrectionRecord[]> {
  const found = await sql<CorrectionRow>`
    SELECT ${correctionColumns} FROM correction.request
    WHERE requester_org_id = ${organisationId} AND NOT requester_ended AND state NOT IN ('confirmed', 'upheld', 'withdrawn')
    ORDER BY id FOR UPDATE`.execute(tx);
  return found.rows.map(correctionFrom);
}

/** Reports that wait for a former provider of an entry because it provided it, locked in the order of their ids. */
export async function lockLeftBehind(
  tx: Transaction,
  { entryId, providerOrgId }: { readonly entryId: string; readonly providerOrgId: string },
): Promise<CorrectionRecord[]> {
  const found = await sql<CorrectionRow>`
    SELECT ${correctionColumns} FROM correction.request
    WHERE entry_id = ${entryId} AND provider_by = 'entry' AND provider_org_id <> ${providerOrgId} AND state = ANY (${[...owedStates]}::text[])
    ORDER BY id FOR UPDATE`.execute(tx);
  return found.rows.map(correctionFrom);
}

/** Next number of a prefix on a day, for example `JH-650400-20261123-0001`. */
export async function nextCorrectionNo(tx: Transaction, regionCode: string, day: string): Promise<string> {
  const prefix = `JH-${regionCode}`;
  const counted = await sql<{ last: number }>`
    INSERT INTO correction.number_counter AS counter (prefix, day, last) VALUES (${prefix}, ${day}, 1)
    ON CONFLICT (prefix, day) DO UPDATE SET last = counter.last + 1 RETURNING last`.execute(tx);
  const last = counted.rows[0]?.last;
  if (last === undefined) throw new Error(`no number for ${prefix} on ${day}`);
  return `${prefix}-${day.replaceAll('-', '')}-${String(last).padStart(4, '0')}`;
}

export type CorrectionStep = {
  readonly at: Date;
  readonly action: string;
  readonly organisationId: string | null;
  readonly role: string;
  readonly opinion: string | null;
};

export async function insertCorrectionStep(tx: Transaction, requestId: string, step: CorrectionStep): Promise<void> {
  await sql`
    INSERT INTO correction.step (request_id, at, action, organisation_id, role, opinion)
    VALUES (${requestId}, ${step.at}, ${step.action}, ${step.organisationId}, ${step.role}, ${step.opinion})`.execute(tx);
}

export async function correctionStepsOf(reader: Reader, requestId: string): Promise<CorrectionStep[]> {
  const found = await sql<CorrectionStep>`
    SELECT at, action, organisation_id AS "organisationId", role, opinion FROM correction.step WHERE request_id = ${requestId}
    ORDER BY sequence`.execute(reader);
  return found.rows;
}

/** A paper that proves an error; its bytes lie sealed in the file store under a key of their own. */
export type StoredFile = Omit<EvidenceFile, 'attachedAt'> & {
  readonly reference: string;
  /** The paper's own key, sealed under the key-encryption key. */
  readonly sealedKey: Buffer;
  readonly attachedBy: string;
  readonly attachedAt: Date;
};

/** The papers of a report that have not been erased. */
export async function filesOf(reader: Reader, requestId: string): Promise<StoredFile[]> {
  const found = await sql<StoredFile>`
    SELECT id, file_name AS "fileName", media_type AS "mediaType", bytes, reference, attached_by AS "attachedBy", attached_at AS "attachedAt",
      sealed_key AS "sealedKey"
    FROM correction.evidence_file WHERE request_id = ${requestId} AND sealed_key IS NOT NULL ORDER BY attached_at, id`.execute(reader);
  return found.rows;
}

export async function insertFile(tx: Transaction, requestId: string, file: StoredFile): Promise<void> {
  await sql`
    INSERT INTO correction.evidence_file (id, request_id, file_name, media_type, bytes, reference, attached_by, attached_at, sealed_key)
    VALUES (${file.id}, ${requestId}, ${file.fileName}, ${file.mediaType}, ${file.bytes}, ${file.reference}, ${file.attachedBy}, ${file.attachedAt}, ${file.sealedKey})`.execute(
    tx,
  );
}

/** Drops the keys and the names of a report's papers: what is left in the file store opens for nobody. */
export async function eraseFiles(tx: Transaction, requestId: string): Promise<void> {
  await sql`UPDATE correction.evidence_file SET sealed_key = NULL, file_name = '' WHERE request_id = ${requestId}`.execute(tx);
}

/** Takes a paper off a report: its key and name are dropped, its size still counts. False where it has none of this id. */
export async function takeFileOff(tx: Transaction, requestId: string, fileId: string): Promise<boolean> {
  const gone = await sql`
    UPDATE correction.evidence_file SET sealed_key = NULL, file_name = ''
    WHERE request_id = ${requestId} AND id = ${fileId} AND sealed_key IS NOT NULL RETURNING id`.execute(tx);
  return gone.rows.length > 0;
}

/** How many papers, of how many bytes, were ever attached to a report, those that were taken off included. */
export async function everAttached(reader: Reader, requestId: string): Promise<{ files: number; bytes: number }> {
  const found = await sql<{ files: number; bytes: string }>`
    SELECT count(*)::int AS files, coalesce(sum(bytes), 0)::text AS bytes FROM correction.evidence_file WHERE request_id = ${requestId}`.execute(
    reader,
  );
  const [row] = found.rows;
  return { files: row?.files ?? 0, bytes: Number(row?.bytes ?? 0) };
}

/** The clock of what is owed has moved: a calendar was loaded. */
export async function saveDueAt(tx: Transaction, requestId: string, dueAt: Date): Promise<void> {
  await sql`UPDATE correction.request SET due_at = ${dueAt} WHERE id = ${requestId} AND due_at IS NOT NULL`.execute(tx);
}

/** Open reports of an entry, by item. */
export async function openByItem(
  reader: Reader,
  { entryId, states }: { readonly entryId: string; readonly states: readonly CorrectionState[] },
): Promise<{ requestId: string; itemNos: number[] }[]> {
  const found = await sql<{ requestId: string; itemNos: number[] }>`
    SELECT id AS "requestId", item_nos AS "itemNos" FROM correction.request
    WHERE entry_id = ${entryId} AND state = ANY (${[...states]}::text[]) ORDER BY id`.execute(reader);
  return found.rows;
}
