import type { NoticeParty } from '@karez/contract/desk';

import { clocksOf } from '#modules/law';
import type { Caller } from '#platform/caller';
import type { Reader } from '#platform/database';

import { reaches } from './addressee.ts';
import { begunAbout, type BegunTerm } from './begun-store.ts';
import { noticeKindOf } from './notice-kind.ts';
import { todosAbout, type TodoAbout } from './todo-store.ts';
import type { Subject, Title } from './todo.ts';

/** What is to be done after a notice, by whom, and until when. `workingDaysLeft` is below zero past the term, and null where no clock of law runs. */
export type NextStep = {
  readonly step: Title;
  readonly by: NoticeParty | null;
  readonly dueAt: Date | null;
  readonly workingDaysLeft: number | null;
  /** Whether it lies on the reader's own desk. */
  readonly isWaiting: boolean;
};

/** A notice as far as its next step depends on it. */
export type Asking = { readonly subject: Subject; readonly title: Title; readonly givenAt: Date };

/**
 * The next step of each of some notices, for a reader who acts as any of `actors`. What waits for the reader in the case comes first, with its term; then what
 * the kind of notice says, with the term that the reader's own post may know. A case that has gone on since says that nothing is left to do.
 */
export async function nextSteps(
  reader: Reader,
  { actors, notices, at }: { readonly actors: readonly Caller[]; readonly notices: readonly Asking[]; readonly at: Date },
): Promise<NextStep[]> {
  const subjects = notices.map(({ subject }) => subject);
  const mine = (await todosAbout(reader, subjects)).filter((todo) => actors.some((actor) => reaches(todo.for, actor)));
  const begun = (await begunAbout(reader, subjects)).filter(({ post }) => actors.some((actor) => holds(actor, post)));
  const steps = notices.map((notice) => stepOf(notice, { mine, begun }));
  const left = await workingDaysLeft(
    reader,
    steps.map(({ dueAt }, place) => ({ subject: subjects[place], dueAt })),
    at,
  );
  return steps.map((step, place) => ({ ...step, workingDaysLeft: left[place] ?? null }));
}

type Known = { readonly mine: readonly TodoAbout[]; readonly begun: readonly BegunTerm[] };

function stepOf(notice: Asking, { mine, begun }: Known): Omit<NextStep, 'workingDaysLeft'> {
  const { subject, title, givenAt } = notice;
  const todos = mine.filter((todo) => isSame(todo.subject, subject));
  const waiting = endsFirst(todos.filter(({ closedAt }) => closedAt === null));
  if (waiting) return { step: waiting.title, by: 'reader', dueAt: waiting.dueAt, isWaiting: true };
  const asked = noticeKindOf(title.key)?.next;
  if (!asked) return said('nothing');
  const own = begun.find((one) => isSame(one.subject, subject));
  const ends = [...todos.map(({ closedAt }) => closedAt), own?.endedAt];
  if (ends.some((end) => end && end > givenAt)) return said('done');
  return { ...said(asked.step), by: asked.by, dueAt: own?.dueAt ?? null };
}

const endOf = ({ dueAt }: TodoAbout): number => dueAt?.getTime() ?? Infinity;
const endsFirst = (todos: readonly TodoAbout[]): TodoAbout | undefined => todos.toSorted((one, other) => endOf(one) - endOf(other))[0];
const said = (step: string): Omit<NextStep, 'workingDaysLeft'> => ({
  step: { key: `desk.next.${step}`, params: {} },
  by: null,
  dueAt: null,
  isWaiting: false,
});
const isSame = (one: Omit<Subject, 'module'>, other: Omit<Subject, 'module'>): boolean => one.kind === other.kind && one.id === other.id;
const holds = (actor: Caller, post: BegunTerm['post']): boolean =>
  actor.powers.some((held) => held.orgId === post.orgId && held.power === post.power);

/**
 * Working days left of each of some terms, as the clock of its case counts them: what both sides read. Null where the term is of no clock of law, such as the last
 * day of a grant.
 */
export async function workingDaysLeft(
  reader: Reader,
  terms: readonly { readonly subject: Omit<Subject, 'module'> | undefined; readonly dueAt: Date | null }[],
  at: Date,
): Promise<(number | null)[]> {
  const cases = new Map<string, Set<string>>();
  for (const { subject, dueAt } of terms)
    if (subject && dueAt !== null) cases.set(subject.kind, (cases.get(subject.kind) ?? new Set()).add(subject.id));
  const left = new Map<string, number>();
  for (const [caseKind, ids] of cases) {
    for (const clock of await clocksOf(reader, { caseKind, caseIds: [...ids], at }))
      if (clock.dueAt !== null)
        left.set(nameOf(clock.caseKind, clock.caseId, clock.dueAt), clock.workingDaysLeft - clock.workingDaysOverdue);
  }
  return terms.map(({ subject, dueAt }) => (subject && dueAt ? (left.get(nameOf(subject.kind, subject.id, dueAt)) ?? null) : null));
}

const nameOf = (kind: string, id: string, dueAt: Date): string => `${kind} ${id} ${dueAt.getTime()}`;

/** Parameters that name what a case is about. Free words of people are never among them. */
const naming = ['entry', 'name', 'title', 'service'] as const;

/** How a notice names its case: the number and the name of what it is about; empty where its words say all. */
export function caseNameOf({ title, about }: { readonly title: Title; readonly about: Title | null }): string {
  const { params } = about ?? title;
  const name = naming.map((one) => params[one]).find((value) => typeof value === 'string' && value !== '');
  if (name === undefined) return '';
  return params['no'] ? `${params['no']} ${name}` : String(name);
}
