import { findingsSchema } from '@karez/contract/catalog/finding';
import { listSources } from '@karez/contract/catalog/source';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

/** An element whose source is 市市场监管局, by decision of the authority. */
const elementOf = async (code: string, name: string, ...synonyms: readonly string[]): Promise<string> => {
  const body = { code, name, definition: `${name}的定义`, dataType: 'C', codeSet: null, synonyms };
  const id = String((await world.call('office.fb', 'POST /catalog/elements', { body })).body['id']);
  const decision = {
    organisationId: world.orgId('market'),
    decisionNo: `吐数认〔2026〕${code}号`,
    decidedOn: '2026-11-20',
    reason: '依职能采集',
    secondFactor: await world.codeOf('office.fb'),
  };
  expect((await world.call('office.fb', `POST /catalog/elements/${id}/designation`, { body: decision })).status).toBe(200);
  return id;
};
type Row = readonly [name: string, element?: string];
const itemsOf = (...rows: readonly Row[]) =>
  rows.map(([nameZh, dataElement], at) => itemWith({ no: at + 1, nameZh, fieldName: `f${at}`, dataElement: dataElement ?? null }));
const publishedBySource = (name: string, ...rows: readonly Row[]) => story.published(contentWith({ name, items: itemsOf(...rows) }));
const drafted = (name: string, ...rows: readonly Row[]) =>
  story.register(contentWith({ name, items: itemsOf(...rows) }), 'water.gly', 'water');
const submitted = async (name: string, ...rows: readonly Row[]) => story.submit(await drafted(name, ...rows), 'water.gly');
const findings = async ({ id }: Walked) =>
  findingsSchema.parse((await world.call('water.gly', `GET /catalog/entries/${id}/findings`)).body);
const respond = ({ id, revision }: Walked, findingId: string, body: { answer: 'cite' | 'argue'; text?: string }) =>
  world.call('water.gly', `POST /catalog/entries/${id}/findings/${findingId}/answer`, { ifMatch: revision, body });

describe('91-4.1: single items that the city holds already', () => {
  test('catalog.submit-entry: items by the name of an element are one finding, which is cited at each of them and leads to the application', async () => {
    const elementId = await elementOf('E1001', '驯鹰人执照号', '驯鹰执照');
    const source = await publishedBySource('驯鹰人名册', ['驯鹰人执照号', 'E1001'], ['鹰舍']);

    const entry = await submitted('放鹰季巡查', ['巡查路线'], ['驯鹰人执照号'], ['驯鹰执照']);
    const { items } = await findings(entry);

    expect(items).toMatchObject([
      {
        kind: 'element',
        targetId: elementId,
        place: 'item',
        itemNo: 2,
        relation: 'held',
        state: 'open',
        evidence: { ground: 'name', items: [{ no: 2 }, { no: 3 }], other: { organisationName: '市市场监督管理局', code: 'E1001' } },
      },
    ]);
    expect((await respond(entry, items[0]?.id ?? '', { answer: 'cite' })).status).toBe(200);
    const sources = listSources.answer.parse((await world.call('water.gly', `GET /catalog/entries/${entry.id}/sources`)).body).items;
    expect(sources.map(({ place, no, source: from }) => [place, no, from.entryId, from.itemNo])).toEqual([
      ['item', 2, source.id, 1],
      ['item', 3, source.id, 1],
    ]);
    expect((await world.call('water.gly', 'GET /desk/notices')).text).toContain(`/catalog/entries/${source.id}?items=1`);
  });

  test('an item named as one that is linked elsewhere is held by the element of that link', async () => {
    const elementId = await elementOf('E1002', '驼队字号');
    await publishedBySource('驼队名册', ['驼队招牌名称', 'E1002']);

    expect((await findings(await submitted('驮运路况', ['驼队招牌名称']))).items).toMatchObject([
      { targetId: elementId, itemNo: 1, evidence: { ground: 'linked-elsewhere' } },
    ]);
  });

  test('what the source has not published, and names that every list has, hold up nobody', async () => {
    await elementOf('E1003', '琴师艺名');
    await elementOf('E1004', '备注');
    await publishedBySource('琴行年检', ['备注', 'E1004'], ['琴行铺号']);

    expect(await findings(await submitted('琴会节目', ['琴师艺名'], ['备注']))).toMatchObject({ items: [], open: 0 });
  });

  test('the department argues the difference; a further item of the element asks again', async () => {
    await elementOf('E1005', '染坊牌号', '染坊号码');
    await publishedBySource('染坊名册', ['染坊牌号', 'E1005']);
    const entry = await drafted('染料用水', ['染坊牌号'], ['用水方数']);
    const compared = await world.call('water.gly', `POST /catalog/entries/${entry.id}/comparison`, { ifMatch: entry.revision });
    const id = findingsSchema.parse(compared.body).items[0]?.id ?? '';
    expect((await respond(entry, id, { answer: 'argue', text: '只记临时用水点' })).body).toMatchObject({ open: 0 });

    const content = contentWith({ name: '染料用水', items: itemsOf(['染坊牌号'], ['用水方数'], ['染坊号码']) });
    const saved = await world.call('water.gly', `PUT /catalog/entries/${entry.id}/draft`, {
      ifMatch: entry.revision,
      body: { secrecyDeclaration: 'not-secret', content },
    });

    expect(saved.status).toBe(200);
    expect(await findings(entry)).toMatchObject({ open: 1, items: [{ id, state: 'open', answer: null }] });
  });

  test('an answer stands when another item that holds the element goes, or any other comes; what was cited for the item that went is taken back', async () => {
    await elementOf('E1006', '酒坊窖号', '窖池号');
    await publishedBySource('酒坊名册', ['酒坊窖号', 'E1006']);
    const entry = await drafted('酿酒用水', ['窖池号'], ['酒坊窖号'], ['用水方数']);
    const compared = await world.call('water.gly', `POST /catalog/entries/${entry.id}/comparison`, { ifMatch: entry.revision });
    const [found] = findingsSchema.parse(compared.body).items;
    expect(found).toMatchObject({ itemNo: 1, evidence: { items: [{ no: 1 }, { no: 2 }] } });
    const cited = await respond(entry, found?.id ?? '', { answer: 'cite' });
    expect(cited.status, cited.text).toBe(200);

    const [, second, third] = itemsOf(['窖池号'], ['酒坊窖号'], ['用水方数']);
    const further = itemWith({ no: 4, nameZh: '取水日期', fieldName: 'f9', dataElement: null });
    const saved = await world.call('water.gly', `PUT /catalog/entries/${entry.id}/draft`, {
      ifMatch: entry.revision,
      body: {
        secrecyDeclaration: 'not-secret',
        content: contentWith({ name: '酿酒用水', items: [second, third, further].flatMap((item) => (item ? [item] : [])) }),
      },
    });
    expect(saved.status, saved.text).toBe(200);

    expect(await findings(entry)).toMatchObject({ open: 0, items: [{ id: found?.id, itemNo: 2, state: 'cited' }] });
    const sources = listSources.answer.parse((await world.call('water.gly', `GET /catalog/entries/${entry.id}/sources`)).body).items;
    expect(sources.map(({ place, no }) => [place, no])).toEqual([['item', 2]]);
  });
});
