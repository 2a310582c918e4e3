import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { deniedItem, mixedContent } from '../denial/test-denial.ts';
import { contentWith, deniedContent, itemWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { registerUse } from '../use/use-register.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

type Field = Record<string, unknown> & { field: string; state: string; text: string };
type Step = 'delivery' | 'confirmation' | 'review';
const fieldOf = (answer: Answer, field: string): Field | undefined =>
  (answer.body['fields'] as Field[] | undefined)?.find((one) => one.field === field);

const open = (id: string, by = 'language.bj') => world.call(by, `GET /catalog/entries/${id}/translations/ug`);
const reading = (id: string, by = 'water.gly') => world.call(by, `GET /catalog/entries/${id}/translations/ug/reading`);
const revisionOf = async (id: string) => Number((await open(id)).body['revision']);
const save = async (id: string, texts: Record<string, string>, by = 'language.bj') =>
  world.call(by, `PUT /catalog/entries/${id}/translations/ug`, {
    body: { fields: Object.entries(texts).map(([field, text]) => ({ field, text })) },
    ifMatch: await revisionOf(id),
  });
const step = async (id: string, name: Step, given: { fields: string[]; by?: string; decision?: 'pass' | 'return' }) => {
  const body = name === 'review' ? { fields: given.fields, decision: given.decision ?? 'pass', opinion: '已校' } : { fields: given.fields };
  const ifMatch = await revisionOf(id);
  const by = given.by ?? 'language.bj';
  if (name === 'delivery') return world.call(by, `POST /catalog/entries/${id}/translations/ug/delivery`, { body, ifMatch });
  if (name === 'review') return world.call(by, `POST /catalog/entries/${id}/translations/ug/review`, { body, ifMatch });
  return world.call(by, `POST /catalog/entries/${id}/translations/ug/confirmation`, { body, ifMatch });
};
/** The texts of an entry, written and handed over by one editor and passed by the other. */
const reviewed = async (id: string, texts: Record<string, string>) => {
  const fields = Object.keys(texts);
  await save(id, texts);
  await step(id, 'delivery', { fields });
  expect(await step(id, 'review', { fields, by: 'language.sh' })).toMatchObject({ status: 200 });
};
const todosOf = async (by: string) => (await world.call(by, 'GET /desk/todos')).text;

let names = 0;
const published = (some = {}) => story.published(contentWith({ name: `葡萄种植户名录${(names += 1)}`, ...some }));
/** Opens a change of a published entry and brings it into force with other content. */
const changed = async (id: string, some: Record<string, unknown>) => {
  const live = (await world.call('market.dj', `GET /catalog/entries/${id}`)).body;
  const opened = await world.call('market.dj', `POST /catalog/entries/${id}/changes`, {
    body: { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正' },
    ifMatch: Number(live['revision']),
  });
  const content = { ...(live['live'] as { content: object }).content, ...some };
  const edited = await world.call('market.dj', `PUT /catalog/entries/${id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content },
    ifMatch: Number(opened.body['revision']),
  });
  const walked = { id, revision: Number(edited.body['revision']), answer: edited };
  return story.publish(await story.sign(await story.review(await story.submit(walked))));
};

describe('the way of a translation', () => {
  test('91-7.1.1: catalog.save-translation, deliver, review: written by one language editor, passed by another, read by every department', async () => {
    const { id } = await published();
    const first = await open(id);
    expect(first).toMatchObject({ status: 200, body: { revision: 0, state: 'missing', counts: { missing: 4 } } });

    await save(id, { name: 'ئۈزۈمچىلىك ئائىلىلىرى تىزىملىكى', 'items/1/name': 'ئىجتىمائىي ئىناۋەت كودى' });
    expect((await reading(id)).body).toEqual({ language: 'ug', fields: [] });
    await step(id, 'delivery', { fields: ['name', 'items/1/name'] });
    expect((await reading(id)).body['fields']).toContainEqual({
      field: 'name',
      zh: first.body['entryName'],
      text: 'ئۈزۈمچىلىك ئائىلىلىرى تىزىملىكى',
      mark: 'unreviewed',
    });
    expect(await todosOf('language.sh')).toContain('catalog.todo.translation-review');

    const passed = await step(id, 'review', { fields: ['name', 'items/1/name'], by: 'language.sh' });
    expect(fieldOf(passed, 'name')).toMatchObject({ state: 'reviewed', reviewed: { organisation: '市民族宗教事务委员会' } });
    expect(passed.body).toMatchObject({ state: 'draft', counts: { missing: 2, reviewed: 2 } });
    expect((await reading(id)).body['fields']).toContainEqual(expect.objectContaining({ field: 'name', mark: 'reviewed' }));
    expect(await todosOf('language.sh')).not.toContain(id);
  });

  test('a department delivers its own entry’s translation; the editors return it with an opinion, and it is asked to write again', async () => {
    const { id } = await published();

    expect(await save(id, { name: 'ئۈزۈم' }, 'market.dj')).toMatchObject({ status: 200 });
    await step(id, 'delivery', { fields: ['name'], by: 'market.dj' });
    const returned = await step(id, 'review', { fields: ['name'], by: 'language.bj', decision: 'return' });

    expect(fieldOf(returned, 'name')).toMatchObject({ state: 'draft', returned: { opinion: '已校' } });
    expect(await todosOf('market.dj')).toContain('catalog.todo.translation-returned');
    await save(id, { name: 'ئۈزۈمچىلىك' }, 'market.dj');
    await step(id, 'delivery', { fields: ['name'], by: 'market.dj' });
    expect(await todosOf('market.dj')).not.toContain('catalog.todo.translation-returned');
  });

  test('the provider’s own Uyghur name and summary come with its version, handed over and not reviewed', async () => {
    const { id } = await published({ nameUg: 'ئۈزۈمچىلىك' });

    expect(fieldOf(await open(id), 'name')).toMatchObject({
      state: 'translated',
      text: 'ئۈزۈمچىلىك',
      written: { organisation: '市市场监督管理局' },
    });
  });

  test('the same Chinese put into Uyghur elsewhere is suggested with its source', async () => {
    const one = await published();
    await reviewed(one.id, { 'items/2/name': 'كارخانا نامى' });
    const two = await published();

    expect(fieldOf(await open(two.id), 'items/2/name')).toMatchObject({
      zh: '企业名称',
      suggestions: [expect.objectContaining({ text: 'كارخانا نامى', reviewed: true, entryId: one.id })],
    });
  });
});

describe('when the Chinese changes', () => {
  test('91-7.1.1: only texts of changed Chinese are stale, the editors are asked, and the readers are told', async () => {
    const { id } = await published();
    await reviewed(id, { name: 'ئۈزۈمچىلىك', 'items/1/name': 'كود', 'items/2/name': 'كارخانا نامى' });

    const items = [itemWith(), itemWith({ no: 2, nameZh: '企业全称', fieldName: 'ent_name', lengthBytes: 200, isKey: false })];
    await changed(id, { items });

    const after = await open(id);
    expect(after.body).toMatchObject({ state: 'stale', counts: { stale: 1, reviewed: 2 } });
    expect(fieldOf(after, 'items/2/name')).toMatchObject({ state: 'stale', zh: '企业全称', previousZh: '企业名称', text: 'كارخانا نامى' });
    expect((await reading(id)).body['fields']).toContainEqual({
      field: 'items/2/name',
      zh: '企业全称',
      text: 'كارخانا نامى',
      mark: 'outdated',
    });
    expect(await todosOf('language.bj')).toContain('catalog.todo.translation-stale');

    const confirmed = await step(id, 'confirmation', { fields: ['items/2/name'] });
    expect(fieldOf(confirmed, 'items/2/name')).toMatchObject({ state: 'translated', previousZh: null });
    expect(await todosOf('language.bj')).not.toContain('catalog.todo.translation-stale');
  });

  test('an entry that becomes denied shows no translation but of its name, to anybody', async () => {
    const { id } = await published();
    await reviewed(id, { name: 'ئۈزۈمچىلىك', 'items/1/name': 'كود' });
    const { shareType, shareModeClass, shareModeType, denialReason, denialBasis } = deniedContent();

    const { answer } = await story.sign(
      await story.review(await story.submit(await drafted(id, { shareType, shareModeClass, shareModeType, denialReason, denialBasis }))),
    );
    const body = { verdict: 'upheld', until: null, opinion: '属实', secondFactor: await world.codeOf('office.ld') };
    expect(
      await world.call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body, ifMatch: Number(answer.body['revision']) }),
    ).toMatchObject({ status: 200 });

    expect((await reading(id)).body['fields']).toEqual([expect.objectContaining({ field: 'name' })]);
    expect((await open(id)).text).not.toContain('items/1');
  });
});

test('91-3.1: the name of a denied item is translated for its readers, and nothing is found by it, as in Chinese', async () => {
  const { id, revision } = await story.signed(mixedContent('投诉受理名录', { items: [itemWith(), deniedItem({ nameZh: '告发人' })] }));
  const items = [{ no: 2, verdict: 'upheld', until: null, opinion: '属实' }];
  const body = { items, opinion: '核定', secondFactor: await world.codeOf('office.ld') };
  expect(await world.call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body, ifMatch: revision })).toMatchObject({
    status: 200,
  });
  await reviewed(id, { 'items/1/name': 'تىزىملىككە', 'items/2/name': 'پاشقىلىغۇچى' });

  const found = async (q: string) => (await world.call('water.gly', `GET /catalog/entries?q=${encodeURIComponent(q)}`)).text;
  expect(await found('تىزىملىككە')).toContain(id);
  expect(await found('پاشقىلىغۇچى')).not.toContain(id);
  expect((await reading(id)).text).toContain('پاشقىلىغۇچى');
});

/** A shared entry in force that denies its second item. */
async function denyingItem(name: string): Promise<string> {
  const { id, revision } = await story.signed(mixedContent(name));
  const items = [{ no: 2, verdict: 'upheld', until: null, opinion: '属实' }];
  const body = { items, opinion: '核定', secondFactor: await world.codeOf('office.ld') };
  expect(await world.call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body, ifMatch: revision })).toMatchObject({
    status: 200,
  });
  return id;
}

test('91-3.1, 91-7.1.1: why an item is denied is translated, reviewed and read like the reason of a whole entry, and is stale when the Chinese changes', async () => {
  const id = await denyingItem('信访受理名录');
  expect(fieldOf(await open(id), 'items/2/denial')).toMatchObject({ state: 'missing', zh: '法律规定应当为举报人保密' });
  expect((await open(id)).text).not.toContain('items/2/meaning');

  await reviewed(id, { 'items/2/denial': 'قانۇندا بەلگىلەنگەن مەخپىيەتلىك' });

  expect((await reading(id)).body['fields']).toContainEqual({
    field: 'items/2/denial',
    zh: '法律规定应当为举报人保密',
    text: 'قانۇندا بەلگىلەنگەن مەخپىيەتلىك',
    mark: 'reviewed',
  });
  const found = await world.call('water.gly', `GET /catalog/entries?q=${encodeURIComponent('مەخپىيەتلىك')}`);
  expect(found.text).not.toContain(id);

  const { denial, ...item } = deniedItem();
  const items = [itemWith(), { ...item, denial: denial && { ...denial, reason: '法律规定为举报人、投诉人保密' } }];
  const draft = await drafted(id, { items });
  const signed = await story.sign(await story.review(await story.submit(draft)));
  const body = {
    items: [{ no: 2, verdict: 'upheld', until: null, opinion: '属实' }],
    opinion: '核定',
    secondFactor: await world.codeOf('office.ld'),
  };
  const ruled = await world.call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body, ifMatch: signed.revision });
  expect(ruled.status, ruled.text).toBe(200);
  expect(fieldOf(await open(id), 'items/2/denial')).toMatchObject({
    state: 'stale',
    zh: '法律规定为举报人、投诉人保密',
    previousZh: '法律规定应当为举报人保密',
  });
});

test('91-7.1.1: with the upgrade a translation that was whole before lacks the reasons of denied items', async () => {
  const id = await denyingItem('信访办结名录');
  const { body: before } = await open(id);
  const other = (before['fields'] as Field[]).filter(({ field }) => field !== 'items/2/denial');
  await reviewed(id, Object.fromEntries(other.map(({ field }) => [field, 'تەرجىمە'])));
  const stored = () =>
    sql<{ missing: number; state: string }>`SELECT missing, state FROM catalog.translation WHERE entry_id = ${id} AND language = 'ug'`
      .execute(store.database.reader)
      .then(({ rows }) => rows[0]);
  expect(await stored()).toEqual({ missing: 1, state: 'draft' });
  await sql`UPDATE catalog.translation SET missing = 0, state = 'reviewed' WHERE entry_id = ${id} AND language = 'ug'`.execute(
    store.database.reader,
  );

  const file = '../../../../migrations/0091_catalog_translated_item_denial.sql';
  await sql.raw(await readFile(new URL(file, import.meta.url), 'utf8')).execute(store.database.reader);

  expect(await stored()).toEqual({ missing: 1, state: 'draft' });
});

test('91-3.1: names of denied items that were indexed before leave the index with the upgrade, and no other name does', async () => {
  const { id, revision } = await story.signed(mixedContent('举报受理清册', { items: [itemWith(), deniedItem({ nameZh: '检举人' })] }));
  const body = {
    items: [{ no: 2, verdict: 'upheld', until: null, opinion: '属实' }],
    opinion: '核定',
    secondFactor: await world.codeOf('office.ld'),
  };
  await world.call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body, ifMatch: revision });
  await reviewed(id, { 'items/1/name': 'قوبۇلناھ', 'items/2/name': 'مەلۇمقىلغۇچى' });
  await sql`UPDATE catalog.search_document SET translations = jsonb_set(translations, '{ug,items}', '["قوبۇلناھ", "مەلۇمقىلغۇچى"]')
    WHERE entry_id = ${id}`.execute(store.database.reader);
  const found = async (q: string) => (await world.call('water.gly', `GET /catalog/entries?q=${encodeURIComponent(q)}`)).text;
  expect(await found('مەلۇمقىلغۇچى')).toContain(id);

  const upgrade = await readFile(new URL('../../../../migrations/0056_catalog_denied_translations.sql', import.meta.url), 'utf8');
  await sql.raw(upgrade).execute(store.database.reader);

  expect(await found('مەلۇمقىلغۇچى')).not.toContain(id);
  expect(await found('قوبۇلناھ')).toContain(id);
});

/** A change of a published entry as a draft with other content. */
async function drafted(id: string, some: Record<string, unknown>) {
  const live = (await world.call('market.dj', `GET /catalog/entries/${id}`)).body;
  const opened = await world.call('market.dj', `POST /catalog/entries/${id}/changes`, {
    body: { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正' },
    ifMatch: Number(live['revision']),
  });
  const content = { ...(live['live'] as { content: object }).content, ...some };
  const answer = await world.call('market.dj', `PUT /catalog/entries/${id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content },
    ifMatch: Number(opened.body['revision']),
  });
  return { id, revision: Number(answer.body['revision']), answer };
}

describe('who may, and in which state', () => {
  test('403: nobody reviews their own text; a department neither reviews nor changes what was reviewed; another department sees no draft', async () => {
    const { id } = await published();
    await save(id, { name: 'ئۈزۈم' });
    await step(id, 'delivery', { fields: ['name'] });

    expect(await step(id, 'review', { fields: ['name'] })).toMatchObject({ status: 403, body: { code: 'catalog.translation.own-work' } });
    expect((await step(id, 'review', { fields: ['name'], by: 'market.dj' })).status).toBe(403);
    await step(id, 'review', { fields: ['name'], by: 'language.sh' });
    expect(await save(id, { name: 'باشقا' }, 'market.dj')).toMatchObject({
      status: 403,
      body: { code: 'catalog.translation.reviewed-field' },
    });
    expect((await open(id, 'water.gly')).status).toBe(403);
    expect((await save(id, { name: 'باشقا' }, 'water.gly')).status).toBe(403);
    expect((await open(id, 'office.fb')).status).toBe(200);
  });

  test('409: an illegal move; 422: a field that the version in force has not; 412: a stale one; nothing is changed', async () => {
    const { id } = await published();
    await save(id, { name: 'ئۈزۈم' });

    expect(await step(id, 'review', { fields: ['name'], by: 'language.sh' })).toMatchObject({
      status: 409,
      body: { code: 'catalog.translation.illegal-transition' },
    });
    expect(await step(id, 'delivery', { fields: ['name', 'items/1/name'] })).toMatchObject({ status: 409 });
    expect(await save(id, { 'items/9/name': 'x' })).toMatchObject({ status: 422, body: { code: 'catalog.translation.field-unknown' } });
    const stale = await world.call('language.sh', `PUT /catalog/entries/${id}/translations/ug`, {
      body: { fields: [{ field: 'name', text: 'x' }] },
      ifMatch: 0,
    });
    expect(stale).toMatchObject({ status: 412, body: { code: 'catalog.translation.changed' } });
    expect(await open(id)).toMatchObject({ body: { revision: 1 } });
    expect(fieldOf(await open(id), 'name')).toMatchObject({ state: 'draft', text: 'ئۈزۈم' });
  });

  test('two who save at once: one is saved, the other is told, and nothing is lost on the way', async () => {
    const { id } = await published();
    const send = (by: string, text: string) =>
      world.call(by, `PUT /catalog/entries/${id}/translations/ug`, { body: { fields: [{ field: 'name', text }] }, ifMatch: 0 });
    await Promise.all([open(id), open(id, 'language.sh')]);

    const answers = await Promise.all([send('language.bj', 'بىر'), send('language.sh', 'ئىككى')]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  test('an entry without a version in force has no translation yet, and to others it does not exist', async () => {
    const draft = await story.register(contentWith({ name: `葡萄种植户名录${(names += 1)}` }));

    expect(await open(draft.id, 'market.dj')).toMatchObject({ status: 409, body: { code: 'catalog.translation.not-in-force' } });
    expect((await open(draft.id)).status).toBe(404);
    expect((await reading(draft.id)).status).toBe(404);
  });
});

test('the database refuses a review by its own translator, and counts that do not fit the state', async () => {
  const { id } = await published();
  await reviewed(id, { name: 'ئۈزۈم' });
  const write = (statement: ReturnType<typeof sql>) => store.database.transaction((tx) => statement.execute(tx));

  await expect(write(sql`UPDATE catalog.translated_field SET authors = ARRAY[reviewed ->> 'by'] WHERE entry_id = ${id}`)).rejects.toThrow(
    'translated_field_check',
  );
  await expect(write(sql`UPDATE catalog.translation SET state = 'reviewed' WHERE entry_id = ${id}`)).rejects.toThrow('translation_check');
});

describe('how far the catalogue is translated', () => {
  type Counts = Record<string, number>;
  const board = async (by: string) =>
    (await world.call(by, 'GET /catalog/translations/board?language=ug')).body as {
      total: Counts;
      rows: { organisationId: string; counts: Counts }[];
    };

  test('91-7.1.1: catalog.read-translation-board, list: every number of the board is the number of entries in the list that it opens', async () => {
    const { id } = await published();
    await reviewed(id, { name: 'ئۈزۈم', abstract: 'ئۈزۈم', 'items/1/name': 'كود', 'items/2/name': 'نام' });

    const { total, rows } = await board('language.bj');
    expect(total['reviewed']).toBeGreaterThan(0);
    expect(total['missing']).toBeGreaterThan(0);
    for (const { organisationId, counts } of rows)
      for (const [state, count] of Object.entries(counts)) {
        const list = await world.call('language.bj', `GET /catalog/translations?language=ug&state=${state}&provider=${organisationId}`);
        expect([state, list.body['total']]).toEqual([state, count]);
      }
    const list = await world.call('language.bj', 'GET /catalog/translations?language=ug&state=reviewed&limit=100');
    expect(list.body['items']).toContainEqual(expect.objectContaining({ entryId: id, translatedName: 'ئۈزۈم', state: 'reviewed' }));
  });

  test('the most used come first, page after page, none twice', async () => {
    const used = await published();
    await store.database.transaction((tx) =>
      registerUse(tx, {
        useId: world.needs.newId(),
        entryId: used.id,
        revisionNo: 1,
        organisationId: world.orgId('water'),
        organisationName: '市水利局',
        systemName: null,
        since: '2026-11-23',
      }),
    );
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await world.call('language.bj', `GET /catalog/translations?language=ug&limit=3${cursor}`);
      ids.push(...(body['items'] as { entryId: string }[]).map(({ entryId }) => entryId));
      const { next } = body;
      cursor = typeof next === 'string' ? `&cursor=${next}` : '';
    } while (cursor !== '');

    const { total } = await board('language.bj');
    expect(ids[0]).toBe(used.id);
    expect(ids.length).toBe(Object.values(total).reduce((sum, count) => sum + count, 0));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a department sees its own entries, another none of them; an unreadable cursor is refused', async () => {
    const own = await board('market.dj');

    expect(own.rows.map(({ organisationId }) => organisationId)).toEqual([world.orgId('market')]);
    expect((await board('water.gly')).rows).toEqual([]);
    expect((await board('office.fb')).rows.length).toBeGreaterThan(0);
    expect((await world.call('language.bj', 'GET /catalog/translations?language=ug&cursor=x')).status).toBe(400);
  });
});

describe('a translated entry is found and read', () => {
  const found = async (q: string, more: { by?: string; language?: string } = {}) => {
    const { by = 'water.gly', ...given } = more;
    const { body } = await world.call(by, `GET /catalog/entries?q=${encodeURIComponent(q)}`, given);
    return body['items'] as { id: string; matches: { field: string }[]; translation: unknown }[];
  };
  const saveEnglish = (id: string, text: string, ifMatch: number) =>
    world.call('language.bj', `PUT /catalog/entries/${id}/translations/en`, { body: { fields: [{ field: 'name', text }] }, ifMatch });

  test('91-7.1.1: catalog.list-entries: by a part of its Uyghur name or items, however typed, and told so; not before it was handed over', async () => {
    const { id } = await published();
    await save(id, { name: 'مۈلۈكچىلىك تىزىملىكى', 'items/1/name': 'قۇدۇق چوڭقۇرلۇقى' });
    expect((await found('مۈلۈكچى')).map((entry) => entry.id)).not.toContain(id);

    await step(id, 'delivery', { fields: ['name', 'items/1/name'] });

    for (const [q, field] of [
      ['مۈلۈكچى', 'name-ug'],
      ['مولوكچىلىك', 'name-ug'],
      ['قۇدۇق', 'item-ug'],
      ['قودوق چوڭقورلۇقى', 'item-ug'],
    ] as const) {
      const [entry] = await found(q);
      expect([q, entry?.id, entry?.matches[0]?.field]).toEqual([q, id, field]);
    }
  });

  test('in English: the name in the reader’s language with its mark beside the Chinese; a reader of Chinese has the Chinese only', async () => {
    const { id } = await published();
    await saveEnglish(id, 'Vineyard households', 0);
    const delivered = await world.call('language.bj', `POST /catalog/entries/${id}/translations/en/delivery`, {
      body: { fields: ['name'] },
      ifMatch: 1,
    });
    expect(delivered.status).toBe(200);

    const [english] = await found('vineyard', { language: 'en' });
    expect(english).toMatchObject({
      id,
      name: expect.stringContaining('葡萄种植户名录'),
      translation: { language: 'en', name: { text: 'Vineyard households', mark: 'unreviewed' } },
    });
    expect((await found('vineyard'))[0]).toMatchObject({ id, translation: null });
  });
});
