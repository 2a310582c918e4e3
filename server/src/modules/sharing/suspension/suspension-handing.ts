import type { NewId } from '@karez/kit/id';
import { closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import type { Transaction } from '#platform/database';
import type { GrantRecord } from '../grant-store.ts';
import { SUSPENSION_CASE } from './suspension-clock.ts';
import type { Suspension } from './suspension.ts';

type About = { readonly suspension: Suspension; readonly grant: GrantRecord };
type Moment = { readonly at: Date; readonly newId: NewId };

const subjectOf = ({ suspension }: About) => ({ module: 'sharing', kind: SUSPENSION_CASE, id: suspension.id });
const linkOf = ({ grant }: About): string => `/sharing/grants/${grant.id}`;
const paramsOf = ({ grant: { document } }: About) => ({ no: document.no, entry: document.entryName });

const holder = ({ grant }: About): Addressee => ({ kind: 'organisation', orgId: grant.document.requesterOrgId, power: 'sharing.apply' });

/** Who suspended: the provider's head, or the authority's leader who is no party. */
function suspender({ suspension, grant: { document, authorityRegionCode } }: About): Addressee {
  if (suspension.side === 'provider') return { kind: 'organisation', orgId: document.providerOrgId, power: 'sharing.consent-in' };
  const exceptOrgIds = [document.requesterOrgId, document.providerOrgId];
  return { kind: 'region', regionCode: authorityRegionCode, power: 'sharing.restrict', exceptOrgIds };
}

type Duty = { readonly duty: 'rectify' | 'recheck' | 'rectification-overdue'; readonly dueAt: Date | null };

/** Puts what is to be done next on the desk of whoever owes it, and closes what was there. */
export async function handSuspension(
  tx: Transaction,
  about: About,
  { duty, dueAt, by, at, newId }: Duty & Moment & { by: string | null },
): Promise<void> {
  await closeSuspensionTodos(tx, about.suspension.id, { by, at });
  const to = duty === 'rectify' ? holder(about) : suspender(about);
  await openSuspensionTodo(tx, about, { duty, dueAt, at, newId, to });
}

/** The term has run out: the holder still owes it, and its suspender may decide now. */
export async function tellOfOverdue(tx: Transaction, about: About, moment: Moment): Promise<void> {
  await openSuspensionTodo(tx, about, { duty: 'rectification-overdue', dueAt: null, to: suspender(about), ...moment });
}

async function openSuspensionTodo(
  tx: Transaction,
  about: About,
  { duty, dueAt, at, newId, to }: Duty & Moment & { to: Addressee },
): Promise<void> {
  const id = newId();
  const title = { key: `sharing.todo.${duty}`, params: paramsOf(about) };
  // Each round of a suspension is a to-do of its own; the former was closed.
  const key = `sharing.${duty}:${about.suspension.id}:${at.getTime()}`;
  await openTodo(tx, { id, key, for: to, subject: subjectOf(about), title, link: linkOf(about), dueAt, at });
}

export async function closeSuspensionTodos(tx: Transaction, suspensionId: string, done: { by: string | null; at: Date }): Promise<void> {
  await closeTodosOf(tx, { kind: SUSPENSION_CASE, id: suspensionId }, done);
}

/** Tells the provider what the authority has done to a grant that it gave. */
export async function tellProvider(tx: Transaction, about: About, { word, at, newId }: Moment & { word: string }): Promise<void> {
  if (about.suspension.side === 'provider') return;
  await notify(tx, {
    id: newId(),
    key: `${SUSPENSION_CASE}:${about.suspension.id}:${word}`,
    for: { kind: 'organisation', orgId: about.grant.document.providerOrgId, power: 'sharing.consent-in' },
    subject: subjectOf(about),
    title: { key: `sharing.notice.grant-${word}-by-authority`, params: paramsOf(about) },
    link: linkOf(about),
    at,
  });
}
