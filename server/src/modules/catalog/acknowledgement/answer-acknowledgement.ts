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
import { maySpeak, seesAcknowledgement } from './acknowledgement-policy.ts';
import { findAcknowledgement, saveAcknowledgement } from './acknowledgement-store.ts';
import { acknowledgementView } from './acknowledgement-view.ts';
import { spoken, type Acknowledgement } from './acknowledgement.ts';

type Command = { readonly actor: Actor; readonly acknowledgementId: string; readonly origin: string };
/** What one side says, and in which words; taking note may be silent. */
type Speaking = Command & { readonly event: 'acknowledge' | 'contest' | 'answer'; readonly text: string };

/** Each way of speaking: the route's id, and the role in which it is done. */
const ways = {
  acknowledge: { action: 'catalog.acknowledge-version', role: 'APPLICANT' },
  contest: { action: 'catalog.object-to-version', role: 'APPLICANT' },
  answer: { action: 'catalog.answer-objection', role: 'CATALOG_REGISTRAR' },
} as const;

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

/**
 * One side speaks: the consumer takes note of a version or says that it is in the way of its work, the provider answers. Its to-do and clock end, the
 * other side's begin where it has something to do.
 */
export async function speakOfVersion(needs: StepNeeds, speaking: Speaking): Promise<AcknowledgementAnswer | Refusal> {
  const { actor, origin, event, text } = speaking;
  const { action, role } = ways[event];
  return needs.database.transaction(async (tx) => {
    const locked = await lockedTold(tx, speaking);
    if (isRefusal(locked)) return locked;
    const { told, file } = locked;
    const permitted = maySpeak(actor, { told, entry: file.entry }, event);
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
