import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listBegun } from '@karez/contract/desk';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { idOf, receivingCity } from './test-received.ts';

const store = await createTestDatabase();
const { as, entry, received, needs } = await receivingCity(store);
const begun = async (by: string, query = 'state=all') =>
  listBegun.answer.parse(expected(await as(by, `GET /desk/begun?${query}`), 200).body);
const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url));

test('我发起: a draft is not there; sent, it says where it stands, to the post that started it alone; ended, it has no clock', async () => {
  const entryId = await entry('机井');
  expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  expect((await begun('slj.djy')).total).toBe(0);

  const application = await received(entryId);
  const [line] = (await begun('slj.djy', 'state=running')).items;
  expect(line).toMatchObject({
    subject: { kind: 'sharing.application', id: idOf(application) },
    stateKey: 'sharing.state.at-provider',
    starter: { mine: true },
    title: { params: { entry: '机井' } },
  });
  expect(line?.dueAt).not.toBeNull();
  for (const other of ['scjg.fzr', 'zfb.zgl', 'slj.fzr']) expect((await begun(other)).items).toEqual([]);
  expect((await begun('scjg.djy')).kinds).toEqual([{ kind: 'catalog.entry', count: 1 }]);

  expected(await as('slj.djy', `POST /sharing/applications/${idOf(application)}/withdrawal`, { body: { reason: '不再需要' } }), 200);
  expect((await begun('slj.djy', 'state=running')).total).toBe(0);
  expect((await begun('slj.djy', 'state=ended')).items).toMatchObject([{ stateKey: 'sharing.state.withdrawn', dueAt: null }]);
});

test('an entry on its way is 我发起 of the registrars of its department, until its version is in force', async () => {
  const { items } = await begun('scjg.djy');
  expect(items).toMatchObject([{ stateKey: 'catalog.stage.effective', starter: { mine: true }, dueAt: null }]);
  expect(items[0]?.endedAt).not.toBeNull();
});

test('what was started before the inbox knew of it is there after the migration, the same', async () => {
  await received(await entry('取水'));
  const seen = async () =>
    (await begun('slj.djy')).items.map(({ id: _id, startedAt: _started, movedAt: _moved, endedAt, ...line }) => ({
      ...line,
      ended: endedAt !== null,
    }));
  const before = (await seen()).toSorted((one, other) => one.subject.id.localeCompare(other.subject.id));
  expect(before).toHaveLength(2);

  await sql`DELETE FROM desk.begun_case WHERE subject_module <> 'catalog'`.execute(needs.database.reader);
  const migration = (await readdir(folder)).find((name) => name.endsWith('_desk_inbox.sql')) ?? '';
  const text = await readFile(join(folder, migration), 'utf8');
  for (const statement of text.split(/;\n/u).filter((one) => one.includes('INSERT INTO')))
    await sql.raw(statement.slice(statement.indexOf('INSERT INTO'))).execute(needs.database.reader);

  expect((await seen()).toSorted((one, other) => one.subject.id.localeCompare(other.subject.id))).toEqual(before);
});
