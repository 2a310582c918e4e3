import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { idOf, receivingCity } from '../test-received.ts';
import { insertPermission, lockPermission } from './paper-permission-store.ts';
import { papersIn } from './test-papers.ts';

const store = await createTestDatabase();
const { city, as, codeOf, entry, content, write } = await receivingCity(store);
const papers = papersIn(city);

/** An application that waits for the requester's head. */
const submitted = async (name: string): Promise<string> => {
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry(name) } }), 201);
  await write(started, content());
  return idOf(expected(await as('slj.djy', `POST /sharing/applications/${idOf(started)}/submission`), 200));
};
const refusedAs = (status: number, code: string) => ({ status, body: { code } });

beforeAll(async () => {
  expected(await papers.permit('slj'), 201);
}, 120_000);
describe('where the authority allows it', () => {
  test('403, 409, 422: the leader over the region permits, until a day, by a document; without it no sheet is printed or entered', async () => {
    const body = {
      organisationId: city.founded.organisations.get('nyncj'),
      docNo: '吐政办〔2026〕4号',
      reason: '驻村',
      lastDay: '2027-01-31',
    };
    const give = async (by: string, changes: object = {}) =>
      as(by, 'POST /sharing/paper-permissions', { body: { ...body, code: await codeOf(by), ...changes }, key: crypto.randomUUID() });
    expect(await give('slj.fzr')).toMatchObject({ status: 403 });
    expect(await give('zfb.zgl', { lastDay: '2026-11-22' })).toMatchObject(refusedAs(422, 'sharing.paper-permission.day'));
    const own = city.founded.organisations.get('zfb');
    expect(await give('zfb.zgl', { organisationId: own })).toMatchObject(refusedAs(403, 'sharing.paper-permission.own'));
    expect(await give('zfb.zgl', { organisationId: crypto.randomUUID() })).toMatchObject(
      refusedAs(422, 'sharing.paper-permission.organisation'),
    );
    const countyOffice = [...city.founded.organisations].find(([key]) => key.includes('.'));
    expect(await give('zfb.zgl', { organisationId: countyOffice?.[1] })).toMatchObject(
      refusedAs(403, 'sharing.paper-permission.other-region'),
    );
    const given = expected(await give('zfb.zgl'), 201);
    expect(given.body).toMatchObject({ inForce: true, organisation: { name: expect.stringContaining('农业农村局') } });
    expect(await give('zfb.zgl')).toMatchObject(refusedAs(409, 'sharing.paper-permission.given-before'));
    // Two leaders at the same moment: what the second one found open before is there by now.
    const inserted = await store.database.transaction(async (tx) => {
      const open = await lockPermission(tx, String(given.body['id']));
      return open && insertPermission(tx, { ...open, id: crypto.randomUUID() });
    });
    expect(inserted).toBe(false);
    const { items } = expected(await as('zfb.zgl', 'GET /sharing/paper-permissions'), 200).body as { items: { id: string }[] };
    expect(items).toContainEqual(given.body);
    const end = (by: string, permissionId: unknown = given.body['id']) =>
      as(by, `POST /sharing/paper-permissions/${String(permissionId)}/end`);
    expect(await end('zfb.zgl', crypto.randomUUID())).toMatchObject(refusedAs(404, 'sharing.paper-permission.not-found'));
    expect(expected(await end('zfb.zgl'), 200).body).toMatchObject({ inForce: false });
    expect(await end('zfb.zgl')).toMatchObject(refusedAs(409, 'sharing.paper-permission.ended-before'));
  });

  test('403: what was entered while it was allowed is not confirmed when it is over', async () => {
    const id = await submitted('纸签凿井期');
    const paper = await papers.entered('slj.djy', id);
    expect((await papers.open('slj.fzr', id, paper)).status).toBe(200);
    await sql`UPDATE sharing.paper_permission SET last_day = '2026-11-22'`.execute(store.database.reader);

    expect(await papers.confirm('slj.fzr', id, paper)).toMatchObject(refusedAs(403, 'sharing.paper-signature.not-allowed'));

    expected(await papers.withdraw('slj.djy', id, paper), 200);
    expect(await papers.enter('slj.djy', id, '0'.repeat(16))).toMatchObject(refusedAs(403, 'sharing.paper-signature.not-allowed'));
    expect(await as('slj.djy', `GET ${papers.path(id, '/papers/signing-sheet')}`)).toMatchObject(refusedAs(409, 'sharing.paper.not-yet'));
    // A new permission takes the place of one whose last day is past.
    expected(await papers.permit('slj'), 201);
  });
});
