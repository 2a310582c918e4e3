import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';
import { expect, test } from 'vitest';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, app } = city;

test.each([
  ['GET /sharing/applications', Buffer.from(`2026-01-01T00:00:00.000Z ${'-'.repeat(36)}`).toString('base64url')],
  ['GET /sharing/grants', Buffer.from(`2026-01-01T00:00:00.000Z ${'-'.repeat(36)}`).toString('base64url')],
  ['GET /business-systems', 'no-cursor'],
  ['GET /organisations', 'no-cursor'],
  ['GET /organisations', '%00'],
  ['GET /gateway/services', 'no-cursor'],
])('%s: a cursor that no list gave out (%s) is no fault of ours', async (path, cursor) => {
  const answer = await as('slj.djy', `${path}?cursor=${cursor}`);
  console.log(path, answer.status, JSON.stringify(answer.body).slice(0, 300));
  expect(answer.status).toBeLessThan(500);
});

test.each(['\u0000', '\ud800'])('400: text that no database can keep (%j) is named by its place, in body, query and sign-in', async (sign) => {
  const asked = await as('slj.djy', `GET /business-systems?text=${sign === '\u0000' ? '%00' : '%ED%A0%80'}`);
  console.log(asked.status, JSON.stringify(asked.body).slice(0, 400));
  const signIn = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { account: `a${sign}b`, password: 'x'.repeat(12) } });
  console.log(signIn.statusCode, signIn.body.slice(0, 400));
  const named = await as('slj.djy', 'POST /sharing/applications', { body: { entryId: `x${sign}` } });
  console.log(named.status, JSON.stringify(named.body).slice(0, 400));
});

test('bad url', async () => {
  const bad = await app.inject({ method: 'GET', url: '/api/v1/%zz' });
  console.log(bad.statusCode, bad.headers['content-type'], bad.body.slice(0, 300));
});
