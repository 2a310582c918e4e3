import { isRefusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { corrected, markedIn } from '#platform/tables/correction-fixture';
import { openTable } from '#platform/tables/table-file';
import { sheetRow, workbookParts, zipOf } from '#platform/tables/zip-fixture';
import { header, levee, systemImportWorld, wells } from '#test/system-import-world';
import { createTestDatabase } from '#test/test-database';
import { identityJobs } from '../jobs.ts';
import { systemHeader } from './system-header.ts';

const { database } = await createTestDatabase();
const { world, call, signedIn, clerk, at, begin, upload, apply, rowsOf, registered, acts } = await systemImportWorld(database);
const { founded } = world;
beforeEach(begin);

describe('the story of a file', () => {
  test('91-2.2: systems are uploaded, looked at row by row, applied, and stand in the register with their evidence', async () => {
    const changed = '取水许可系统,,,某软件公司,,,4,';
    const started = await upload({ lines: [levee, changed, '水质系统,,,,,,,'] });
    const untouched = await registered();
    const rows = await call('GET', `/business-systems/imports/${String(started.answer['id'])}/rows?limit=100`, clerk);
    const onlyNew = await rowsOf(started, '&outcome=new');
    const before = await acts();
    const applied = await apply(started);

    expect(started).toMatchObject({
      status: 201,
      answer: { state: 'checked', outcomes: { new: 1, changed: 1, unchanged: 0, error: 1 }, allowed: { apply: { allowed: true } } },
    });
    expect(untouched).toMatchObject([{ name: '取水许可系统', builder: '市水利局' }]);
    expect(rows.answer).toMatchObject({
      total: 3,
      items: [
        {
          row: 2,
          name: '堤防巡查系统',
          outcome: 'new',
          changes: [
            { field: 'division', before: '', after: '办公室' },
            { field: 'purpose', before: '', after: '巡查登记' },
            { field: 'builder', before: '', after: '某软件公司' },
            { field: 'operator', before: '', after: '某运维公司' },
            { field: 'networkZone', before: '', after: 'cloud' },
            { field: 'protectionLevel', before: '', after: '2' },
            { field: 'joinedOn', before: '', after: '2026-03-01' },
          ],
          refusals: [],
        },
        {
          row: 3,
          outcome: 'changed',
          changes: [
            { field: 'builder', before: '市水利局', after: '某软件公司' },
            { field: 'protectionLevel', before: '3', after: '4' },
          ],
        },
        {
          row: 4,
          outcome: 'error',
          refusals: [{ path: '4/C', code: 'identity.system-import.value-missing', params: { field: 'purpose' } }, {}, {}, {}, {}],
        },
      ],
    });
    expect(onlyNew.answer).toMatchObject({ total: 1, items: [{ row: 2 }] });
    expect(applied).toMatchObject({ status: 200, answer: { state: 'applied', allowed: { apply: { allowed: false } } } });
    expect(await registered()).toMatchObject([
      { name: '取水许可系统', builder: '某软件公司', operator: '市水利局', protectionLevel: 4, joinedOn: '2026-01-05', version: 2 },
      {
        name: '堤防巡查系统',
        divisionName: '办公室',
        networkZone: 'cloud',
        protectionLevel: 2,
        joinedOn: '2026-03-01',
        state: 'running',
        version: 1,
      },
    ]);
    const added = await acts();
    for (const act of before) added.splice(added.indexOf(act), 1);
    expect(added).toEqual(['identity.apply-system-import', 'identity.change-business-system', 'identity.register-business-system']);
  });

  test.each(['zh', 'ug', 'en'])('the empty template (%s) is filled in, uploaded and taken; empty it has no system', async (language) => {
    const template = await call('GET', '/business-systems/template', { ...clerk, language });
    const table = await openTable(template.bytes, systemHeader);
    if (isRefusal(table)) throw new Error(table.code);
    const headers = table.columns.map(({ header: text }) => text);
    const values = [
      '新系统',
      '水务局',
      '办公室',
      '用途',
      '甲',
      '乙',
      language === 'zh' ? '互联网' : 'Internet',
      language === 'zh' ? '一级' : 'Level 1',
      '45000',
    ];
    values[1] = '市水务局';
    const filled = zipOf(workbookParts(`<sheetData>${sheetRow(1, headers)}${sheetRow(2, values.slice(0, 8))}</sheetData>`));

    const started = await upload({ content: filled, name: '系统.xlsx' });
    const empty = await upload({ content: template.bytes });

    expect(template.status).toBe(200);
    expect(table.columns.map(({ field }) => field)).toEqual([
      'name',
      'owner',
      'division',
      'purpose',
      'builder',
      'operator',
      'networkZone',
      'protectionLevel',
      'joinedOn',
    ]);
    expect(started.answer).toMatchObject({ outcomes: { new: 1, error: 0 } });
    expect(empty).toMatchObject({ status: 422, answer: { code: 'identity.system-import.no-rows' } });
  });

  test('the same file again changes nothing', async () => {
    await apply(await upload({ lines: [levee, wells] }));
    const before = await registered();

    const again = await upload({ lines: [levee, wells] });
    const applied = await apply(again);

    expect(again.answer).toMatchObject({
      outcomes: { new: 0, changed: 0, unchanged: 2, error: 0 },
      allowed: { apply: { allowed: false, reason: 'identity.system-import.nothing-to-apply' } },
    });
    expect(applied).toMatchObject({ status: 409, answer: { code: 'identity.system-import.nothing-to-apply' } });
    expect(await registered()).toEqual(before);
  });

  test('names are one whatever their width, case and spaces; the registered spelling stays', async () => {
    await apply(await upload({ lines: [levee.replace('堤防巡查系统', 'GIS 巡查系统')] }));

    const again = await upload({ lines: [levee.replace('堤防巡查系统', 'ｇｉｓ巡查系统').replace('第二级', '２')] });

    expect(again.answer).toMatchObject({ outcomes: { unchanged: 1, new: 0 } });
  });

  test('a repeated Idempotency-Key is one dry run; refused rows come back as a workbook that is read again', async () => {
    const first = await upload({ lines: ['水质系统,,用途,甲,乙,卫星,3,'], key: 'system-import-1' });
    const again = await upload({ lines: ['水质系统,,用途,甲,乙,卫星,3,'], key: 'system-import-1' });
    const workbook = await call('GET', at(first, '/refused-rows'), clerk);
    const table = await openTable(workbook.bytes, systemHeader);
    const cells: unknown[] = [];
    if (!isRefusal(table)) for await (const row of table.rows()) if (!isRefusal(row)) cells.push(row.raw);

    expect(again.answer['id']).toBe(first.answer['id']);
    expect(cells).toEqual([
      {
        系统名称: '水质系统',
        用途: '用途',
        承建单位: '甲',
        运维单位: '乙',
        所在网络: '卫星',
        等保等级: '3',
      },
    ]);
    expect(await markedIn(workbook.bytes)).toEqual([
      { at: 'F2', header: '所在网络', text: '卫星', note: '第 2 行 F 列“所在网络”：“卫星”不在可选范围内，见模板“可选值”表' },
    ]);
    const right = await upload({ content: await corrected(workbook.bytes, () => '政务云'), name: '系统.xlsx' });
    expect(right.answer).toMatchObject({ outcomes: { new: 1, error: 0 } });
    expect((await acts()).includes('identity.download-refused-systems')).toBe(true);
  });

  test('409: without a refused row there is no workbook of them', async () => {
    const started = await upload();

    expect(await call('GET', at(started, '/refused-rows'), clerk)).toMatchObject({
      status: 409,
      answer: { code: 'identity.system-import.nothing-refused' },
    });
  });
});

describe('a dry run that no longer holds is refused with the reason, and nothing of it is registered, when', () => {
  const facts = {
    divisionId: null,
    builder: '甲',
    operator: '乙',
    networkZone: 'cloud',
    protectionLevel: 1,
    joinedOn: null,
    purpose: '用途',
  };
  const changedWells = wells.replace('三级', '四级');

  test('somebody changed one of its systems, also where the dry run found nothing to change', async () => {
    const changing = await upload({ lines: [levee, changedWells] });
    const leaving = await upload({ lines: [levee, wells] });
    const systemId = founded.systems.get('wells');
    await call('PUT', `/business-systems/${systemId}`, { ...clerk, body: { ...facts, name: '取水许可系统', version: 1 } });

    const answers = [await apply(changing), await apply(leaving)];

    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 409,
        answer: {
          code: 'identity.system-import.stale',
          params: { count: 1 },
          fields: [{ path: '3/', code: 'identity.system-import.row-stale' }],
        },
      });
    }
    expect(await registered()).toMatchObject([{ name: '取水许可系统', protectionLevel: 1 }]);
  });

  test('somebody registered one of its new names', async () => {
    const started = await upload({ lines: [levee, levee.replace('堤防', '渠道')] });
    await call('POST', '/business-systems', { ...clerk, body: { ...facts, name: '堤防巡查系统' } });

    expect(await apply(started)).toMatchObject({ status: 409, answer: { code: 'identity.system-import.stale' } });
    expect(await registered()).toHaveLength(2);
  });

  test('one of its systems was retired', async () => {
    const started = await upload({ lines: [changedWells] });
    await sql`UPDATE identity.business_system SET state = 'retired'`.execute(database.reader);

    expect(await apply(started)).toMatchObject({ status: 409, answer: { code: 'identity.system-import.stale' } });
  });

  test('two apply one import at once: one does, the other is told that it is done', async () => {
    const started = await upload({ lines: [levee, changedWells] });

    const answers = await Promise.all([apply(started), apply(started)]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.answer['code']).toBe('identity.system-import.applied');
    expect(await registered()).toMatchObject([{ version: 2 }, { name: '堤防巡查系统', version: 1 }]);
  });

  test('two imports of the same systems are applied at once: one is, the other is stale', async () => {
    const started = [await upload({ lines: [levee] }), await upload({ lines: [levee.replace('政务云', '互联网')] })];

    const answers = await Promise.all(started.map((each) => apply(each)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.answer['code']).toBe('identity.system-import.stale');
    expect(await registered()).toHaveLength(2);
  });

  test('a fault in the middle leaves no row of the file behind', async () => {
    const started = await upload({ lines: [levee, changedWells, levee.replace('堤防', '渠道')] });
    await sql`UPDATE identity.system_import_row SET stated = jsonb_set(stated, '{protectionLevel}', '9') WHERE row_no = 4`.execute(
      database.reader,
    );

    expect((await apply(started)).status).toBe(500);
    expect(await registered()).toMatchObject([{ name: '取水许可系统', version: 1 }]);
    expect((await call('GET', at(started), clerk)).answer).toMatchObject({ state: 'checked' });
  });
});

describe('who may not', () => {
  test('404: another department’s clerk learns nothing of an import, by no route', async () => {
    const started = await upload({ lines: [levee, '水质系统,,,,,,,'] });
    const other = await signedIn('office.gly');
    const paths = [
      ['GET', ''],
      ['GET', '/rows'],
      ['GET', '/rows?outcome=error'],
      ['POST', '/application'],
      ['GET', '/refused-rows'],
    ] as const;

    const answers = await Promise.all(paths.map(([method, step]) => call(method, at(started, step), other)));
    const absent = await call('GET', '/business-systems/imports/00000000-0000-7000-8000-000000000000', other);

    for (const { status, answer } of answers)
      expect({ status, ...answer, evidence: null }).toEqual({ status: 404, ...absent.answer, evidence: null });
    expect(await upload({ who: other, lines: [wells] })).toMatchObject({
      status: 201,
      answer: { outcomes: { new: 1, changed: 0, unchanged: 0 } },
    });
  });

  test('401, 403: strangers, and people of the department without the power', async () => {
    const leader = await signedIn('water.fzr');

    expect((await upload({ who: { ...clerk, cookie: '', csrf: '' } })).status).toBe(401);
    expect((await upload({ who: leader })).status).toBe(403);
    expect((await call('GET', '/business-systems/template', leader)).status).toBe(403);
  });
});

test('a thousand systems are one transaction, each with a record of its own', async () => {
  const before = (await acts()).length;

  const started = await upload({ lines: Array.from({ length: 1_000 }, (_, no) => levee.replace('堤防', `堤防${no}`)) });
  const applied = await apply(started);

  expect(started.answer).toMatchObject({ outcomes: { new: 1_000 } });
  expect(applied.status).toBe(200);
  expect((await acts()).length - before).toBe(1_002);
});

describe('of an uploaded file stays no more than is needed', () => {
  const withContact = `${header},联系人,联系电话`;
  const lines = [withContact, `${levee},ZZ-CONTACT-ONE,13800000000`, `水质系统,,用途,甲,乙,卫星,3,,ZZ-CONTACT-TWO,13900000000`];
  const kept = async () => {
    const { rows } = await sql<{ text: string }>`
      SELECT coalesce(string_agg(to_jsonb(r)::text, ' '), '') AS text FROM identity.system_import_row r`.execute(database.reader);
    return ['ZZ-CONTACT-ONE', '13800000000', 'ZZ-CONTACT-TWO', '13900000000'].filter((value) => rows[0]?.text.includes(value));
  };

  test('columns without a field: with rows that are not taken, until the import is applied; the note says so', async () => {
    const started = await upload({ content: lines.join('\n') });
    const dry = await kept();
    const workbook = await call('GET', at(started, '/refused-rows'), clerk);
    const applied = await apply(started);

    expect(started.answer).toMatchObject({
      outcomes: { new: 1, error: 1 },
      notes: [{}, { code: 'identity.system-import.note-column-unknown' }, { code: 'identity.system-import.note-column-unknown' }],
    });
    expect([dry, workbook.status, applied.status]).toEqual([['ZZ-CONTACT-TWO', '13900000000'], 200, 200]);
    expect(await kept()).toEqual([]);
    expect(applied.answer).toMatchObject({ allowed: { 'download-refused-rows': { allowed: false } } });
    expect(await call('GET', at(started, '/refused-rows'), clerk)).toMatchObject({
      status: 409,
      answer: { code: 'identity.system-import.refused-rows-gone' },
    });
  });

  test('a dry run that nobody applied: it cannot be applied after seven days, and the daily work forgets it with its rows', async () => {
    const old = await upload({ content: lines.join('\n') });
    const young = await upload();
    await sql`UPDATE identity.system_import SET started_at = started_at - interval '7 days 1 second' WHERE id = ${String(old.answer['id'])}`.execute(
      database.reader,
    );
    const late = await apply(old);
    await identityJobs(world.needs)
      .find(({ id }) => id === 'identity.daily')
      ?.run({});

    expect(late).toMatchObject({ status: 409, answer: { code: 'identity.system-import.too-old', params: { days: 7 } } });
    expect((await call('GET', at(old), clerk)).answer).toMatchObject({ code: 'identity.system-import.not-found' });
    expect(await kept()).toEqual([]);
    expect((await apply(young)).status).toBe(200);
  });
});
