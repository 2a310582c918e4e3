import { actedBy } from '#platform/caller';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { passDemandOn } from './demand-handing.ts';
import { mayDoDemand, maySeeDemand, type DemandAction } from './demand-policy.ts';
import { findDemand, insertDemandStep, lockDemand, saveDemandRecord, type DemandRecord } from './demand-store.ts';
import { afterDemandEvent, type DemandEvent } from './demand.ts';

export type DemandNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type SigningNeeds = DemandNeeds & Pick<Needs, 'keys'>;
export type DemandDone = { readonly demandId: string };
/** What every step on a demand is asked with. */
export type DemandCommand = { readonly actor: Actor; readonly demandId: string; readonly origin: string };

function permittedFor(demand: DemandRecord | undefined, actor: Actor, action: DemandAction): DemandRecord | Refusal {
  if (!demand || !maySeeDemand(actor, demand)) return refuse('sharing.demand.not-found');
  const permitted = mayDoDemand(actor, action, demand);
  return isRefusal(permitted) ? permitted : demand;
}

/** The demand with its row locked, where the caller sees it and may do this; otherwise why not. */
export async function lockedFor(
  tx: Transaction,
  { actor, demandId }: Pick<DemandCommand, 'actor' | 'demandId'>,
  action: DemandAction,
): Promise<DemandRecord | Refusal> {
  return permittedFor(await lockDemand(tx, demandId), actor, action);
}

/** Takes the code of the second factor for a signature; who may not sign, or not this demand as it is now, keeps the code for another. */
export async function confirmedFor(
  needs: SigningNeeds,
  { actor, demandId }: DemandCommand,
  { action, event, code }: { action: DemandAction; event: DemandEvent; code: string },
): Promise<true | Refusal> {
  const demand = permittedFor(await findDemand(needs.database.reader, demandId), actor, action);
  if (isRefusal(demand)) return demand;
  const possible = moved(demand, event);
  return isRefusal(possible) ? possible : confirmSecondFactor(needs, actor, code);
}

/** The demand after an event, one revision on; or the refusal of the machine. */
export function moved(demand: DemandRecord, event: DemandEvent): DemandRecord | Refusal {
  const state = afterDemandEvent(demand.state, event);
  return isRefusal(state) ? state : { ...demand, state, revision: demand.revision + 1 };
}

/** One thing that an officer did with a demand. */
export type DemandStepDone = {
  readonly demand: DemandRecord;
  readonly actor: Actor;
  /** Name of the route, for example `sharing.send-demand`. */
  readonly action: string;
  /** Key of the history's words, `sharing.demand-history.<word>`. */
  readonly word: string;
  readonly role: string;
  readonly opinion: string | null;
  readonly origin: string | null;
  /** SM3 of what was signed, when the step is a signature. */
  readonly digest?: string;
  /** Whether the history names the department that did it; left out where another's doing would tell what it asked for. */
  readonly unnamed?: true;
  /** When the next duty is due; null where no clock runs. */
  readonly dueAt: Date | null;
};

/** Stores the demand with its history, evidence, to-dos and notices. */
export async function storeDemandStep(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  step: DemandStepDone,
): Promise<void> {
  const { demand, actor, opinion, dueAt } = step;
  const at = clock.now();
  await saveDemandRecord(tx, demand);
  await noteDemandStep(tx, step, at);
  await passDemandOn(tx, demand, { by: actor.id, at, dueAt, newId, opinion });
}

/** Into the history and into the evidence; the words of a demand stay out of the latter. */
export async function noteDemandStep(tx: Transaction, step: Omit<DemandStepDone, 'dueAt'>, at: Date): Promise<void> {
  const { demand, actor, word, role, opinion, digest } = step;
  await insertDemandStep(tx, demand.id, { at, action: word, organisationId: step.unnamed ? null : actor.orgId, role, opinion });
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action: step.action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.demand', id: demand.id, revision: demand.revision },
    purpose: demand.content.usePurpose,
    origin: step.origin,
    facts: {
      state: demand.state,
      word,
      ...(demand.providerOrgId === null ? {} : { providerOrgId: demand.providerOrgId }),
      ...(demand.entryId === null ? {} : { entryId: demand.entryId }),
      ...(demand.mergedInto === null ? {} : { mergedInto: demand.mergedInto }),
      ...(digest === undefined ? {} : { digest }),
    },
  });
}
