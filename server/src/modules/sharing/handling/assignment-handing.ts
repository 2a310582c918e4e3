import type { NewId } from '@karez/kit/id';
import { closeTodosOf, holdTodos, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import { entryNameOf } from '../entry-name.ts';
import type { Assignment } from './assignment.ts';

/** A kind of its own: steps of the application leave the division's to-do alone. */
const ASSIGNMENT_CASE = 'sharing.assignment';

type About = { readonly application: ApplicationRecord; readonly assignment: Assignment };
type Moment = { readonly at: Date; readonly newId: NewId };

const subjectOf = ({ id }: Assignment) => ({ module: 'sharing', kind: ASSIGNMENT_CASE, id });
const linkOf = ({ id }: ApplicationRecord): string => `/sharing/applications/${id}`;
const divisionOf = ({ application, assignment }: About): Addressee => ({
  kind: 'division',
  orgId: application.providerOrgId,
  divisionId: assignment.divisionId,
  power: 'sharing.opine',
});

async function params(tx: Transaction, { application, assignment }: About) {
  const entry = await entryNameOf(tx, application.entryId);
  const requester = (await organisationById(tx, application.requesterOrgId))?.name ?? '';
  return { entry, requester, no: application.no ?? '', division: assignment.divisionName };
}

/** Puts it on the desk of the division's people, until the inner day. */
export async function askDivision(tx: Transaction, about: About, { dueAt, at, newId }: Moment & { dueAt: Date }): Promise<void> {
  const { application, assignment } = about;
  const title = { key: 'sharing.todo.opine', params: await params(tx, about) };
  const key = `${ASSIGNMENT_CASE}:${assignment.id}`;
  const todo = { id: newId(), key, for: divisionOf(about), subject: subjectOf(assignment), title, link: linkOf(application) };
  await openTodo(tx, { ...todo, dueAt, at });
}

/** Somebody of the division has opened it. */
export async function takeIntoHand(tx: Transaction, { id }: Assignment, personId: string): Promise<void> {
  await holdTodos(tx, { kind: ASSIGNMENT_CASE, id }, personId);
}

/** Nobody waits for the division any more; `by` is who ended it, null where it ended by itself. */
export async function closeAssignment(tx: Transaction, { id }: Assignment, closed: { by: string | null; at: Date }): Promise<void> {
  await closeTodosOf(tx, { kind: ASSIGNMENT_CASE, id }, closed);
}

/** Tells the handler who has the application in hand what the division did. */
export async function tellHandler(
  tx: Transaction,
  about: About & { readonly word: 'opinion-given' | 'assignment-returned'; readonly holderId: string },
  { at, newId }: Moment,
): Promise<void> {
  const { application, assignment, word, holderId } = about;
  await notify(tx, {
    id: newId(),
    key: `${ASSIGNMENT_CASE}:${assignment.id}:${word}`,
    for: { kind: 'person', personId: holderId },
    subject: subjectOf(assignment),
    title: { key: `sharing.notice.${word}`, params: await params(tx, about) },
    link: linkOf(application),
    at,
  });
}

/** Tells the division that nobody waits for its opinion any more. */
export async function tellDivision(tx: Transaction, about: About, { at, newId }: Moment): Promise<void> {
  const { application, assignment } = about;
  await notify(tx, {
    id: newId(),
    key: `${ASSIGNMENT_CASE}:${assignment.id}:needless`,
    for: divisionOf(about),
    subject: subjectOf(assignment),
    title: { key: 'sharing.notice.opinion-needless', params: await params(tx, about) },
    link: linkOf(application),
    at,
  });
}
