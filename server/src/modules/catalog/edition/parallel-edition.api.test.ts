import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { mixedContent } from '../denial/test-denial.ts';
import { conditionalContent, contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const story = storyIn(world);

type Language = 'ug' | 'en';
const revisionOf = async (id: string, language: Language) =>
  Number((await world.call('language.bj', `GET /catalog/entries/${id}/translations/${language}`)).body['revision']);
/** Writes texts and hands them over; passes them, too, unless they shall wait. */
const translate = async (
  id: string,
  texts: Record<string, string>,
  { language = 'ug', reviewed = true }: { language?: Language; reviewed?: boolean } = {},
) => {
  const fields = Object.keys(texts);
  const written = Object.entries(texts).map(([field, text]) => ({ field, text }));
  const saved = await world.call('language.bj', `PUT /catalog/entries/${id}/translations/${language}`, {
    body: { fields: written },
    ifMatch: await revisionOf(id, language),
  });
  expect(saved.status, saved.text).toBe(200);
  await world.call('language.bj', `POST /catalog/entries/${id}/translations/${language}/delivery`, {
    body: { fields },
    ifMatch: await revisionOf(id, language),
  });
  if (!reviewed) return;
  const passed = await world.call('language.sh', `POST /catalog/entries/${id}/translations/${language}/review`, {
    body: { fields, decision: 'pass', opinion: '已校' },
    ifMatch: await revisionOf(id, language),
  });
  expect(passed.status, passed.text).toBe(200);
};
const issue = async () =>
  world.call('office.fb', 'POST /catalog/editions', {
    body: { regionCode: '650400', opinion: '同意发布', secondFactor: await world.codeOf('office.fb') },
    key: world.needs.newId(),
  });
type Line = { entryId: string; name: string; parallel: Partial<Record<Language, Record<string, unknown>>> };
const lineOf = async (editionId: string, entryId: string) =>
  ((await world.call('water.gly', `GET /catalog/editions/${editionId}/lines`)).body['items'] as Line[]).find(
    (line) => line.entryId === entryId,
  );
const evidenceOf = async (editionId: string) => {
  const found = await sql<{ facts: string }>`
    SELECT convert_from(body, 'UTF8') AS facts FROM audit.pending WHERE action = 'catalog.issue-edition' AND object_id = ${editionId}`.execute(
    database.reader,
  );
  return found.rows[0]?.facts ?? '';
};

/** Cells of the row of an entry, without the marks that keep directions apart. */
const cellsOf = async (bytes: Uint8Array, name: string): Promise<string[]> => {
  for await (const { values } of streamXlsxRows(bytes)) {
    const cells = values.map((value) => String(value).replaceAll(/[\u2066-\u2069]/gu, ''));
    if (cells.includes(name)) return cells;
  }
  return [];
};

test('91-7.1.1: an edition freezes the reviewed Uyghur and English beside each line, with digests of their own in the evidence; what waits for its review stays out', async () => {
  const vines = await story.published(contentWith({ name: '葡萄种植户名录', useConditions: '不得外传' }));
  const wells = await story.published(contentWith({ name: '机井名录' }));
  await translate(vines.id, { name: 'ئۈزۈمچىلەر تىزىملىكى' });
  await translate(vines.id, { useConditions: 'سىرتقا تارقىتىشقا بولمايدۇ' }, { reviewed: false });
  await translate(vines.id, { name: 'Grape growers' }, { language: 'en' });
  await translate(wells.id, { name: 'قۇدۇقلار' }, { reviewed: false });

  const issued = await issue();

  expect(issued).toMatchObject({
    status: 201,
    body: {
      languages: [
        { language: 'ug', begunCount: 1, wholeCount: 0 },
        { language: 'en', begunCount: 1, wholeCount: 0 },
      ],
    },
  });
  const id = String(issued.body['id']);
  expect(await lineOf(id, vines.id)).toMatchObject({
    name: '葡萄种植户名录',
    parallel: { ug: { name: 'ئۈزۈمچىلەر تىزىملىكى', useConditions: null }, en: { name: 'Grape growers' } },
  });
  expect((await lineOf(id, wells.id))?.parallel).toEqual({});
  const digests = (issued.body['languages'] as { digest: string }[]).map(({ digest }) => digest);
  const evidence = await evidenceOf(id);
  for (const digest of [...digests, String(issued.body['digest'])]) expect(evidence).toContain(digest);
  expect(new Set([...digests, issued.body['digest']]).size).toBe(3);
});

test('91-7.1.1: a translation that changes later leaves the issued edition as it was; the next edition says it, though no Chinese changed', async () => {
  const [former] = (await world.call('water.gly', 'GET /catalog/editions')).body['items'] as { id: string; digest: string }[];
  const before = await world.call('water.gly', `GET /catalog/editions/${former?.id}/lines`);
  const languages = (await world.call('water.gly', `GET /catalog/editions/${former?.id}`)).body['languages'];
  const [vines] = (before.body['items'] as Line[]).filter(({ name }) => name === '葡萄种植户名录');
  expect(await issue()).toMatchObject({ status: 409, body: { code: 'catalog.edition.nothing-changed' } });

  await translate(vines?.entryId ?? '', { name: 'ئۈزۈم تېرىغۇچى ئائىلىلەر تىزىملىكى' });
  const next = await issue();

  expect(next).toMatchObject({ status: 201, body: { no: 2, addedCount: 0, changedCount: 0, former: { no: 1 } } });
  expect((await lineOf(String(next.body['id']), vines?.entryId ?? ''))?.parallel.ug).toMatchObject({
    name: 'ئۈزۈم تېرىغۇچى ئائىلىلەر تىزىملىكى',
  });
  expect((await world.call('water.gly', `GET /catalog/editions/${former?.id}/lines`)).body).toEqual(before.body);
  expect((await world.call('water.gly', `GET /catalog/editions/${former?.id}`)).body['languages']).toEqual(languages);
  const change = (statement: ReturnType<typeof sql>) => database.transaction((tx) => statement.execute(tx));
  await expect(change(sql`UPDATE catalog.edition_text SET texts = '{}'`)).rejects.toThrow('never changed');
  await expect(change(sql`DELETE FROM catalog.edition_language`)).rejects.toThrow('never changed');
});

test('catalog.download-edition: the ledger in Uyghur has the frozen text beside the Chinese, says that only Chinese binds, and names the digest', async () => {
  const [edition] = (await world.call('water.gly', 'GET /catalog/editions')).body['items'] as { id: string }[];
  const [ug] = (await world.call('water.gly', `GET /catalog/editions/${edition?.id}`)).body['languages'] as { digest: string }[];

  const got = await world.call('water.gly', `GET /catalog/editions/${edition?.id}/workbook`, { language: 'ug' });

  const rows: string[] = [];
  for await (const { values } of streamXlsxRows(got.bytes)) rows.push(values.join('|'));
  const told = rows.join('\n');
  expect(told).toContain('پەقەت خەنزۇچىسى قانۇنىي كۈچكە ئىگە');
  expect(told).toContain(ug?.digest);
  expect(rows.find((row) => row.includes('葡萄种植户名录'))).toContain('ئۈزۈم تېرىغۇچى ئائىلىلەر تىزىملىكى');
  const inChinese = await world.call('water.gly', `GET /catalog/editions/${edition?.id}/workbook`);
  for await (const { values } of streamXlsxRows(inChinese.bytes)) expect(values.join('|')).not.toContain('ئۈزۈم');
});

test('91-3.1, 91-7.1.1: of a denied item the reviewed name and reason stand beside their Chinese, and of its meaning nothing', async () => {
  const signed = await story.signed(mixedContent('举报办结名录'));
  await world.call('office.ld', `POST /catalog/entries/${signed.id}/denial-verification`, {
    body: {
      items: [{ no: 2, verdict: 'upheld', until: null, opinion: '成立' }],
      opinion: '核定',
      secondFactor: await world.codeOf('office.ld'),
    },
    ifMatch: signed.revision,
  });
  await translate(signed.id, {
    'items/2/name': 'پاش قىلغۇچىنىڭ ئىسمى',
    'items/2/denial': 'قانۇندا بەلگىلەنگەن',
    'items/1/name': 'ئىناۋەت كودى',
  });

  const issued = await issue();

  const line = await lineOf(String(issued.body['id']), signed.id);
  expect(line?.parallel.ug).toEqual({
    name: null,
    conditions: [],
    useConditions: null,
    denialReason: null,
    deniedItems: ['پاش قىلغۇچىنىڭ ئىسمى'],
    deniedReasons: ['قانۇندا بەلگىلەنگەن'],
  });
  const got = await world.call('water.gly', `GET /catalog/editions/${String(issued.body['id'])}/workbook`, { language: 'ug' });
  expect(await cellsOf(got.bytes, '举报办结名录')).toContain('پاش قىلغۇچىنىڭ ئىسمى: قانۇندا بەلگىلەنگەن');
});

test('91-7.1.1: in the ledger each condition keeps its number in both languages; one that was not reviewed is marked, and the next is not read in its stead', async () => {
  const { id } = await story.published(conditionalContent({ name: '葡萄干加工名录' }));
  await translate(id, { 'conditions/2': 'مەمۇرىي ئىجازەت' });

  const issued = await issue();

  const got = await world.call('water.gly', `GET /catalog/editions/${String(issued.body['id'])}/workbook`, { language: 'ug' });
  const cells = await cellsOf(got.bytes, '葡萄干加工名录');
  expect(cells).toContain('1. 全市政务部门\n2. 行政许可审查\n3. 限于行政许可审查');
  const absent = '(تەكشۈرۈلگەن تەرجىمىسى يوق، خەنزۇچىسىغا قارالسۇن)';
  expect(cells).toContain(`1. ${absent}\n2. مەمۇرىي ئىجازەت\n3. ${absent}`);
});
