import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#modules/identity';
import { readConfig } from '#platform/config';
import { folderFiles } from '#platform/files';
import { keysFrom } from '#platform/keys';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';
import { checkImport } from './check-import.job.ts';
import { downloadRefusedRows } from './download-refused.ts';
import { eraseImportedFiles } from './erase-files.job.ts';
import { importView } from './import-view.ts';
import { visibleImport } from './read-imports.ts';
import { startImport } from './start-import.ts';

const store = await createTestDatabase();
const { database } = store;
const folder = await mkdtemp(path.join(tmpdir(), 'karez-import-file-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const program = fileURLToPath(new URL('../test-killed-job.ts', import.meta.url));
const clock = settableClock('2026-11-22T02:00:00Z');
const config = readConfig({ DATABASE_URL: 'postgres://unused', KAREZ_CATALOG_IMPORT_FILE_DAYS: '180' });
const needs = { database, clock, newId, config, files: folderFiles(folder), keys: keysFrom(Buffer.alloc(32, 7)) };
const orgId = newId();
const registrar: Actor = {
  kind: 'person',
  id: newId(),
  orgId,
  regionCode: '650400',
  powers: [{ power: 'catalog.import', orgId, regionCode: null }],
};

beforeAll(async () => {
  await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city')`.execute(database.reader);
  await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
    VALUES (${orgId}, '11650400MB0000001Y', '吐鲁番市水利局', '市水利局', 'government', '650400', now())`.execute(database.reader);
});

function given<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(value.code);
  return value;
}
const secretWord = '机密泉眼';
/** A checked import of a file with one good row and one that is refused, at a day. */
async function imported(on: string): Promise<string> {
  clock.set(`${on}T02:00:00Z`);
  const lines = ['数据目录名称,提供单位,摘要,更新周期,开放条件,共享类型', `${secretWord}${on},,泉眼,每年,,`, ',,没有名称,,,'];
  const upload = { field: 'file', fileName: '目录.csv', contentType: 'text/csv', bytes: Buffer.from(lines.join('\n')) };
  const asked = { actor: registrar, secrecyDeclaration: 'not-secret', target: 'own-department', place: null, origin: '127.0.0.1' } as const;
  const { id } = given(await startImport(needs, { ...asked, files: [upload] }));
  await checkImport(needs, id);
  return id;
}
const job = async (importId: string) => given(await visibleImport(database.reader, { actor: registrar, importId }));
const view = async (importId: string) => importView({ reader: database.reader, config }, await job(importId));
const download = (importId: string) => downloadRefusedRows(needs, { actor: registrar, importId, origin: '127.0.0.1', language: 'zh' });
const bytesOf = async (importId: string) => needs.files.get((await job(importId)).file.reference);
const filesKept = async () => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).length;
const evidenceOf = async (importId: string) => {
  const { rows } = await sql<{ body: string }>`
    SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE action = 'catalog.erase-import-file'`.execute(database.reader);
  return rows.map(({ body }) => body).filter((body) => body.includes(importId));
};
const forget = () => sql`UPDATE catalog.import_job SET progressed_at = now() + interval '100 years'`.execute(database.reader);

test('an uploaded file rests sealed, is read for its refused rows, and is gone when its term is over: what became of its rows and the evidence stay', async () => {
  const id = await imported('2026-01-05');
  expect((await bytesOf(id))?.includes(secretWord)).toBe(false);
  expect(await view(id)).toMatchObject({ fileKeptUntil: '2026-07-04', fileErasedAt: null, outcomes: { new: 1, error: 1 } });
  expect(isRefusal(await download(id))).toBe(false);

  clock.set('2026-07-04T01:00:00Z');
  expect(await eraseImportedFiles(needs)).toBe(0);
  clock.set('2026-07-04T03:00:00Z');
  expect(await eraseImportedFiles(needs)).toBe(1);
  expect(await eraseImportedFiles(needs)).toBe(0);

  expect(await bytesOf(id)).toBeUndefined();
  expect((await job(id)).file.sealedKey).toBeNull();
  expect(await view(id)).toMatchObject({
    fileKeptUntil: null,
    fileErasedAt: '2026-07-04T03:00:00.000Z',
    outcomes: { new: 1, error: 1 },
    allowed: { 'download-refused-rows': { allowed: false, reason: 'catalog.import.file-erased' }, apply: { allowed: true } },
  });
  expect(await download(id)).toMatchObject({ refused: true, code: 'catalog.import.file-erased' });
  const told = await evidenceOf(id);
  expect(told).toHaveLength(1);
  expect(told[0]).not.toContain(secretWord);
  await forget();
});

test('the file of an import at work is kept, however old it is', async () => {
  const id = await imported('2026-02-05');
  await sql`UPDATE catalog.import_job SET state = 'applying' WHERE id = ${id}`.execute(database.reader);
  clock.set('2027-02-05T02:00:00Z');

  expect(await eraseImportedFiles(needs)).toBe(0);
  expect(await view(id)).toMatchObject({ fileKeptUntil: null, fileErasedAt: null });
  await forget();
});

test('a file of before that two imports share is taken away with the last of them', async () => {
  const [first, second] = [await imported('2026-03-05'), await imported('2026-04-05')];
  const { reference } = (await job(second)).file;
  const plain = await needs.files.put(Buffer.from('旧的明文文件'));
  await sql`UPDATE catalog.import_job SET file_reference = ${plain}, file_key = NULL WHERE id IN (${first}, ${second})`.execute(
    database.reader,
  );
  await needs.files.remove(reference);

  clock.set('2026-09-10T02:00:00Z');
  expect(await eraseImportedFiles(needs)).toBe(1);
  expect(await needs.files.get(plain)).toBeDefined();
  clock.set('2026-10-10T02:00:00Z');
  expect(await eraseImportedFiles(needs)).toBe(1);
  expect(await needs.files.get(plain)).toBeUndefined();
  await forget();
});

test('kill -9 after the bytes were taken away and before the commit: the next run ends it, with one piece of evidence', async () => {
  const id = await imported('2026-05-05');
  clock.set('2026-12-05T02:00:00Z');
  const before = await filesKept();

  await lostProcess(store, program, [clock.now().toISOString(), 'erase-files', 'catalog.import.file-erased', folder]);
  expect([await filesKept(), (await job(id)).fileErasedAt]).toEqual([before - 1, null]);
  expect(await eraseImportedFiles(needs)).toBe(1);

  expect((await job(id)).fileErasedAt).not.toBeNull();
  expect(await evidenceOf(id)).toHaveLength(1);
});
