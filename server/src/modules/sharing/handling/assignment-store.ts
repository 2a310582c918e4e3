import { assignmentItemSchema, assignmentResultSchema, assignmentStateSchema } from '@karez/contract/sharing/handling-schemas';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { SharingTables } from '../tables.ts';
import type { Assignment } from './assignment.ts';

const itemsSchema = z.array(assignmentItemSchema);

function assignmentFrom(row: Selectable<SharingTables['sharing.assignment']>): Assignment {
  const { opened_by: openedBy, opened_at: openedAt, ended_at: endedAt } = row;
  return {
    id: row.id,
    handlingId: row.handling_id,
    divisionId: row.division_id,
    divisionName: row.division_name,
    words: row.words,
    dueOn: row.due_on,
    state: assignmentStateSchema.parse(row.state),
    assignedBy: row.assigned_by,
    assignedAt: row.assigned_at,
    opened: openedBy === null || openedAt === null ? null : { by: openedBy, at: openedAt },
    answer:
      row.result === null
        ? null
        : { result: assignmentResultSchema.parse(row.result), opinion: row.opinion ?? '', items: itemsSchema.parse(row.items) },
    reason: row.reason,
    ended: endedAt === null ? null : { by: row.ended_by, at: endedAt },
  };
}

function assignments(reader: Reader) {
  return reader.withTables<SharingTables>().selectFrom('sharing.assignment');
}

/** Everything that divisions were asked in one work, oldest first. */
export async function assignmentsOf(reader: Reader, handlingId: string): Promise<Assignment[]> {
  const rows = await assignments(reader).selectAll().where('handling_id', '=', handlingId).orderBy('assigned_at').orderBy('id').execute();
  return rows.map(assignmentFrom);
}

/** Which application something was asked about; undefined where there is no such assignment. */
export async function applicationOf(reader: Reader, assignmentId: string): Promise<string | undefined> {
  const row = await assignments(reader)
    .innerJoin('sharing.handling', 'sharing.handling.id', 'sharing.assignment.handling_id')
    .select('sharing.handling.application_id')
    .where('sharing.assignment.id', '=', assignmentId)
    .executeTakeFirst();
  return row?.application_id;
}

/** The caller holds the application's lock, here and below. */
export async function findAssignment(tx: Transaction, id: string): Promise<Assignment | undefined> {
  const row = await assignments(tx).selectAll().where('id', '=', id).executeTakeFirst();
  return row && assignmentFrom(row);
}

export async function insertAssignment(tx: Transaction, assignment: Assignment): Promise<void> {
  const { id, handlingId, divisionId, divisionName, words, dueOn, assignedBy, assignedAt } = assignment;
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.assignment')
    .values({
      id,
      handling_id: handlingId,
      division_id: divisionId,
      division_name: divisionName,
      words,
      due_on: dueOn,
      assigned_by: assignedBy,
      assigned_at: assignedAt,
      ...progressOf(assignment),
    })
    .execute();
}

export async function saveAssignment(tx: Transaction, assignment: Assignment): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .updateTable('sharing.assignment')
    .set(progressOf(assignment))
    .where('id', '=', assignment.id)
    .execute();
}

function progressOf({ state, opened, answer, reason, ended }: Assignment) {
  return {
    state,
    ...(opened === null ? { opened_by: null, opened_at: null } : { opened_by: opened.by, opened_at: opened.at }),
    ...answerColumns(answer),
    reason,
    ...(ended === null ? { ended_by: null, ended_at: null } : { ended_by: ended.by, ended_at: ended.at }),
  };
}

function answerColumns(answer: Assignment['answer']) {
  if (answer === null) return { result: null, opinion: null, items: null };
  return { result: answer.result, opinion: answer.opinion, items: JSON.stringify(answer.items) };
}
