import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { conditionalContent, contentWith, deniedContent, itemWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld, type Answer } from '../test-world.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { call, codeOf, orgId } = world;
const story = storyIn(world);

const draft = (content: object, secrecyDeclaration = 'not-secret') => ({ organisationId: orgId('market'), secrecyDeclaration, content });
const fieldsOf = (answer: Answer) => (answer.body['fields'] as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`);
const find = async (account: string, query: Record<string, string>) =>
  call(account, `GET /catalog/entries?${new URLSearchParams(query).toString()}`);
const names = (answer: Answer) => (answer.body['items'] as { name: string }[]).map(({ name }) => name).toSorted();
const facet = (answer: Answer, name: string) =>
  (answer.body['facets'] as Record<string, { value: string; count: number }[]>)[name]?.map(({ value, count }) => `${value} ${count}`);

test('catalog.register-entry, catalog.update-draft: 422: 809-3: a text declared secret is refused with the rule; no draft, evidence, history or remembered call holds a word of it', async () => {
  const marker = '绝密标记甲乙丙';
  const content = contentWith({ name: marker, abstract: marker });

  const refused = await call('market.dj', 'POST /catalog/entries', { body: draft(content, 'state-secret'), key: 'secret-call-1' });
  const open = await story.register(contentWith({ name: '保密声明' }));
  const edited = await call('market.dj', `PUT /catalog/entries/${open.id}/draft`, {
    body: { secrecyDeclaration: 'work-secret', content },
    ifMatch: 1,
  });

  expect(refused).toMatchObject({ status: 422, body: { code: 'catalog.entry.secret' } });
  expect(refused.body['detail']).toContain('第三条');
  expect(edited).toMatchObject({ status: 422, body: { code: 'catalog.entry.secret', params: { declaration: 'work-secret' } } });
  expect(refused.text + edited.text).not.toContain(marker);
  const tables = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('catalog', 'platform', 'audit', 'desk')`.execute(
    database.reader,
  );
  expect(tables.rows.length).toBeGreaterThan(10);
  for (const { name } of tables.rows) {
    const held = await sql`SELECT 1 FROM ${sql.raw(name)} AS line WHERE line::text LIKE ${`%${marker}%`}`.execute(database.reader);
    expect(held.rows, name).toEqual([]);
  }
});

test('catalog.submit-entry: 422: 809-13, 809-15: submission lists everything that is missing at once, by field', async () => {
  const entry = await story.register(conditionalContent({ name: '不完整', abstract: '', conditions: [], category: '399999' }));

  const answer = await call('market.dj', `POST /catalog/entries/${entry.id}/submission`, { body: {}, ifMatch: 1 });

  expect(answer).toMatchObject({ status: 422, body: { code: 'catalog.entry.incomplete', params: { count: 4 } } });
  expect(fieldsOf(answer)).toEqual([
    '/content/abstract catalog.missing',
    '/content/conditions catalog.condition-scope-missing',
    '/content/conditions catalog.condition-purpose-missing',
    '/content/category catalog.category-unknown',
  ]);
});

test('422: a basis names an article that the register of law knows', async () => {
  const [basis] = deniedContent().denialBasis;
  const entry = await story.register(
    deniedContent({ name: '引用条款', denialBasis: basis ? [{ ...basis, articleId: 'no-such-article' }] : [] }),
  );

  const answer = await call('market.dj', `POST /catalog/entries/${entry.id}/submission`, { body: {}, ifMatch: 1 });

  expect(answer.body).toMatchObject({ code: 'law.article.not-found' });
});

test('409: a department has one entry of a name, whatever its width, case and spaces; two at once are told, not failed', async () => {
  const [one, other] = await Promise.all([
    call('market.dj', 'POST /catalog/entries', { body: draft(contentWith({ name: 'ABC 名录' })) }),
    call('market.gly', 'POST /catalog/entries', { body: draft(contentWith({ name: 'ＡＢＣ　名录' })) }),
  ]);

  expect([one.status, other.status].toSorted()).toEqual([201, 409]);
  expect(
    (
      await call('water.gly', 'POST /catalog/entries', {
        body: { ...draft(contentWith({ name: 'abc 名录' })), organisationId: orgId('water') },
      })
    ).status,
  ).toBe(201);
});

test('201 twice: a repeated Idempotency-Key registers once; with another body it is refused', async () => {
  const body = draft(contentWith({ name: '只登记一次' }));

  const first = await call('market.dj', 'POST /catalog/entries', { body, key: 'register-once-1' });
  const again = await call('market.dj', 'POST /catalog/entries', { body, key: 'register-once-1' });
  const other = await call('market.dj', 'POST /catalog/entries', { body: draft(contentWith({ name: '另一条' })), key: 'register-once-1' });

  expect(again).toEqual(first);
  expect(other.status).toBeGreaterThanOrEqual(400);
});

test('400: unknown fields, wrong values and a million characters are named by place; HTML and SQL stay what they are', async () => {
  const bad = {
    ...contentWith({ name: '坏输入' }),
    colour: 'red',
    updateCycle: 'sometimes',
    abstract: 'a'.repeat(1_000_000),
    providerSubUnit: 'a\u0000b',
  };
  const answer = await call('market.dj', 'POST /catalog/entries', { body: draft(bad) });
  const inert = `<script>alert(1)</script>'; DROP TABLE catalog.entry; -- {{7*7}} %s`;
  const entry = await story.register(contentWith({ name: inert.slice(0, 128), abstract: inert }));

  expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  expect(fieldsOf(answer).toSorted()).toEqual([
    '/body/content/abstract too-big',
    '/body/content/colour unknown',
    '/body/content/providerSubUnit catalog.control-characters',
    '/body/content/updateCycle invalid-value',
  ]);
  expect(entry.answer.body).toMatchObject({ name: inert, working: { content: { abstract: inert } } });
  expect(names(await find('market.dj', { q: inert.slice(0, 60) }))).toEqual([inert]);
  for (const q of [`'`, `\\`, '%', '_', '(', ':*', '&', '\ud800']) expect((await find('market.dj', { q })).status, q).toBe(200);
  expect((await find('market.dj', { q: '\u0000' })).status).toBe(400);
  expect((await find('market.dj', { cursor: 'broken' })).status).toBe(400);
  expect((await call('market.dj', 'GET /catalog/entries/not-an-id')).status).toBe(400);
});

test('catalog.open-change: 809-17, 91-3.3: a change by law runs a clock from its own day; the version in force stays until the new one is published', async () => {
  const live = await story.published(
    contentWith({ name: '食品经营许可信息', items: [itemWith(), itemWith({ no: 2, fieldName: 'name', nameZh: '名称' })] }),
  );
  const open = (changedOn: string) => ({ body: { kind: 'law-change', changedOn, reason: '食品安全法修改' }, ifMatch: live.revision });
  expect((await call('market.dj', `POST /catalog/entries/${live.id}/changes`, open('2026-12-31'))).body).toMatchObject({
    code: 'catalog.change.in-the-future',
  });

  const opened = await call('market.dj', `POST /catalog/entries/${live.id}/changes`, open('2026-11-18'));

  expect(opened).toMatchObject({
    status: 201,
    body: { state: 'change-pending', version: '1.0', working: { no: 2, trigger: { kind: 'law-change' } } },
  });
  expect((await call('water.gly', `GET /catalog/entries/${live.id}`)).body).toMatchObject({ working: null, live: { no: 1 } });
  const todo = (await call('market.dj', 'GET /desk/todos')).body['items'] as { link: string; dueAt: string }[];
  expect(todo.find(({ link }) => link.includes(live.id))?.dueAt).toBe('2026-12-02T16:00:00.000Z');
  const content = contentWith({ name: '食品经营许可信息', items: [itemWith({ no: 3, fieldName: 'licence_no', nameZh: '许可证编号' })] });
  const saved = await call('market.dj', `PUT /catalog/entries/${live.id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content },
    ifMatch: 6,
  });
  const signed = await story.sign(
    await story.review(await story.submit({ id: live.id, revision: Number(saved.body['revision']), answer: saved })),
  );
  const published = await story.publish(signed);
  expect(published.answer.body).toMatchObject({
    state: 'published',
    version: '2.0',
    resourceCode: live.answer.body['resourceCode'],
    live: { no: 2 },
  });
  const history = (await call('market.dj', `GET /catalog/entries/${live.id}/history`)).body['items'] as {
    action: string;
    changes: { field: string }[];
  }[];
  expect(history.at(-1)).toMatchObject({
    action: 'published',
    changes: [
      { field: 'items/1', after: '' },
      { field: 'items/2', after: '' },
      { field: 'items/3', before: '' },
    ],
  });
});

test('catalog.get-entry-history: the saves of one editing are one step with the first and the last value; each has its evidence; the same content again is no step', async () => {
  const name = '自动保存';
  const entry = await story.register(conditionalContent({ name, abstract: '一' }));
  const save = async (abstract: string, ifMatch: number, by = 'market.dj') =>
    call(by, `PUT /catalog/entries/${entry.id}/draft`, {
      body: { secrecyDeclaration: 'not-secret', content: conditionalContent({ name, abstract }) },
      ifMatch,
    });

  const saved = [await save('一二', 1), await save('一二三', 2), await save('一二三', 3), await save('一二三四', 3, 'market.gly')];

  expect(saved.map(({ body }) => body['revision'])).toEqual([2, 3, 3, 4]);
  const history = (await call('market.dj', `GET /catalog/entries/${entry.id}/history`)).body['items'];
  expect(history).toMatchObject([
    { action: 'registered' },
    { action: 'edited', changes: [{ field: 'abstract', before: '一', after: '一二三' }] },
    { action: 'edited', changes: [{ field: 'abstract', before: '一二三', after: '一二三四' }] },
  ]);
  const recorded = await sql`
    SELECT 1 FROM audit.pending WHERE object_id = ${entry.id} AND action = 'catalog.update-draft'`.execute(database.reader);
  expect(recorded.rows).toHaveLength(3);
});

test('422: an item number of an earlier version is not given to another field', async () => {
  const live = await story.published(contentWith({ name: '编号不复用' }));
  const opened = await call('market.dj', `POST /catalog/entries/${live.id}/changes`, {
    body: { kind: 'other', changedOn: '2026-11-20', reason: '调整' },
    ifMatch: live.revision,
  });
  const content = contentWith({ name: '编号不复用', items: [itemWith({ fieldName: 'address', nameZh: '住所' })] });
  const saved = await call('market.dj', `PUT /catalog/entries/${live.id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content },
    ifMatch: Number(opened.body['revision']),
  });

  const answer = await call('market.dj', `POST /catalog/entries/${live.id}/submission`, {
    body: {},
    ifMatch: Number(saved.body['revision']),
  });

  expect(fieldsOf(answer)).toEqual(['/content/items/0/no catalog.item-number-reused']);
});

test('catalog.give-standing-consent: 91-5.0.2: the head of the sharing office consents in advance for an unconditional entry, at most twelve months, never for personal data', async () => {
  const standardQuota = { perSecond: 20, perDay: 10_000 };
  const open = await story.published(contentWith({ name: '预先同意' }));
  const impactAssessment = {
    assessedOn: '2026-11-01',
    necessity: '必要',
    impact: '低',
    measures: '脱敏',
    conclusion: 'acceptable' as const,
  };
  const personal = await story.published(contentWith({ name: '含个人信息', personalData: 'personal', impactAssessment }));
  const conditional = await story.published(conditionalContent({ name: '有条件' }));
  const drafted = await story.register(contentWith({ name: '尚未发布' }));
  const give = async ({ id, revision }: { id: string; revision: number }, validUntil = '2027-11-23', by = 'market.gx', quota?: object) =>
    call(by, `POST /catalog/entries/${id}/standing-consent`, {
      body: { validUntil, terms: '依法使用,按月报送', secondFactor: await codeOf(by), ...(quota && { quota }) },
      ifMatch: revision,
    });

  const answers = [
    await give(open, '2027-11-24'),
    await give(open, '2026-11-22'),
    await give(personal),
    await give(conditional),
    await give(drafted),
  ];
  const given = await give(open);

  expect(answers.map(({ status, body }) => `${status} ${String(body['code'])}`)).toEqual([
    '422 catalog.consent.too-long',
    '422 catalog.consent.past',
    '422 catalog.consent.personal-data',
    '409 catalog.consent.not-unconditional',
    '409 catalog.consent.not-published',
  ]);
  expect(given).toMatchObject({ status: 201, body: { standingConsent: { validUntil: '2027-11-23', open: true, revisionNo: 1 } } });
  expect(given.body).toMatchObject({ standingConsent: { quota: standardQuota }, consentQuotaDefault: standardQuota });
  const again = { ...open, revision: Number(given.body['revision']) };
  expect((await give(again, '2027-01-01', 'market.ld')).status).toBe(403);
  expect((await give(again, '2027-01-01', 'market.gx', { perSecond: 0, perDay: 100 })).status).toBe(400);
  const limited = await give(again, '2027-01-01', 'market.gx', { perSecond: 2, perDay: 100 });
  expect(limited.body).toMatchObject({ standingConsent: { quota: { perSecond: 2, perDay: 100 } } });
  const reader = await call('water.gly', `GET /catalog/entries/${open.id}`);
  expect(reader.body).toMatchObject({ standingConsent: { quota: { perSecond: 2, perDay: 100 } }, consentQuotaDefault: null });
});

test('catalog.list-entries: search finds any part of name, department under its old name, item and code, says where, and counts what the reader may see', async () => {
  const published = await story.published(
    contentWith({
      name: '机井取水许可',
      category: '103000',
      abstract: '地下水开采',
      items: [itemWith({ nameZh: '井深', fieldName: 'well_depth', dataType: 'N', lengthBytes: null })],
    }),
  );
  await story.register(contentWith({ name: '机井草稿' }));
  const code = String(published.answer.body['resourceCode']);

  for (const q of [
    '机',
    '井取',
    '取水许可',
    '工商行政',
    '市场监管',
    '井深',
    'WELL_dep',
    'ｗｅｌｌ',
    code,
    code.slice(8),
    '地下',
    '机井 许可',
  ]) {
    expect(names(await find('water.gly', { q })), q).toContain('机井取水许可');
  }
  const [theirs, own] = [await find('water.gly', { q: '机井' }), await find('market.sh', { q: '机井' })];
  expect(names(theirs)).toEqual(['机井取水许可']);
  expect(names(own)).toEqual(['机井取水许可', '机井草稿'].toSorted());
  expect(theirs.body).toMatchObject({ total: 1, items: [{ matches: [{ field: 'name', text: '机井取水许可', ranges: [[0, 2]] }] }] });
  expect(facet(theirs, 'state')).toEqual(['published 1']);
  expect(facet(own, 'state')).toEqual(['published 1', 'unpublished 1']);
  const narrowed = await find('market.sh', { q: '机井', state: 'published', category: '1' });
  expect(names(narrowed)).toEqual(['机井取水许可']);
  expect(facet(narrowed, 'state')).toEqual(['published 1', 'unpublished 1']);
  expect(facet(narrowed, 'category')).toEqual(['103 1']);
  expect(narrowed.text).toContain('自然资源和空间地理');
  expect(names(await find('water.gly', { q: '机井', scope: 'mine' }))).toEqual([]);
});

test('pages follow each other without a gap or a repetition, in an order that new entries do not disturb', async () => {
  for (let count = 0; count < 5; count += 1) await story.register(contentWith({ name: `分页样本${count}` }));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer = await find('market.dj', { q: '分页样本', limit: '2', ...(cursor === null ? {} : { cursor }) });
    seen.push(...names(page));
    cursor = page.body['next'] as string | null;
    await story.register(contentWith({ name: `分页样本插入${seen.length}` }));
  } while (cursor !== null);

  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((name) => !name.includes('插入')).toSorted()).toEqual([0, 1, 2, 3, 4].map((count) => `分页样本${count}`));
});

test('catalog.list-categories: the classification tree is for everyone who is signed in', async () => {
  const tree = await call('water.gly', 'GET /catalog/categories');

  expect(tree.body['items']).toContainEqual({ code: '101', parent: '1', nameZh: '人口', nameUg: 'نوپۇس', nameEn: 'Population' });
});
