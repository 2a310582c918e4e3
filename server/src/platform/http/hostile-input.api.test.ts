import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';
import { describe, expect, test } from 'vitest';
import { httpApp } from './app.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, app } = city;

const shapedLikeOne = Buffer.from(`2026-01-01T00:00:00.000Z ${'-'.repeat(36)}`).toString('base64url');

describe('hostile input gets a clear answer', () => {
  test.each([
    ['GET /sharing/applications', shapedLikeOne],
    ['GET /sharing/grants', shapedLikeOne],
    ['GET /business-systems', 'no-cursor'],
    ['GET /organisations', '%00'],
    ['GET /gateway/services', 'no-cursor'],
    ['GET /desk/todos', 'no-cursor'],
    ['GET /catalog/imports', '-'.repeat(36)],
  ])('%s: a cursor that no list gave out is never a fault of ours', async (path, cursor) => {
    const answer = await as('slj.djy', `${path}?cursor=${cursor}`);

    expect(answer.status).toBeLessThan(500);
  });

  test.each(['\u0000', '\ud800'])(
    '400: a character that no database keeps (%j) is refused with its place, also before sign-in',
    async (sign) => {
      const payload = JSON.stringify({ account: `a${sign}b`, password: 'x'.repeat(12) });
      const headers = { 'content-type': 'application/json' };

      const answer = await app.inject({ method: 'POST', url: '/api/v1/session', headers, payload });

      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: 'request.invalid', fields: [{ path: '/body/account', code: 'unkeepable-text' }] });
    },
  );

  test('400: a body that nests 100,000 deep is refused, not followed', async () => {
    const payload = `{"account":${'['.repeat(100_000)}${']'.repeat(100_000)},"password":""}`;

    const answer = await app.inject({ method: 'POST', url: '/api/v1/session', headers: { 'content-type': 'application/json' }, payload });

    expect(answer.statusCode).toBe(400);
  });

  test('400 and 404: an address that is no URL, and one that nobody serves, are problems in the house’s own words', async () => {
    const answers = await Promise.all(['/api/v1/%zz', '/api/v1/nothing'].map((url) => app.inject({ method: 'GET', url })));

    expect(answers.map((answer) => answer.statusCode)).toEqual([400, 404]);
    for (const answer of answers) expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

test('500: a fault outside the contract’s routes is logged under the number that the answer names', async () => {
  const lines: unknown[] = [];
  const bare = await httpApp({ trustedProxies: [], log: { error: (_message, fields) => void lines.push(fields) } });
  bare.get('/broken', async () => {
    throw new Error('the database is away');
  });

  const answer = await bare.inject({ method: 'GET', url: '/broken' });

  const { correlationId } = answer.json<{ params: { correlationId: string } }>().params;
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('the database is away');
  expect(lines).toEqual([expect.objectContaining({ correlationId })]);
});
