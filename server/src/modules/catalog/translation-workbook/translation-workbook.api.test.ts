import { importTranslations } from '@karez/contract/catalog/translation-workbook';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

let names = 0;
const published = (some = {}) =>
  story.published(contentWith({ name: `葡萄晾房名录${(names += 1)}`, abstract: `晾房${names}的位置。`, ...some }));

/** The workbook that an account takes out: its head and its rows of one entry. */
const taken = async (by: string, entryId: string, language = 'zh') => {
  const answer = await world.call(by, 'GET /catalog/translations/workbook?language=ug', { language });
  expect(answer.status).toBe(200);
  const [sheet] = (await readXlsx(answer.bytes)).sheets;
  const [head = [], ...rows] = (sheet?.rows ?? []).map((row) => row.map((cell) => String(cell ?? '')));
  return { head, rows: rows.filter((row) => row.includes(entryId)) };
};
type Taken = Awaited<ReturnType<typeof taken>>;
const TEXT = 4;
const FIELD = 7;

const bytesOf = async ({ head, rows }: Taken) => Buffer.from(await writeXlsx({ sheets: [{ name: '译文', rows: [head, ...rows] }] }));
const brought = async (by: string, file: Taken | Buffer) => {
  const bytes = Buffer.isBuffer(file) ? file : await bytesOf(file);
  const answer = await world.call(by, 'POST /catalog/translations/workbook', { upload: { fields: { language: 'ug' }, bytes } });
  return { status: answer.status, code: answer.body['code'], report: importTranslations.answer.safeParse(answer.body).data };
};
/** The rows with other texts in some fields. */
const written = ({ head, rows }: Taken, texts: Readonly<Record<string, string>>): Taken => ({
  head,
  rows: rows.map((row) => row.map((cell, at) => (at === TEXT ? (texts[row[FIELD] ?? ''] ?? cell) : cell))),
});
type Field = { field: string; state: string; text: string };
const fieldsOf = async (id: string): Promise<Map<string, Field>> => {
  const { body } = await world.call('language.bj', `GET /catalog/entries/${id}/translations/ug`);
  const fields = body['fields'] as Field[];
  return new Map(fields.map((each) => [each.field, each]));
};
const step = async (id: string, by: string, { name, body }: { name: 'delivery' | 'review'; body: object }) => {
  const { body: now } = await world.call('language.bj', `GET /catalog/entries/${id}/translations/ug`);
  const request =
    name === 'delivery' ? `POST /catalog/entries/${id}/translations/ug/delivery` : `POST /catalog/entries/${id}/translations/ug/review`;
  return world.call(by, request as `POST /${string}`, { body, ifMatch: Number(now['revision']) });
};
const outcomes = (report: Awaited<ReturnType<typeof brought>>['report']) =>
  (report?.items ?? []).map(({ field, outcome, refusals }) => [field, outcome, ...refusals.map(({ code }) => code.split('.').at(-1))]);

describe('translations by workbook', () => {
  test('91-7.1.1: what is written outside comes back as drafts, field by field; empty cells and the same texts change nothing', async () => {
    const { id } = await published();
    const out = await taken('language.bj', id);
    expect(out.head.slice(0, 6)).toEqual(['目录名称', '提供单位', '字段', '中文', '译文', '译文状态']);
    expect(out.rows.map((row) => row[FIELD])).toEqual(['name', 'abstract', 'items/1/name', 'items/2/name']);

    const first = await brought('language.bj', written(out, { name: 'ئۈزۈم قۇرۇتۇش ئۆيلىرى', 'items/1/name': 'كود' }));

    expect(first.report?.counts).toEqual({ draft: 2, unchanged: 2, error: 0 });
    const fields = await fieldsOf(id);
    expect([fields.get('name'), fields.get('abstract')]).toMatchObject([
      { state: 'draft', text: 'ئۈزۈم قۇرۇتۇش ئۆيلىرى' },
      { state: 'missing', text: '' },
    ]);
    const again = await brought('language.bj', await taken('language.bj', id, 'ug'));
    expect(again.report?.counts).toEqual({ draft: 0, unchanged: 4, error: 0 });
  });

  test('a text whose Chinese has changed since is not taken, and the row says what the Chinese says now', async () => {
    const { id } = await published();
    const out = await taken('language.bj', id);
    await brought('language.bj', written(out, { abstract: 'ئورنى' }));
    await step(id, 'language.bj', { name: 'delivery', body: { fields: ['abstract'] } });
    await step(id, 'language.sh', { name: 'review', body: { fields: ['abstract'], decision: 'pass', opinion: '已校' } });
    const old = await taken('language.bj', id);
    await sql`UPDATE catalog.revision SET fields = jsonb_set(fields, '{abstract}', '"晾房的新位置。"')
      WHERE entry_id = ${id} AND state = 'effective'`.execute(store.database.reader);

    const { report } = await brought('language.sh', written(old, { abstract: 'يېڭى تەرجىمە', name: 'نامى' }));

    expect(outcomes(report)).toEqual([
      ['name', 'draft'],
      ['abstract', 'error', 'chinese-changed'],
      ['items/1/name', 'unchanged'],
      ['items/2/name', 'unchanged'],
    ]);
    expect(report?.items[1]?.refusals[0]?.params).toMatchObject({ now: '晾房的新位置。', header: '中文' });
    expect((await fieldsOf(id)).get('abstract')).toMatchObject({ text: 'ئورنى' });
  });

  test('a reviewed text is the language editors’: a department’s registrar writes drafts of its own entries, and nothing over a reviewed one', async () => {
    const { id } = await published();
    const out = await taken('market.dj', id);
    expect((await brought('market.dj', written(out, { name: 'نامى', abstract: 'مەزمۇنى' }))).report?.counts).toMatchObject({ draft: 2 });
    await step(id, 'market.dj', { name: 'delivery', body: { fields: ['name'] } });
    await step(id, 'language.bj', { name: 'review', body: { fields: ['name'], decision: 'pass', opinion: '已校' } });

    const { report } = await brought('market.dj', written(await taken('market.dj', id), { name: 'باشقا', abstract: 'يېڭى مەزمۇن' }));

    expect(outcomes(report).slice(0, 2)).toEqual([
      ['name', 'error', 'reviewed'],
      ['abstract', 'draft'],
    ]);
    expect((await fieldsOf(id)).get('name')).toMatchObject({ state: 'reviewed', text: 'نامى' });
  });

  test('another department learns nothing and writes nothing; a made-up entry and a foreign one are refused alike', async () => {
    const { id } = await published();
    const out = await taken('language.bj', id);
    expect((await taken('water.gly', id)).rows).toEqual([]);
    const foreign = written(out, { name: 'باشقا' });
    const madeUp = {
      ...foreign,
      rows: foreign.rows.map((row) => row.map((cell) => (cell === id ? '00000000-0000-4000-8000-000000000000' : cell))),
    };

    const [one, other] = [await brought('water.gly', foreign), await brought('water.gly', madeUp)];

    expect(one.report?.counts).toEqual({ draft: 0, unchanged: 0, error: 4 });
    expect(outcomes(one.report)).toEqual(outcomes(other.report));
    expect((await fieldsOf(id)).get('name')).toMatchObject({ state: 'missing' });
  });

  test('a field that stands twice in a file, or that the entry has not, is refused at its cell', async () => {
    const { id } = await published();
    const out = await taken('language.bj', id);
    const [name = []] = out.rows;
    const strange = name.map((cell, at) => (at === FIELD ? 'items/99/name' : cell));

    const { report } = await brought(
      'language.bj',
      written({ ...out, rows: [name, name, strange] }, { name: 'نامى', 'items/99/name': 'يوق' }),
    );

    expect(outcomes(report)).toEqual([
      ['name', 'draft'],
      ['name', 'error', 'field-unknown'],
      ['items/99/name', 'error', 'field-unknown'],
    ]);
  });

  test('422: what is no such workbook, and more rows than one file may bring', async () => {
    expect(await brought('language.bj', Buffer.from('甲,乙\n一,二'))).toMatchObject({
      status: 422,
      code: 'catalog.translation-workbook.header-not-found',
    });
    const head = '译文,字段编号（请勿改动）,目录编号（请勿改动）';
    const many = Buffer.from([head, ...Array.from({ length: 5001 }, () => 'a,name,x')].join('\n'));
    expect(await brought('language.bj', many)).toMatchObject({ status: 422, code: 'catalog.translation-workbook.too-many-rows' });
  });

  test('taking out and bringing in leave evidence', async () => {
    const found = await sql<{ action: string }>`
      SELECT DISTINCT convert_from(body, 'UTF8')::json ->> 'action' AS action FROM audit.pending`.execute(store.database.reader);

    expect(found.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['catalog.export-translations', 'catalog.import-translations']),
    );
  });
});
