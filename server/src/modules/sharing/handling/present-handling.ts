import type { Application } from '@karez/contract/sharing/schemas';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { personTitle, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import { handlingBy } from './handling-store.ts';
import { mayHandle, mayReceive, mayTakeOver } from './may-handle.ts';

/** When the department received it, which both sides may know; who has it in hand is the department's own. */
export async function presentHandling(
  reader: Reader,
  application: ApplicationRecord,
  actor: Actor,
): Promise<Pick<Application, 'receivedAt' | 'handling'>> {
  const handling = await handlingBy(reader, application.id, application.providerOrgId);
  if (!handling) return { receivedAt: null, handling: null };
  const receivedAt = handling.receivedAt.toISOString();
  if (actor.orgId !== application.providerOrgId) return { receivedAt, handling: null };
  const holder = { title: await personTitle(reader, handling.holderId), mine: handling.holderId === actor.id };
  return { receivedAt, handling: { holder, since: handling.heldSince.toISOString(), isOver: handling.endedAt !== null } };
}

/** What the actor may do with it inside the provider, for who is one of its own; `propose` says in whose hands it lies. */
export async function allowedInside(
  reader: Reader,
  asking: { readonly actor: Actor; readonly application: ApplicationRecord },
): Promise<Readonly<Record<string, true | Refusal>>> {
  const verdicts = {
    receive: await mayReceive(reader, asking),
    'take-over': await mayTakeOver(reader, asking),
    propose: await mayHandle(reader, { ...asking, action: 'propose' }),
  };
  return Object.fromEntries(
    Object.entries(verdicts).filter(([, verdict]) => !isRefusal(verdict) || verdict.code !== 'sharing.application.not-own'),
  );
}
