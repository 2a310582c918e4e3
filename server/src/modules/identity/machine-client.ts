import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { appendFeed, type FeedDelta } from '#platform/feed';
import { calculateJwkThumbprint, errors, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { Actor } from './actor.ts';
import { saveClient, type MachineClient, type PublicJwk } from './client-store.ts';
import { recordAct } from './evidence.ts';
import { GATEWAY_TOPIC } from './token-key.ts';

/** Kind of the feed rows that tell the gateways about clients. */
export const CLIENT_KIND = 'client';

/** What a gateway has to know of a client; a disabled one is withdrawn. */
export function clientDelta(client: MachineClient): FeedDelta {
  const body = client.state === 'active' ? { orgId: client.orgId, systemId: client.systemId, keyId: client.keyId } : null;
  return { kind: CLIENT_KIND, key: client.id, body };
}

/** A key for a client: the one that the department gave, or a pair made here whose private half is answered once and kept nowhere. */
export type ClientKey = {
  readonly publicJwk: PublicJwk;
  readonly keyId: string;
  readonly algorithm: 'ES256' | 'EdDSA';
  readonly privateJwk: PublicJwk | null;
};

type GivenJwk = { readonly kty: 'EC' | 'OKP'; readonly crv: string; readonly x: string; readonly y?: string };

/** Checks a given public key by importing it, or makes an ES256 pair. */
export async function keyFor(given: GivenJwk | null): Promise<ClientKey | Refusal> {
  if (given === null) return madeKey();
  const algorithm = given.kty === 'EC' ? 'ES256' : 'EdDSA';
  const { kty, crv, x, y } = given;
  const publicJwk: PublicJwk = y === undefined ? { kty, crv, x } : { kty, crv, x, y };
  try {
    await importJWK(publicJwk, algorithm);
    return { publicJwk, keyId: await calculateJwkThumbprint(publicJwk), algorithm, privateJwk: null };
  } catch (error) {
    // A point off the curve or a malformed member is what the department sent, not a fault of ours.
    if (error instanceof errors.JOSEError || error instanceof DOMException || error instanceof TypeError)
      return refuse('identity.client.key-invalid');
    throw error;
  }
}

async function madeKey(): Promise<ClientKey> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const { kty = '', crv = '', x = '', y = '' } = await exportJWK(pair.publicKey);
  const publicJwk = { kty, crv, x, y };
  const { d = '' } = await exportJWK(pair.privateKey);
  return { publicJwk, keyId: await calculateJwkThumbprint(publicJwk), algorithm: 'ES256', privateJwk: { ...publicJwk, d } };
}

/** Disables clients inside a transaction and tells the gateways as its last statement. */
export async function disableWithin(
  tx: Transaction,
  clients: readonly MachineClient[],
  by: { actor: Actor; at: Date; origin: string | null },
): Promise<void> {
  const disabled = clients.map((client) => ({ ...client, state: 'disabled' as const }));
  for (const client of disabled) {
    await saveClient(tx, client);
    await recordAct(tx, { ...by, action: 'identity.disable-machine-client', object: { kind: 'machine-client', id: client.id } });
  }
  await appendFeed(tx, GATEWAY_TOPIC, disabled.map(clientDelta));
}
