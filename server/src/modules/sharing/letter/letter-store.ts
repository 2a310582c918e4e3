import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { LetterRecord } from './letter.ts';

/** Every letter that was ever attached to an application, oldest first. */
export async function lettersOf(reader: Reader, applicationId: string): Promise<LetterRecord[]> {
  const found = await sql<LetterRecord>`
    SELECT id, application_id AS "applicationId", doc_no AS "docNo", dated_on::text AS "datedOn", file_name AS "fileName", media_type AS "mediaType",
      bytes, scan_digest AS "scanDigest", reference, sealed_key AS "sealedKey", attached_by AS "attachedBy", attached_at AS "attachedAt",
      removed_at AS "removedAt", signed
    FROM sharing.official_letter WHERE application_id = ${applicationId} ORDER BY attached_at, id`.execute(reader);
  return found.rows;
}

export async function insertLetter(tx: Transaction, letter: LetterRecord): Promise<void> {
  await sql`
    INSERT INTO sharing.official_letter (id, application_id, doc_no, dated_on, file_name, media_type, bytes, scan_digest, reference, sealed_key,
      attached_by, attached_at)
    VALUES (${letter.id}, ${letter.applicationId}, ${letter.docNo}, ${letter.datedOn}, ${letter.fileName}, ${letter.mediaType}, ${letter.bytes},
      ${letter.scanDigest}, ${letter.reference}, ${letter.sealedKey}, ${letter.attachedBy}, ${letter.attachedAt})`.execute(tx);
}

/** Takes a letter off; one that no head has signed is gone for good with its key, and its file's name too. */
export async function takeLetterOff(tx: Transaction, letterId: string, at: Date): Promise<void> {
  await sql`
    UPDATE sharing.official_letter SET removed_at = ${at},
      sealed_key = CASE WHEN signed THEN sealed_key END, file_name = CASE WHEN signed THEN file_name ELSE '' END
    WHERE id = ${letterId}`.execute(tx);
}

/** The head has signed the application with the letters that stand now: they stay on record from now on. */
export async function noteLettersSigned(tx: Transaction, applicationId: string): Promise<void> {
  await sql`UPDATE sharing.official_letter SET signed = true WHERE application_id = ${applicationId} AND removed_at IS NULL`.execute(tx);
}

/** The application is withdrawn: what nobody has signed is gone for good. */
export async function dropUnsignedLetters(tx: Transaction, applicationId: string, at: Date): Promise<void> {
  await sql`
    UPDATE sharing.official_letter SET sealed_key = NULL, file_name = '', removed_at = coalesce(removed_at, ${at})
    WHERE application_id = ${applicationId} AND NOT signed`.execute(tx);
}
