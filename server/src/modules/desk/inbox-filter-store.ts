import type { dueStates } from '@karez/contract/desk';
import { sql, type RawBuilder } from 'kysely';

/** What narrows a list of the inbox: the kind of case, and words of a title's parameters. */
export type InboxFilter = { readonly kind?: string | undefined; readonly q?: string | undefined };

/** How the term of something stands: run out, warned of (`soon`), far off, or none. */
export type DueState = (typeof dueStates)[number];
export type DueFilter = { readonly clock?: DueState | undefined; readonly now: Date };
export type KindCount = { readonly kind: string; readonly count: number };

const always = sql<boolean>`true`;
/** The condition of a filter on the columns of `item`. A word is looked for in what a title names (a column that the database keeps), in any case of letters. */
export function holding({ kind, q = '' }: InboxFilter): RawBuilder<boolean> {
  const ofKind = kind === undefined ? always : sql<boolean>`item.subject_kind = ${kind}`;
  const word = q.trim().replaceAll(/["[\]\\]/gu, '');
  if (q.trim() === '') return ofKind;
  const pattern = `%${word.replaceAll(/[%_]/gu, String.raw`\$&`)}%`;
  return sql<boolean>`(${ofKind} AND item.named ILIKE ${pattern})`;
}

/** How many lines of a tab there are of each kind of case, whatever it is narrowed to, and how many hold what it is narrowed to. */
export type TabCounts = { readonly kinds: KindCount[]; readonly total: number };

export function countsFrom(rows: readonly (KindCount & { readonly matching: number })[]): TabCounts {
  return {
    kinds: rows.map(({ kind, count }) => ({ kind, count })),
    total: rows.reduce((sum, { matching }) => sum + matching, 0),
  };
}

/** The condition that a term stands so now. */
export function dueIn(due: DueFilter | undefined): RawBuilder<boolean> {
  if (due?.clock === undefined) return always;
  const { clock, now } = due;
  switch (clock) {
    case 'overdue':
      return sql<boolean>`item.due_at <= ${now}`;
    case 'soon':
      return sql<boolean>`(item.due_at > ${now} AND item.warning IN ('soon', 'overdue'))`;
    case 'later':
      return sql<boolean>`(item.due_at > ${now} AND coalesce(item.warning, 'half') = 'half')`;
    case 'none':
      return sql<boolean>`item.due_at IS NULL`;
    default:
      return clock satisfies never;
  }
}
