import { readXlsx } from 'hucre/xlsx';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { isRefusal, type Refusal } from '@karez/kit/refusal';

import type { Actor } from '#modules/identity';
import { joinedTo, type Database } from '#platform/database';
import { readConfig } from '#platform/config';
import { folderFiles } from '#platform/files';
import { keysFrom } from '#platform/keys';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';

import { applyImportRows } from './apply-import.job.ts';
import { applyImport } from './apply-import.ts';
import { checkImport } from './check-import.job.ts';
import { downloadRefusedRows } from './download-refused.ts';
import { importView } from './import-view.ts';
import { listImportRows, listUnknownValues, visibleImport } from './read-imports.ts';
import { resumeImports } from './resume-imports.job.ts';
import { startImport } from './start-import.ts';

const store = await createTestDatabase();
const { database } = store;
const folder = await mkdtemp(path.join(tmpdir(), 'karez-import-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const killedWorker = fileURLToPath(new URL('./test-killed-worker.ts', import.meta.url));
const needs = {
  database,
  clock: settableClock('2026-11-22T02:00:00Z'),
  newId,
  files: folderFiles(folder),
  keys: keysFrom(Buffer.alloc(32, 7)),
  config: readConfig({ DATABASE_URL: 'postgres://unused' }),
};
const departmentId = newId();
const otherId = newId();

const actorOf = (orgId: string, regionCode: string | null): Actor => ({
  kind: 'person',
  id: newId(),
  orgId,
  regionCode: '650400',
  powers: [{ power: 'catalog.import', orgId: regionCode === null ? orgId : null, regionCode }],
});
const registrar = actorOf(departmentId, null);
const authority = actorOf(otherId, '650400');

beforeAll(async () => {
  await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city')`.execute(database.reader);
  for (const [id, uscc, name] of [
    [departmentId, '11650400MB0000001Y', '吐鲁番市水利局'],
    [otherId, '11650400MB0000002W', '吐鲁番市政府办公室'],
  ]) {
    await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
      VALUES (${id}, ${uscc}, ${name}, ${name?.replace('吐鲁番', '')}, 'government', '650400', now())`.execute(database.reader);
  }
});

function given<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(value.code);
  return value;
}

const header = '数据目录名称,提供单位,摘要,更新周期,开放条件,共享类型';
const upload = (lines: readonly string[]) => ({
  field: 'file',
  fileName: '目录.csv',
  contentType: 'text/csv',
  bytes: Buffer.from([header, ...lines].join('\n')),
});

async function started(lines: readonly string[], place: { code: string; name: string } | null = null) {
  const actor = place ? authority : registrar;
  const target = place ? ('sample-place' as const) : ('own-department' as const);
  return given(
    await startImport(needs, { actor, secrecyDeclaration: 'not-secret', target, place, files: [upload(lines)], origin: '127.0.0.1' }),
  );
}

async function checked(lines: readonly string[], place: { code: string; name: string } | null = null) {
  const job = await started(lines, place);
  await checkImport(needs, job.id);
  return { actor: place ? authority : registrar, importId: job.id };
}

async function applied(lines: readonly string[], place: { code: string; name: string } | null = null) {
  const which = await checked(lines, place);
  given(await applyImport(needs, { ...which, origin: '127.0.0.1' }));
  await applyImportRows(needs, which.importId);
  return which;
}

const view = async (which: { actor: Actor; importId: string }) =>
  importView({ ...needs, reader: database.reader }, given(await visibleImport(database.reader, which)));
const rows = async (which: { actor: Actor; importId: string }) =>
  given(await listImportRows(database.reader, { ...which, cursor: undefined, limit: 100, outcome: undefined })).items;

async function entriesOf(place: string) {
  const found = await sql<{
    name: string;
    state: string;
    sample: boolean;
    share_type: string | null;
    provider_uscc: string | null;
    revision: number;
  }>`
    SELECT document.name, entry.state, entry.sample, document.share_type, entry.provider_uscc, entry.revision FROM catalog.entry
    JOIN catalog.search_document document ON document.entry_id = entry.id WHERE entry.region_code = ${place} ORDER BY document.name`.execute(
    database.reader,
  );
  return found.rows;
}

describe('a place’s catalogue', () => {
  const place = { code: '511400', name: '眉山市' };
  const lines = [
    '坎儿井,市水利局,甲,每年,登录开放,无条件共享',
    '葡萄,市农业局,乙,小时级,暂无,',
    '葡萄,市农业局,乙,每年,,',
    ',市农业局,乙,每年,,',
  ];

  test('is read without touching the catalogue, row by row', async () => {
    const which = await checked(lines, place);

    expect(await view(which)).toMatchObject({
      state: 'checked',
      read: 4,
      outcomes: { new: 2, changed: 0, unchanged: 0, error: 2 },
      done: 0,
    });
    expect((await rows(which)).map(({ row, outcome, refusals }) => [row, outcome, refusals.map(({ code }) => code)])).toEqual([
      [2, 'new', []],
      [3, 'new', []],
      [4, 'error', ['catalog.import.row-doubled']],
      [5, 'error', ['catalog.import.value-missing']],
    ]);
    expect(given(await listUnknownValues(database.reader, which)).items).toEqual([
      { field: 'open', raw: '暂无', count: 1 },
      { field: 'updateCycle', raw: '小时级', count: 1 },
    ]);
    expect(await entriesOf('511400')).toEqual([]);
  });

  test('enters as 样例 and 存量待补全, with nothing declared for its departments', async () => {
    const which = await applied(lines, place);

    expect(await view(which)).toMatchObject({ state: 'applied', done: 4, applied: { new: 2, changed: 0, unchanged: 0, error: 2 } });
    expect(await entriesOf('511400')).toEqual([
      { name: '坎儿井', state: 'legacy-incomplete', sample: true, share_type: null, provider_uscc: null, revision: 1 },
      { name: '葡萄', state: 'legacy-incomplete', sample: true, share_type: null, provider_uscc: null, revision: 1 },
    ]);
    const departments = await sql<{ name: string; sample: boolean; uscc: string | null }>`
      SELECT name, sample, uscc FROM identity.organisation WHERE region_code = '511400' ORDER BY name`.execute(database.reader);
    expect(departments.rows).toEqual([
      { name: '市农业局', sample: true, uscc: null },
      { name: '市水利局', sample: true, uscc: null },
    ]);
  });

  test('imported again changes nothing; a changed row changes that entry alone, old and new shown before', async () => {
    const same = await applied(lines, place);
    const changed = await checked(['坎儿井,市水利局,甲二,每月,登录开放,', '葡萄,市农业局,,,,'], place);
    const shown = await rows(changed);
    given(await applyImport(needs, { ...changed, origin: '127.0.0.1' }));
    await applyImportRows(needs, changed.importId);

    expect(await view(same)).toMatchObject({ applied: { new: 0, changed: 0, unchanged: 2, error: 2 } });
    expect(shown.map(({ outcome, changes }) => [outcome, changes])).toEqual([
      [
        'changed',
        [
          { field: 'abstract', before: '甲', after: '甲二' },
          { field: 'updateCycle', before: 'yearly', after: 'monthly' },
        ],
      ],
      ['unchanged', []],
    ]);
    expect((await entriesOf('511400')).map(({ name, revision }) => [name, revision])).toEqual([
      ['坎儿井', 2],
      ['葡萄', 1],
    ]);
    const history = await sql<{ action: string; changes: unknown[] }>`
      SELECT action, changes FROM catalog.history JOIN catalog.entry ON entry.id = history.entry_id WHERE name_folded = '坎儿井' ORDER BY history.id`.execute(
      database.reader,
    );
    expect(history.rows.map(({ action, changes }) => [action, changes.length])).toEqual([
      ['imported', 0],
      ['import-changed', 2],
    ]);
  });

  test('gives its refused rows back as a workbook with the reasons', async () => {
    const which = await applied(lines, place);

    const file = given(await downloadRefusedRows(needs, { ...which, origin: '127.0.0.1', language: 'zh' }));

    expect(file.fileName).toBe('未导入的行-目录.xlsx');
    const bytes = file.content instanceof Uint8Array ? Buffer.from(file.content) : await buffer(file.content);
    const [sheet] = (await readXlsx(bytes)).sheets;
    expect(sheet?.rows.slice(1).map((row) => [row.at(-1), row.at(-2)])).toEqual([
      ['4', '第 4 行 A 列“数据目录名称”：与第 3 行是同一提供单位的同名目录'],
      ['5', '第 5 行：A 列“数据目录名称”没有填写；名称和提供单位必填'],
    ]);
  });
});

describe('a department’s own catalogue', () => {
  test('enters under the department, not as a sample, and a later import changes no entry that was claimed', async () => {
    await applied(['机井名录,市水利局,甲,每年,,', '灌区名录,,乙,每年,,']);
    await sql`UPDATE catalog.entry SET state = 'published', resource_code = '307000650400001/1', published_on = '2026-11-22', source = NULL, source_id = NULL
      WHERE name_folded = '机井名录'`.execute(database.reader);

    const again = await applied(['机井名录,,新,每年,,', '灌区名录,,新,每年,,', '渠系名录,市交通局,丙,,,']);

    expect((await rows(again)).map(({ outcome, refusals }) => [outcome, refusals.map(({ code }) => code)])).toEqual([
      ['error', ['catalog.import.entry-claimed']],
      ['changed', []],
      ['error', ['catalog.import.provider-other']],
    ]);
    expect((await entriesOf('650400')).map(({ name, sample }) => [name, sample])).toEqual([
      ['机井名录', false],
      ['灌区名录', false],
    ]);
  });
});

describe('an import refuses', () => {
  test('a sample of a place that an authority of this platform governs', async () => {
    await sql`INSERT INTO identity.authority_member (region_code, org_id, lead, powers) VALUES ('650400', ${otherId}, true, '{catalog.publish}')`.execute(
      database.reader,
    );

    const refused = await startImport(needs, {
      actor: authority,
      secrecyDeclaration: 'not-secret',
      target: 'sample-place',
      place: { code: '650421', name: '鄯善县' },
      files: [upload([])],
      origin: '',
    });

    expect(refused).toMatchObject({ code: 'catalog.import.place-not-sample' });
  });

  test('a sample by someone who may import their own department’s only', async () => {
    const refused = await startImport(needs, {
      actor: registrar,
      secrecyDeclaration: 'not-secret',
      target: 'sample-place',
      place: { code: '511400', name: '眉山市' },
      files: [],
      origin: '',
    });

    expect(refused).toMatchObject({ code: 'catalog.import.place-not-permitted' });
  });

  test('to be seen by another department, and to be applied twice', async () => {
    const which = await applied(['水库名录,,甲,,,']);

    expect(await visibleImport(database.reader, { ...which, actor: authority })).toMatchObject({ code: 'catalog.import.not-found' });
    expect(await applyImport(needs, { ...which, origin: '' })).toMatchObject({ code: 'catalog.import.illegal-transition' });
  });
});

describe('interrupted at any commit', () => {
  const place = { code: '330800', name: '衢州市' };
  const many = Array.from({ length: 1_100 }, (_, at) => `名录${at},单位${at % 7},摘要,每年,,`);

  /** Runs `work` with a database that fails in its n-th transaction, before or after the commit, as a killed process does. */
  function failingAt(count: number, when: 'before' | 'after'): Database {
    let left = count;
    const transaction: Database['transaction'] = async (work) => {
      left -= 1;
      if (left > 0) return database.transaction(work);
      if (when === 'before') {
        return database.transaction(async (tx) => {
          await work(tx);
          throw new Error('killed');
        });
      }
      await database.transaction(work);
      throw new Error('killed');
    };
    return { reader: database.reader, transaction };
  }

  test.each([
    [1, 'before'],
    [2, 'before'],
    [3, 'after'],
    [4, 'before'],
  ] as const)('the dry run and the application go on behind the last whole batch (%d, %s)', async (count, when) => {
    const code = `3308${count}0`;
    const job = await started(many, { ...place, code });
    await expect(checkImport({ ...needs, database: failingAt(Math.min(count, 3), when) }, job.id)).rejects.toThrow('killed');
    await checkImport(needs, job.id);
    const which = { actor: authority, importId: job.id };
    given(await applyImport(needs, { ...which, origin: '' }));

    await expect(applyImportRows({ ...needs, database: failingAt(count, when) }, job.id)).rejects.toThrow('killed');
    await applyImportRows(needs, job.id);

    expect(await view(which)).toMatchObject({
      state: 'applied',
      read: 1_100,
      done: 1_100,
      applied: { new: 1_100, changed: 0, unchanged: 0, error: 0 },
    });
    expect(await entriesOf(code)).toHaveLength(1_100);
  });

  test('an import whose worker was killed is queued again once it stands still, and one that gets on is not', async () => {
    const job = await started(many.slice(0, 3), { ...place, code: '330870' });
    const waiting = () =>
      sql<{ count: number }>`SELECT count(*) AS count FROM graphile_worker.jobs WHERE key = ${`catalog.check-import:${job.id}`}`.execute(
        database.reader,
      );
    // A killed worker leaves its job locked; the queue's own patience with it is four hours.
    await sql`DELETE FROM graphile_worker._private_jobs`.execute(database.reader);

    const early = await resumeImports(needs);
    needs.clock.advance(31_000);
    const late = await resumeImports(needs);
    const again = await resumeImports(needs);

    expect(early).toBe(0);
    expect(late).toBeGreaterThanOrEqual(1);
    expect(again).toBe(0);
    expect((await waiting()).rows).toEqual([{ count: 1 }]);
  });

  test.each([
    ['catalog.import.check-batch#2', '330811', true],
    ['catalog.import.batch-written#3', '330812', false],
    ['catalog.import.batch-committed#2', '330813', false],
  ] as const)('a worker killed (SIGKILL) at %s loses nothing and doubles nothing', async (killPoint, code, isChecking) => {
    const which = isChecking
      ? { actor: authority, importId: (await started(many, { ...place, code })).id }
      : await checked(many, { ...place, code });
    if (!isChecking) given(await applyImport(needs, { ...which, origin: '' }));

    await lostProcess(store, killedWorker, [folder, which.importId, killPoint]);
    const atDeath = await view(which);
    await checkImport(needs, which.importId);
    if (isChecking) given(await applyImport(needs, { ...which, origin: '' }));
    await applyImportRows(needs, which.importId);

    // Two whole batches of 250 applied, or one of 500 checked; what the dying transaction wrote is gone.
    expect(isChecking ? atDeath.read : atDeath.done).toBe(500);
    expect(await view(which)).toMatchObject({ state: 'applied', read: 1_100, done: 1_100, applied: { new: 1_100, error: 0 } });
    expect(await entriesOf(code)).toHaveLength(1_100);
  });

  test('two workers on one import make each entry once', async () => {
    const which = await checked(many, { ...place, code: '330890' });
    given(await applyImport(needs, { ...which, origin: '' }));

    await Promise.all([applyImportRows(needs, which.importId), applyImportRows(needs, which.importId)]);

    expect(await entriesOf('330890')).toHaveLength(1_100);
  });

  test('a call that is rolled back leaves no import behind', async () => {
    const before = await sql<{ count: number }>`SELECT count(*) AS count FROM catalog.import_job`.execute(database.reader);

    await expect(
      database.transaction(async (tx) => {
        await startImport(
          { ...needs, database: joinedTo(tx) },
          {
            actor: registrar,
            secrecyDeclaration: 'not-secret',
            target: 'own-department',
            place: null,
            files: [upload(['x,,,,,'])],
            origin: '',
          },
        );
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');

    const after = await sql<{ count: number }>`SELECT count(*) AS count FROM catalog.import_job`.execute(database.reader);
    expect(after.rows).toEqual(before.rows);
  });
});
