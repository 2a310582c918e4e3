import { z } from 'zod';
import { openCity } from '#test/city';
import { companyEntry, publishedEntry } from '#test/published-entry';
import { feedSnapshot } from '#platform/feed';
import { expected } from '../../../../tools/seed/city-people.ts';
import { createTestDatabase } from '#test/test-database';
import { beforeAll, describe, expect, test } from 'vitest';
import { grantOn } from './test-granted.ts';
import { changeTo, denying, denyingAll } from './test-denying.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;

/** A running grant of some items of a new entry. Answers the ids of both. */
async function granted(name: string, itemNos: number[]): Promise<{ entryId: string; grantId: string }> {
  const entryId = await publishedEntry(city, 'scjg', companyEntry({ name }));
  return { entryId, grantId: await grantOn(city, entryId, itemNos) };
}

let first: Awaited<ReturnType<typeof granted>>;
beforeAll(async () => {
  first = await granted('广告主体名录', [1, 2]);
}, 120_000);

const body = async (by: string) => ({ reason: '统计法要求保密', code: await codeOf(by) });
const narrow = async (grantId: string, by = 'scjg.fzr') => as(by, `POST /sharing/grants/${grantId}/narrowing`, { body: await body(by) });
const revoke = async (grantId: string) => as('scjg.fzr', `POST /sharing/grants/${grantId}/revocation`, { body: await body('scjg.fzr') });
const recallOf = async (entryId: string, by = 'scjg.fzr') =>
  expected(await as(by, `GET /catalog/entries/${entryId}/recall`), 200).body['recall'];
const grantsOf = z.object({ items: z.array(z.object({ no: z.number() })) });
const desk = async (by: string, what: 'todos' | 'notices') => JSON.stringify((await as(by, `GET /desk/${what}?limit=100`)).body);

describe('809-14, 809-27: an item is denied that a running grant names', () => {
  test('sharing.narrow-grant, catalog.get-recall: the provider’s head has a term to take it back, narrows the grant to the rest, and the duty is done', async () => {
    const { entryId, grantId } = first;
    expect(await recallOf(entryId)).toBeNull();
    await changeTo(city, entryId, (content) => denying(content, [2]));

    expect(await recallOf(entryId)).toMatchObject({
      overdue: false,
      items: [{ no: 2, name: '企业名称' }],
      grants: [{ grantId, organisationName: '吐鲁番市水利局', itemNos: [1, 2], touchedNos: [2] }],
    });
    expect(await desk('scjg.fzr', 'todos')).toContain('catalog.todo.recall');
    expect((await as('slj.djy', `GET /sharing/grants/${grantId}`)).body).toMatchObject({ deniedNos: [2] });
    const { rows: before } = await feedSnapshot(store.database.reader, 'gateway');
    expect(before.find((row) => row.key === grantId)?.body).toMatchObject({ version: 1 });

    const narrowed = await narrow(grantId);

    expect(narrowed).toMatchObject({ status: 200, body: { state: 'active', version: 2, deniedNos: [], items: [{ no: 1 }] } });
    expect(grantsOf.parse(narrowed.body).items).toHaveLength(1);
    const { rows } = await feedSnapshot(store.database.reader, 'gateway');
    expect(rows.find((row) => row.key === grantId)?.body).toMatchObject({ state: 'active', version: 2, items: [{ no: 1 }] });
    expect(await recallOf(entryId)).toBeNull();
    expect(await desk('scjg.fzr', 'todos')).not.toContain('catalog.todo.recall');
    expect(await desk('slj.djy', 'notices')).toContain('sharing.notice.grant-narrowed');
    const clocks = await store.database.pool.query<{ state: string }>(
      `SELECT clock.state FROM law.clock JOIN catalog.recall ON recall.id::text = clock.case_id::text WHERE recall.entry_id = $1`,
      [entryId],
    );
    expect(clocks.rows).toEqual([{ state: 'met' }]);
  });

  test('409 sharing.grant.nothing-denied: a provider takes out nothing that its entry shares', async () => {
    const { grantId } = await granted('拍卖企业名录', [1, 2]);

    expect(await narrow(grantId)).toMatchObject({ status: 409, body: { code: 'sharing.grant.nothing-denied' } });
    expect((await as('scjg.fzr', `GET /sharing/grants/${grantId}`)).body).toMatchObject({
      version: 1,
      allowed: { narrow: { allowed: false, reason: 'sharing.grant.nothing-denied' } },
    });
  });

  test('409 sharing.grant.all-denied, sharing.revoke-grant: where nothing is left the grant is revoked, which does the duty too and is told', async () => {
    const { entryId, grantId } = await granted('合同示范文本名录', [1, 2]);
    await changeTo(city, entryId, denyingAll);

    expect(await narrow(grantId)).toMatchObject({ status: 409, body: { code: 'sharing.grant.all-denied' } });
    expect(await recallOf(entryId)).toMatchObject({ grants: [{ touchedNos: [1, 2] }] });
    expect(await revoke(grantId)).toMatchObject({ status: 200, body: { state: 'revoked' } });

    expect(await recallOf(entryId)).toBeNull();
    expect(await desk('slj.djy', 'notices')).toContain('sharing.notice.grant-revoked');
    expect(await narrow(grantId)).toMatchObject({ status: 409, body: { code: 'sharing.grant.not-active' } });
  });

  test('403, 404: neither the department that uses it nor another narrows it, and others learn nothing of who uses the entry', async () => {
    const { entryId, grantId } = await granted('连锁门店名录', [1, 2]);
    await changeTo(city, entryId, (content) => denying(content, [2]));

    expect(await narrow(grantId, 'slj.fzr')).toMatchObject({ status: 403 });
    expect(await narrow(grantId, 'nyncj.fzr')).toMatchObject({ status: 404 });
    for (const by of ['slj.djy', 'nyncj.djy']) expect(await recallOf(entryId, by)).toBeNull();
    expect(await recallOf(entryId, 'zfb.zgy')).toMatchObject({ grants: [{ grantId }] });
  });

  test('a version that shares it again ends the duty', async () => {
    const { entryId } = await granted('老字号名录', [1, 2]);
    await changeTo(city, entryId, (content) => denying(content, [2]));
    await changeTo(city, entryId, (content) => ({
      ...content,
      items: content.items.map((item) => ({ ...item, shareType: null, denial: null })),
    }));

    expect(await recallOf(entryId)).toBeNull();
    const { rows } = await store.database.pool.query<{ outcome: string }>('SELECT outcome FROM catalog.recall WHERE entry_id = $1', [
      entryId,
    ]);
    expect(rows).toEqual([{ outcome: 'shared' }]);
  });
});
