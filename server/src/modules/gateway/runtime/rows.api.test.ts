import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { sampleGrant } from '@karez/policy/grant/grant-samples';
import {
  applied,
  call,
  clock,
  companyGateway,
  companyOperation,
  companyService,
  grantDelta,
  publish,
  sendJson,
  serviceDelta,
} from './gateway-fixture.ts';
import type { ServedOperation } from './compiled-service.ts';

const { database, provider, gateway } = await companyGateway();
const list = '/services/companies/companies';
const one = '/services/companies/companies/91650402MA7XXXXX10';
const fields = [...companyOperation().fields, { no: 5, path: 'place.code' }];
const filtered = { format: 2, rowFilter: { itemNo: 5, codePrefix: '650421' } } as const;
const answerWith = (body: unknown, status = 200) => {
  provider.answer = (_request, response) => sendJson(response, body, status);
};
const serve = async (changes: Partial<ServedOperation> = {}, grant: object = filtered) => {
  const listed = { id: 'list', path: '/companies', parameters: [], recordsAt: 'data', envelope: ['total'] };
  const operations = [companyOperation({ fields, ...changes }), companyOperation({ ...listed, fields, ...changes })];
  const service = companyService(provider.baseUrl, { format: 2, operations });
  await applied(gateway, await publish(database, serviceDelta(service), grantDelta(grant)));
};
const mine = { uscc: 'A', name: 'mine', phone: '13812341234', place: { code: '650421100' }, owner: 'P1' };
const other = { uscc: 'B', name: 'other', phone: '13912341234', place: { code: '650402' }, owner: 'P2' };
const records = async () => {
  const { rows } = await sql<{ body: string }>`
    SELECT convert_from(body, 'UTF8') AS body FROM audit.pending ORDER BY sequence`.execute(database.reader);
  return rows.map(({ body }) => JSON.parse(body) as { persons: { count: number } | null; sizes: { rows: number | null } });
};

beforeEach(async () => {
  clock.advance(60_000);
  await sql`TRUNCATE gateway.quota_use, audit.pending, audit.person_mark, audit.person_batch, audit.unended`.execute(database.reader);
});

describe('91-5.2: a grant of the rows of one region', () => {
  test('809-24: a call is answered with the region’s rows, masked as granted, without a total, and the record counts what was given', async () => {
    await serve();
    answerWith({ total: 3, data: [other, mine, { name: 'nowhere' }] });

    const answer = await call(gateway, { path: list });

    expect([answer.status, await answer.json()]).toEqual([200, { data: [{ uscc: 'A', name: 'mine', phone: '138****1234' }] }]);
    expect(await records()).toMatchObject([{ sizes: { rows: 1 } }]);
  });

  test('809-24: a record of another region answers just as one that its provider does not have', async () => {
    await serve();
    const said: unknown[] = [];
    for (const [body, status] of [
      [other, 200],
      [{ error: 'none' }, 404],
      ['null', 200],
      ['', 204],
    ] as const) {
      if (status === 204) provider.answer = (_request, response) => void response.writeHead(204).end();
      else answerWith(body, status);
      const answer = await call(gateway, { path: one });
      const { evidence: _evidence, instance: _instance, ...told } = (await answer.json()) as Record<string, unknown>;
      said.push([answer.status, told]);
    }
    expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(said[0]).toMatchObject([404, { code: 'gateway.provider.not-found' }]);
    answerWith(mine);
    expect(await (await call(gateway, { path: one })).json()).toEqual({ uscc: 'A', name: 'mine', phone: '138****1234' });
  });

  test('809-24: an operation that does not say the region, or says it twice, is not called at all', async () => {
    for (const places of [companyOperation().fields, [...fields, { no: 5, path: 'seat.code' }]]) {
      await serve({ fields: places });
      provider.seen.length = 0;
      const answer = await call(gateway, { path: list });
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'grant.rows.unreadable' }]);
      expect(provider.seen).toEqual([]);
    }
  });

  test('809-24: of rows that are not given no person is marked', async () => {
    await serve({ person: { from: 'field', path: 'owner' } });
    answerWith({ data: [other, mine, other] });

    expect((await call(gateway, { path: list })).status).toBe(200);
    expect(await records()).toMatchObject([{ persons: { count: 1 }, sizes: { rows: 1 }, facts: { withoutPerson: 0 } }]);
  });

  test('809-24: a long answer leaves piece by piece, and holds nothing of others', async () => {
    await serve();
    const data = Array.from({ length: 12_000 }, (_none, at) => ({ ...(at % 3 === 0 ? mine : other), uscc: `${at}` }));
    answerWith({ total: data.length, data });

    const answer = await call(gateway, { path: list });
    const body = (await answer.json()) as { data: { name: string; uscc: string }[] };

    expect(Object.keys(body)).toEqual(['data']);
    expect(body.data).toHaveLength(4000);
    expect(body.data.every(({ name, uscc }) => name === 'mine' && Number(uscc) % 3 === 0)).toBe(true);
  });

  test('a filter that cannot be read closes the grant, as one in the format of all rows does', async () => {
    answerWith({ data: [mine, other] });
    for (const wrong of [
      { format: 2 },
      { format: 1, rowFilter: filtered.rowFilter },
      { format: 2, rowFilter: { itemNo: 5, codePrefix: '' } },
    ]) {
      await serve({}, { ...sampleGrant(), ...wrong });
      expect((await call(gateway, { path: list })).status).toBe(403);
    }
  });
});
