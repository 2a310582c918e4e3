import type { ApplicationState } from '@karez/contract/sharing/schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { recordApplicationStep } from '../application-step.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { closeAssignment, tellDivision } from './assignment-handing.ts';
import { assignmentsOf, saveAssignment } from './assignment-store.ts';
import { isWaiting, type Assignment } from './assignment.ts';
import { openHandling, saveHandling } from './handling-store.ts';
import { isOver, notBefore, type Handling } from './handling.ts';

/** States in which a division's opinion is still of use. */
const providersTurn: readonly ApplicationState[] = ['at-provider', 'awaiting-consent-in'];
type Moment = { readonly at: Date } & Pick<Needs, 'newId'>;

/**
 * Brings the work inside the provider in step with what has just become of the application. Answers who has it in hand; null where nobody has.
 * The caller holds the application's lock.
 */
export async function settleHandling(tx: Transaction, application: ApplicationRecord, moment: Moment): Promise<string | null> {
  const handling = await openHandling(tx, application.id);
  if (!handling) return null;
  const over = isOver(handling, application);
  if (over || !providersTurn.includes(application.state)) await voidWaiting(tx, { application, handling }, moment);
  const opened = application.state === 'awaiting-consent-in' ? handling.proposalOpenedAt : null;
  await saveHandling(tx, { ...handling, proposalOpenedAt: opened, endedAt: over ? notBefore(handling.heldSince, moment.at) : null });
  return over ? null : handling.holderId;
}

async function voidWaiting(
  tx: Transaction,
  { application, handling }: { application: ApplicationRecord; handling: Handling },
  { at, newId }: Moment,
): Promise<void> {
  // The divisions are those of the department that asked them, whoever provides the entry now.
  const asker = { ...application, providerOrgId: handling.organisationId };
  for (const assignment of (await assignmentsOf(tx, handling.id)).filter(isWaiting)) {
    const ended: Assignment = { ...assignment, state: 'void', ended: { by: null, at } };
    await saveAssignment(tx, ended);
    await closeAssignment(tx, ended, { by: null, at });
    await tellDivision(tx, { application: asker, assignment: ended }, { at, newId });
  }
}

type Signing = {
  readonly application: ApplicationRecord;
  readonly actor: Actor;
  /** With why the head signs without the opinions that are missing. */
  readonly decision: { readonly decision: string; readonly overMissing?: string | undefined };
  readonly origin: string;
};

/** Everyone who was asked has answered, or the head says why the reply does not wait for them. */
export async function passOverMissing(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  { application, actor, decision: { overMissing }, origin }: Signing,
): Promise<Refusal | null> {
  const handling = await openHandling(tx, application.id);
  const missing = handling ? (await assignmentsOf(tx, handling.id)).filter(isWaiting) : [];
  if (missing.length === 0) return null;
  if (overMissing === undefined) return refuse('sharing.handling.opinions-missing', { count: missing.length });
  const at = clock.now();
  for (const assignment of missing) {
    const passed: Assignment = { ...assignment, state: 'passed-over', reason: overMissing, ended: { by: actor.id, at } };
    await saveAssignment(tx, passed);
    await closeAssignment(tx, passed, { by: null, at });
    await tellDivision(tx, { application, assignment: passed }, { at, newId });
  }
  const facts = { assignments: missing.map(({ id }) => id).join(' ') };
  const step = { application, actor, action: 'sharing.pass-over-opinion', word: 'opinion-passed-over', role: 'OFFICE_HEAD' };
  await recordApplicationStep(tx, { ...step, opinion: overMissing, at, origin, facts });
  return null;
}
