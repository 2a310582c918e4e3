import { paperSignatureSchema } from '@karez/contract/sharing/paper-signature-schemas';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { PaperSignatureRecord } from './paper-signature.ts';

const { act, state, signerRole } = paperSignatureSchema.shape;
const saidSchema = z.object({ act, state, signerRole });
type Said = keyof z.infer<typeof saidSchema>;
type Row = Omit<PaperSignatureRecord, Said> & Record<Said, unknown>;

const columns = sql`id, application_id AS "applicationId", organisation_id AS "organisationId", act, state, sheet_digest AS "sheetDigest",
  doc_no AS "docNo", signed_on::text AS "signedOn", signer_role AS "signerRole", opinion, over_missing AS "overMissing", file_name AS "fileName",
  media_type AS "mediaType", bytes, scan_digest AS "scanDigest", reference, sealed_key AS "sealedKey", entered_by AS "enteredBy",
  entered_at AS "enteredAt", opened_by AS "openedBy", ended_by AS "endedBy", ended_at AS "endedAt", reason`;

const recordFrom = (row: Row): PaperSignatureRecord => ({ ...row, ...saidSchema.parse(row) });

/** Sheets that were entered for an application, oldest first. */
export async function papersOf(reader: Reader, applicationId: string): Promise<PaperSignatureRecord[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.paper_signature WHERE application_id = ${applicationId} ORDER BY entered_at, id`.execute(reader);
  return found.rows.map(recordFrom);
}

/** The sheet that waits for its confirmation; undefined where none does. The caller holds the application's lock. */
export async function enteredPaperOf(reader: Reader, applicationId: string): Promise<PaperSignatureRecord | undefined> {
  return (await papersOf(reader, applicationId)).find(({ state: now }) => now === 'entered');
}

export async function insertPaper(tx: Transaction, paper: PaperSignatureRecord): Promise<void> {
  await sql`
    INSERT INTO sharing.paper_signature (id, application_id, organisation_id, act, state, sheet_digest, doc_no, signed_on, signer_role, opinion,
      over_missing, file_name, media_type, bytes, scan_digest, reference, sealed_key, entered_by, entered_at)
    VALUES (${paper.id}, ${paper.applicationId}, ${paper.organisationId}, ${paper.act}, ${paper.state}, ${paper.sheetDigest}, ${paper.docNo},
      ${paper.signedOn}, ${paper.signerRole}, ${paper.opinion}, ${paper.overMissing}, ${paper.fileName}, ${paper.mediaType}, ${paper.bytes},
      ${paper.scanDigest}, ${paper.reference}, ${paper.sealedKey}, ${paper.enteredBy}, ${paper.enteredAt})`.execute(tx);
}

/** Writes how a sheet ended; with its key a scan that does not count is gone for good, and its name too. */
export async function savePaperEnd(tx: Transaction, paper: PaperSignatureRecord): Promise<void> {
  await sql`
    UPDATE sharing.paper_signature SET state = ${paper.state}, sealed_key = ${paper.sealedKey}, ended_by = ${paper.endedBy},
      ended_at = ${paper.endedAt}, reason = ${paper.reason}, file_name = CASE WHEN ${paper.sealedKey === null} THEN '' ELSE file_name END
    WHERE id = ${paper.id}`.execute(tx);
}

/** Somebody has opened the scan. */
export async function notePaperOpened(tx: Transaction, paperId: string, personId: string): Promise<void> {
  await sql`
    UPDATE sharing.paper_signature SET opened_by = opened_by || ${personId}::text
    WHERE id = ${paperId} AND NOT ${personId}::text = ANY (opened_by)`.execute(tx);
}
