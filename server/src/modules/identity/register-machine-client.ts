import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { appendFeed } from '#platform/feed';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { lockBusinessSystem } from './business-system-store.ts';
import { addClient, lockClient, saveClient, type MachineClient, type PublicJwk } from './client-store.ts';
import { recordAct } from './evidence.ts';
import { clientDelta, disableWithin, keyFor } from './machine-client.ts';
import { mayUse } from './powers.ts';
import { GATEWAY_TOPIC } from './token-key.ts';

type ClientNeeds = Pick<Needs, 'database' | 'clock'>;
type GivenJwk = Parameters<typeof keyFor>[0];
export type Handover = { readonly client: MachineClient; readonly privateJwk: PublicJwk | null };
type Register = {
  readonly actor: Actor;
  readonly name: string;
  readonly systemId: string;
  readonly publicJwk: GivenJwk;
  readonly origin?: string | null;
};

/** Registers a machine client of one of the department's own business systems. */
export async function registerMachineClient(
  { database, clock, newId }: ClientNeeds & Pick<Needs, 'newId'>,
  command: Register,
): Promise<Handover | Refusal> {
  const { actor, name, systemId } = command;
  const key = await keyFor(command.publicJwk);
  if (isRefusal(key)) return key;
  return database.transaction(async (tx) => {
    // Locked: a system that retires meanwhile disables the clients that it has, and would not know of this one.
    const system = await lockBusinessSystem(tx, systemId);
    if (!system || system.orgId !== actor.orgId) return refuse('identity.system.not-found');
    const permitted = mayUse(actor, 'gateway.client', { orgId: system.orgId });
    if (isRefusal(permitted)) return permitted;
    if (system.state === 'retired') return refuse('identity.system.retired');
    const at = clock.now();
    const { publicJwk, keyId, algorithm } = key;
    const client: MachineClient = {
      id: newId(),
      orgId: system.orgId,
      systemId,
      name,
      state: 'active',
      publicJwk,
      keyId,
      algorithm,
      keySince: at,
      registeredAt: at,
    };
    await addClient(tx, client);
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.register-machine-client',
      object: { kind: 'machine-client', id: client.id },
      origin: command.origin ?? null,
      facts: { key: keyId },
    });
    await appendFeed(tx, GATEWAY_TOPIC, [clientDelta(client)]);
    return { client, privateJwk: key.privateJwk };
  });
}

/** Replaces a client's key; assertions of the old one are refused from the commit on. */
export async function rotateClientKey(
  { database, clock }: ClientNeeds,
  command: { actor: Actor; clientId: string; publicJwk: GivenJwk; origin?: string | null },
): Promise<Handover | Refusal> {
  const { actor, clientId } = command;
  const key = await keyFor(command.publicJwk);
  if (isRefusal(key)) return key;
  return database.transaction(async (tx) => {
    const client = await lockOwn(tx, actor, clientId);
    if (isRefusal(client)) return client;
    const at = clock.now();
    const rotated = { ...client, publicJwk: key.publicJwk, keyId: key.keyId, algorithm: key.algorithm, keySince: at };
    await saveClient(tx, rotated);
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.rotate-client-key',
      object: { kind: 'machine-client', id: clientId },
      origin: command.origin ?? null,
      facts: { key: key.keyId },
    });
    await appendFeed(tx, GATEWAY_TOPIC, [clientDelta(rotated)]);
    return { client: rotated, privateJwk: key.privateJwk };
  });
}

/** Disables a client: it gets no further token, and the gateways refuse the ones it holds. */
export async function disableMachineClient(
  { database, clock }: ClientNeeds,
  { actor, clientId, origin }: { actor: Actor; clientId: string; origin?: string | null },
): Promise<{ done: true } | Refusal> {
  return database.transaction(async (tx) => {
    const client = await lockOwn(tx, actor, clientId);
    if (isRefusal(client)) return client;
    await disableWithin(tx, [client], { actor, at: clock.now(), origin: origin ?? null });
    return { done: true as const };
  });
}

async function lockOwn(tx: Transaction, actor: Actor, clientId: string): Promise<MachineClient | Refusal> {
  const client = await lockClient(tx, clientId);
  if (!client || client.orgId !== actor.orgId) return refuse('identity.client.not-found');
  const permitted = mayUse(actor, 'gateway.client', { orgId: client.orgId });
  if (isRefusal(permitted)) return permitted;
  return client.state === 'disabled' ? refuse('identity.client.disabled') : client;
}
