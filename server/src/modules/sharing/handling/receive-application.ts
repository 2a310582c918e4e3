import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { holderOf } from '@karez/policy/hand';
import { holdTodos } from '#modules/desk';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { APPLICATION_CASE } from '../case-clock.ts';
import { insertHandling, openHandling } from './handling-store.ts';
import { mayReceive } from './may-handle.ts';

export type ReceiveApplication = { readonly actor: Actor; readonly applicationId: string; readonly origin: string };

/** 签收: a handler receives the application for the department and has it in hand. The clock of 809-21 ran before and runs on. */
export async function receiveApplication(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  { actor, applicationId, origin }: ReceiveApplication,
): Promise<{ applicationId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = await mayReceive(tx, { actor, application });
    if (isRefusal(permitted)) return permitted;
    await receive(tx, { application, actor, at: clock.now(), origin, newId });
    return { applicationId };
  });
}

type Receiving = { readonly application: ApplicationRecord; readonly actor: Actor; readonly at: Date; readonly origin: string } & Pick<
  Needs,
  'newId'
>;

/** The straight way: whoever answers what nobody has received yet receives it with the answer. The caller holds the application's lock. */
export async function receiveIfNobodyHas(tx: Transaction, receiving: Receiving): Promise<void> {
  if ((await openHandling(tx, receiving.application.id)) === undefined) await receive(tx, receiving);
}

async function receive(tx: Transaction, { application, actor, at, origin, newId }: Receiving): Promise<void> {
  const hands = { receivedBy: actor.id, receivedAt: at, holderId: holderOf(actor), heldSince: at, proposalOpenedAt: null, endedAt: null };
  await insertHandling(tx, { id: newId(), applicationId: application.id, organisationId: application.providerOrgId, ...hands });
  const step = { application, actor, action: 'sharing.receive-application', word: 'received', role: 'PROVIDER_HANDLER' };
  await recordApplicationStep(tx, { ...step, opinion: null, at, origin });
  // While the head has the proposal, the to-do is the head's.
  if (application.state === 'at-provider') await holdTodos(tx, { kind: APPLICATION_CASE, id: application.id }, holderOf(actor));
}
