import { questionSchema } from '@karez/contract/sharing/question-schemas';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { QuestionSet } from './question-set.ts';

export type QuestionSetRecord = QuestionSet & { readonly organisationId: string; readonly madeBy: string; readonly madeAt: Date };
type Row = Omit<QuestionSetRecord, 'questions'> & { readonly questions: unknown };

const questionsSchema = z.array(questionSchema);
const recordFrom = (row: Row): QuestionSetRecord => ({ ...row, questions: questionsSchema.parse(row.questions) });
const columns = sql`region_code AS "regionCode", version, questions, organisation_id AS "organisationId", made_by AS "madeBy", made_at AS "madeAt"`;

/** Every version of a region’s set, the latest first. */
export async function questionSetsOf(reader: Reader, regionCode: string): Promise<QuestionSetRecord[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.question_set WHERE region_code = ${regionCode} ORDER BY version DESC`.execute(reader);
  return found.rows.map(recordFrom);
}

/** The version in force of a region; undefined where none was ever published. */
export async function questionSetInForce(reader: Reader, regionCode: string): Promise<QuestionSetRecord | undefined> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.question_set WHERE region_code = ${regionCode} ORDER BY version DESC LIMIT 1`.execute(reader);
  return found.rows.map(recordFrom)[0];
}

/** One version, as an application began under it. */
export async function questionSetAt(
  reader: Reader,
  { regionCode, version }: Pick<QuestionSet, 'regionCode' | 'version'>,
): Promise<QuestionSetRecord | undefined> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.question_set WHERE region_code = ${regionCode} AND version = ${version}`.execute(reader);
  return found.rows.map(recordFrom)[0];
}

/** Puts the next version in force; false when somebody else has published it first. */
export async function insertQuestionSet(tx: Transaction, set: QuestionSetRecord): Promise<boolean> {
  const { regionCode, version, questions, organisationId, madeBy, madeAt } = set;
  const added = await sql`
    INSERT INTO sharing.question_set (region_code, version, questions, organisation_id, made_by, made_at)
    VALUES (${regionCode}, ${version}, ${JSON.stringify(questions)}::jsonb, ${organisationId}, ${madeBy}, ${madeAt})
    ON CONFLICT DO NOTHING RETURNING version`.execute(tx);
  return added.rows.length > 0;
}
