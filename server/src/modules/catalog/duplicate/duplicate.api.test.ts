import { duplicateReportSchema, duplicateStatuses, listDuplicates } from '@karez/contract/catalog/duplicate';
import { findingsSchema } from '@karez/contract/catalog/finding';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { streamXlsxRows } from 'hucre/xlsx';
import { collectionWith, contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;
const names = ['钻机登记代码', '钻机检定结论', '钻机作业区域', '钻机产权单位'] as const;

/** Another department's entry from now on, as after a transfer. */
const handOver = async ({ id }: Walked) => {
  const water = world.orgId('water');
  await store.database.transaction(async (tx) => {
    await sql`UPDATE catalog.entry SET provider_org_id = ${water}, provider_name = '市水利局' WHERE id = ${id}`.execute(tx);
    await sql`UPDATE catalog.search_document SET provider_org_id = ${water}, provider_names = '{市水利局}', changed = DEFAULT WHERE entry_id = ${id}`.execute(
      tx,
    );
  });
};
const withField = (name: string, field: string) =>
  contentWith({
    name,
    items: [itemWith({ nameZh: `${name}编号`, fieldName: 'no' })],
    collection: collectionWith({ form: { number: 'Z', name: '钻机登记表', fields: [{ no: 1, name: field }] } }),
  });
const respond = async ({ id, revision }: Walked, answer: 'cite' | 'argue') => {
  const found = findingsSchema.parse((await world.call('market.dj', `GET /catalog/entries/${id}/findings`)).body);
  const body = { answer, text: answer === 'argue' ? '口径不同' : '' };
  return world.call('market.dj', `POST /catalog/entries/${id}/findings/${found.items[0]?.id ?? ''}/answer`, { ifMatch: revision, body });
};

/** 市水利局 holds four data about rigs; 市市场监管局 asks for each again on a form: unanswered, argued, argued and published, cited and published. */
beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
  const items = names.map((nameZh, at) => itemWith({ no: at + 1, nameZh, fieldName: `f${at}`, isKey: at === 0 }));
  await handOver(await story.published(contentWith({ name: '水利机具名录', items })));
  const drafts = ['用途台账', '保险清册', '租赁花名册', '补贴明细'];
  const submitted: Walked[] = [];
  for (const [at, name] of drafts.entries()) submitted.push(await story.submit(await story.register(withField(name, names[at] ?? ''))));
  const [, argued, accepted, cited] = submitted;
  if (!argued || !accepted || !cited) throw new Error('three drafts are answered');
  await respond(argued, 'argue');
  await respond(accepted, 'argue');
  await respond(cited, 'cite');
  for (const answered of [accepted, cited]) await story.publish(await story.sign(await story.review(answered)));
});

const report = async (by: string, query = '') =>
  duplicateReportSchema.parse((await world.call(by, `GET /catalog/duplicate-collection${query === '' ? '' : `?${query}`}`)).body);
const rows = async (by: string, query = '') =>
  listDuplicates.answer.parse((await world.call(by, `GET /catalog/duplicate-collection/rows?${query}`)).body);

describe('91-4.1: the report on duplicate collection', () => {
  test('catalog.report-duplicates: a department sees how each of its own stands; the authority does not see what nobody signed; others see nothing', async () => {
    const own = await report('market.dj');
    expect(own.totals).toEqual({ open: 1, pending: 1, accepted: 1, cited: 1, elsewhere: 0 });
    expect(own.departments).toMatchObject([{ organisationName: '市市场监督管理局', open: 1, cited: 1 }]);
    expect((await report('office.fb')).totals).toEqual({ open: 0, pending: 0, accepted: 1, cited: 1, elsewhere: 0 });
    expect(await report('water.gly')).toMatchObject({ totals: { open: 0, pending: 0, accepted: 0, cited: 0 }, departments: [] });
    expect(await report('county.gly')).toMatchObject({ departments: [] });
  });

  test('catalog.list-duplicates: every number is the length of the list that it opens, page by page, with source and argument', async () => {
    const { totals } = await report('market.dj');
    for (const status of duplicateStatuses) expect((await rows('market.dj', `status=${status}`)).total).toBe(totals[status]);
    expect((await rows('market.dj', 'status=accepted')).items).toMatchObject([
      {
        entryName: '租赁花名册',
        place: 'field',
        name: '钻机作业区域',
        targetName: '水利机具名录',
        targetOrganisation: '市水利局',
        text: '口径不同',
      },
    ]);
    const first = await rows('market.dj', 'limit=3');
    const second = await rows('market.dj', `limit=3&cursor=${first.next ?? ''}`);
    expect([first.items.length, second.items.length, second.next, first.total]).toEqual([3, 1, null, 4]);
    expect((await rows('office.fb', `organisationId=${world.orgId('water')}`)).total).toBe(0);
  });

  test('a period counts by the day of the answer', async () => {
    expect((await report('market.dj', 'from=2026-11-23&to=2026-11-23')).totals).toMatchObject({ accepted: 1, cited: 1 });
    expect((await report('market.dj', 'to=2026-11-22')).departments).toEqual([]);
    expect((await world.call('market.dj', 'GET /catalog/duplicate-collection?from=yesterday')).status).toBe(400);
  });

  test('items in force of another department than the source, about which nobody said a word, are counted until something is', async () => {
    const body = { code: 'E0701', name: '钻机产权单位', definition: '产权登记的单位', dataType: 'C', codeSet: null, synonyms: [] };
    const made = await world.call('office.fb', 'POST /catalog/elements', { body });
    await world.call('office.fb', `POST /catalog/elements/${String(made.body['id'])}/designation`, {
      body: {
        organisationId: world.orgId('market'),
        decisionNo: '吐数认〔2026〕3号',
        decidedOn: '2026-11-20',
        reason: '依职能采集',
        secondFactor: await world.codeOf('office.fb'),
      },
    });

    expect((await rows('office.fb', 'status=elsewhere')).items).toMatchObject([
      {
        entryName: '水利机具名录',
        organisationName: '市水利局',
        name: '钻机产权单位',
        kind: 'element',
        targetOrganisation: '市市场监督管理局',
      },
    ]);
    expect(await report('office.fb')).toMatchObject({ totals: { elsewhere: 1 }, elements: { registered: 1, withSource: 1 } });
    expect((await report('market.dj')).totals.elsewhere).toBe(0);
  });

  test('catalog.export-duplicates: the ledger has one line for each row of the list', async () => {
    const file = await world.call('market.dj', 'GET /catalog/duplicate-collection/ledger?status=cited');

    expect(file.status).toBe(200);
    const lines: string[][] = [];
    for await (const { values } of streamXlsxRows(file.bytes)) lines.push(values.map(String));
    expect(lines.flat()).toEqual(expect.arrayContaining(['补贴明细', '钻机产权单位', '已引用来源', '水利机具名录']));
    expect(lines.flat()).not.toContain('租赁花名册');
  });
});
