import { closeTodo, notify, openTodo } from '#modules/desk';
import { isRefusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import { endAssignment, type Assignment, type AssignmentEvent } from './assignment.ts';
import { saveAssignment } from './claim-store.ts';

type HandingNeeds = Pick<Needs, 'clock' | 'newId'>;

/** The to-do of a department that was asked to claim an entry. */
const todoKey = ({ entryId, organisationId }: Pick<Assignment, 'entryId' | 'organisationId'>): string =>
  `catalog.claim:${entryId}:${organisationId}`;
const subjectOf = (entryId: string) => ({ module: 'catalog', kind: ENTRY_CASE, id: entryId });
const linkOf = (entryId: string): string => `/catalog/entries/${entryId}`;

/** The department that was asked has a to-do. */
export async function handAssignment(
  tx: Transaction,
  { newId }: HandingNeeds,
  { asked, name }: { asked: Assignment; name: string },
): Promise<void> {
  const { entryId, organisationId } = asked;
  await openTodo(tx, {
    id: newId(),
    key: todoKey(asked),
    for: { kind: 'organisation', orgId: organisationId, power: 'catalog.claim' },
    subject: subjectOf(entryId),
    title: { key: 'catalog.todo.claim', params: { name } },
    link: linkOf(entryId),
    dueAt: null,
    at: asked.assignedAt,
  });
}

type Ending = {
  readonly asked: Assignment;
  readonly event: AssignmentEvent;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
};

/** Stores the end of an open assignment and closes its to-do. */
export async function closeAssignment(tx: Transaction, { asked, event, ...ended }: Ending): Promise<void> {
  const next = endAssignment(asked, event, ended);
  if (isRefusal(next)) throw new Error(`the open assignment ${asked.id} does not end: ${next.code}`);
  await saveAssignment(tx, next);
  await closeTodo(tx, todoKey(asked), { by: ended.by, at: ended.at });
}

/** Tells the authority that asked that the department declined. */
export async function tellDeclined(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { asked, name, organisation, regionCode }: { asked: Assignment; name: string; organisation: string; regionCode: string },
): Promise<void> {
  await notify(tx, {
    id: newId(),
    key: `catalog.claim-declined:${asked.id}`,
    for: { kind: 'region', regionCode, power: 'catalog.publish' },
    subject: subjectOf(asked.entryId),
    title: { key: 'catalog.notice.claim-declined', params: { name, organisation } },
    link: linkOf(asked.entryId),
    at: clock.now(),
  });
}

/** Tells the department that it is asked no longer. */
export async function tellWithdrawn(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { asked, name }: { asked: Assignment; name: string },
): Promise<void> {
  await notify(tx, {
    id: newId(),
    key: `catalog.claim-withdrawn:${asked.id}`,
    for: { kind: 'organisation', orgId: asked.organisationId, power: 'catalog.claim' },
    subject: subjectOf(asked.entryId),
    title: { key: 'catalog.notice.claim-withdrawn', params: { name } },
    link: linkOf(asked.entryId),
    at: clock.now(),
  });
}
