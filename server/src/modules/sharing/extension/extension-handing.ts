import type { NewId } from '@karez/kit/id';
import { closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { recordApplicationStep } from '../application-step.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { entryNameOf } from '../entry-name.ts';
import { extensionOf, saveExtension } from './extension-store.ts';
import { lapse, type ReplyExtension } from './extension.ts';

/** A kind of its own: steps of the application leave the authority's to-do alone. */
const EXTENSION_CASE = 'sharing.extension';

const byPlatform = systemActor('sharing.extension');

type About = { readonly application: ApplicationRecord; readonly extension: ReplyExtension };
type Moment = { readonly at: Date; readonly newId: NewId };

const subjectOf = ({ extension }: About) => ({ module: 'sharing', kind: EXTENSION_CASE, id: extension.id });
const linkOf = ({ application }: About): string => `/sharing/applications/${application.id}`;

async function params(tx: Transaction, { application, extension }: About) {
  const entry = await entryNameOf(tx, application.entryId);
  return { entry, no: application.no ?? '', workingDays: String(extension.workingDays) };
}

/** Puts the request on the desk of the authority's leader, who has until the term itself runs out. */
export async function askAuthority(tx: Transaction, about: About, { dueAt, at, newId }: Moment & { dueAt: Date | null }): Promise<void> {
  const { application, extension } = about;
  const leader: Addressee = {
    kind: 'region',
    regionCode: application.authorityRegionCode,
    power: 'sharing.extend',
    exceptOrgIds: [application.requesterOrgId, application.providerOrgId],
  };
  const title = { key: 'sharing.todo.decide-extension', params: await params(tx, about) };
  const key = `${EXTENSION_CASE}:${extension.id}`;
  await openTodo(tx, { id: newId(), key, for: leader, subject: subjectOf(about), title, link: linkOf(about), dueAt, at });
}

/** The provider hears of every decision, the requester of one that moves its term (809-21). */
export async function tellOfDecision(tx: Transaction, about: About, { by, at, newId }: Moment & { by: string }): Promise<void> {
  const { application, extension } = about;
  await closeTodosOf(tx, { kind: EXTENSION_CASE, id: extension.id }, { by, at });
  const readers = [
    { orgId: application.providerOrgId, power: 'sharing.handle' },
    ...(extension.state === 'granted' ? [{ orgId: application.requesterOrgId, power: 'sharing.apply' }] : []),
  ];
  const title = { key: `sharing.notice.extension-${extension.state}`, params: await params(tx, about) };
  for (const { orgId, power } of readers) {
    const reader: Addressee = { kind: 'organisation', orgId, power };
    const key = `${EXTENSION_CASE}:${extension.id}:${extension.state}:${orgId}`;
    await notify(tx, { id: newId(), key, for: reader, subject: subjectOf(about), title, link: linkOf(about), at });
  }
}

/** The reply was given, or the application has left the provider: nobody need decide any more, and its own side reads so in the history. */
export async function endWaitingExtension(tx: Transaction, application: ApplicationRecord, at: Date): Promise<void> {
  const extension = await extensionOf(tx, application.id);
  if (extension?.state !== 'asked') return;
  await saveExtension(tx, lapse(extension, at));
  const step = { application, actor: byPlatform, action: 'sharing.lapse-extension', word: 'extension-lapsed', role: 'SYSTEM' };
  await recordApplicationStep(tx, { ...step, opinion: null, at, origin: null });
  await closeTodosOf(tx, { kind: EXTENSION_CASE, id: extension.id }, { by: null, at });
}
