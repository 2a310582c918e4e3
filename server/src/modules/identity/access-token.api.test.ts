import { dayIn } from '@karez/kit/clock';
import { decodeJwt, exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { feedSnapshot } from '#platform/feed';
import { createTestDatabase } from '#test/test-database';
import { personActor } from './actor-store.ts';
import { ASSERTION_TYPE, CLOCK_SKEW_SECONDS, TOKEN_SECONDS } from './issue-access-token.ts';
import { disableMachineClient, registerMachineClient, rotateClientKey } from './register-machine-client.ts';
import { expectDone, testWorld } from './test-world.ts';
import { verifyAccessToken } from './verify-access-token.ts';
import type { Actor } from './actor.ts';

const { database } = await createTestDatabase();
const { app, needs, founded } = await testWorld(database);
const audience = 'http://localhost:8080/oauth/token';

let applicant: Actor;
let clientId: string;
let key: CryptoKey;
let assertions = 0;

beforeAll(async () => {
  const found = await personActor(
    database.reader,
    { personId: founded.people.get('water.djy') ?? '', actingPostId: null },
    dayIn('Asia/Shanghai', needs.clock.now()),
  );
  if (!found) throw new Error('the applicant has no post');
  applicant = found;
});

beforeEach(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x = '', y = '' } = await exportJWK(pair.publicKey);
  const publicJwk = { kty: 'EC' as const, crv: crv ?? String(kty), x, y };
  const made = expectDone(
    await registerMachineClient(needs, {
      actor: applicant,
      name: '取水许可调用端',
      systemId: founded.systems.get('wells') ?? '',
      publicJwk,
    }),
  );
  clientId = made.client.id;
  key = pair.privateKey;
});

const seconds = () => Math.floor(needs.clock.now().getTime() / 1000);

async function assertion(claims: JWTPayload = {}, signingKey: CryptoKey = key, alg = 'ES256'): Promise<string> {
  assertions += 1;
  const payload = {
    iss: clientId,
    sub: clientId,
    aud: audience,
    jti: `assertion-${assertions}`,
    iat: seconds(),
    exp: seconds() + 60,
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(signingKey);
}

async function ask(client_assertion: string, more: Record<string, string> = {}) {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: ASSERTION_TYPE, client_assertion, ...more });
  const answer = await app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: form.toString(),
  });
  const body: { access_token?: string; expires_in?: number; error?: string } = answer.json();
  return { status: answer.statusCode, body };
}

test('91-6.2: a machine client gets a token of at most ten minutes for an assertion signed with its registered key', async () => {
  const issued = await ask(await assertion());

  const token = issued.body.access_token ?? '';
  expect(issued).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: TOKEN_SECONDS } });
  expect(decodeJwt(token)).toMatchObject({ sub: clientId, aud: 'http://localhost:8081', exp: seconds() + TOKEN_SECONDS });
  expect(await verifyAccessToken(needs, token)).toBe(clientId);
  needs.clock.advance((TOKEN_SECONDS + CLOCK_SKEW_SECONDS + 1) * 1000);
  expect(await verifyAccessToken(needs, token)).toBeUndefined();
});

test('a token from the future is refused: after the clock was moved back, what was issued ahead of it counts for nothing', async () => {
  const token = (await ask(await assertion())).body.access_token ?? '';
  const now = needs.clock.now().toISOString();
  expect(await verifyAccessToken(needs, token)).toBe(clientId);

  needs.clock.advance(-60_000);

  expect(await verifyAccessToken(needs, token)).toBeUndefined();
  needs.clock.set(now);
});

test('401: an assertion counts once, also side by side', async () => {
  const once = await assertion();

  const answers = await Promise.all([ask(once), ask(once), ask(once)]);

  expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([200, 401, 401]);
});

test.each<[string, () => JWTPayload]>([
  ['from the future', () => ({ iat: seconds() + 60, exp: seconds() + 120 })],
  ['expired', () => ({ iat: seconds() - 120, exp: seconds() - 60 })],
  ['longer than five minutes', () => ({ exp: seconds() + 3600 })],
  ['for another endpoint', () => ({ aud: 'http://elsewhere/oauth/token' })],
  ['issued by somebody else', () => ({ iss: 'another' })],
  ['without an id', () => ({ jti: '' })],
])('401: an assertion %s is refused', async (_name, claims) => {
  const refused = await ask(await assertion(claims()));

  expect(refused).toEqual({ status: 401, body: { error: 'invalid_client' } });
});

test('401: an assertion signed with another key, or with none, is refused', async () => {
  const other = await generateKeyPair('ES256');
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await assertion()).split('.')[1]}.`;

  expect((await ask(await assertion({}, other.privateKey))).status).toBe(401);
  expect((await ask(unsigned)).status).toBe(401);
});

test('401: after a key was replaced or the client disabled, the old key gets nothing, and the gateways are told in commit order', async () => {
  const handover = expectDone(await rotateClientKey(needs, { actor: applicant, clientId, publicJwk: null }));
  const rotated = await ask(await assertion());
  const newKey = await importJWK(handover.privateJwk ?? {}, 'ES256');
  const fresh = newKey instanceof Uint8Array ? undefined : await ask(await assertion({}, newKey));
  const known = await feedSnapshot(database.reader, 'gateway');
  expectDone(await disableMachineClient(needs, { actor: applicant, clientId }));
  const withdrawn = await feedSnapshot(database.reader, 'gateway');

  const disabled = newKey instanceof Uint8Array ? undefined : await ask(await assertion({}, newKey));

  expect(rotated.status).toBe(401);
  expect(fresh?.status).toBe(200);
  expect(disabled?.status).toBe(401);
  expect(known.rows.find((row) => row.key === clientId)).toMatchObject({
    kind: 'client',
    body: { systemId: founded.systems.get('wells') },
  });
  expect(withdrawn.rows.some((row) => row.key === clientId)).toBe(false);
  expect(withdrawn.rows.some((row) => row.kind === 'token-key')).toBe(true);
});

test('an Ed25519 key works too, and a point off the curve is refused', async () => {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const { x = '' } = await exportJWK(pair.publicKey);
  const rotated = await rotateClientKey(needs, { actor: applicant, clientId, publicJwk: { kty: 'OKP', crv: 'Ed25519', x } });
  const broken = await rotateClientKey(needs, { actor: applicant, clientId, publicJwk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } });

  const issued = await ask(await assertion({}, pair.privateKey, 'EdDSA'));

  expect(rotated).toMatchObject({ client: { algorithm: 'EdDSA' } });
  expect(issued.status).toBe(200);
  expect(broken).toMatchObject({ code: 'identity.client.key-invalid' });
});

test('400: another grant type or a broken form is told as RFC 6749 says', async () => {
  expect(await ask(await assertion(), { grant_type: 'password' })).toEqual({ status: 400, body: { error: 'unsupported_grant_type' } });
  expect(await ask('')).toEqual({ status: 400, body: { error: 'invalid_request' } });
});
