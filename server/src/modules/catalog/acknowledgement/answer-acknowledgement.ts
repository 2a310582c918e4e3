import type { Acknowledgement as AcknowledgementAnswer } from '@karez/contract/catalog/acknowledgement';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import { tellStep, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { closeTurn, handAcknowledgement, tellProvider } from './acknowledgement-handing.ts';
import { mayAnswerObjection, mayRespond, seesAcknowledgement, type About } from './acknowledgement-policy.ts';
import { findAcknowledgement, saveAcknowledgement } from './acknowledgement-store.ts';
import { acknowledgementView } from './acknowledgement-view.ts';
import { spoken, type Acknowledgement } from './acknowledgement.ts';

type Command = { readonly actor: Actor; readonly acknowledgementId: string; readonly origin: string };
type Speaking = {
  readonly event: 'acknowledge' | 'contest' | 'answer';
  /** Route id of the step and the role in which it is taken. */
  readonly action: string;
  readonly role: string;
  readonly text: string;
  readonly permit: (about: About) => true | Refusal;
};

/**
 * The acknowledgement with its entry, whose row is locked: the publication of a next version holds the same lock, so that either sees what the other
 * has done.
 */
async function lockedTold(
  tx: Transaction,
  { actor, acknowledgementId }: Command,
): Promise<{ told: Acknowledgement; file: EntryFile } | Refusal> {
  const seen = await findAcknowledgement(tx, acknowledgementId);
  const entry = seen && (await lockEntry(tx, seen.entryId));
  const told = entry && (await findAcknowledgement(tx, acknowledgementId));
  if (!entry || !told || !seesAcknowledgement(actor, { told, entry })) return refuse('catalog.acknowledgement.not-found');
  return { told, file: await fileOf(tx, entry) };
}

async function wordOf(tx: Transaction, { clock }: Pick<StepNeeds, 'clock'>, { actor, text }: { actor: Actor; text: string }) {
  const orgId = actor.orgId ?? '';
  const organisation = await organisationById(tx, orgId);
  return { by: actor.id, orgId, organisationName: organisation?.name ?? '', at: clock.now(), text };
}

/** Taking note ends an objection that the provider has not answered: nobody owes the answer any more. */
function outcomeOf({ state }: Acknowledgement, event: Speaking['event']): 'met' | 'cancelled' {
  return state === 'contested' && event === 'acknowledge' ? 'cancelled' : 'met';
}

/** One side speaks: its to-do and clock end, the other side's begin where it has something to do. */
async function speak(needs: StepNeeds, command: Command, speaking: Speaking): Promise<AcknowledgementAnswer | Refusal> {
  const { actor, origin } = command;
  const { event, text, action, role } = speaking;
  return needs.database.transaction(async (tx) => {
    const locked = await lockedTold(tx, command);
    if (isRefusal(locked)) return locked;
    const { told, file } = locked;
    const permitted = speaking.permit({ told, entry: file.entry });
    if (isRefusal(permitted)) return permitted;
    const word = await wordOf(tx, needs, { actor, text });
    const next = spoken(told, event, word);
    if (isRefusal(next)) return next;
    await reached('catalog.acknowledgement.speak');
    await saveAcknowledgement(tx, next);
    await closeTurn(tx, needs, { told, by: actor.id, outcome: outcomeOf(told, event) });
    await handAcknowledgement(tx, needs, { told: next, file });
    if (event === 'acknowledge') await tellProvider(tx, needs, { told: next, file, word: 'acknowledged' });
    const facts = { acknowledgementId: told.id, organisationId: told.organisationId, version: told.to.version };
    const step = { actor, origin, action, word: `version-${next.state}`, role, opinion: text === '' ? null : text, changes: [], facts };
    await tellStep(tx, needs, { file, step });
    return acknowledgementView(tx, needs, { actor, told: next, file });
  });
}

/** The consumer has taken note of the new version. */
export function acknowledgeVersion(
  needs: StepNeeds,
  command: Command & { readonly remark: string },
): Promise<AcknowledgementAnswer | Refusal> {
  return speak(needs, command, {
    event: 'acknowledge',
    action: 'catalog.acknowledge-version',
    role: 'APPLICANT',
    text: command.remark,
    permit: (about) => mayRespond(command.actor, about, 'acknowledge'),
  });
}

/** The consumer says that the new version is in the way of its work. */
export function objectToVersion(
  needs: StepNeeds,
  command: Command & { readonly reason: string },
): Promise<AcknowledgementAnswer | Refusal> {
  return speak(needs, command, {
    event: 'contest',
    action: 'catalog.object-to-version',
    role: 'APPLICANT',
    text: command.reason,
    permit: (about) => mayRespond(command.actor, about, 'contest'),
  });
}

/** The provider answers an objection. */
export function answerObjection(
  needs: StepNeeds,
  command: Command & { readonly answer: string },
): Promise<AcknowledgementAnswer | Refusal> {
  return speak(needs, command, {
    event: 'answer',
    action: 'catalog.answer-objection',
    role: 'CATALOG_REGISTRAR',
    text: command.answer,
    permit: (about) => mayAnswerObjection(command.actor, about),
  });
}
