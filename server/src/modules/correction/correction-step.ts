import { actedBy } from '#platform/caller';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { lockEntryForGrant } from '#modules/catalog';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { passCorrectionOn } from './correction-handing.ts';
import { mayDoCorrection, maySeeCorrection, type CorrectionAction } from './correction-policy.ts';
import { findCorrection, insertCorrectionStep, lockCorrection, saveCorrectionRecord, type CorrectionRecord } from './correction-store.ts';
import { afterCorrectionEvent, type CorrectionEvent } from './correction.ts';

export type CorrectionNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type SigningNeeds = CorrectionNeeds & Pick<Needs, 'keys'>;
export type CorrectionDone = { readonly correctionId: string };
/** What a reading of a report is asked with. */
export type CorrectionReading = { readonly actor: Actor; readonly correctionId: string; readonly origin: string };
/** What every step on a report is asked with. */
export type CorrectionCommand = CorrectionReading & {
  /** Number of the revision that the caller read; nobody decides on what they have not seen. */
  readonly ifMatch: string | null;
};
type Asking = Pick<CorrectionCommand, 'actor' | 'correctionId' | 'ifMatch'>;

function permittedFor(
  request: CorrectionRecord | undefined,
  { actor, ifMatch }: Asking,
  action: CorrectionAction,
): CorrectionRecord | Refusal {
  if (!request || !maySeeCorrection(actor, request)) return refuse('correction.not-found');
  const permitted = mayDoCorrection(actor, action, request);
  if (isRefusal(permitted)) return permitted;
  if (ifMatch === null) return refuse('request.etag-missing');
  return ifMatch === String(request.revision) ? request : refuse('correction.stale', { revision: request.revision });
}

/** The report with its row locked, where the caller sees it, may do this and has read it as it is now; otherwise why not. */
export async function lockedFor(tx: Transaction, command: Asking, action: CorrectionAction): Promise<CorrectionRecord | Refusal> {
  return permittedFor(await lockCorrection(tx, command.correctionId), command, action);
}

/** Takes the code of the second factor for a signature; who may not sign, or not this report as it is now, keeps the code for another. */
export async function confirmedFor(
  needs: SigningNeeds,
  command: CorrectionCommand,
  { action, code }: { readonly action: CorrectionAction; readonly code: string },
): Promise<true | Refusal> {
  const request = permittedFor(await findCorrection(needs.database.reader, command.correctionId), command, action);
  return isRefusal(request) ? request : confirmSecondFactor(needs, command.actor, code);
}

/** The report after an event, one revision on; or the refusal of the machine. */
export function moved(request: CorrectionRecord, event: CorrectionEvent): CorrectionRecord | Refusal {
  const state = afterCorrectionEvent(request.state, event);
  return isRefusal(state) ? state : { ...request, state, revision: request.revision + 1 };
}

/** One thing that an officer, or the platform, did with a report. */
export type CorrectionStepDone = {
  readonly request: CorrectionRecord;
  readonly actor: Actor;
  /** Name of the route, for example `correction.file-correction`. */
  readonly action: string;
  /** Key of the history's words, `correction.history.<word>`. */
  readonly word: string;
  readonly role: string;
  readonly opinion: string | null;
  readonly origin: string | null;
  /** SM3 of what was signed, when the step is a signature. */
  readonly digest?: string;
  /** When the next duty is due; null where no clock runs. */
  readonly dueAt: Date | null;
};

/** Stores the report with its history, evidence, to-dos and notices. */
export async function storeStep(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  step: CorrectionStepDone,
): Promise<void> {
  const at = clock.now();
  await saveCorrectionRecord(tx, { ...step.request, dueAt: step.dueAt });
  await noteStep(tx, step, at);
  await passCorrectionOn(tx, step.request, { by: step.actor.id, at, dueAt: step.dueAt, newId });
  await reached('correction.step.before-commit');
}

/** Into the history and into the evidence; what is described, and every value of a record, stay out of the latter. */
export async function noteStep(tx: Transaction, step: Omit<CorrectionStepDone, 'dueAt'>, at: Date): Promise<void> {
  const { request, actor, word, role, opinion, digest } = step;
  await insertCorrectionStep(tx, request.id, { at, action: word, organisationId: actor.orgId, role, opinion });
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action: step.action,
    outcome: { result: 'done' },
    object: { kind: 'correction.request', id: request.id, revision: request.revision },
    origin: step.origin,
    facts: {
      state: request.state,
      word,
      entryId: request.entryId,
      items: request.itemNos.join(','),
      providerOrgId: request.providerOrgId,
      ...(digest === undefined ? {} : { digest }),
    },
  });
}

/** What a step makes of the report under lock. */
export type Made = Pick<CorrectionStepDone, 'request' | 'word' | 'role' | 'opinion' | 'digest' | 'dueAt'>;
export type Taking = { readonly tx: Transaction; readonly request: CorrectionRecord; readonly at: Date };

type Step = CorrectionCommand & {
  readonly action: CorrectionAction;
  readonly route: string;
  /** Whether the entry is kept from changing hands until the step is stored. */
  readonly entryKept?: true;
};

/** Locks the entry, before the report: in this order everybody takes them. */
async function keepEntry(tx: Transaction, { clock, config }: CorrectionNeeds, { actor, correctionId }: CorrectionCommand): Promise<void> {
  const request = await findCorrection(tx, correctionId);
  if (request && maySeeCorrection(actor, request)) await lockEntryForGrant(tx, request.entryId, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
}

/** One step: lock, ask the policy, change the report, store it with history, evidence, to-dos and notices. Nothing of it stays after a refusal. */
export async function takeStep(
  needs: CorrectionNeeds,
  command: Step,
  make: (taking: Taking) => Promise<Made | Refusal>,
): Promise<CorrectionDone | Refusal> {
  const { actor, correctionId, origin, action, route } = command;
  return needs.database.transaction(async (tx) => {
    if (command.entryKept) await keepEntry(tx, needs, command);
    const request = await lockedFor(tx, command, action);
    if (isRefusal(request)) return request;
    const made = await make({ tx, request, at: needs.clock.now() });
    if (isRefusal(made)) return made;
    await storeStep(tx, needs, { ...made, actor, action: route, origin });
    return { correctionId };
  });
}
