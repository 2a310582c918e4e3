import { correctionAnswerSchema, type CorrectionAnswer } from '@karez/contract/correction/schemas';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** An answer as a department signed it; it is never changed, whatever becomes of it (809-26, 809-28). */
export type SignedAnswer = {
  readonly answer: CorrectionAnswer;
  readonly organisationId: string;
  /** Name of the department when it signed. */
  readonly organisationName: string;
  readonly opinion: string;
  /** SM3 over the canonical JSON of number and answer. */
  readonly digest: string;
  readonly proposedBy: string;
  readonly signedBy: string;
  readonly signedAt: Date;
};

/** Keeps what was signed, word for word; the caller holds the row lock of the report, so that the numbers follow one another. */
export async function keepSignedAnswer(tx: Transaction, requestId: string, signed: SignedAnswer): Promise<void> {
  await sql`
    INSERT INTO correction.signed_answer (request_id, no, answer, organisation_id, organisation_name, opinion, digest, proposed_by, signed_by, signed_at)
    SELECT ${requestId}, count(*) + 1, ${JSON.stringify(signed.answer)}::jsonb, ${signed.organisationId}, ${signed.organisationName},
      ${signed.opinion}, ${signed.digest}, ${signed.proposedBy}, ${signed.signedBy}, ${signed.signedAt}
    FROM correction.signed_answer WHERE request_id = ${requestId}`.execute(tx);
}

export type KeptAnswer = Pick<SignedAnswer, 'answer' | 'opinion' | 'organisationName' | 'signedAt'> & {
  readonly no: number;
  /** Null for what was signed before it was kept. */
  readonly digest: string | null;
};

/** Every answer to a report that was signed, oldest first. */
export async function signedAnswersOf(reader: Reader, requestId: string): Promise<KeptAnswer[]> {
  const { rows } = await sql<Omit<KeptAnswer, 'answer'> & { answer: unknown }>`
    SELECT no, answer, organisation_name AS "organisationName", opinion, digest, signed_at AS "signedAt"
    FROM correction.signed_answer WHERE request_id = ${requestId} ORDER BY no`.execute(reader);
  return rows.map((row) => ({ ...row, answer: correctionAnswerSchema.parse(row.answer) }));
}
