import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { mayDo } from '../application-policy.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { afterAssignmentEvent, type Assignment } from './assignment.ts';
import { openHandling } from './handling-store.ts';
import { mayHandle } from './may-handle.ts';

type Asking = { readonly actor: Actor; readonly application: ApplicationRecord };
type AskingOf = Asking & { readonly assignment: Assignment };

/** What the people of a division do with what it was asked. */
export const divisionDeeds = ['open', 'answer', 'return'] as const;
export type DivisionDeed = (typeof divisionDeeds)[number];

/** Whether the actor may do this for the division that was asked: as one of its own people, and only while the machine knows it. */
export function mayInDivision({ actor, application, assignment }: AskingOf, deed: DivisionDeed): true | Refusal {
  const permitted = mayDo(actor, 'opine', application);
  if (isRefusal(permitted)) return permitted;
  const isOfIt = actor.powers.some(({ power, divisionId }) => power === 'sharing.opine' && divisionId === assignment.divisionId);
  if (!isOfIt) return refuse('sharing.handling.other-division', { division: assignment.divisionName });
  const next = afterAssignmentEvent(assignment.state, deed);
  return isRefusal(next) ? next : true;
}

/** Whether the handler may take it back: nobody there has opened it. */
export async function mayRecall(reader: Reader, { actor, application, assignment }: AskingOf): Promise<true | Refusal> {
  const permitted = await mayHandle(reader, { actor, application, action: 'recall-assignment' });
  if (isRefusal(permitted)) return permitted;
  const next = afterAssignmentEvent(assignment.state, 'recall');
  return isRefusal(next) ? next : true;
}

/** Whether the head opens the proposal for the first time. */
export async function mayOpenProposal(reader: Reader, { actor, application }: Asking): Promise<true | Refusal> {
  const permitted = mayDo(actor, 'open-proposal', application);
  if (isRefusal(permitted)) return permitted;
  return (await isOpened(reader, application)) ? refuse('sharing.handling.opened') : true;
}

/** Whether the handler may take the proposal back: the head has not opened it. */
export async function mayRecallProposal(reader: Reader, { actor, application }: Asking): Promise<true | Refusal> {
  const permitted = await mayHandle(reader, { actor, application, action: 'recall-proposal' });
  if (isRefusal(permitted)) return permitted;
  return (await isOpened(reader, application)) ? refuse('sharing.handling.opened') : true;
}

async function isOpened(reader: Reader, { id }: ApplicationRecord): Promise<boolean> {
  const handling = await openHandling(reader, id);
  return handling !== undefined && handling.proposalOpenedAt !== null;
}
