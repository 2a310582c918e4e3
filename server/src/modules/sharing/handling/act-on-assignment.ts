import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { AssignmentOpinion } from '@karez/contract/sharing/handling-schemas';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { closeAssignment, takeIntoHand, tellDivision, tellHandler } from './assignment-handing.ts';
import { applicationOf, findAssignment, saveAssignment } from './assignment-store.ts';
import { afterAssignmentEvent, faultOfOpinion, type Assignment } from './assignment.ts';
import { openHandling } from './handling-store.ts';
import { mayInDivision, mayRecall } from './may-assign.ts';

type ActNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;
type Acting = { readonly actor: Actor; readonly assignmentId: string; readonly origin: string };
type Done = { applicationId: string } | Refusal;
type Locked = { readonly application: ApplicationRecord; readonly assignment: Assignment };

/** The application first, then what was asked about it: whoever touches either waits in one line. */
async function locked(tx: Transaction, { actor, assignmentId }: Acting): Promise<Locked | Refusal> {
  const applicationId = await applicationOf(tx, assignmentId);
  const application = applicationId === undefined ? undefined : await lockApplication(tx, applicationId);
  const assignment = await findAssignment(tx, assignmentId);
  // What a department asks its divisions exists for nobody else, the other side included.
  const isInside = application !== undefined && actor.orgId === application.providerOrgId && maySee(actor, application);
  return application && assignment && isInside ? { application, assignment } : refuse('sharing.handling.assignment-not-found');
}

/** The division opens what it was asked; whoever opened it has it in hand. */
export async function openAssignment({ database, clock }: ActNeeds, acting: Acting): Promise<Done> {
  const { actor, origin } = acting;
  return database.transaction(async (tx) => {
    const found = await locked(tx, acting);
    if (isRefusal(found)) return found;
    const { application, assignment } = found;
    const permitted = mayInDivision({ actor, ...found }, 'open');
    if (isRefusal(permitted)) return permitted;
    const state = afterAssignmentEvent(assignment.state, 'open');
    if (isRefusal(state)) return state;
    const at = clock.now();
    await saveAssignment(tx, { ...assignment, state, opened: { by: actor.id, at } });
    await takeIntoHand(tx, assignment, actor.id);
    const step = {
      application,
      actor,
      action: 'sharing.open-assignment',
      word: 'assignment-opened',
      role: 'DIVISION_CLERK',
      opinion: null,
    };
    await recordApplicationStep(tx, { ...step, at, origin, facts: { assignment: assignment.id } });
    return { applicationId: application.id };
  });
}

/** 科室意见. */
export async function giveDivisionOpinion(
  { database, clock, newId }: ActNeeds,
  { answer, ...acting }: Acting & { readonly answer: AssignmentOpinion },
): Promise<Done> {
  const { actor, origin } = acting;
  return database.transaction(async (tx) => {
    const found = await locked(tx, acting);
    if (isRefusal(found)) return found;
    const { application, assignment } = found;
    const permitted = mayInDivision({ actor, ...found }, 'answer');
    if (isRefusal(permitted)) return permitted;
    const fault = faultOfOpinion(answer, application.content.itemNos);
    if (fault) return fault;
    const state = afterAssignmentEvent(assignment.state, 'answer');
    if (isRefusal(state)) return state;
    const at = clock.now();
    const answered: Assignment = { ...assignment, state, answer, ended: { by: actor.id, at } };
    await saveAssignment(tx, answered);
    await closeAssignment(tx, answered, { by: actor.id, at });
    const step = { application, actor, action: 'sharing.give-division-opinion', word: `opinion-${answer.result}`, role: 'DIVISION_CLERK' };
    await recordApplicationStep(tx, { ...step, opinion: answer.opinion, at, origin, facts: { assignment: assignment.id } });
    await tell(tx, { application, assignment: answered, word: 'opinion-given' }, { at, newId });
    return { applicationId: application.id };
  });
}

/** 退回上一步: the division gives it back to the handler. */
export async function returnAssignment(
  { database, clock, newId }: ActNeeds,
  { reason, ...acting }: Acting & { readonly reason: string },
): Promise<Done> {
  const { actor, origin } = acting;
  return database.transaction(async (tx) => {
    const found = await locked(tx, acting);
    if (isRefusal(found)) return found;
    const { application, assignment } = found;
    const permitted = mayInDivision({ actor, ...found }, 'return');
    if (isRefusal(permitted)) return permitted;
    const state = afterAssignmentEvent(assignment.state, 'return');
    if (isRefusal(state)) return state;
    const at = clock.now();
    const returned: Assignment = { ...assignment, state, reason, ended: { by: actor.id, at } };
    await saveAssignment(tx, returned);
    await closeAssignment(tx, returned, { by: actor.id, at });
    const step = { application, actor, action: 'sharing.return-assignment', word: 'assignment-returned', role: 'DIVISION_CLERK' };
    await recordApplicationStep(tx, { ...step, opinion: reason, at, origin, facts: { assignment: assignment.id } });
    await tell(tx, { application, assignment: returned, word: 'assignment-returned' }, { at, newId });
    return { applicationId: application.id };
  });
}

/** 撤回: the handler takes back what nobody in the division has opened. */
export async function recallAssignment({ database, clock, newId }: ActNeeds, acting: Acting): Promise<Done> {
  const { actor, origin } = acting;
  return database.transaction(async (tx) => {
    const found = await locked(tx, acting);
    if (isRefusal(found)) return found;
    const { application, assignment } = found;
    const permitted = await mayRecall(tx, { actor, ...found });
    if (isRefusal(permitted)) return permitted;
    const state = afterAssignmentEvent(assignment.state, 'recall');
    if (isRefusal(state)) return state;
    const at = clock.now();
    const recalled: Assignment = { ...assignment, state, ended: { by: actor.id, at } };
    await saveAssignment(tx, recalled);
    await closeAssignment(tx, recalled, { by: actor.id, at });
    const step = { application, actor, action: 'sharing.recall-assignment', word: 'assignment-recalled', role: 'PROVIDER_HANDLER' };
    await recordApplicationStep(tx, { ...step, opinion: null, at, origin, facts: { assignment: assignment.id } });
    await tellDivision(tx, { application, assignment: recalled }, { at, newId });
    return { applicationId: application.id };
  });
}

async function tell(
  tx: Transaction,
  about: Locked & { readonly word: 'opinion-given' | 'assignment-returned' },
  moment: { readonly at: Date } & Pick<Needs, 'newId'>,
): Promise<void> {
  const handling = await openHandling(tx, about.application.id);
  if (handling) await tellHandler(tx, { ...about, holderId: handling.holderId }, moment);
}
