import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { holderOf } from '@karez/policy/hand';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { mayDo, type ApplicationAction } from '../application-policy.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { openHandling } from './handling-store.ts';

type Asking = { readonly actor: Actor; readonly application: ApplicationRecord };

/** Whether the handler may do this now: it lies in nobody's hand yet, or in the actor's own. */
export async function mayHandle(
  reader: Reader,
  { actor, application, action }: Asking & { readonly action: ApplicationAction },
): Promise<true | Refusal> {
  const permitted = mayDo(actor, action, application);
  if (isRefusal(permitted)) return permitted;
  const handling = await openHandling(reader, application.id);
  return handling === undefined || handling.holderId === holderOf(actor) || refuse('sharing.handling.in-other-hands');
}

/** Whether the actor may receive it: nobody has. */
export async function mayReceive(reader: Reader, { actor, application }: Asking): Promise<true | Refusal> {
  const permitted = mayDo(actor, 'receive', application);
  if (isRefusal(permitted)) return permitted;
  return (await openHandling(reader, application.id)) === undefined || refuse('sharing.handling.received-before');
}

/** Whether the actor may take it into hand: a colleague has it. */
export async function mayTakeOver(reader: Reader, { actor, application }: Asking): Promise<true | Refusal> {
  const permitted = mayDo(actor, 'take-over', application);
  if (isRefusal(permitted)) return permitted;
  const handling = await openHandling(reader, application.id);
  if (!handling) return refuse('sharing.handling.not-received');
  return handling.holderId !== holderOf(actor) || refuse('sharing.handling.in-hand');
}
