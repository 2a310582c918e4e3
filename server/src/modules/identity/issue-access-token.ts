import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { anonymous } from '#platform/caller';
import type { Needs } from '#platform/needs';
import { decodeJwt, errors, importJWK, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { z } from 'zod';
import { clientActor } from './actor-store.ts';
import { findClient, lockClient, useAssertion, type MachineClient } from './client-store.ts';
import { recordAct } from './evidence.ts';
import { TOKEN_ALGORITHM, tokenKey } from './token-key.ts';

/** Seconds that an access token is valid for. */
export const TOKEN_SECONDS = 600;
/** Longest life of a client assertion, from now to its end, in seconds. */
export const ASSERTION_SECONDS_MAX = 300;
/** How far ahead a client's clock may be before its assertion counts as from the future, in seconds. */
export const CLOCK_SKEW_SECONDS = 5;
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
export const TOKEN_PATH = '/oauth/token';

type TokenNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'keys' | 'config'>;
export type IssuedToken = { readonly accessToken: string; readonly expiresInSeconds: number };
type Assertion = { readonly client: MachineClient; readonly jti: string; readonly expiresAt: Date };

const clientIdSchema = z.uuid();

/** Where machine clients get their tokens: also the audience that their assertions name. */
export function tokenEndpoint(config: Pick<Needs['config'], 'KAREZ_PUBLIC_URL'>): string {
  return `${config.KAREZ_PUBLIC_URL}${TOKEN_PATH}`;
}

/**
 * Issues an access token for a client assertion (RFC 6749 4.4 with RFC 7523, private_key_jwt): signed by the client's registered key,
 * `iss` and `sub` the client, `aud` this endpoint, at most five minutes to live, not from the future, and its `jti` never seen before.
 */
export async function issueAccessToken(
  needs: TokenNeeds,
  { assertion, origin }: { assertion: string; origin: string },
): Promise<IssuedToken | Refusal> {
  const proven = await provenBy(needs, assertion);
  if (isRefusal(proven)) return proven;
  const key = await tokenKey(needs);
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    // Locked and read again: a client that was disabled, or whose key was replaced, since the check above gets nothing.
    const client = await lockClient(tx, proven.client.id);
    if (client?.state !== 'active' || client.keyId !== proven.client.keyId) return refuse('identity.token.invalid');
    if (!(await useAssertion(tx, { clientId: client.id, jti: proven.jti, expiresAt: proven.expiresAt })))
      return refuse('identity.token.invalid');
    const actor = (await clientActor(tx, client.id)) ?? anonymous;
    const tokenId = needs.newId();
    const accessToken = await new SignJWT({ client_id: client.id, org: client.orgId, sys: client.systemId })
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'at+jwt', kid: key.keyId })
      .setIssuer(needs.config.KAREZ_PUBLIC_URL)
      .setSubject(client.id)
      .setAudience(needs.config.KAREZ_GATEWAY_URL)
      .setIssuedAt(at)
      .setExpirationTime(Math.floor(at.getTime() / 1000) + TOKEN_SECONDS)
      .setJti(tokenId)
      .sign(key.privateKey);
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.issue-access-token',
      object: { kind: 'access-token', id: tokenId },
      origin,
      facts: { key: client.keyId },
    });
    return { accessToken, expiresInSeconds: TOKEN_SECONDS };
  });
}

async function provenBy(needs: TokenNeeds, assertion: string): Promise<Assertion | Refusal> {
  const claimed = claimedClient(assertion);
  const client = claimed === undefined ? undefined : await findClient(needs.database.reader, claimed);
  if (!client || client.state !== 'active') return refuse('identity.token.invalid');
  const payload = await verified(needs, client, assertion);
  if (!payload?.jti || payload.exp === undefined) return refuse('identity.token.invalid');
  if (!isTimely(payload, needs.clock.now())) return refuse('identity.token.invalid');
  return { client, jti: payload.jti, expiresAt: new Date((payload.exp + CLOCK_SKEW_SECONDS) * 1000) };
}

/** Not from the future, short-lived, and with an id that is worth storing. */
function isTimely({ iat = Infinity, exp = Infinity, jti = '' }: JWTPayload, now: Date): boolean {
  const seconds = now.getTime() / 1000;
  return iat <= seconds + CLOCK_SKEW_SECONDS && exp <= seconds + ASSERTION_SECONDS_MAX + CLOCK_SKEW_SECONDS && jti.length <= 200;
}

/** The client that an assertion says it is of: believed only after its signature was checked with that client's key. */
function claimedClient(assertion: string): string | undefined {
  try {
    return clientIdSchema.safeParse(decodeJwt(assertion).sub).data;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

async function verified(needs: TokenNeeds, client: MachineClient, assertion: string): Promise<JWTPayload | undefined> {
  try {
    const key = await importJWK(client.publicJwk, client.algorithm);
    const { payload } = await jwtVerify(assertion, key, {
      algorithms: [client.algorithm],
      issuer: client.id,
      subject: client.id,
      audience: tokenEndpoint(needs.config),
      currentDate: needs.clock.now(),
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['jti', 'exp', 'iat'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
