import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { departmentsIn, workbookOf } from './test-department.ts';

const { database } = await createTestDatabase();
let city: Awaited<ReturnType<typeof departmentsIn>>;

beforeAll(async () => {
  city = await departmentsIn(database);
  await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city')`.execute(database.reader);
  await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
    VALUES (${city.orgs.water}, '11650400MB0000001Y', '市水利局', '市水利局', 'government', '650400', now())`.execute(database.reader);
});

let codes = 0;
const named = (name: string, some: Partial<EntryContent> = {}) => contentWith({ name, ...some });
const act = (by: string) => JSON.stringify({ by, orgId: 'o', at: '2026-11-01T02:00:00.000Z', opinion: '同意' });

/** An entry that the department registered by workbook and that was published since, as version 1.0. */
async function published(name: string): Promise<string> {
  await city.applied((await city.checked(await workbookOf([named(name)]))).id);
  const code = `307000650400001/${(codes += 1)}`;
  await sql`UPDATE catalog.revision SET state = 'effective', version = '1.0', submitted = ${act('a')}::jsonb, reviewed = ${act('b')}::jsonb,
    signed = ${act('c')}::jsonb, decided = ${act('d')}::jsonb
    WHERE entry_id = (SELECT id FROM catalog.entry WHERE name_folded = ${name})`.execute(database.reader);
  await sql`UPDATE catalog.entry SET state = 'published', resource_code = ${code}, published_on = '2026-11-01', live_no = 1, working_no = NULL
    WHERE name_folded = ${name}`.execute(database.reader);
  return code;
}

type Standing = { state: string; live: number; working: number | null; stages: string[]; abstracts: string[]; trigger: unknown };
async function standing(code: string): Promise<Standing | undefined> {
  const found = await sql<Standing>`
    SELECT entry.state, entry.live_no AS live, entry.working_no AS working, array_agg(revision.state ORDER BY no) AS stages,
      array_agg(revision.fields ->> 'abstract' ORDER BY no) AS abstracts, 
      (array_agg(jsonb_build_object('kind', trigger_kind, 'changedOn', trigger_on, 'reason', trigger_reason) ORDER BY no DESC))[1] AS trigger
    FROM catalog.entry JOIN catalog.revision ON revision.entry_id = entry.id WHERE resource_code = ${code} GROUP BY entry.id`.execute(
    database.reader,
  );
  return found.rows[0];
}
const edited = (name: string, abstract: string) => named(name, { abstract });
const undone = async (importId: string) => {
  await city.fetch('water', 'POST', `/catalog/imports/${importId}/undoing`);
  await city.work('undo', importId);
  return city.view(importId);
};

test('809-17: a row that says otherwise than what is published opens a change of that version: the dry run says which and what, and what is in force stays', async () => {
  const code = await published('机井台账');
  const before = await standing(code);

  const dry = await city.checked(await workbookOf([edited('机井台账', '全市机井台账')], [code]));
  expect(dry).toMatchObject({ outcomes: { changed: 1, error: 0 } });
  const [row] = await city.rows(dry.id);
  expect(row).toMatchObject({
    opensVersion: '1.0',
    changes: [{ field: 'abstract', before: before?.abstracts[0], after: '全市机井台账' }],
  });
  expect(await standing(code)).toEqual(before);

  expect(await city.applied(dry.id)).toMatchObject({ applied: { changed: 1, error: 0 } });
  expect(await standing(code)).toMatchObject({
    state: 'change-pending',
    live: 1,
    working: 2,
    stages: ['effective', 'draft'],
    abstracts: [before?.abstracts[0], '全市机井台账'],
    trigger: { kind: 'quality-fix', reason: 'a.xlsx', changedOn: '2026-11-22' },
  });
  const told = await sql<{ actions: string[] }>`
    SELECT array_agg(action ORDER BY id) AS actions FROM catalog.history WHERE entry_id = (SELECT id FROM catalog.entry WHERE resource_code = ${code})`.execute(
    database.reader,
  );
  expect(told.rows[0]?.actions).toEqual(['workbook-registered', 'workbook-change-opened']);
  const again = await city.checked(await workbookOf([edited('机井台账', '全市机井台账')], [code]));
  expect(again).toMatchObject({ outcomes: { unchanged: 1 } });
});

test('undone, the change is given up and what is in force stands alone; one that was worked on since is left', async () => {
  const [alone, worked] = [await published('渠首台账'), await published('闸站台账')];
  const contents = [edited('渠首台账', '甲'), edited('闸站台账', '乙')];
  const { id } = await city.checked(await workbookOf(contents, [alone, worked]));
  await city.applied(id);
  await sql`UPDATE catalog.entry SET revision = revision + 1 WHERE resource_code = ${worked}`.execute(database.reader);

  expect(await undone(id)).toMatchObject({ state: 'undone', undone: { undone: 1, left: 1 } });
  expect(await standing(alone)).toMatchObject({ state: 'published', live: 1, working: null, stages: ['effective', 'abandoned'] });
  expect(await standing(worked)).toMatchObject({ state: 'change-pending', working: 2 });
});

test('a second workbook writes the draft of the change; undone one after the other, each gives back what it found', async () => {
  const code = await published('泉眼台账');
  const first = await city.checked(await workbookOf([edited('泉眼台账', '一')], [code]));
  await city.applied(first.id);
  const second = await city.checked(await workbookOf([edited('泉眼台账', '二')], [code]));
  expect((await city.rows(second.id))[0]).toMatchObject({ outcome: 'changed', opensVersion: null });
  await city.applied(second.id);
  expect((await standing(code))?.abstracts[1]).toBe('二');

  await undone(second.id);
  expect((await standing(code))?.abstracts[1]).toBe('一');
  await undone(first.id);
  expect(await standing(code)).toMatchObject({ state: 'published', working: null });
});

test('a change in review or under adjustment is refused with its stage; so is what was published and changed between dry run and application', async () => {
  const code = await published('水窖台账');
  const opened = await city.checked(await workbookOf([edited('水窖台账', '一')], [code]));
  await city.applied(opened.id);
  const late = await city.checked(await workbookOf([edited('水窖台账', '三')], [code]));
  await sql`UPDATE catalog.revision SET state = 'in-review', submitted = ${act('a')}::jsonb
    WHERE no = 2 AND entry_id = (SELECT id FROM catalog.entry WHERE resource_code = ${code})`.execute(database.reader);

  const refused = await city.checked(await workbookOf([edited('水窖台账', '二')], [code]));
  expect((await city.rows(refused.id))[0]?.refusals).toMatchObject([
    { code: 'catalog.import.entry-not-draft', params: { stage: 'review' } },
  ]);
  expect(await city.applied(late.id)).toMatchObject({ applied: { changed: 0, error: 1 } });
  expect((await standing(code))?.abstracts[1]).toBe('一');
});

test('a row does what its dry run named or nothing: another version in force, a field that somebody changed since, a namesake registered since', async () => {
  const [version, field] = [await published('灌区台账'), await published('蓄水池台账')];
  const contents = [edited('灌区台账', '甲'), edited('蓄水池台账', '乙'), named('塘坝台账')];
  const dry = await city.checked(await workbookOf(contents, [version, field, '']));
  expect(dry).toMatchObject({ outcomes: { changed: 2, new: 1, error: 0 } });
  await city.applied((await city.checked(await workbookOf([named('塘坝台账', { abstract: '同名' })]))).id);
  const revisionOf = (code: string) => sql`(SELECT id FROM catalog.entry WHERE resource_code = ${code})`;
  await sql`UPDATE catalog.revision SET version = '1.1' WHERE entry_id = ${revisionOf(version)}`.execute(database.reader);
  await sql`UPDATE catalog.revision SET fields = jsonb_set(fields, '{abstract}', '"别人后来写的"') WHERE entry_id = ${revisionOf(field)}`.execute(
    database.reader,
  );

  expect(await city.applied(dry.id)).toMatchObject({ applied: { new: 0, changed: 0, error: 3 } });
  for (const { refusals } of await city.rows(dry.id)) expect(refusals).toMatchObject([{ code: 'catalog.import.changed-since-check' }]);
  for (const code of [version, field]) expect(await standing(code)).toMatchObject({ state: 'published', working: null });
});

test('a department that is no more opens no change', async () => {
  const code = await published('堤防台账');
  const dry = await city.checked(await workbookOf([edited('堤防台账', '甲')], [code]));
  await sql`UPDATE identity.organisation SET dissolved_on = '2026-11-20', dissolution_document = '吐编发〔2026〕9号' WHERE id = ${city.orgs.water}`.execute(
    database.reader,
  );

  expect(await city.applied(dry.id)).toMatchObject({ applied: { changed: 0, error: 1 } });
  expect(await standing(code)).toMatchObject({ state: 'published', working: null });
});
