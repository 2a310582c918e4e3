import { correctionSchema } from '@karez/contract/correction/schemas';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openCity } from '#test/city';
import { openSeat, send } from '#test/route-role-seats';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { corrected, correctionsIn, noError, report } from './test-corrections.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const corrections = correctionsIn(city);
const { read, post } = corrections;
const stepsOf = async (id: string) =>
  (await sql`SELECT 1 FROM correction.step WHERE request_id = ${id}`.execute(store.database.reader)).rows.length;

type Case = {
  readonly who: string;
  readonly step: string;
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly body?: () => Promise<object>;
  readonly at: (use: { entryId: string; grantId: string }) => Promise<string>;
};
const { draft, filed, accepted, answer, answered, disputed, orgId } = corrections;
const reason = '执照已于上月核发。';
const signing = async (who: string) => ({ code: await city.codeOf(who) });
const proposed = async (use: { entryId: string; grantId: string }) => {
  const id = await accepted(use);
  expected(await answer(id, corrected), 200);
  return id;
};
/** Every step on a report, in a state that allows it. */
const cases: Readonly<Record<string, Case>> = {
  save: { who: 'slj.djy', step: '/content', method: 'PUT', body: async () => report, at: draft },
  file: { who: 'slj.djy', step: '/filing', at: draft },
  'remove a paper': { who: 'slj.djy', step: '/files/01900000-0000-7000-8000-000000000000', method: 'DELETE', at: draft },
  withdraw: { who: 'slj.djy', step: '/withdrawal', body: async () => ({ reason }), at: filed },
  accept: { who: 'scjg.djy', step: '/acceptance', at: filed },
  answer: { who: 'scjg.djy', step: '/answer', body: async () => noError, at: accepted },
  sign: {
    who: 'scjg.fzr',
    step: '/answer-signature',
    body: async () => ({ decision: 'sign', opinion: '同意', ...(await signing('scjg.fzr')) }),
    at: proposed,
  },
  return: { who: 'scjg.fzr', step: '/answer-signature', body: async () => ({ decision: 'return', opinion: '请补充' }), at: proposed },
  confirm: { who: 'slj.djy', step: '/confirmation', at: (use) => answered(use, corrected) },
  dispute: { who: 'slj.djy', step: '/dispute', body: async () => ({ reason }), at: (use) => answered(use, noError) },
  decide: {
    who: 'zfb.zgl',
    step: '/decision',
    body: async () => ({ decision: 'order', organisationId: orgId('scjg'), reason, ...(await signing('zfb.zgl')) }),
    at: disputed,
  },
};

describe('nobody decides on a report that they have not seen as it is', () => {
  test.each(Object.entries(cases))('412: to %s asks for the revision that was read, and refuses another', async (_name, one) => {
    const id = await one.at(await corrections.granted());
    const { revision, state } = correctionSchema.parse(await read(id, one.who));
    const steps = await stepsOf(id);
    const body = one.body === undefined ? {} : { body: await one.body() };
    const request = `${one.method ?? 'POST'} /corrections/${id}${one.step}`;

    expect(await city.as(one.who, request, body)).toMatchObject({ status: 412, body: { code: 'request.etag-missing' } });
    for (const ifMatch of [revision - 1, revision + 1])
      expect(await city.as(one.who, request, { ...body, ifMatch })).toMatchObject({
        status: 412,
        body: { code: 'correction.stale', params: { revision } },
      });
    expect(await read(id, one.who)).toMatchObject({ revision, state });
    expect(await stepsOf(id)).toBe(steps);
    // The code of the second factor is still good for what was read.
    const done = await city.as(one.who, request, { ...body, ifMatch: revision });
    expect([200, 404]).toContain(done.status);
  });

  test('412: a paper is attached to the revision that was read', async () => {
    const id = await draft(await corrections.granted());
    const clerk = await openSeat(city, 'requester', 'APPLICANT');
    const upload = { fields: { secrecyDeclaration: 'not-secret' }, fileName: '执照.pdf', content: '%PDF-1.7' };
    const attach = (more: object) => send(city, clerk, { method: 'POST', url: `/corrections/${id}/files`, upload, ...more });

    expect(await attach({})).toMatchObject({ status: 412, text: expect.stringContaining('request.etag-missing') });
    expect(await attach({ ifMatch: 1 })).toMatchObject({ status: 412, text: expect.stringContaining('correction.stale') });
    expect(await read(id)).toMatchObject({ files: [], revision: 2 });
    expect((await attach({ ifMatch: 2 })).status).toBe(201);
  });

  test('the head signs the answer that was read: an answer that the handler proposed anew meanwhile is read first', async () => {
    const id = await proposed(await corrections.granted());
    const before = await corrections.seen(id, 'scjg.fzr');
    expected(await post('scjg.fzr', id, '/answer-signature', { decision: 'return', opinion: '请补充' }), 200);
    expected(await answer(id, noError), 200);
    const sign = { decision: 'sign', opinion: '同意', code: await city.codeOf('scjg.fzr') };

    expect(await city.as('scjg.fzr', `POST /corrections/${id}/answer-signature`, { body: sign, ...before })).toMatchObject({
      status: 412,
      body: { code: 'correction.stale' },
    });
    expect(await read(id)).toMatchObject({ state: 'awaiting-signature', reply: null });
  });
});
