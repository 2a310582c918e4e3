import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import type { Title } from './todo.ts';

/** Open to-dos of units as a whole, never of one person: of which units, about what, and until when an end is near. */
export type WaitingQuestion = {
  readonly orgIds: readonly string[];
  readonly module: string;
  readonly now: Date;
  readonly nearUntil: Date;
};
export const waitingKinds = ['open', 'near', 'overdue'] as const;
export type WaitingKind = (typeof waitingKinds)[number];

const kinds = ({ now, nearUntil }: WaitingQuestion) => ({
  open: sql<boolean>`true`,
  near: sql<boolean>`coalesce(due_at >= ${now} AND due_at < ${nearUntil}, false)`,
  overdue: sql<boolean>`coalesce(due_at < ${now}, false)`,
});

const asked = ({ orgIds, module }: WaitingQuestion) => sql`
  FROM desk.todo WHERE closed_at IS NULL AND for_kind = 'organisation' AND org_id = ANY (${[...orgIds]}::text[]) AND subject_module = ${module}`;

/** How many to-dos wait in each unit, are near their end, and are past it; units where nothing waits are left out. */
export async function countWaiting(
  reader: Reader,
  question: WaitingQuestion,
): Promise<(Readonly<Record<WaitingKind, number>> & { readonly orgId: string })[]> {
  const { near, overdue } = kinds(question);
  const found = await sql<Record<WaitingKind, number> & { orgId: string }>`
    SELECT org_id AS "orgId", count(*)::int AS open, (count(*) FILTER (WHERE ${near}))::int AS near, (count(*) FILTER (WHERE ${overdue}))::int AS overdue
    ${asked(question)} GROUP BY org_id`.execute(reader);
  return found.rows;
}

export type WaitingInUnit = {
  readonly id: string;
  readonly orgId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly title: Title;
  readonly link: string;
  readonly dueAt: Date | null;
};

/** The to-dos behind such a number, those that end first before the others. */
export async function listWaiting(
  reader: Reader,
  { kind, offset, limit, ...question }: WaitingQuestion & { readonly kind: WaitingKind; readonly offset: number; readonly limit: number },
): Promise<WaitingInUnit[]> {
  const found = await sql<WaitingInUnit>`
    SELECT id, org_id AS "orgId", subject_kind AS "subjectKind", subject_id AS "subjectId",
      jsonb_build_object('key', title_key, 'params', title_params) AS title, link, due_at AS "dueAt"
    ${asked(question)} AND ${kinds(question)[kind]} ORDER BY due_at NULLS LAST, id LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  return found.rows;
}
