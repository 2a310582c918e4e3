import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '@karez/kit/refusal';
import { decide, readyGrant } from '@karez/policy/grant/decision';
import { parseCompiledGrant, type CompiledGrant } from '@karez/policy/grant/grant';
import { deskListeners } from '#modules/desk/jobs';
import { feedSnapshot } from '#platform/feed';
import { deliverEvents } from '#platform/outbox';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { endExpiredUses } from '../end-expired-uses.job.ts';
import { sharingListeners } from '../jobs.ts';
import { changeTo, denyingAll } from '../test-denying.ts';
import { grantOn } from '../test-granted.ts';
import { receivingCity } from '../test-received.ts';

const store = await createTestDatabase();
const { city, as, codeOf, needs, entry, tick, notices, todos } = await receivingCity(store);
const basis = [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十七条', quotation: '', articleId: '809-27' }];

const granted = async (name: string) => grantOn(city, await entry(name), [1, 2]);
const read = async (by: string, grantId: string) => expected(await as(by, `GET /sharing/grants/${grantId}`), 200).body;
const suspend = async (grantId: string, by = 'scjg.fzr', changes: object = {}) =>
  as(by, `POST /sharing/grants/${grantId}/suspension`, {
    body: { fact: '查询与登记的办件不符', basis, workingDays: 5, code: await codeOf(by), ...changes },
  });
const report = async (grantId: string, by = 'slj.djy') =>
  as(by, `POST /sharing/grants/${grantId}/rectification`, { body: { words: '已停用越权账号，补登办件编号' } });
const recheck = async (grantId: string, verdict: object, by = 'scjg.fzr') =>
  as(by, `POST /sharing/grants/${grantId}/recheck`, { body: { opinion: '已核', code: await codeOf(by), ...verdict } });

const revoke = async (grantId: string) =>
  as('scjg.fzr', `POST /sharing/grants/${grantId}/revocation`, { body: { reason: '不再提供', code: await codeOf('scjg.fzr') } });

/** The grant as every door has it now. */
async function atTheDoors(grantId: string): Promise<CompiledGrant> {
  const { rows } = await feedSnapshot(store.database.reader, 'gateway');
  const grant = parseCompiledGrant(rows.find(({ key }) => key === grantId)?.body);
  if (isRefusal(grant)) throw new Error(`the doors cannot read grant ${grantId}`);
  return grant;
}

/** What a door answers to a call under it, all else being right. */
async function called(grantId: string) {
  const grant = { ...(await atTheDoors(grantId)), clientIds: ['client'] };
  const ready = readyGrant(grant);
  if (!ready) throw new Error('the matter format does not compile');
  const matter = 'SW-2026-0001';
  const at = new Date('2026-12-05T00:00:00Z').getTime();
  return decide({
    ready: { ...ready, matter: { ...ready.matter } },
    use: { door: 'api', clientId: 'client', atMs: at, matter, operator: 'x' },
    service: { entryId: grant.entryId, online: true, itemNos: [1, 2] },
    left: { secondLeft: 1, dayLeft: 1, totalLeft: null, dayEndsInSeconds: 1 },
  });
}

describe('a suspension of a grant', () => {
  test('809-27: sharing.suspend-grant, sharing.report-rectification, sharing.recheck-suspension: suspended by its provider it is closed at the doors with the article, put right, rechecked and restored', async () => {
    const grantId = await granted('凿井资质名录');
    const before = await called(grantId);

    const suspended = expected(await suspend(grantId), 200);

    expect(suspended.body).toMatchObject({ state: 'suspended', version: 2, rectificationDaysMax: 30 });
    expect(before).toMatchObject({ code: expect.not.stringContaining('restriction') });
    expect(await called(grantId)).toMatchObject({
      status: 451,
      code: 'grant.restriction.in-force',
      basis: { instrument: '政务数据共享条例', article: '第二十七条' },
    });
    expect(await todos('slj.djy')).toContain('sharing.todo.rectify');
    expect(await notices('slj.djy')).toContain('sharing.notice.grant-suspended');
    expect(await suspend(grantId)).toMatchObject({ status: 409, body: { code: 'sharing.grant.not-active' } });
    expect(await recheck(grantId, { verdict: 'terminate' })).toMatchObject({ status: 409, body: { code: 'sharing.suspension.term-runs' } });
    expect(await read('slj.djy', grantId)).toMatchObject({
      state: 'suspended',
      suspensions: [{ no: 1, state: 'suspended', side: 'provider', term: { workingDaysLeft: 5 }, history: [{ action: 'suspended' }] }],
      allowed: { 'report-rectification': { allowed: true } },
    });

    expected(await report(grantId), 200);

    expect(await todos('slj.djy')).not.toContain('sharing.todo.rectify');
    expect(await todos('scjg.fzr')).toContain('sharing.todo.recheck');
    const sentBack = expected(await recheck(grantId, { verdict: 'send-back', workingDays: 3 }), 200);
    expect(sentBack.body).toMatchObject({
      state: 'suspended',
      version: 2,
      suspensions: [{ state: 'suspended', term: { workingDaysLeft: 3 } }],
    });
    expect(await todos('slj.djy')).toContain('sharing.todo.rectify');
    expected(await report(grantId), 200);
    expect(await called(grantId)).toMatchObject({ status: 451 });

    const restored = expected(await recheck(grantId, { verdict: 'restore' }), 200);

    expect(restored.body).toMatchObject({ state: 'active', version: 3, suspensions: [{ state: 'restored' }] });
    expect(await called(grantId)).toEqual(before);
    expect(await notices('slj.djy')).toContain('sharing.notice.grant-restored');
    expect(await todos('scjg.fzr')).not.toContain('sharing.todo.recheck');
    const versions = await sql<{ version: number; closed: number }>`
      SELECT version, jsonb_array_length(COALESCE(document->'restrictions', '[]')) AS closed
      FROM sharing.grant_version WHERE grant_id = ${grantId} ORDER BY version`.execute(store.database.reader);
    expect(versions.rows).toEqual([
      { version: 1, closed: 0 },
      { version: 2, closed: 1 },
      { version: 3, closed: 0 },
    ]);
  });

  test('809-27: the authority’s leader suspends between two others; only it rechecks, and the provider is told', async () => {
    const grantId = await granted('取水计量名录');
    expect(await suspend(grantId, 'zfb.zgy')).toMatchObject({ status: 404 });

    expected(await suspend(grantId, 'zfb.zgl'), 200);

    expect(await notices('scjg.fzr')).toContain('sharing.notice.grant-suspended-by-authority');
    expect(await recheck(grantId, { verdict: 'restore' })).toMatchObject({
      status: 403,
      body: { code: 'sharing.suspension.other-suspended' },
    });
    const listed = expected(await as('zfb.zgl', 'GET /sharing/grants?side=authority&state=suspended&limit=100'), 200);
    expect(JSON.stringify(listed.body)).toContain(grantId);
    const active = expected(await as('zfb.zgl', 'GET /sharing/grants?side=authority&state=active&limit=100'), 200);
    expect(JSON.stringify(active.body)).not.toContain(grantId);
    expect((await as('slj.fzr', 'GET /sharing/grants?side=authority')).body).toMatchObject({ total: 0 });
    expected(await report(grantId), 200);
    expect(await todos('zfb.zgl')).toContain('sharing.todo.recheck');

    expect(await recheck(grantId, { verdict: 'terminate' }, 'zfb.zgl')).toMatchObject({ status: 200, body: { state: 'revoked' } });

    expect(await read('slj.djy', grantId)).toMatchObject({ state: 'revoked', suspensions: [{ state: 'terminated' }] });
    expect(await atTheDoors(grantId)).toMatchObject({ state: 'revoked', restrictions: [] });
    expect(await notices('scjg.fzr')).toContain('sharing.notice.grant-terminated-by-authority');
  });

  test('a rectification that is overdue is told to heads and authority, and the suspender may end the grant', async () => {
    const grantId = await granted('供水户名录');
    expected(await suspend(grantId), 200);

    needs.clock.advance(14 * 86_400_000);
    await tick();
    await deliverEvents((work) => store.database.transaction(work), [...sharingListeners(needs), ...deskListeners(needs)]);

    expect(await read('scjg.fzr', grantId)).toMatchObject({
      suspensions: [{ term: { state: 'lapsed' }, history: [{ action: 'suspended' }, { action: 'overdue' }] }],
      allowed: { terminate: { allowed: true } },
    });
    expect(await todos('scjg.fzr')).toContain('sharing.todo.rectification-overdue');
    for (const by of ['slj.fzr', 'zfb.zgy']) expect(await notices(by)).toContain('desk.notice.clock.overdue');
    // The term that ran out is still owed: a late report is heard.
    expect(await read('slj.djy', grantId)).toMatchObject({ allowed: { 'report-rectification': { allowed: true } } });

    expect(await recheck(grantId, { verdict: 'terminate' })).toMatchObject({ status: 200, body: { state: 'revoked' } });
    expect(await todos('slj.djy')).not.toContain(grantId);
    expect(await notices('slj.djy')).toContain('sharing.notice.grant-revoked');
  });

  test('422, 404, 403: a basis that the register does not hold, a term beyond the law, another department, the holder itself', async () => {
    const grantId = await granted('机井封填名录');
    const unknown = [{ ...basis[0], articleId: '809-99' }];
    expect(await suspend(grantId, 'scjg.fzr', { basis: unknown })).toMatchObject({ status: 422, body: { code: 'law.article.not-found' } });
    const unnamed = [{ ...basis[0], articleId: null }];
    expect(await suspend(grantId, 'scjg.fzr', { basis: unnamed })).toMatchObject({
      status: 422,
      body: { code: 'sharing.suspension.basis-missing' },
    });
    expect(await suspend(grantId, 'scjg.fzr', { workingDays: 31 })).toMatchObject({
      status: 422,
      body: { code: 'sharing.suspension.term-too-long' },
    });
    expect(await suspend(grantId, 'nyncj.fzr')).toMatchObject({ status: 404 });
    expect(await suspend(grantId, 'slj.fzr')).toMatchObject({ status: 403, body: { code: 'sharing.grant.not-own' } });
    expect(await report(grantId)).toMatchObject({ status: 409, body: { code: 'sharing.suspension.not-open' } });
    expect(await recheck(grantId, { verdict: 'restore' })).toMatchObject({ status: 409, body: { code: 'sharing.suspension.not-open' } });
    expect(await read('scjg.fzr', grantId)).toMatchObject({ state: 'active', version: 1, suspensions: [] });
  });

  test('503: where a live door has not applied it in time, the suspension and the restoration stand and it is said that they are not certain', async () => {
    const grantId = await granted('水表检定名录');
    await sql`
      INSERT INTO platform.lease (process_id, topic, position, expires_at)
      VALUES ('stuck', 'gateway', 0, clock_timestamp() + interval '1 hour')`.execute(store.database.reader);

    const [suspended, restored] = [await suspend(grantId), await recheck(grantId, { verdict: 'restore' })];
    await sql`DELETE FROM platform.lease WHERE process_id = 'stuck'`.execute(store.database.reader);

    expect(suspended).toMatchObject({ status: 503, body: { code: 'sharing.suspension.still-served' } });
    expect(restored).toMatchObject({ status: 503, body: { code: 'sharing.suspension.still-closed' } });
    expect(await read('scjg.fzr', grantId)).toMatchObject({ state: 'active', version: 3, suspensions: [{ state: 'restored' }] });
  });

  test('809-27: sharing.revoke-grant 409 sharing.suspension.revoke-waits: a suspended grant is not revoked past the time that its holder was given', async () => {
    const grantId = await granted('供水管网名录');
    expected(await suspend(grantId), 200);

    expect(await revoke(grantId)).toMatchObject({ status: 409, body: { code: 'sharing.suspension.revoke-waits' } });
    expect(await read('scjg.fzr', grantId)).toMatchObject({
      state: 'suspended',
      allowed: { revoke: { allowed: false, reason: 'sharing.suspension.revoke-waits' } },
    });
    expected(await recheck(grantId, { verdict: 'restore' }), 200);
    expect(await revoke(grantId)).toMatchObject({ status: 200, body: { state: 'revoked' } });
  });

  test('a suspension ends with its grant: revoked because nothing of it may be shared any more, or run out', async () => {
    const [revoked, ranOut] = [await granted('水质检测名录'), await granted('河道采砂名录')];
    for (const grantId of [revoked, ranOut]) expected(await suspend(grantId), 200);
    const entryId = String((await read('scjg.fzr', revoked))['entryId']);
    await changeTo(city, entryId, (content) => ({ ...denyingAll(content), useConditions: '', conditions: [] }));

    expect(await revoke(revoked)).toMatchObject({ status: 200 });
    await sql`UPDATE sharing.share_grant SET valid_to = ${needs.clock.now()} WHERE id = ${ranOut}`.execute(store.database.reader);
    await endExpiredUses(needs);

    for (const grantId of [revoked, ranOut]) {
      expect(await read('scjg.fzr', grantId)).toMatchObject({ suspensions: [{ state: 'ended', history: [{}, { action: 'ended' }] }] });
      expect(await todos('slj.djy')).not.toContain(grantId);
    }
  });

  test('the database keeps the machine too: no report without words, no judge of their own report, one open at a time, a timeline that never changes', async () => {
    const grantId = await granted('节水载体名录');
    expected(await suspend(grantId), 200);
    const change = (set: string) => store.database.pool.query(`UPDATE sharing.suspension SET ${set} WHERE grant_id = $1`, [grantId]);

    await expect(change("state = 'gone'")).rejects.toThrow('suspension_state_check');
    await expect(change("state = 'reported'")).rejects.toThrow('suspension_reported');
    await expect(change("state = 'restored'")).rejects.toThrow(/suspension_(decided|ended)/u);
    await expect(change("report = 'x'")).rejects.toThrow('suspension_report_whole');
    await expect(
      change("state = 'restored', report = 'x', reported_by = 'a', reported_at = now(), decided_by = 'a', ended_at = now()"),
    ).rejects.toThrow('suspension_four_eyes');
    await expect(store.database.pool.query("UPDATE sharing.suspension_event SET words = 'x'")).rejects.toThrow();
    await expect(
      store.database.pool.query(
        `INSERT INTO sharing.suspension (id, grant_id, no, state, side, organisation_id, fact, basis, suspended_by, suspended_at)
         SELECT gen_random_uuid(), grant_id, 2, 'suspended', side, organisation_id, fact, basis, suspended_by, suspended_at FROM sharing.suspension WHERE grant_id = $1`,
        [grantId],
      ),
    ).rejects.toThrow('suspension_open');
  });
});
