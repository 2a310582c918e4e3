import { sql } from 'kysely';
import { createTestDatabase } from '#test/test-database';
import { beforeEach, expect, test } from 'vitest';
import { WAITING_MAX } from './password-work.ts';
import { testCaller } from './test-caller.ts';
import { password, testWorld } from './test-world.ts';

const { database } = await createTestDatabase();
const world = await testWorld(database);
const { app, needs } = world;
const { signedIn } = testCaller(world);
const limit = needs.config.KAREZ_SIGN_INS_PER_MINUTE_MAX;

beforeEach(() => needs.clock.advance(24 * 3_600_000));

const trying = (account: string, remoteAddress: string, given = 'Something-Else-1') =>
  app.inject({ method: 'POST', url: '/api/v1/session', payload: { account, password: given }, remoteAddress });

/** Attempts that were counted of accounts whose name begins so: each stands before one password check. */
const attemptsOf = async (beginning: string) =>
  (
    await sql<{ n: number }>`SELECT count(*) AS n FROM identity.sign_in_attempt WHERE starts_with(account, ${beginning})`.execute(
      database.reader,
    )
  ).rows[0]?.n;

test('429: the 61st sign-in of an origin within a minute is refused before any password is checked; another origin and the next minute are not', async () => {
  const first = await Promise.all(Array.from({ length: limit }, (_, n) => trying(`flood.${n}`, '10.1.1.1')));

  const late = await trying('water.djy', '10.1.1.1', password);
  const other = await trying('water.djy', '10.1.1.2', password);
  for (let n = 0; n < 10; n += 1) await trying('water.djy', '10.1.1.1');
  needs.clock.advance(60_000);
  const next = await trying('water.djy', '10.1.1.1', password);

  expect(limit).toBe(60);
  expect(first.every(({ statusCode }) => statusCode === 401)).toBe(true);
  expect([late.statusCode, late.headers['retry-after'], late.headers['content-type']]).toEqual([
    429,
    '60',
    'application/problem+json; charset=utf-8',
  ]);
  expect(late.json()).toMatchObject({ code: 'identity.sign-in.too-often', params: { retryAfterSeconds: 60 } });
  expect([other.statusCode, next.statusCode]).toEqual([200, 200]);
  expect(await attemptsOf('flood.')).toBe(limit);
});

test('429: whoever keeps on guessing from one origin locks no account any further', async () => {
  await Promise.all(Array.from({ length: limit }, (_, n) => trying(`noise.${n}`, '10.1.1.3')));
  for (let n = 0; n < 20; n += 1) await trying('water.fzr', '10.1.1.3');

  expect(await attemptsOf('water.fzr')).toBe(0);
  expect((await signedIn('water.fzr')).status).toBe(200);
});

test('503: beyond a bound of people at the same time a sign-in is refused at once, and counts as no attempt', async () => {
  const locked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const holding = database.transaction(async (tx) => {
    await sql`LOCK TABLE identity.sign_in_attempt IN EXCLUSIVE MODE`.execute(tx);
    locked.resolve();
    await released.promise;
  });
  await locked.promise;
  const answers = Array.from({ length: WAITING_MAX + 6 }, (_, n) => trying(`crowd.${n}`, `10.2.${n}.1`));
  const refused = await Promise.any(answers);
  released.resolve();
  await holding;
  const all = await Promise.all(answers);

  expect(refused.json()).toMatchObject({ code: 'identity.sign-in.busy', status: 503 });
  expect(refused.headers['retry-after']).toBe('1');
  expect(all.filter(({ statusCode }) => statusCode === 503)).toHaveLength(6);
  expect(all.filter(({ statusCode }) => statusCode === 401)).toHaveLength(WAITING_MAX);
  expect(await attemptsOf('crowd.')).toBe(WAITING_MAX);
});

test('429: token requests of an origin are bounded too, in words and in the form that OAuth clients read', async () => {
  const asking = (remoteAddress: string) =>
    app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
      payload: 'grant_type=client_credentials',
      remoteAddress,
    });
  await Promise.all(Array.from({ length: needs.config.KAREZ_TOKENS_PER_MINUTE_MAX }, () => asking('10.1.1.4')));

  const late = await asking('10.1.1.4');
  const other = await asking('10.1.1.5');
  needs.clock.advance(60_000);

  expect([late.statusCode, late.headers['retry-after']]).toEqual([429, '60']);
  expect(late.json()).toMatchObject({
    code: 'identity.token.too-often',
    error: 'temporarily_unavailable',
    title: 'Too many token requests from this address; try again in 60 seconds',
  });
  expect([other.statusCode, (await asking('10.1.1.4')).statusCode]).toEqual([400, 400]);
});
