import { applicationSchema } from '@karez/contract/sharing/schemas';
import { describe, expect, test } from 'vitest';
import { recorderOf } from '#test/recorded';
import { createTestDatabase } from '#test/test-database';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { idOf, receivingCity } from '../test-received.ts';

const store = await createTestDatabase();
const { city, as, entry, received, read } = await receivingCity(store);
const recorded = recorderOf(store.database);

const reuse = async (application: Answer, body: object = {}, by = 'slj.djy') =>
  as(by, `POST /sharing/applications/${idOf(application)}/reuse`, { body });

describe('an application that is taken for the base of another', () => {
  test('809-20, 91-5.1: sharing.reuse-application: the draft holds what was said, period and commitment anew, and names what it was taken from to its own department only', async () => {
    const entryId = await entry('凿井单位名录');
    const earlier = await received(entryId);
    const said = applicationSchema.parse(earlier.body).content;
    let draft: Answer | undefined;

    const evidence = await recorded(async () => {
      draft = expected(await reuse(earlier), 201);
    });

    const shown = applicationSchema.parse(draft?.body);
    expect(shown).toMatchObject({ state: 'draft', entryId, no: null });
    expect(shown.content).toEqual({ ...said, validFrom: null, validTo: null, commitment: false });
    expect(shown.takenFrom).toEqual({
      applicationId: idOf(earlier),
      no: earlier.body['no'],
      entryName: '凿井单位名录',
      leftBehind: { items: [], basis: [], system: false },
    });
    expect(evidence.map(({ body }) => body).join()).toContain(`"takenFrom":"${idOf(earlier)}"`);
    // The earlier one goes on as it was; its other side sees no trace, and the new one is nobody else's yet.
    expect(await read('scjg.djy', earlier)).toMatchObject({ state: 'at-provider', takenFrom: null });
    expect((await as('scjg.djy', `GET /sharing/applications/${shown.id}`)).status).toBe(404);
  });

  test('for another entry the items of the same name are taken and the others named; once sent, its provider does not learn where it came from', async () => {
    const earlier = await received(await entry('水井台账'));
    const name = '水井定位信息';
    const items = [itemOf(1, { nameZh: '井号', fieldName: 'well' }), itemOf(2, { nameZh: '水井台账2', fieldName: 'depth' })];
    const other = await publishedEntry(city, 'scjg', companyEntry({ name, items }));

    const draft = expected(await reuse(earlier, { entryId: other }), 201);

    expect(draft.body).toMatchObject({ entryId: other, content: { itemNos: [2] }, takenFrom: { leftBehind: { items: ['水井台账1'] } } });
    const content = { ...applicationSchema.parse(draft.body).content, validFrom: '2026-12-01', validTo: '2027-06-30', commitment: true };
    const put = { body: { secrecyDeclaration: 'not-secret', content }, ifMatch: draft.etag ?? '' };
    expected(await as('slj.djy', `PUT /sharing/applications/${idOf(draft)}/content`, put), 200);
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(draft)}/submission`), 200);
    const consent = { decision: 'consent', opinion: '同意', code: await city.codeOf('slj.fzr') };
    expected(await as('slj.fzr', `POST /sharing/applications/${idOf(draft)}/consent-out`, { body: consent }), 200);
    expect(await read('scjg.djy', draft)).toMatchObject({ takenFrom: null });
    expect(await read('slj.djy', draft)).toMatchObject({ takenFrom: { applicationId: idOf(earlier) } });
  });

  test('404 for a department that has nothing to do with it, 403 for its provider, 409 for a draft, 422 for an entry of one’s own', async () => {
    const earlier = await received(await entry('机井名单'));
    const draft = expected(await reuse(earlier), 201);

    expect(await reuse(earlier, {}, 'nyncj.djy')).toMatchObject({ status: 404, body: { code: 'sharing.application.not-found' } });
    expect(await reuse(earlier, {}, 'scjg.djy')).toMatchObject({ status: 403 });
    expect(await reuse(draft)).toMatchObject({ status: 409, body: { code: 'sharing.reuse.still-draft' } });
    const own = await publishedEntry(city, 'slj', companyEntry({ name: '水利自有名录' }));
    expect(await reuse(earlier, { entryId: own })).toMatchObject({ status: 422, body: { code: 'sharing.application.own-entry' } });
    expect(await read('slj.djy', earlier)).toMatchObject({ allowed: { reuse: { allowed: true } } });
    expect(JSON.stringify((await read('scjg.djy', earlier))['allowed'])).not.toContain('reuse');
  });

  test('refused or withdrawn it can be asked for again', async () => {
    const earlier = await received(await entry('打井队名单'));
    const path = `/sharing/applications/${idOf(earlier)}`;
    expected(await as('slj.djy', `POST ${path}/withdrawal`, { body: { reason: '暂缓' } }), 200);

    const draft = expected(await reuse(earlier), 201);

    expect(draft.body).toMatchObject({ state: 'draft', content: { itemNos: [1, 2] } });
  });
});
