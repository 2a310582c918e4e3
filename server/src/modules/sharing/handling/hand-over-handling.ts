import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { isAmong } from '@karez/policy/hand';
import { holdTodos, type HeldInPerson, type HeldItem } from '#modules/desk';
import { mayUse, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import { maySee, requesterHands } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { findApplication, lockApplication, type ApplicationRecord } from '../application-store.ts';
import { APPLICATION_CASE } from '../case-clock.ts';
import { entryNamesOf } from '../entry-name.ts';
import { notBefore } from './handling.ts';
import { handlingsHeld, holdersOfHandlings, openHandling, saveHandling } from './handling-store.ts';

type Taking = Parameters<HeldInPerson['take']>[1];

/** Received applications that lie in one handler's hand (在手): the only thing between two departments that is held in person. */
export const heldApplications: HeldInPerson = {
  kind: APPLICATION_CASE,
  deed: 'hand-over',
  heldBy: async (reader, { personId, orgId, actor }) => {
    const held = await handlingsHeld(reader, { personId, orgId });
    const found = await Promise.all(held.map(async (one) => ({ ...one, application: await findApplication(reader, one.applicationId) })));
    const seen = found.flatMap(({ heldSince, application }) =>
      application && maySee(actor, application) ? [{ since: heldSince, application }] : [],
    );
    const names = await entryNamesOf(
      reader,
      seen.map(({ application }) => application.entryId),
    );
    return seen.map(({ since, application }) => lineOf(application, { since, name: names.get(application.entryId) ?? '' }));
  },
  holdersIn: holdersOfHandlings,
  obstacles: async (reader, ids, to) => {
    const verdicts = await Promise.all(ids.map(async (id) => [id, await mayBeHanded(reader, id, to)] as const));
    return new Map(verdicts.flatMap(([id, verdict]) => (isRefusal(verdict) ? [[id, verdict] as const] : [])));
  },
  take,
};

function lineOf({ id, no }: ApplicationRecord, { since, name }: { readonly since: Date; readonly name: string }): HeldItem {
  const title = { key: 'sharing.begun.application', params: { entry: name, no: no ?? '' } };
  return { kind: APPLICATION_CASE, id, title, link: `/sharing/applications/${id}`, since };
}

async function mayBeHanded(reader: Reader, id: string, to: Actor): Promise<true | Refusal> {
  const application = await findApplication(reader, id);
  return application ? mayTake(to, application) : refuse('desk.handover.changed');
}

/**
 * Whether a colleague may be given it: a handler of the department, with no hand in it on the requester's side, through whomever (four eyes). It need
 * not wait for the department now: what waits for a supplement or for the head's signature comes back to whoever has it in hand.
 */
function mayTake(to: Actor, application: ApplicationRecord): true | Refusal {
  if (isRefusal(mayUse(to, 'sharing.handle', { orgId: application.providerOrgId }))) return refuse('desk.handover.no-post');
  return isAmong(to, requesterHands(application), application.standIns) ? refuse('desk.handover.other-side') : true;
}

/** Puts one application into the colleague's hand: a step of its history inside the office, under the hand-over's number. */
async function take(tx: Transaction, taking: Taking): Promise<true | Refusal> {
  const { id, personId, orgId, to, actor, reason, no, at, origin } = taking;
  const application = await lockApplication(tx, id);
  const handling = await openHandling(tx, id);
  const isHeld = application && handling?.holderId === personId && handling.organisationId === orgId;
  if (!isHeld) return refuse('desk.handover.changed');
  const verdict = mayTake(to, application);
  if (isRefusal(verdict)) return verdict;
  await saveHandling(tx, { ...handling, holderId: to.id, heldSince: notBefore(handling.heldSince, at) });
  const step = { application, actor, action: 'sharing.hand-over-handling', word: 'handed-over-inside', role: roleOf(actor, personId) };
  await recordApplicationStep(tx, { ...step, opinion: reason, at, origin, facts: { handover: no, fromPerson: personId, toPerson: to.id } });
  // While the head has the proposal, the to-do is the head's.
  if (application.state === 'at-provider') await holdTodos(tx, { kind: APPLICATION_CASE, id }, to.id);
  return true;
}

function roleOf(actor: Actor, personId: string): string {
  if (actor.id === personId) return 'PROVIDER_HANDLER';
  return isRefusal(mayUse(actor, 'sharing.consent-in', { orgId: actor.orgId })) ? 'DEPT_LEADER' : 'OFFICE_HEAD';
}
