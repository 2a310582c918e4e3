import { beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { FAILURES_MAX, LOCK_MINUTES } from './lock-out.ts';
import { testCaller, type Step } from './test-caller.ts';
import { password, testApp, testNeeds, testWorld, type World } from './test-world.ts';

const { database } = await createTestDatabase();
const world: World = await testWorld(database);
const { app, needs } = world;
const { call, codeOf, signedIn } = testCaller(world);

// Each test has its own half hour, so that no code or failure of one counts in another.
beforeEach(() => needs.clock.advance(24 * 3_600_000));

test('91-6.2: a person signs in with password and code, and is told posts and powers where they act', async () => {
  const session = await signedIn('water.djy');

  const me = await call('GET', '/me', session);

  expect(session.answer['step']).toBe('done');
  expect(me.status).toBe(200);
  expect(me.answer).toMatchObject({
    person: { account: 'water.djy', title: '水利局·登记员' },
    organisation: { name: '市水利局', regionCode: '650400' },
  });
  expect(me.answer['powers']).toEqual(expect.arrayContaining(['catalog.register', 'sharing.apply']));
  expect(me.answer['powers']).not.toContain('catalog.sign');
});

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { account: 'water.djy', password } });

  expect(answer.headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Strict$/);
});

test('401: a session whose second factor is missing opens nothing', async () => {
  const first = await call('POST', '/session', { body: { account: 'water.djy', password } });

  const me = await call('GET', '/me', first);

  expect(first.answer['step']).toBe('second-factor');
  expect(me).toMatchObject({ status: 401, answer: { code: 'request.second-factor-missing' } });
});

test('401: the token from before the second factor opens nothing after it', async () => {
  const first = await call('POST', '/session', { body: { account: 'water.djy', password } });
  await call('POST', '/session/second-factor', { ...first, body: { code: await codeOf('water.djy') } });

  const me = await call('GET', '/me', first);

  expect(me).toMatchObject({ status: 401, answer: { code: 'request.signed-out' } });
});

test('401: an unknown account and a wrong password are the same answer', async () => {
  const unknown = await call('POST', '/session', { body: { account: 'nobody.here', password } });
  const wrong = await call('POST', '/session', { body: { account: 'water.djy', password: 'Something-Else-1' } });

  expect(unknown).toMatchObject({ status: 401, answer: { code: 'identity.sign-in.wrong' } });
  expect(wrong.answer).toEqual(unknown.answer);
});

test('423: five failures lock the account, the right password included, until the lock has run out', async () => {
  for (let count = 0; count < FAILURES_MAX; count += 1)
    await call('POST', '/session', { body: { account: 'water.fzr', password: `Wrong-Guess-${count}` } });

  const locked = await call('POST', '/session', { body: { account: 'water.fzr', password } });
  needs.clock.advance(LOCK_MINUTES * 60_000);
  const later = await call('POST', '/session', { body: { account: 'water.fzr', password } });

  expect(locked).toMatchObject({ status: 423, answer: { code: 'identity.sign-in.locked' } });
  expect(later.status).toBe(200);
});

test('423: guesses side by side cannot exceed the limit', async () => {
  const guesses = Array.from({ length: 12 }, (_, index) =>
    call('POST', '/session', { body: { account: 'county.gly', password: `Wrong-Guess-${index}` } }),
  );

  const statuses = (await Promise.all(guesses)).map((guess) => guess.status);

  expect(statuses.filter((status) => status === 401)).toHaveLength(FAILURES_MAX);
  expect(statuses.filter((status) => status === 423)).toHaveLength(12 - FAILURES_MAX);
});

test('423: guessing codes locks too, although the password was right each time', async () => {
  const answers: Step[] = [];
  for (let count = 0; count < FAILURES_MAX + 1; count += 1) {
    const first = await call('POST', '/session', { body: { account: 'water.gly', password } });
    answers.push(first.status === 200 ? await call('POST', '/session/second-factor', { ...first, body: { code: '000000' } }) : first);
  }

  expect(answers.map((answer) => answer.answer['code'])).toContain('identity.second-factor.wrong');
  expect(answers.at(-1)?.status).toBe(423);
});

test('403: a code counts once, even in another session', async () => {
  const code = await codeOf('water.djy');
  const one = await call('POST', '/session', { body: { account: 'water.djy', password } });
  const two = await call('POST', '/session', { body: { account: 'water.djy', password } });

  const first = await call('POST', '/session/second-factor', { ...one, body: { code } });
  const second = await call('POST', '/session/second-factor', { ...two, body: { code } });

  expect(first.status).toBe(200);
  expect(second).toMatchObject({ status: 403, answer: { code: 'identity.second-factor.used' } });
});

test('403: a write without the session’s own CSRF token, or with another’s, is refused', async () => {
  const session = await signedIn('water.djy');

  const without = await call('DELETE', '/session', { cookie: session.cookie });
  const foreign = await call('DELETE', '/session', { cookie: session.cookie, csrf: 'another' });
  const own = await call('DELETE', '/session', session);

  expect(without).toMatchObject({ status: 403, answer: { code: 'request.csrf' } });
  expect(foreign).toMatchObject({ status: 403, answer: { code: 'request.csrf' } });
  expect(own.status).toBe(200);
  expect((await call('GET', '/me', session)).status).toBe(401);
});

test('401: a session ends after the idle limit, and after the absolute one however busy', async () => {
  const idle = await signedIn('water.djy');
  needs.clock.advance(30 * 60_000);
  const afterIdle = await call('GET', '/me', idle);

  const busy = await signedIn('water.djy');
  const statuses: number[] = [];
  for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
    needs.clock.advance(20 * 60_000);
    statuses.push((await call('GET', '/me', busy)).status);
  }

  expect(afterIdle.status).toBe(401);
  expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
  expect(statuses.at(-1)).toBe(401);
});

test('a fourth session of a person ends the first', async () => {
  const sessions: Step[] = [];
  for (let count = 0; count < 4; count += 1) {
    needs.clock.advance(60_000);
    sessions.push(await signedIn('office.zg'));
  }

  const statuses = await Promise.all(sessions.map(async (session) => (await call('GET', '/me', session)).status));

  expect(statuses).toEqual([401, 200, 200, 200]);
});

test('a newly named person enrols a second factor and changes the first password before anything else opens', async () => {
  const admin = await signedIn('water.gly');
  const orgId = world.founded.organisations.get('water') ?? '';
  const posts = [{ role: 'DATA_STEWARD' }];
  const named = await call('POST', `/organisations/${orgId}/people`, {
    ...admin,
    body: { account: 'water.sjgl', title: '水利局·数据管理员', posts },
  });
  const initialPassword = String(named.answer['initialPassword']);

  const first = await call('POST', '/session', { body: { account: 'water.sjgl', password: initialPassword } });
  const enrolment = await call('POST', '/session/second-factor/enrolment', first);
  const { TOTP, Secret } = await import('otpauth');
  const code = new TOTP({ secret: Secret.fromBase32(String(enrolment.answer['secret'])) }).generate({
    timestamp: needs.clock.now().getTime(),
  });
  const second = await call('POST', '/session/second-factor', { ...first, body: { code } });
  const early = await call('GET', '/me', second);
  const reused = await call('POST', '/session/password', { ...second, body: { current: initialPassword, next: initialPassword } });
  const changed = await call('POST', '/session/password', { ...second, body: { current: initialPassword, next: 'My-Own-Well-2026' } });
  const me = await call('GET', '/me', changed);

  expect(named.status).toBe(201);
  expect(first.answer['step']).toBe('enrol-second-factor');
  expect(second.answer['step']).toBe('change-password');
  expect(early).toMatchObject({ status: 401, answer: { code: 'identity.session.password-change-required' } });
  expect(reused).toMatchObject({ status: 422, answer: { code: 'identity.password.reused' } });
  expect(me).toMatchObject({ status: 200, answer: { powers: expect.arrayContaining(['gateway.register']) } });
});

test('the demo’s list always shows a code that is still good: signing in twice in a row works', async () => {
  const first = await signedIn('water.djy');
  const second = await signedIn('water.djy');

  expect([first.answer['step'], second.answer['step']]).toEqual(['done', 'done']);
});

test('404: outside the demo there is no list of accounts', async () => {
  const real = await testApp(testNeeds(database, { demo: false }));

  expect((await real.inject({ method: 'GET', url: '/api/v1/demo/accounts' })).statusCode).toBe(404);
  expect((await app.inject({ method: 'GET', url: '/api/v1/demo/accounts' })).statusCode).toBe(200);
});
