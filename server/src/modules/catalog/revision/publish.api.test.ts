import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, deniedContent } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { call, codeOf, orgId } = world;
const story = storyIn(world);

test('catalog.review-entry, catalog.sign-entry, catalog.publish-entry, catalog.get-entry, catalog.get-entry-history: 91-3.2, 809-13, 809-16: an entry goes from registrar to reviewer to head to authority, four people, and is then everybody’s', async () => {
  const draft = await story.register(contentWith({ name: '企业登记信息' }));
  expect(draft.answer).toMatchObject({
    status: 201,
    etag: '1',
    body: { state: 'unpublished', resourceCode: null, working: { state: 'draft' } },
  });
  expect((await call('water.gly', `GET /catalog/entries/${draft.id}`)).status).toBe(404);
  expect((await call('office.fb', `GET /catalog/entries/${draft.id}`)).status).toBe(404);

  const reviewed = await story.review(await story.submit(draft));
  const signed = await story.sign(reviewed);
  expect(signed.answer.body).toMatchObject({ working: { state: 'at-authority' } });
  expect((await call('office.fb', `GET /catalog/entries/${draft.id}`)).status).toBe(200);
  expect((await call('water.gly', `GET /catalog/entries/${draft.id}`)).status).toBe(404);

  const published = await story.publish(signed);

  expect(published.answer.body).toMatchObject({ state: 'published', version: '1.0', publishedOn: '2026-11-23', working: null });
  expect(published.answer.body['resourceCode']).toMatch(/^102000650400\d{3}\/\d{6}$/);
  const seen = await call('water.gly', `GET /catalog/entries/${draft.id}`);
  expect(seen.body).toMatchObject({ live: { content: { name: '企业登记信息' } }, usedBy: null });
  const evidence = await sql<{ action: string; body: string }>`
    SELECT action, convert_from(body, 'UTF8') AS body FROM audit.pending WHERE object_id = ${draft.id} ORDER BY sequence`.execute(
    database.reader,
  );
  const steps = ['register', 'submit', 'review', 'sign', 'publish'];
  expect(evidence.rows.map(({ action }) => action)).toEqual(steps.map((step) => `catalog.${step}-entry`));
  expect(evidence.rows.map(({ body }) => body).join('')).not.toContain('企业登记');
  const history = await call('market.dj', `GET /catalog/entries/${draft.id}/history`);
  expect(history.body['items']).toMatchObject(['registered', 'submitted', 'reviewed', 'signed', 'published'].map((action) => ({ action })));
  const told = await call('water.gly', `GET /catalog/entries/${draft.id}/history`);
  expect(told.body['items']).toMatchObject([{ action: 'published', opinion: null, organisation: '市政府办公室' }]);
});

test('each step waits in the inbox of whose turn it is, and the authority’s has a due day', async () => {
  const signed = await story.signed(contentWith({ name: '待办走向' }));

  const inbox = await call('office.fb', 'GET /desk/todos');

  const link = `/catalog/entries/${signed.id}`;
  expect(inbox.body['items']).toContainEqual(expect.objectContaining({ link, dueAt: '2026-11-30T16:00:00.000Z' }));
  await story.publish(signed);
  expect(JSON.stringify((await call('office.fb', 'GET /desk/todos')).body)).not.toContain(signed.id);
  expect(JSON.stringify((await call('market.sh', 'GET /desk/todos?tab=done')).body)).toContain(link);
});

test('403: nobody decides on their own work, whatever powers they hold', async () => {
  const submitted = await story.submit(await story.register(contentWith({ name: '本人不得审核' }), 'market.gly'), 'market.gly');
  const own = { status: 403, body: { code: 'catalog.revision.own-work' } };

  const review = await call('market.gly', `POST /catalog/entries/${submitted.id}/review`, {
    body: { opinion: '同意' },
    ifMatch: submitted.revision,
  });
  const reviewed = await story.review(submitted);
  const sign = await call('market.gly', `POST /catalog/entries/${submitted.id}/signature`, {
    body: { opinion: '同意', secondFactor: await codeOf('market.gly') },
    ifMatch: reviewed.revision,
  });

  expect(review).toMatchObject(own);
  expect(sign).toMatchObject(own);
  expect(reviewed.answer.body['allowed']).toMatchObject({ sign: { allowed: false, reason: 'identity.power.missing' } });
});

test('403: the database itself refuses a reviewer who wrote the revision', async () => {
  const { id } = await story.review(await story.submit(await story.register(contentWith({ name: '约束' }))));

  const forged = sql`UPDATE catalog.revision SET authors = array_append(authors, reviewed ->> 'by') WHERE entry_id = ${id}`;

  await expect(forged.execute(database.reader)).rejects.toThrow(/revision_check/);
});

test('403: other departments, other regions and a party to the case decide nothing', async () => {
  const signed = await story.signed(contentWith({ name: '无权办理' }));
  const publish = { body: { opinion: '同意' }, ifMatch: signed.revision };

  expect((await call('county.gly', `POST /catalog/entries/${signed.id}/publication`, publish)).status).toBe(404);
  expect(await call('market.ld', `POST /catalog/entries/${signed.id}/publication`, publish)).toMatchObject({ status: 403 });
  const published = await story.publish(signed);
  const foreign = await call('water.gly', `PUT /catalog/entries/${signed.id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content: contentWith() },
    ifMatch: published.revision,
  });
  expect(foreign).toMatchObject({ status: 403, body: { code: 'identity.power.other-organisation' } });
  const other = { organisationId: orgId('market'), secrecyDeclaration: 'not-secret', content: contentWith({ name: '代登' }) };
  expect(await call('water.gly', 'POST /catalog/entries', { body: other })).toMatchObject({ status: 403 });
});

test('91-7.1: 409: an authority whose only member is party to the case cannot receive its own entry', async () => {
  const submitted = await story.submit(await story.register(contentWith({ name: '自己的目录' }), 'office.gly', 'office'), 'office.gly');
  const reviewed = await story.review(submitted, 'office.fb');

  const answer = await call('office.ld', `POST /catalog/entries/${submitted.id}/signature`, {
    body: { opinion: '同意', secondFactor: await codeOf('office.ld') },
    ifMatch: reviewed.revision,
  });

  expect(answer).toMatchObject({ status: 409, body: { code: 'catalog.authority.none' } });
});

test('412: of two reviewers at once one decides; the other is told that the entry has changed', async () => {
  const submitted = await story.submit(await story.register(contentWith({ name: '两人同时审核' })));
  const ask = { body: { opinion: '同意' }, ifMatch: submitted.revision };
  await call('market.sh2', 'GET /me');

  const answers = await Promise.all([
    call('market.sh', `POST /catalog/entries/${submitted.id}/review`, ask),
    call('market.sh2', `POST /catalog/entries/${submitted.id}/return`, ask),
  ]);

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
});

test('412, 409: a stale or missing If-Match changes nothing; a step out of turn is refused', async () => {
  const draft = await story.register(contentWith({ name: '修订号' }));
  const save = { secrecyDeclaration: 'not-secret', content: contentWith({ name: '修订号', abstract: '新的摘要' }) };
  const saved = await call('market.dj', `PUT /catalog/entries/${draft.id}/draft`, { body: save, ifMatch: 1 });
  const stale = await call('market.dj', `PUT /catalog/entries/${draft.id}/draft`, {
    body: { ...save, content: contentWith({ name: '覆盖' }) },
    ifMatch: 1,
  });

  expect(saved).toMatchObject({ status: 200, etag: '2' });
  expect(stale).toMatchObject({ status: 412, body: { code: 'catalog.entry.stale', params: { current: 2, sent: '1' } } });
  expect((await call('market.dj', `PUT /catalog/entries/${draft.id}/draft`, { body: save })).status).toBe(412);
  expect((await call('market.dj', `GET /catalog/entries/${draft.id}`)).body).toMatchObject({
    name: '修订号',
    working: { content: { abstract: '新的摘要' } },
  });
  expect(await call('market.sh', `POST /catalog/entries/${draft.id}/review`, { body: { opinion: '早了' }, ifMatch: 2 })).toMatchObject({
    status: 409,
    body: { code: 'catalog.revision.illegal-transition' },
  });
  await story.submit({ ...draft, revision: 2 });
  expect((await call('market.dj', `PUT /catalog/entries/${draft.id}/draft`, { body: save, ifMatch: 3 })).status).toBe(409);
});

test('catalog.return-entry: an entry that the authority returns is a draft again, with the opinion, and out of the authority’s sight', async () => {
  const signed = await story.signed(contentWith({ name: '退回修改' }));

  const returned = await call('office.fb', `POST /catalog/entries/${signed.id}/return`, {
    body: { opinion: '摘要不清楚' },
    ifMatch: signed.revision,
  });

  expect(returned).toMatchObject({ status: 200, body: { entry: null } });
  expect((await call('office.fb', `GET /catalog/entries/${signed.id}`)).status).toBe(404);
  const own = await call('market.dj', `GET /catalog/entries/${signed.id}`);
  expect(own.body).toMatchObject({ working: { state: 'draft', returned: { opinion: '摘要不清楚', byOrganisation: '市政府办公室' } } });
  await story.publish(await story.sign(await story.review(await story.submit({ ...signed, revision: signed.revision + 1 }))));
});

test('403: the signature needs a right code, once; a wrong one changes nothing', async () => {
  const reviewed = await story.review(await story.submit(await story.register(contentWith({ name: '二次验证' }))));
  const code = await codeOf('market.ld');
  const ask = (secondFactor: string) => ({ body: { opinion: '同意', secondFactor }, ifMatch: reviewed.revision });

  const wrong = await call('market.ld', `POST /catalog/entries/${reviewed.id}/signature`, ask(code === '000000' ? '000001' : '000000'));

  expect(wrong).toMatchObject({ status: 403, body: { code: 'identity.second-factor.wrong' } });
  expect((await call('market.ld', `GET /catalog/entries/${reviewed.id}`)).body).toMatchObject({ revision: reviewed.revision });
  expect((await call('market.ld', `POST /catalog/entries/${reviewed.id}/signature`, ask(code))).status).toBe(200);
});

test('codes of entries that are published together follow each other, and none is given twice', async () => {
  const names = ['同时发布甲', '同时发布乙', '同时发布丙', '同时发布丁'];
  const signed = [];
  for (const name of names) signed.push(await story.signed(contentWith({ name, category: '204000' })));

  const published = await Promise.all(signed.map((entry) => story.publish(entry)));

  const sequences = published.map(({ answer }) => String(answer.body['resourceCode']).split('/')[1]).toSorted();
  expect(sequences).toEqual(['000001', '000002', '000003', '000004']);
});

test('catalog.verify-denial: 91-3.1, 809-15: a denial is verified by the authority’s leader and then shows name, reason and basis only', async () => {
  const signed = await story.signed(deniedContent());
  expect(signed.answer.body).toMatchObject({ working: { state: 'awaiting-denial-verification' } });
  const ask = async (verdict: string) => ({
    body: { verdict, until: '2027-12-31', opinion: '依据充分', secondFactor: await codeOf('office.ld') },
    ifMatch: signed.revision,
  });
  expect(
    (await call('office.fb', `POST /catalog/entries/${signed.id}/publication`, { body: { opinion: '同意' }, ifMatch: signed.revision }))
      .status,
  ).toBe(409);

  const upheld = await call('office.ld', `POST /catalog/entries/${signed.id}/denial-verification`, await ask('upheld'));

  expect(upheld).toMatchObject({ status: 200, body: { entry: { state: 'published', denial: { verifiedUntil: '2027-12-31' } } } });
  const seen = await call('water.gly', `GET /catalog/entries/${signed.id}`);
  expect(seen.body).toMatchObject({ name: '举报人信息', live: null, denial: { basis: [{ article: '第一百一十五条' }] } });
  expect(seen.text).not.toContain('每日更新');
  expect((await call('water.gly', `GET /catalog/entries?q=${encodeURIComponent('每日更新')}`)).text).not.toContain(signed.id);
});

test('a denial whose basis is rejected goes back to its registrar', async () => {
  const signed = await story.signed(deniedContent({ name: '依据不足' }));
  const ask = { verdict: 'rejected', until: null, opinion: '该条款未规定不能提供', secondFactor: await codeOf('office.ld') };

  const answer = await call('office.ld', `POST /catalog/entries/${signed.id}/denial-verification`, { body: ask, ifMatch: signed.revision });

  expect(answer).toMatchObject({ status: 200, body: { entry: null } });
  expect((await call('market.dj', `GET /catalog/entries/${signed.id}`)).body).toMatchObject({
    working: { state: 'draft', returned: { opinion: ask.opinion } },
  });
});
