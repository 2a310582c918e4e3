import { actedBy } from '#platform/caller';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { refusingPersonalValues } from '../personal-value.ts';
import { faultOfSeen } from '../seen-revision.ts';
import { openDisposalClock } from './disposal-clock.ts';
import { handDisposal } from './disposal-handing.ts';
import { mayDoDisposal, maySeeDisposal, type DisposalAction } from './disposal-policy.ts';
import { findDisposal, insertDisposalStep, lockDisposal, saveDisposal } from './disposal-store.ts';
import { afterDisposalEvent, owedStates, type DisposalEvent, type DisposalRecord } from './disposal.ts';

export type DisposalNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type DisposalDone = { readonly disposalId: string };
/** What every step on a disposal is asked with. */
export type DisposalCommand = { readonly actor: Actor; readonly disposalId: string; readonly origin: string };
/** What a signature or a return is asked with: with the revision in which the caller read the report. */
export type ReadDisposalCommand = DisposalCommand & { readonly ifMatch: string | null };
type Asking = { readonly actor: Actor; readonly action: DisposalAction; readonly ifMatch?: string | null };

function permittedFor(disposal: DisposalRecord | undefined, { actor, action, ifMatch = null }: Asking): DisposalRecord | Refusal {
  if (!disposal || !maySeeDisposal(actor, disposal)) return refuse('sharing.disposal.not-found');
  const permitted = mayDoDisposal(actor, action, disposal);
  if (isRefusal(permitted)) return permitted;
  // The handler may report anew between the reading and the signature.
  const unread = action === 'sign' ? faultOfSeen(disposal, ifMatch, 'sharing.disposal.stale') : null;
  return unread ?? disposal;
}

/** Takes the code of the second factor for a signature; who may not sign, or not this disposal as it is now, keeps the code for another. */
export async function confirmedToSign(
  needs: DisposalNeeds & Pick<Needs, 'keys'>,
  { actor, disposalId, ifMatch }: ReadDisposalCommand,
  code: string,
): Promise<true | Refusal> {
  const disposal = permittedFor(await findDisposal(needs.database.reader, disposalId), { actor, action: 'sign', ifMatch });
  return isRefusal(disposal) ? disposal : confirmSecondFactor(needs, actor, code);
}

/** The disposal after an event, one revision on; or the refusal of the machine. */
export function moved(disposal: DisposalRecord, event: DisposalEvent): DisposalRecord | Refusal {
  const state = afterDisposalEvent(disposal.state, event);
  return isRefusal(state) ? state : { ...disposal, state, revision: disposal.revision + 1 };
}

/** No text of a disposal names a person: it says which systems, never whose data. */
export const personalIn = refusingPersonalValues('sharing.disposal.personal-value');

/** One thing that an officer, or the platform, did with a disposal. */
export type DisposalStepDone = {
  readonly disposal: DisposalRecord;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  /** Name of the route, or of what the platform did by itself. */
  readonly action: string;
  /** Key of the history's words, `sharing.disposal-step.<word>`. */
  readonly word: string;
  readonly role: string;
  readonly words: string | null;
  readonly origin: string | null;
  /** SM3 of what was signed, when the step is a signature. */
  readonly digest?: string;
  /** When the next duty is due; null where no clock runs. */
  readonly dueAt: Date | null;
};

/** Into the history and into the evidence, without the words; answers the id of the record. */
export async function noteDisposal(tx: Transaction, step: Omit<DisposalStepDone, 'dueAt'>, at: Date): Promise<string> {
  const { disposal, actor, action, word, role, words, origin, digest } = step;
  await insertDisposalStep(tx, disposal.id, { at, action: word, organisationId: actor.orgId, role, words });
  const evidence = await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.disposal', id: disposal.id, revision: disposal.revision },
    origin,
    facts: {
      grantId: disposal.grantId,
      state: disposal.state,
      word,
      round: disposal.round,
      ...(digest === undefined ? {} : { digest }),
    },
  });
  return evidence.id;
}

/** Stores the disposal and passes it on; its history and evidence are {@link noteDisposal}'s. */
export async function keepDisposal(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  { disposal, word, by, dueAt }: { disposal: DisposalRecord; word: string; by: string | null; dueAt: Date | null },
): Promise<void> {
  const at = clock.now();
  await saveDisposal(tx, { ...disposal, dueAt });
  const open = await openDisposalClock(tx, disposal.id, at);
  const overdue = owedStates.includes(disposal.state) && open?.state === 'lapsed';
  await handDisposal(tx, disposal, { by, word, dueAt, overdue, at, newId });
}

/** What a step makes of the disposal under lock. */
export type Made = Pick<DisposalStepDone, 'disposal' | 'word' | 'role' | 'words' | 'dueAt'>;
export type Taking = { readonly tx: Transaction; readonly disposal: DisposalRecord; readonly at: Date };

/** The disposal locked, where the caller sees it and may do this; otherwise why not. */
export async function lockedFor(
  tx: Transaction,
  { disposalId, ...asking }: Asking & Pick<DisposalCommand, 'disposalId'>,
): Promise<DisposalRecord | Refusal> {
  return permittedFor(await lockDisposal(tx, disposalId), asking);
}

/** One step: lock, ask the policy, change the disposal, store it with history, evidence, to-dos and notices. Nothing of it stays after a refusal. */
export async function takeStep(
  needs: DisposalNeeds,
  command: DisposalCommand & Asking & { readonly route: string },
  make: (taking: Taking) => Promise<Made | Refusal>,
): Promise<DisposalDone | Refusal> {
  const { actor, disposalId, origin, route } = command;
  return needs.database.transaction(async (tx) => {
    const disposal = await lockedFor(tx, command);
    if (isRefusal(disposal)) return disposal;
    const at = needs.clock.now();
    const made = await make({ tx, disposal, at });
    if (isRefusal(made)) return made;
    await noteDisposal(tx, { ...made, actor, action: route, origin }, at);
    await keepDisposal(tx, needs, { ...made, by: actor.id });
    return { disposalId };
  });
}
