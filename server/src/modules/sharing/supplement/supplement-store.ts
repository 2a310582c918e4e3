import { applicationContentSchema, placeWordsSchema } from '@karez/contract/sharing/schemas';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { SharingTables } from '../tables.ts';
import type { Submission, SupplementNotice } from './supplement.ts';

const said = z.array(placeWordsSchema);
const signedLetters = z.array(z.object({ id: z.string(), docNo: z.string(), datedOn: z.string(), digest: z.string() }));

/** Keeps what the head has signed; the caller holds the application's lock. Answers its number, 1 for the first. */
export async function insertSubmission(tx: Transaction, applicationId: string, submission: Omit<Submission, 'no'>): Promise<number> {
  const before = await submissionsOf(tx, applicationId);
  const no = before.length + 1;
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.submission')
    .values({
      application_id: applicationId,
      no,
      content: JSON.stringify(submission.content),
      letters: JSON.stringify(submission.letters),
      digest: submission.digest,
      signed_by: submission.signedBy,
      signed_at: submission.signedAt,
    })
    .execute();
  return no;
}

/** Everything that the requester's head signed for an application, oldest first. */
export async function submissionsOf(reader: Reader, applicationId: string): Promise<Submission[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.submission')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('no')
    .execute();
  return rows.map((row) => ({
    no: row.no,
    content: applicationContentSchema.parse(row.content),
    letters: signedLetters.parse(row.letters),
    digest: row.digest,
    signedBy: row.signed_by,
    signedAt: row.signed_at,
  }));
}

function noticeFrom(row: Selectable<SharingTables['sharing.supplement_notice']>): SupplementNotice {
  return {
    applicationId: row.application_id,
    no: row.no,
    gaps: said.parse(row.gaps),
    opinion: row.opinion,
    stopsClock: row.stops_clock,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    answers: row.answers === null ? null : said.parse(row.answers),
    answeredAt: row.answered_at,
  };
}

/** Notices of an application, oldest first. */
export async function noticesOf(reader: Reader, applicationId: string): Promise<SupplementNotice[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.supplement_notice')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('no')
    .execute();
  return rows.map(noticeFrom);
}

/** The notice that waits for its answer; undefined where none does. */
export async function openNoticeOf(reader: Reader, applicationId: string): Promise<SupplementNotice | undefined> {
  return (await noticesOf(reader, applicationId)).find(({ answeredAt }) => answeredAt === null);
}

export async function insertNotice(tx: Transaction, notice: SupplementNotice): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.supplement_notice')
    .values({
      application_id: notice.applicationId,
      no: notice.no,
      gaps: JSON.stringify(notice.gaps),
      opinion: notice.opinion,
      stops_clock: notice.stopsClock,
      asked_by: notice.askedBy,
      asked_at: notice.askedAt,
      answers: null,
      answered_at: null,
    })
    .execute();
}

/** Writes the answer to a notice: the words when they are handed to the head, the instant when it has signed. */
export async function saveAnswer(
  tx: Transaction,
  { applicationId, no, answers, answeredAt }: Pick<SupplementNotice, 'applicationId' | 'no' | 'answers' | 'answeredAt'>,
): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .updateTable('sharing.supplement_notice')
    .set({ answers: answers === null ? null : JSON.stringify(answers), answered_at: answeredAt })
    .where('application_id', '=', applicationId)
    .where('no', '=', no)
    .execute();
}
