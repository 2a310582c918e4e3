import { platformRefusals, route } from '@karez/contract/route';
import { silentLog } from '@karez/kit/logging/log';
import { refuse } from '@karez/kit/refusal';
import { createTestDatabase } from '#test/test-database';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Caller } from '../caller.ts';
import { httpApp } from './app.ts';
import { mount } from './mount.ts';
import { serve } from './serve.ts';

const { database } = await createTestDatabase();
const register = route({
  id: 'test.register',
  method: 'POST',
  path: '/things',
  summary: 'A creating call',
  body: z.strictObject({ name: z.string() }),
  answer: z.object({ orgId: z.string().nullable(), made: z.number() }),
  status: 201,
  idempotent: true,
});
let made = 0;
let isOpen = true;
const served = serve(register, async ({ actor }) => {
  if (!isOpen) return refuse('request.not-permitted');
  made += 1;
  return { orgId: actor.orgId, made };
});
const app = await httpApp({ trustedProxies: [] });
mount<Caller>(
  app,
  {
    needs: { database, log: silentLog },
    statuses: platformRefusals,
    door: {
      authenticate: async ({ headers }) => ({
        kind: 'person',
        id: 'somebody',
        orgId: String(headers['x-org']),
        regionCode: null,
        powers: [],
      }),
      permit: () => null,
      recordFailure: async () => null,
    },
  },
  [served],
);

async function call(org: string, key: string, name = 'a') {
  const headers = { 'x-org': org, 'idempotency-key': key };
  const answer = await app.inject({ method: 'POST', url: '/api/v1/things', headers, payload: { name } });
  return { status: answer.statusCode, body: answer.json<{ orgId?: string; made?: number; code?: string }>() };
}

test('a repeated key is done once for each unit that the person acts for; the answer of one unit is never given to the other', async () => {
  const first = await call('water', 'key-of-a-call');
  const again = await call('water', 'key-of-a-call');
  const other = await call('market', 'key-of-a-call');

  expect(again).toEqual(first);
  expect(other.body).toEqual({ orgId: 'market', made: 2 });
  expect(await call('water', 'key-of-a-call', 'b')).toMatchObject({ status: 422, body: { code: 'request.key-reused' } });
});

test('a refused call leaves its key free: what was refused can be tried again and is then done', async () => {
  isOpen = false;
  const refused = await call('water', 'key-of-a-refused-call');
  isOpen = true;
  const done = await call('water', 'key-of-a-refused-call');

  expect([refused.status, done.status]).toEqual([403, 201]);
});

test('two calls with one key at once: one is done, both get its answer', async () => {
  const answers = await Promise.all([call('water', 'key-of-two-calls'), call('water', 'key-of-two-calls')]);

  expect(answers[0]).toEqual(answers[1]);
});
