import type { AssignmentAnswer } from '@karez/contract/sharing/handling-schemas';
import type { Application } from '@karez/contract/sharing/schemas';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { holderOf } from '@karez/policy/hand';
import { allowedOf, personTitle, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import { assignmentsOf } from './assignment-store.ts';
import type { Assignment } from './assignment.ts';
import { handlingBy } from './handling-store.ts';
import { lastInnerDay } from './inner-day.ts';
import { mayInDivision, mayOpenProposal, mayRecall, mayRecallProposal } from './may-assign.ts';
import { mayHandle, mayReceive, mayTakeOver } from './may-handle.ts';

type Asking = { readonly actor: Actor; readonly application: ApplicationRecord };
type Verdicts = Readonly<Record<string, true | Refusal>>;

/** When the department received it, which both sides may know; who has it in hand and what its divisions say is the department's own. */
export async function presentHandling(
  reader: Reader,
  { actor, application }: Asking,
  day: { readonly today: string; readonly at: Date },
): Promise<Pick<Application, 'receivedAt' | 'handling' | 'lastInnerDay'>> {
  const handling = await handlingBy(reader, application.id, application.providerOrgId);
  const receivedAt = handling?.receivedAt.toISOString() ?? null;
  if (actor.orgId !== application.providerOrgId) return { receivedAt, handling: null, lastInnerDay: null };
  const innerDay = await lastInnerDay(reader, application, day);
  if (!handling) return { receivedAt, handling: null, lastInnerDay: innerDay };
  const assignments: AssignmentAnswer[] = [];
  for (const assignment of await assignmentsOf(reader, handling.id))
    assignments.push(presentAssignment(assignment, await allowedOn(reader, { actor, application, assignment })));
  return {
    receivedAt,
    lastInnerDay: innerDay,
    handling: {
      holder: { title: await personTitle(reader, handling.holderId), mine: handling.holderId === holderOf(actor) },
      since: handling.heldSince.toISOString(),
      isOver: handling.endedAt !== null,
      proposalOpenedAt: handling.proposalOpenedAt?.toISOString() ?? null,
      assignments,
    },
  };
}

function presentAssignment(assignment: Assignment, verdicts: Verdicts): AssignmentAnswer {
  const { id, divisionName: division, words, dueOn, state, assignedAt, opened, answer, reason, ended } = assignment;
  return {
    id,
    division,
    words,
    dueOn,
    state,
    assignedAt: assignedAt.toISOString(),
    openedAt: opened?.at.toISOString() ?? null,
    answer: answer === null ? null : { ...answer, items: [...answer.items] },
    reason,
    endedAt: ended?.at.toISOString() ?? null,
    allowed: allowedOf(ownVerdicts(verdicts)),
  };
}

async function allowedOn(reader: Reader, asking: Asking & { readonly assignment: Assignment }): Promise<Verdicts> {
  return {
    open: mayInDivision(asking, 'open'),
    answer: mayInDivision(asking, 'answer'),
    return: mayInDivision(asking, 'return'),
    recall: await mayRecall(reader, asking),
  };
}

/** What is for others to do, another division included, is absent. */
const foreign = ['sharing.application.not-own', 'sharing.handling.other-division'];
function ownVerdicts(verdicts: Verdicts): Verdicts {
  return Object.fromEntries(Object.entries(verdicts).filter(([, verdict]) => !isRefusal(verdict) || !foreign.includes(verdict.code)));
}

/** What the actor may do with it inside the provider, for who is one of its own; `propose` says in whose hands it lies. */
export async function allowedInside(reader: Reader, asking: Asking): Promise<Verdicts> {
  return ownVerdicts({
    receive: await mayReceive(reader, asking),
    'take-over': await mayTakeOver(reader, asking),
    assign: await mayHandle(reader, { ...asking, action: 'assign' }),
    'open-proposal': await mayOpenProposal(reader, asking),
    'recall-proposal': await mayRecallProposal(reader, asking),
    propose: await mayHandle(reader, { ...asking, action: 'propose' }),
  });
}
