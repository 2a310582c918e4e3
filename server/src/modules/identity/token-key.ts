import { generateKeyPairSync } from 'node:crypto';
import { appendFeed } from '#platform/feed';
import { lockPurpose, saveSealedKey, sealedKeys, type SealedKey } from '#platform/keys';
import type { Needs } from '#platform/needs';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';

const jwkSchema = z.looseObject({ kty: z.string() });
const PURPOSE = 'access-token';
/** Algorithm of access tokens. */
export const TOKEN_ALGORITHM = 'ES256';
/** Feed topic and kind under which gateways learn the public keys. */
export const GATEWAY_TOPIC = 'gateway';
export const TOKEN_KEY_KIND = 'token-key';

export type TokenKey = { readonly keyId: string; readonly publicJwk: JWK; readonly privateKey: CryptoKey };
type KeyNeeds = Pick<Needs, 'database' | 'clock' | 'keys'>;
type MakeNeeds = KeyNeeds & Pick<Needs, 'newId'>;

/** The key that access tokens are signed with now, made at the first use and told to the gateways in the same transaction. */
export async function tokenKey(needs: MakeNeeds): Promise<TokenKey> {
  const [known] = await sealedKeys(needs.database.reader, needs.keys, { purpose: PURPOSE, at: needs.clock.now() });
  return opened(known ?? (await makeFirst(needs)));
}

/** Public keys that access tokens may be signed with: as a JWK set (RFC 7517). */
export async function publicTokenKeys({ database, clock, keys }: KeyNeeds): Promise<JWK[]> {
  const known = await sealedKeys(database.reader, keys, { purpose: PURPOSE, at: clock.now() });
  return known.map((key) => publicJwkOf(key));
}

async function makeFirst({ database, clock, keys, newId }: MakeNeeds): Promise<SealedKey> {
  return database.transaction(async (tx) => {
    await lockPurpose(tx, PURPOSE);
    const at = clock.now();
    // Another process may have made it while this one waited for the lock.
    const [known] = await sealedKeys(tx, keys, { purpose: PURPOSE, at });
    if (known) return known;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keyId = newId();
    const publicJwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: keyId, alg: TOKEN_ALGORITHM, use: 'sig' };
    const privatePart = Buffer.from(JSON.stringify(pair.privateKey.export({ format: 'jwk' })));
    const key = { purpose: PURPOSE, keyId, publicPart: JSON.stringify(publicJwk), privatePart };
    await saveSealedKey(tx, keys, { key, validFrom: at });
    await appendFeed(tx, GATEWAY_TOPIC, [{ kind: TOKEN_KEY_KIND, key: keyId, body: { jwk: publicJwk } }]);
    return key;
  });
}

function publicJwkOf(key: SealedKey): JWK {
  return jwkSchema.parse(JSON.parse(key.publicPart ?? '{}'));
}

async function opened(key: SealedKey): Promise<TokenKey> {
  const privateKey = await importJWK(jwkSchema.parse(JSON.parse(key.privatePart.toString('utf8'))), TOKEN_ALGORITHM);
  if (privateKey instanceof Uint8Array) throw new Error('an access-token key is not an EC key');
  return { keyId: key.keyId, publicJwk: publicJwkOf(key), privateKey };
}
