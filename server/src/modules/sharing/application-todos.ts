import type { ApplicationState } from '@karez/contract/sharing/schemas';
import type { NewId } from '@karez/kit/id';
import { closeTodosOf, followCase, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { endAnswerTodo } from './aggregation/ask-for-answer.ts';
import type { ApplicationRecord } from './application-store.ts';
import { applicationMachine } from './application.ts';
import { entryNameOf } from './entry-name.ts';
import { endWaitingExtension } from './extension/extension-handing.ts';
import { settleHandling } from './handling/settle-handling.ts';
import { dropUnsignedLetters } from './letter/letter-store.ts';
import { settlePapers } from './paper-signing/settle-papers.ts';

const KIND = 'sharing.application';

type Duty = { readonly duty: string; readonly for: Addressee };

const requester = (application: ApplicationRecord, power: string): Addressee => ({
  kind: 'organisation',
  orgId: application.requesterOrgId,
  power,
});
const provider = (application: ApplicationRecord, power: string): Addressee => ({
  kind: 'organisation',
  orgId: application.providerOrgId,
  power,
});
const authority = (application: ApplicationRecord, power: string): Addressee => ({
  kind: 'region',
  regionCode: application.authorityRegionCode,
  power,
  exceptOrgIds: [application.requesterOrgId, application.providerOrgId],
});

/** Who has to act in each state; null where nobody has to. */
const duties: Readonly<Record<ApplicationState, ((application: ApplicationRecord) => Duty | null) | null>> = {
  draft: (application) => (application.returned === null ? null : { duty: 'revise', for: requester(application, 'sharing.apply') }),
  'awaiting-consent-out': (application) => ({ duty: 'consent-out', for: requester(application, 'sharing.consent-out') }),
  'at-provider': (application) => ({ duty: 'propose', for: provider(application, 'sharing.handle') }),
  'awaiting-consent-in': (application) => ({ duty: 'consent-in', for: provider(application, 'sharing.consent-in') }),
  'supplement-asked': (application) => ({ duty: 'supplement', for: requester(application, 'sharing.apply') }),
  'awaiting-supplement-consent': (application) => ({ duty: 'consent-supplement', for: requester(application, 'sharing.consent-out') }),
  'refusal-at-authority': (application) => ({ duty: 'review-refusal', for: authority(application, 'sharing.decide-dispute') }),
  agreed: null,
  'partly-agreed': null,
  refused: null,
  withdrawn: null,
};

/** States in which an extension that was asked for still has an object. */
const providersTurn: readonly ApplicationState[] = ['at-provider', 'awaiting-consent-in'];

function waitingFor(application: ApplicationRecord): Duty | null {
  return duties[application.state]?.(application) ?? null;
}

export type Passing = { readonly by: string; readonly at: Date; readonly dueAt: Date | null; readonly newId: NewId };

/** Puts the next to-do where the case now waits, closes those of the step before, and tells the requester of a decision. */
export async function passOn(tx: Transaction, application: ApplicationRecord, { by, at, dueAt, newId }: Passing): Promise<void> {
  const subject = { module: 'sharing', kind: KIND, id: application.id };
  const link = `/sharing/applications/${application.id}`;
  const organisation = await organisationById(tx, application.requesterOrgId);
  const params = { entry: await entryNameOf(tx, application.entryId), requester: organisation?.name ?? '', no: application.no ?? '' };
  await closeTodosOf(tx, { kind: KIND, id: application.id }, { by, at });
  if (!providersTurn.includes(application.state)) await endWaitingExtension(tx, application, at);
  await endAnswerTodo(tx, application, at);
  await settlePapers(tx, application, at);
  if (application.state === 'withdrawn') await dropUnsignedLetters(tx, application.id, at);
  const holder = await settleHandling(tx, application, { at, newId });
  await followCase(tx, {
    id: newId(),
    subject,
    title: { key: 'sharing.begun.application', params: { entry: params.entry, no: params.no } },
    link,
    post: { orgId: application.requesterOrgId, power: 'sharing.apply' },
    startedBy: application.startedBy,
    stateKey: `sharing.state.${application.state}`,
    dueAt,
    isEnded: Object.keys(applicationMachine[application.state]).length === 0,
    at,
  });
  const next = waitingFor(application);
  if (next) {
    const key = `sharing.${next.duty}:${application.id}:${application.revision}`;
    const title = { key: `sharing.todo.${next.duty}`, params };
    const heldBy = next.duty === 'propose' ? holder : null;
    await openTodo(tx, { id: newId(), key, for: next.for, subject, title, link, dueAt, at, heldBy });
  }
  if (application.decidedAt !== null) {
    const reader: Addressee = { kind: 'organisation', orgId: application.requesterOrgId, power: 'sharing.apply' };
    const title = { key: `sharing.notice.${application.state}`, params };
    await notify(tx, {
      id: newId(),
      key: `sharing.decided:${application.id}:${application.revision}`,
      for: reader,
      subject,
      title,
      link,
      at,
    });
  }
}
