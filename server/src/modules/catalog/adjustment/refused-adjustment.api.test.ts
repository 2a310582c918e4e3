import type { AdjustedFields } from '@karez/contract/catalog/adjustment';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { movedEntriesIn } from '../test-moved-entries.ts';
import type { Walked } from '../test-story.ts';
import { adjustmentsIn, fieldsOf } from './test-adjustments.ts';

const store = await createTestDatabase();
const moved = await movedEntriesIn(store);
const { world, story, next, entryFor } = moved;
const { ask, propose, agree, object, decide, withdraw, read } = adjustmentsIn(moved);

describe('what may not be', () => {
  test('403 and 404: no other role, no other department, no other region; catalog.get-adjustment, catalog.list-adjustments: who is no party learns nothing', async () => {
    const content = next();
    const entry = await story.published(content);
    const fields = fieldsOf(content, { updateCycle: 'yearly' });
    for (const by of ['market.gly', 'office.ld', 'county.gly', 'water.ld']) expect((await ask(entry, fields, by)).status).toBe(403);
    const { adjustment } = await propose(entry, fields);

    for (const by of ['county.gly', 'water.ld']) {
      expect((await world.call(by, `GET /catalog/adjustments/${adjustment.id}`)).status).toBe(404);
      expect((await world.call(by, 'GET /catalog/adjustments')).body).toMatchObject({ items: [], total: 0, providers: [] });
    }
    expect(await agree(adjustment, {}, 'water.ld')).toMatchObject({ status: 404 });
    expect((await object(adjustment, 'market.sh')).status).toBe(403);
    expect((await withdraw(adjustment, 'market.ld')).status).toBe(403);
    expect((await decide(adjustment, 'drop', 'office.fb')).status).toBe(403);
    const own = await world.call(
      'market.dj',
      `GET /catalog/adjustments?entry=${entry.id}&state=proposed,objected&provider=${world.orgId('market')}`,
    );
    expect(own.body).toMatchObject({ total: 1, items: [{ id: adjustment.id, fields: ['updateCycle'] }] });
    expect((await world.call('market.dj', `GET /catalog/adjustments?entry=${entry.id}&state=agreed`)).body).toMatchObject({ total: 0 });
  });

  test('409: a second adjustment, a change, a retirement, a transfer, a publication, a return and a withdrawal wait until it has ended', async () => {
    const [content, filed] = [next(), next()];
    const [inForce, atAuthority] = [await story.published(content), await story.signed(filed)];
    const first = (await propose(inForce, fieldsOf(content, { updateCycle: 'yearly' }))).adjustment;
    const second = (await propose(atAuthority, fieldsOf(filed, { updateCycle: 'yearly' }))).adjustment;
    const live = { ...inForce, revision: first.entryRevision };
    const waiting = { ...atAuthority, revision: second.entryRevision };
    const on = (by: string, { id, revision }: Walked, path: string, body: object) =>
      world.call(by, `POST /catalog/entries/${id}/${path}`, { body, ifMatch: revision });
    const reason = { reason: '测试' };

    const answers = [
      await ask(live, fieldsOf(content, { updateCycle: 'weekly' })),
      await ask(waiting, fieldsOf(filed, { updateCycle: 'weekly' })),
      await on('market.dj', live, 'changes', { kind: 'other', changedOn: '2026-11-23', ...reason }),
      await on('market.dj', live, 'abandonment', reason),
      await on('market.dj', waiting, 'withdrawal', reason),
      await on('market.gx', live, 'retirement', {
        reason: '停止采集',
        lastDay: '2027-12-31',
        successorId: null,
        secondFactor: await world.codeOf('market.gx'),
      }),
      await on('office.fb', waiting, 'publication', { opinion: '发布' }),
      await on('office.fb', waiting, 'return', { opinion: '退回' }),
      await world.call('office.fb', 'POST /catalog/transfers', {
        body: {
          kind: 'relieved',
          documentNumber: '吐编发〔2026〕7号',
          decidedOn: '2026-11-20',
          reason: '职责划转',
          fromOrgId: world.orgId('market'),
          receiverId: world.orgId('water'),
          entryIds: [live.id],
        },
      }),
    ];

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 409));
    expect(await read(first)).toMatchObject({ state: 'proposed' });
  });

  test('409: what the department has in hand itself, and what is suspended, is not adjusted; 412: nor what was read in another state', async () => {
    const content = next();
    const entry = await story.published(content);
    expect(await ask({ ...entry, revision: entry.revision - 1 }, fieldsOf(content, { updateCycle: 'yearly' }))).toMatchObject({
      status: 412,
    });
    const opened = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'other', changedOn: '2026-11-23', reason: '更正' },
      ifMatch: entry.revision,
    });
    const changing = { ...entry, revision: Number(opened.body['revision']) };
    expect(await ask(changing, fieldsOf(content, { updateCycle: 'yearly' }))).toMatchObject({ status: 409 });

    const other = next();
    const closed = await story.published(other);
    const suspended = await world.call('office.ld', `POST /catalog/entries/${closed.id}/suspension`, {
      body: { reason: '待整改', rectifyBy: '2027-12-10', secondFactor: await world.codeOf('office.ld') },
      ifMatch: closed.revision,
    });
    expect(
      await ask({ ...closed, revision: Number(suspended.body['revision']) }, fieldsOf(other, { updateCycle: 'yearly' })),
    ).toMatchObject({ status: 409 });
  });

  test('422: nothing changed, a denial without verified basis, a condition without basis, a secret, a name that is taken', async () => {
    const [content, taken] = [next(), next()];
    const [entry] = [await story.published(content), await story.published(taken)];
    const refused = async (some: Partial<AdjustedFields>) => (await ask(entry, fieldsOf(content, some))).body['code'];

    expect(await refused({})).toBe('catalog.adjustment.nothing-changed');
    expect(await refused({ shareType: 'denied' })).toBe('catalog.adjustment.denies');
    expect(await refused({ items: [{ no: 1, shareType: 'denied', updateCycle: null }] })).toBe('catalog.adjustment.denies');
    expect(await refused({ items: [{ no: 99, shareType: null, updateCycle: null }] })).toBe('catalog.adjustment.item-unknown');
    expect(await refused({ shareType: 'conditional' })).toBe('catalog.entry.incomplete');
    expect(await refused({ name: taken.name })).toBe('catalog.entry.name-taken');
    const secret = await world.call('office.fb', `POST /catalog/entries/${entry.id}/adjustments`, {
      body: { secrecyDeclaration: 'work-secret', fields: fieldsOf(content, { name: '机密名录' }), reason: '规范' },
      ifMatch: entry.revision,
    });
    expect(secret).toMatchObject({ status: 422, body: { code: 'catalog.entry.secret' } });
    expect(await entryFor('market.dj', entry)).toMatchObject({ state: 'published', working: null });
  });

  test('two answers at once: it is agreed to or withdrawn, never both', async () => {
    const content = next();
    const entry = await story.published(content);
    const { adjustment } = await propose(entry, fieldsOf(content, { updateCycle: 'yearly' }));

    const [agreed, withdrawn] = await Promise.all([agree(adjustment), withdraw(adjustment)]);

    expect([agreed.status, withdrawn.status].filter((status) => status === 200)).toHaveLength(1);
    expect(await read(adjustment)).toMatchObject({ state: agreed.status === 200 ? 'agreed' : 'withdrawn' });
  });
});
