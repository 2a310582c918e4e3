import type { EntryContent } from '@karez/contract/catalog/content';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import type { RunningGrant } from '../acknowledgement/impact.ts';
import { consumersIn } from '../acknowledgement/test-consumers.ts';
import { importedEntry } from '../claim/test-import.ts';
import { deniedContent, itemWith } from '../test-content.ts';
import type { Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';
import { deniedItem, mixedContent } from './test-denial.ts';

const store = await createTestDatabase();
const grants = new Map<string, readonly RunningGrant[]>();
let world: World;
let city: ReturnType<typeof consumersIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database, { grants });
  city = consumersIn(world, grants);
});

/** The leader upholds every denial of the revision. */
async function upheld({ id, revision }: Walked, body: object): Promise<Walked> {
  const words = { items: [], opinion: '核定', secondFactor: await world.codeOf('office.ld'), ...body };
  const answer = await world.call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body: words, ifMatch: revision });
  expect(answer).toMatchObject({ status: 200 });
  return { id, revision, answer };
}
const whole = { verdict: 'upheld', until: null };
const item = (no: number) => ({ items: [{ no, verdict: 'upheld', until: null, opinion: '条款明确禁止提供' }] });

/** Every answer in which the content of an entry, of its versions, or of what it was imported from may stand. */
const places = (id: string) =>
  [
    `GET /catalog/entries/${id}`,
    `GET /catalog/entries/${id}/history`,
    `GET /catalog/entries/${id}/versions`,
    `GET /catalog/entries/${id}/comparison?from=1&to=1`,
    `GET /catalog/entries/${id}/comparison?from=1&to=2`,
    `GET /catalog/entries/${id}/comparison?from=2&to=2`,
    `GET /catalog/entries/${id}/translations/ug/reading`,
  ] as const;
async function toldTo(account: string, id: string): Promise<string> {
  const told: string[] = [];
  for (const place of places(id)) told.push((await world.call(account, place)).text);
  return told.join('\n');
}

const kept = { abstract: '旧摘要甲', meaning: '不该知道的含义', fieldName: 'kept_back' };
const first = (name: string, some: Partial<EntryContent> = {}): EntryContent =>
  mixedContent(name, {
    items: [itemWith(), itemWith({ no: 2, nameZh: '经办人', isKey: false, meaning: kept.meaning, fieldName: kept.fieldName })],
    ...some,
  });

describe('91-3.1, catalog.compare-versions, catalog.get-entry-history, catalog.list-versions: what others read of an entry', () => {
  test('of which one item is denied: nothing of that item in any version', async () => {
    const entry = await upheld(await city.story.signed(mixedContent('投诉受理台账')), item(2));

    const [others, own] = [await toldTo('water.gly', entry.id), await toldTo('market.dj', entry.id)];

    expect(others).toContain('举报人姓名');
    for (const secret of ['informant_name', '举报时所留姓名']) {
      expect(others).not.toContain(secret);
      expect(own).toContain(secret);
    }
  });

  test('whose item was open and is denied now: nothing of it in the version from before either', async () => {
    const entry = await city.story.published(first('抽检任务清单'));
    const denied = first('抽检任务清单', { items: [itemWith(), deniedItem({ nameZh: '经办人', fieldName: kept.fieldName, meaning: '' })] });
    await upheld(await city.signed(entry, denied), item(2));

    const [others, own] = [await toldTo('water.gly', entry.id), await toldTo('market.dj', entry.id)];

    expect(others).toContain('uscc');
    for (const secret of [kept.meaning, kept.fieldName]) {
      expect(others).not.toContain(secret);
      expect(own).toContain(secret);
    }
  });

  test('that was open and is denied as a whole now: no version at all', async () => {
    const entry = await city.story.published(first('驿站巡检底册', { abstract: kept.abstract }));
    const denied = deniedContent({ name: '驿站巡检底册', items: [itemWith()] });
    await upheld(await city.signed(entry, denied), whole);

    const [others, own] = [await toldTo('water.gly', entry.id), await toldTo('market.dj', entry.id)];

    for (const secret of Object.values(kept)) {
      expect(others).not.toContain(secret);
      expect(own).toContain(secret);
    }
    const versions = await world.call('water.gly', `GET /catalog/entries/${entry.id}/versions`);
    expect(versions.body['items']).toMatchObject([{ readable: false, major: null }, { readable: false }]);
  });

  test('that was denied and is denied again, with other words: none of either', async () => {
    const before = deniedContent({ name: '举报人信息库', abstract: kept.abstract });
    const entry = await upheld(await city.story.signed(before), whole);
    const after = { ...before, abstract: '机密新摘要乙', items: [itemWith({ meaning: kept.meaning })] };
    await upheld(await city.signed(entry, after), whole);

    const [others, own] = [await toldTo('water.gly', entry.id), await toldTo('market.dj', entry.id)];

    for (const secret of [kept.abstract, '机密新摘要乙', kept.meaning]) {
      expect(others).not.toContain(secret);
      expect(own).toContain(secret);
    }
  });

  test('that a list named as denied: where it is from, and not the row', async () => {
    const provider = {
      organisationId: world.orgId('market'),
      name: '市市场监督管理局',
      aliases: [],
      uscc: null,
      regionCode: '650400',
      sample: false,
    };
    const denial = { reason: '依法保密', basis: [] };
    const [id, openId] = await store.database.transaction(async (tx) => [
      await importedEntry(tx, { id: world.needs.newId(), provider, name: '旧举报名册', denial }),
      await importedEntry(tx, { id: world.needs.newId(), provider, name: '旧渠首名册' }),
    ]);

    const [others, own] = [
      await world.call('water.gly', `GET /catalog/entries/${id}`),
      await world.call('market.dj', `GET /catalog/entries/${id}`),
    ];

    expect(others.body).toMatchObject({ live: null, imported: { source: 'test', raw: {} } });
    expect(own.body).toMatchObject({ imported: { raw: { 更新: '不定' } } });
    expect((await world.call('water.gly', `GET /catalog/entries/${openId}`)).body).toMatchObject({ imported: { raw: { 更新: '不定' } } });
  });
});

test('91-3.1, catalog.get-acknowledgement: a consumer is told that an item was denied, and no more of it', async () => {
  const { entry, content } = await city.published();
  city.grantTo('water', entry, [1, 3]);
  const [one, two, three] = content.items;
  const items = [one, two, three && { ...deniedItem({ no: 3 }), nameZh: three.nameZh, fieldName: three.fieldName }].flatMap(
    (each) => each ?? [],
  );
  await upheld(await city.signed(entry, { ...content, items }), item(3));
  const { id } = await city.waiting('water.gly', entry);

  const told = await world.call('water.gly', `GET /catalog/acknowledgements/${id}`);
  const own = await world.call('market.dj', `GET /catalog/acknowledgements/${id}`);

  expect(told.body).toMatchObject({ versions: [{ breaks: [{ itemNo: 3 }] }] });
  expect(told.text).toContain(String(one?.fieldName));
  expect(told.text).not.toContain(String(three?.fieldName));
  expect(own.text).toContain(String(three?.fieldName));
});
