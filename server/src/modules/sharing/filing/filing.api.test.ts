import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { deliverEvents } from '#platform/outbox';
import { gatewayListeners } from '#modules/gateway/jobs';
import { lostProcess } from '#test/lost-process';
import { recorderOf } from '#test/recorded';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { foundStoppage } from '../stoppage/test-stoppages.ts';
import { receivingCity } from '../test-received.ts';
import { bringFilingsIntoForce } from './take-effect.job.ts';
import { filingsIn, type Holder } from './test-filings.ts';

const store = await createTestDatabase();
const { city, as, codeOf, needs, entry, pass, deliver, notices, todos } = await receivingCity(store);
const filings = filingsIn(city);
const recordedBy = recorderOf(store.database);

/** An entry that some departments hold grants of. */
async function held(name: string, ...holders: Holder[]): Promise<{ entryId: string; grants: string[] }> {
  const entryId = await entry(name);
  const grants: string[] = [];
  for (const holder of holders) grants.push(await filings.grantTo(holder, entryId));
  return { entryId, grants };
}
const owes = async (by: string, id: string): Promise<string[]> => {
  const { items } = (await as(by, 'GET /desk/todos?limit=100')).body as { items: { link: string; title: { key: string } }[] };
  return items.filter(({ link }) => link.endsWith(id)).map(({ title }) => title.key.replace('sharing.todo.', ''));
};
const grantState = async (grantId: string) => (await as('slj.djy', `GET /sharing/grants/${grantId}`)).body;
const stateOf = async (id: string) =>
  (await sql<{ state: string }>`SELECT state FROM sharing.filing WHERE id = ${id}`.execute(store.database.reader)).rows[0]?.state;
type Shown = { parties: { requester: { name: string }; answer: string | null; grants: { id: string }[] }[]; history: unknown[] };

describe('809-27: a filing of a stop', () => {
  test('the platform finds who is affected and asks each; a department sees itself alone, others nothing; silence is no consent, but ends with the term', async () => {
    const { entryId, grants } = await held('备案企业名录', 'slj', 'nyncj');
    const ground = expected(await as('scjg.djy', `GET /sharing/entries/${entryId}/filing-ground`), 200).body;
    expect(ground).toMatchObject({ underWay: null, notice: { nature: 'internal', articles: ['809-27'] } });
    expect((ground['grants'] as { id: string }[]).map(({ id }) => id).toSorted()).toEqual(grants.toSorted());
    expect(await as('slj.djy', `GET /sharing/entries/${entryId}/filing-ground`)).toMatchObject({ status: 403 });
    expect(await filings.file(entryId, {}, 'slj.djy')).toMatchObject({ body: { code: 'sharing.filing.not-own' } });
    expect(await filings.file(entryId, { effectiveOn: '2026-12-01' })).toMatchObject({
      status: 422,
      body: { code: 'sharing.filing.too-early', params: { firstOn: ground['earliestOn'] } },
    });
    expect(await filings.file(entryId, { reason: '张某 13812345678' })).toMatchObject({ body: { code: 'sharing.filing.personal-value' } });
    expect(await filings.file(entryId, { kind: 'change' })).toMatchObject({ body: { code: 'sharing.filing.incomplete' } });

    const id = await filings.filed(entryId);

    expect(await filings.file(entryId)).toMatchObject({ status: 409, body: { code: 'sharing.filing.under-way' } });
    expect(await owes('slj.djy', id)).toEqual(['answer-filing']);
    expected(await filings.answer('slj.djy', id, { answer: 'objects', words: '审批系统改造需到三月' }), 200);
    expect(await owes('slj.djy', id)).toEqual([]);
    const own = expected(await filings.read('slj.djy', id), 200).body as Shown;
    const others = expected(await filings.read('nyncj.djy', id), 200).body as Shown;
    const whole = expected(await filings.read('zfb.zgy', id), 200).body as Shown;
    expect(own.parties.map(({ answer }) => answer)).toEqual(['objects']);
    expect(JSON.stringify(others)).not.toContain('审批系统改造');
    expect(others.parties).toHaveLength(1);
    expect(whole.parties).toHaveLength(2);
    expect(await filings.read('qxj.djy', id)).toMatchObject({ status: 404 });

    expect(await filings.submit(id)).toMatchObject({ status: 409, body: { code: 'sharing.filing.not-heard' } });
    await pass(12);
    expect(await owes('scjg.fzr', id)).toEqual(['sign-filing']);
    const unread = { effectiveOn: '2027-01-15', words: '', code: await codeOf('scjg.fzr') };
    const before = await filings.seen('scjg.fzr', id);
    expected(await filings.answer('slj.djy', id, { answer: 'objects', words: '审批系统改造需到四月' }), 200);
    expect(await as('scjg.fzr', `POST /sharing/filings/${id}/submission`, { body: unread })).toMatchObject({ status: 412 });
    expect(await as('scjg.fzr', `POST /sharing/filings/${id}/submission`, { body: unread, ...before })).toMatchObject({
      status: 412,
      body: { code: 'sharing.filing.stale' },
    });
    const submitted = expected(await filings.submit(id), 200);
    expect(submitted.body).toMatchObject({ state: 'at-authority', clock: { ruleKey: 'sharing.filing-review' } });
    expect((submitted.body as Shown).parties.map(({ answer }) => answer).toSorted()).toEqual([null, 'objects'].toSorted());
  });

  test('the authority asks for a later day only where somebody is against it; the day moves later, never earlier, and nothing past is taken', async () => {
    const { entryId } = await held('备案食品名录', 'slj');
    const id = await filings.filed(entryId, { effectiveOn: '2027-02-01' });
    expected(await filings.answer('slj.djy', id), 200);
    expected(await filings.submit(id, { effectiveOn: '2027-02-01' }), 200);
    const later = { decision: 'postpone', notBefore: '2027-04-01', words: '请推迟' };
    expect(await filings.decide(id, later)).toMatchObject({ body: { code: 'sharing.filing.nobody-objects' } });
    expect(await filings.decide(id, undefined, 'scjg.djy')).toMatchObject({ status: 403 });
    expected(await filings.decide(id, { decision: 'return', words: '请补充依据' }), 200);
    expect(await owes('scjg.fzr', id)).toEqual(['revise-filing']);
    expected(await filings.answer('slj.djy', id, { answer: 'needs-until', needsUntil: '2027-03-31', words: '系统改造' }), 200);
    expect(await filings.submit(id, { effectiveOn: '2027-01-20' })).toMatchObject({
      body: { code: 'sharing.filing.too-early', params: { firstOn: '2027-02-01' } },
    });
    expected(await filings.submit(id, { effectiveOn: '2027-02-01' }), 200);
    expect(await filings.decide(id, { ...later, notBefore: '2027-02-01' })).toMatchObject({ body: { code: 'sharing.filing.incomplete' } });

    expected(await filings.decide(id, later), 200);

    expect(await filings.submit(id, { effectiveOn: '2027-03-01' })).toMatchObject({ body: { params: { firstOn: '2027-04-01' } } });
    expected(await filings.submit(id, { effectiveOn: '2027-04-01' }), 200);
    const accepted = expected(await filings.decide(id), 200);
    expect(accepted.body).toMatchObject({ state: 'accepted', effectiveOn: '2027-04-01', notBefore: '2027-04-01' });
    const withdraw = (by: string, code?: string) =>
      as(by, `POST /sharing/filings/${id}/withdrawal`, { body: { reason: '系统继续维护', ...(code === undefined ? {} : { code }) } });
    expect(await withdraw('scjg.djy')).toMatchObject({ status: 403, body: { code: 'sharing.filing.not-own' } });
    expect(await withdraw('scjg.fzr')).toMatchObject({ status: 422, body: { code: 'sharing.filing.incomplete' } });
    const withdrawn = expected(await withdraw('scjg.fzr', await codeOf('scjg.fzr')), 200);
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
    expect(await notices('slj.djy')).toContain('sharing.notice.filing-withdrawn');
    expect(await filings.decide(id)).toMatchObject({ status: 409, body: { code: 'sharing.filing.illegal-transition' } });
  });

  test('until its day the service goes on; on it every grant ends as a revocation does, nothing is granted any more or taken back, and the service is told to close', async () => {
    const { entryId, grants } = await held('备案许可名录', 'slj');
    const id = await filings.filed(entryId);
    expected(await filings.answer('slj.djy', id), 200);
    expected(await filings.submit(id), 200);
    const read = await filings.seen('zfb.zgy', id);
    const late = await filings.grantTo('nyncj', entryId);
    await bringFilingsIntoForce(needs);
    // Whoever decides has read who is affected; whoever came late is asked as soon as answers are taken again.
    const accept = { decision: 'accept', words: '同意备案' };
    expect(await as('zfb.zgy', `POST /sharing/filings/${id}/decision`, { body: accept, ...read })).toMatchObject({ status: 412 });
    expect(await owes('nyncj.djy', id)).toEqual([]);
    expected(await filings.decide(id, { decision: 'return', words: '请征求新增部门意见' }), 200);
    expect(await owes('nyncj.djy', id)).toEqual(['answer-filing']);
    expect(await filings.submit(id)).toMatchObject({ body: { code: 'sharing.filing.not-heard' } });
    expected(await filings.answer('nyncj.djy', id), 200);
    expected(await filings.submit(id), 200);
    expected(await filings.decide(id), 200);
    await expect(filings.grantTo('nyncj', entryId)).rejects.toThrow('sharing.filing.service-stops');
    await bringFilingsIntoForce(needs);
    expect((expected(await filings.read('scjg.djy', id), 200).body as Shown).parties).toHaveLength(2);
    expect(await notices('nyncj.djy')).toContain('sharing.notice.filing-filed');
    expect(await grantState(grants[0] ?? '')).toMatchObject({ state: 'active' });

    needs.clock.set('2027-01-14T16:30:00Z');
    const regret = { reason: '不停了', code: await codeOf('scjg.fzr') };
    expect(await as('scjg.fzr', `POST /sharing/filings/${id}/withdrawal`, { body: regret })).toMatchObject({
      status: 409,
      body: { code: 'sharing.filing.day-come', params: { on: '2027-01-15' } },
    });
    const records = await recordedBy(async () => {
      await bringFilingsIntoForce(needs);
    });

    expect(records.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['sharing.stop-service', 'sharing.bring-filing-into-force', 'sharing.open-disposal']),
    );
    for (const grantId of [...grants, late]) {
      const { rows } = await sql<{ state: string; revocation: unknown }>`
        SELECT state, revocation FROM sharing.share_grant WHERE id = ${grantId}`.execute(store.database.reader);
      expect(rows[0]).toMatchObject({ state: 'revoked', revocation: { reason: '登记系统迁移至自治区平台，本市接口不再维护' } });
    }
    expect(expected(await filings.read('scjg.djy', id), 200).body).toMatchObject({ state: 'in-force' });
    expect(await notices('slj.djy')).toContain('sharing.notice.filing-in-force');
    expect(await bringFilingsIntoForce(needs)).toBe(0);
    const told = await sql<{ body: unknown }>`
      SELECT body FROM platform.outbox WHERE name = 'sharing.service-stopped' AND body ->> 'entryId' = ${entryId}`.execute(
      store.database.reader,
    );
    expect(told.rows).toMatchObject([{ body: { filingId: id } }]);
    expect(gatewayListeners(needs).map(({ event }) => event)).toContain('sharing.service-stopped');
    await deliverEvents((work) => store.database.transaction(work), gatewayListeners(needs));
  });

  test('a department whose grant was issued while others are heard is asked like them, with its term', async () => {
    const { entryId } = await held('备案增补名录', 'slj');
    const on = { effectiveOn: '2027-03-15' };
    const id = await filings.filed(entryId, on);
    expected(await filings.answer('slj.djy', id), 200);
    const before = await filings.seen('scjg.fzr', id);
    await filings.grantTo('nyncj', entryId);
    await bringFilingsIntoForce(needs);

    expect(await owes('nyncj.djy', id)).toEqual(['answer-filing']);
    const shown = expected(await filings.read('nyncj.djy', id), 200).body as { parties: { clock: { ruleKey: string } | null }[] };
    expect(shown.parties).toMatchObject([{ clock: { ruleKey: 'sharing.filing-answer' } }]);
    const unread = { ...on, words: '', code: await codeOf('scjg.fzr') };
    expect(await as('scjg.fzr', `POST /sharing/filings/${id}/submission`, { body: unread, ...before })).toMatchObject({
      body: { code: 'sharing.filing.not-heard' },
    });
    await bringFilingsIntoForce(needs);
    expect(await owes('nyncj.djy', id)).toEqual(['answer-filing']);
  });

  test('91-3.3: an entry that another department takes over takes its filing and its stop along', async () => {
    const { entryId } = await held('备案划转名录', 'slj');
    const id = await filings.filed(entryId, { effectiveOn: '2027-03-15' });
    const stoppageId = await foundStoppage(city, entryId);
    const fromOrgId = city.founded.organisations.get('scjg') ?? '';
    const receiverId = city.founded.organisations.get('nyncj') ?? '';
    const decided = { kind: 'relieved', documentNumber: '吐编发〔2026〕7号', decidedOn: '2026-11-20', reason: '职责划转' };
    const order = { ...decided, fromOrgId, receiverId, entryIds: [entryId] };
    const transfer = expected(await as('zfb.zgy', 'POST /catalog/transfers', { body: order }), 201);
    const acceptance = { entryIds: [entryId], opinion: '同意接收', secondFactor: await codeOf('nyncj.fzr') };
    expected(await as('nyncj.fzr', `POST /catalog/transfers/${String(transfer.body['id'])}/acceptance`, { body: acceptance }), 200);
    await deliver();

    expect(await filings.read('scjg.djy', id)).toMatchObject({ status: 404 });
    expect(expected(await filings.read('nyncj.djy', id), 200).body).toMatchObject({ provider: { id: receiverId } });
    const stops = async (by: string) => (await as(by, `GET /sharing/stoppages?limit=100&entry=${entryId}`)).body['items'];
    expect(await stops('scjg.djy')).toEqual([]);
    expect(await stops('nyncj.djy')).toMatchObject([{ id: stoppageId, state: 'found', clock: { ruleKey: 'sharing.stoppage-answer' } }]);
    expect(await todos('nyncj.djy')).toContain('sharing.todo.answer-stoppage');
  });

  test('a change ends nothing; what nobody uses needs no filing; lists, counts and the ledger show what a reader may see', async () => {
    needs.clock.set('2027-01-18T02:00:00Z');
    const unused = await entry('备案无人使用名录');
    expect(await filings.file(unused, { effectiveOn: '2027-02-18' })).toMatchObject({ body: { code: 'sharing.filing.nobody-affected' } });
    const { entryId, grants } = await held('备案变更名录', 'slj');
    const on = { effectiveOn: '2027-02-18' };
    const id = await filings.filed(entryId, { kind: 'change', change: '日期字段改为八位', ...on });
    expected(await filings.answer('slj.djy', id), 200);
    expected(await filings.submit(id, on), 200);
    expected(await filings.decide(id), 200);

    needs.clock.set('2027-02-18T02:00:00Z');
    await bringFilingsIntoForce(needs);

    expect(expected(await filings.read('slj.djy', id), 200).body).toMatchObject({ state: 'in-force', kind: 'change' });
    expect(await grantState(grants[0] ?? '')).toMatchObject({ state: 'active' });
    const list = async (by: string, query = '') => (await as(by, `GET /sharing/filings?limit=100${query}`)).body;
    expect(await list('slj.djy', `&entry=${entryId}`)).toMatchObject({ total: 1, items: [{ id }] });
    expect(await list('qxj.djy')).toMatchObject({ total: 0 });
    expect(await list('slj.djy', '&state=nonsense')).toMatchObject({ total: 0 });
    const ledger = expected(await as('zfb.zgy', 'GET /sharing/filings/ledger?side=overseen'), 200);
    expect(ledger.bytes.length).toBeGreaterThan(1000);
  });

  test('a worker that is killed (SIGKILL) while a stop comes into force has ended whole grants or none of each; the next run ends the rest, and once', async () => {
    const { entryId, grants } = await held('备案中断名录', 'slj', 'nyncj');
    const on = { effectiveOn: '2027-03-25' };
    const id = await filings.filed(entryId, on);
    for (const by of ['slj.djy', 'nyncj.djy']) expected(await filings.answer(by, id), 200);
    expected(await filings.submit(id, on), 200);
    expected(await filings.decide(id), 200);
    needs.clock.set('2027-03-25T02:00:00Z');
    const program = fileURLToPath(new URL('../../../../test/killed-process.ts', import.meta.url));
    const killedAt = (hook: string) =>
      lostProcess(store, program, [
        needs.config.KAREZ_DATA_FOLDER,
        needs.clock.now().toISOString(),
        hook,
        JSON.stringify('sharing.bring-filings-into-force'),
      ]);
    const ended = async () =>
      (
        await sql<{ ended: number; disposals: number }>`
          SELECT (SELECT count(*)::int FROM sharing.share_grant WHERE id = ANY (${grants}::uuid[]) AND state = 'revoked') AS ended,
            (SELECT count(*)::int FROM sharing.disposal WHERE grant_id = ANY (${grants}::uuid[])) AS disposals`.execute(
          store.database.reader,
        )
      ).rows[0];

    await killedAt('sharing.bring-filings-into-force.grant-ended');
    expect(await ended()).toEqual({ ended: 0, disposals: 0 });
    await killedAt('sharing.bring-filings-into-force.grant-ended#2');
    expect(await ended()).toEqual({ ended: 1, disposals: 1 });
    await killedAt('sharing.bring-filings-into-force.before-commit');
    expect(await ended()).toEqual({ ended: 2, disposals: 2 });
    expect(await stateOf(id)).toBe('accepted');

    await bringFilingsIntoForce(needs);

    expect(await stateOf(id)).toBe('in-force');
    expect(await ended()).toEqual({ ended: 2, disposals: 2 });
  }, 120_000);
});
