import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { dueOf, hasEnded, hasRunOut, openTerm, type Case } from './case-model.ts';

type Row = {
  id: string;
  state: string;
  clocks: { rule: string; state: string; due: string; overdue: number; told: number }[] | null;
  todos: number;
  grants: number;
  agreements: number;
};

/** How every case stands in the database: its open clocks with their warnings, its open to-dos, its grants and what was signed for them. */
async function standing(reader: Reader): Promise<Map<string, Row>> {
  const { rows } = await sql<Row>`
    SELECT application.id, application.state,
      (SELECT count(*)::int FROM desk.todo WHERE subject_id = application.id::text AND closed_at IS NULL) AS todos,
      (SELECT count(*)::int FROM sharing.share_grant WHERE application_id = application.id) AS grants,
      (SELECT count(*)::int FROM sharing.agreement WHERE application_id = application.id
        AND requester_signature ->> 'organisationId' = application.requester_org_id::text
        AND provider_signature ->> 'organisationId' = application.provider_org_id::text) AS agreements,
      (SELECT jsonb_agg(jsonb_build_object('rule', rule_key, 'state', clock.state, 'due', due_on,
          'overdue', (SELECT count(*) FROM law.clock_warning WHERE clock_id = clock.id AND leg = clock.leg AND rung = 'overdue'),
          'told', (SELECT count(*) FROM desk.notice WHERE key LIKE clock.id::text || ':' || clock.leg || ':overdue:up:%')))
        FROM law.clock WHERE case_id = application.id::text AND case_kind = 'sharing.application' AND ended_at IS NULL) AS clocks
    FROM sharing.application`.execute(reader);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everything in which the product differs from the law's own book, in words; nothing is what the year should end with. */
export async function differences(reader: Reader, cases: readonly Case[], today: string): Promise<string[]> {
  const found = await standing(reader);
  return cases.flatMap((one) => {
    const row = found.get(one.id);
    if (!row) return [`${one.id} is gone`];
    return differencesOf(one, row, today).map((words) => `${today} ${one.id} (${one.state}): ${words}`);
  });
}

/** The words of those statements that hold. */
const said = (statements: readonly (readonly [boolean, string])[]): string[] =>
  statements.flatMap(([holds, words]) => (holds ? [words] : []));

function differencesOf(one: Case, row: Row, today: string): string[] {
  const grants = Number(one.state === 'agreed' || one.state === 'partly-agreed');
  const isOver = hasEnded(one);
  return [
    ...said([
      [row.state !== one.state, `is ${row.state}`],
      [row.grants !== grants, `has ${row.grants} grants`],
      [row.agreements !== grants, `has ${row.agreements} agreements that both sides signed`],
      [isOver && row.todos > 0, `has ended and waits on ${row.todos} desks`],
      [!isOver && one.state !== 'draft' && row.todos === 0, 'waits on nobody’s desk'],
    ]),
    ...clocksThatDiffer(one, row.clocks ?? [], today),
  ];
}

function clocksThatDiffer(one: Case, clocks: NonNullable<Row['clocks']>, today: string): string[] {
  const term = openTerm(one);
  const own = clocks.filter(({ rule }) => rule === 'supplement.requester');
  const answer = clocks.filter(({ rule }) => rule !== 'supplement.requester');
  const wrong: string[] = [];
  if (answer.length !== Number(term !== undefined)) wrong.push(`owes ${answer.length} answers, not ${term === undefined ? 0 : 1}`);
  if (own.length !== Number(one.supplementDue !== null)) wrong.push(`${own.length} terms of the requester`);
  for (const clock of own) if (clock.due !== one.supplementDue) wrong.push(`supplement due ${clock.due}, not ${one.supplementDue}`);
  if (term !== undefined) for (const clock of answer) wrong.push(...answerThatDiffers(term, clock, today));
  return wrong;
}

function answerThatDiffers(
  term: NonNullable<ReturnType<typeof openTerm>>,
  clock: NonNullable<Row['clocks']>[number],
  today: string,
): string[] {
  const isLate = hasRunOut(term, today);
  const state = term.stopped ? 'stopped' : (isLate && 'lapsed') || 'running';
  return said([
    [clock.state !== state, `clock is ${clock.state}, not ${state}`],
    [!term.stopped && clock.due !== dueOf(term), `due ${clock.due}, not ${dueOf(term)}`],
    // Head and authority each once: a duty that has lapsed and that nobody above was told of would be approval by silence.
    [isLate && clock.overdue !== 1, `overdue, warned ${clock.overdue} times`],
    [isLate && clock.told !== 2, `overdue, told ${clock.told} above it`],
    [!isLate && clock.overdue > 0, 'told as overdue, and is not'],
  ]);
}

/**
 * What the platform did with cases of itself, besides withdrawing those whose supplement did not come, and what a signature brings with it in the same
 * moment: the grant, and the end of a request for more days.
 */
export async function movedBySilence(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`SELECT DISTINCT action FROM sharing.application_event
    WHERE role = 'SYSTEM' AND action NOT IN ('supplement-lapsed', 'granted', 'extension-lapsed')`.execute(reader);
  return rows.map(({ action }) => action);
}

/** Refusals that name no ground, or neither cite an article nor were looked at by the authority (809-21). */
export async function refusedWithoutGround(reader: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM sharing.application WHERE state = 'refused' AND (reply ->> 'ground' IS NULL OR (
      jsonb_array_length(reply -> 'basis') = 0
      AND NOT EXISTS (SELECT FROM sharing.application_event WHERE application_id = application.id AND role = 'AUTHORITY_LEADER')))`.execute(
    reader,
  );
  return rows[0]?.count ?? -1;
}
