import { settableClock } from '@karez/kit/clock';
import { hmacSm3, sm3 } from '@karez/kit/crypto/sm3';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { keysFrom } from '#platform/keys';
import { createTestDatabase } from '#test/test-database';
import { recordEvidence, type EvidenceDraft } from './append.ts';
import { recordsWithMarks } from './leaf-store.ts';
import { marksOfPerson, personMarker, PERSONS_MAX, SHORT_MARK_BYTES } from './person-marks.ts';

const { database } = await createTestDatabase();
const clock = settableClock('2026-11-22T06:00:00.000Z');
const needs = { database, clock, keys: keysFrom(Buffer.alloc(32, 1)) };
const mark = personMarker(needs);
const draft: EvidenceDraft = {
  at: clock.now(),
  actor: { kind: 'system', id: 'test', orgId: null },
  action: 'desk.do-something',
  outcome: { result: 'done' },
};
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_none, at) => `65049919000101${String(from + at).padStart(4, '0')}`);
const write = async (ids: readonly string[]) => {
  const persons = (await mark(ids, clock.now())) ?? null;
  const { id } = await database.transaction((tx) => recordEvidence(tx, { ...draft, at: clock.now(), persons }));
  return { id, persons };
};
const found = async (person: string) => recordsWithMarks(database.reader, await marksOfPerson(needs, person));
const batchOf = async (id: string) =>
  (await sql<{ marks: Buffer }>`SELECT marks FROM audit.person_batch WHERE record_id = ${id}`.execute(database.reader)).rows[0]?.marks;

test('acts that touched a person are found by that person’s id, and nothing stored names the person', async () => {
  const [one = '', two = '', stranger = ''] = people(3);
  const { id, persons } = await write([one, two, one]);
  await write([]);

  expect(persons).toMatchObject({ kind: 'marks', count: 2 });
  expect(await found(two)).toEqual([id]);
  expect(await found(stranger)).toEqual([]);
  expect(await recordsWithMarks(database.reader, [hmacSm3(Buffer.alloc(32), Buffer.from(two))])).toEqual([]);
});

test('a person is one person however the identifier was typed', async () => {
  const { id, persons } = await write(['65049919000101999x', ' \uff165049919000101999X']);

  expect(persons?.count).toBe(1);
  expect(await found('65049919000101999X')).toEqual([id]);
  expect(await found(' ')).toEqual([]);
});

test('100 persons have a mark each; the 101st makes it one batch, whose bytes are those that the record vouches for', async () => {
  const single = await write(people(PERSONS_MAX, 1000));
  const many = people(PERSONS_MAX + 1, 2000);
  const { id, persons } = await write(many.toReversed());
  const batch = (await batchOf(id)) ?? Buffer.alloc(0);
  const short = Array.from({ length: batch.length / SHORT_MARK_BYTES }, (_none, at) => batch.subarray(at * 8, at * 8 + 8).toString('hex'));

  expect([single.persons?.kind, single.persons?.count, await batchOf(single.id)]).toEqual(['marks', PERSONS_MAX, undefined]);
  expect(persons).toMatchObject({ kind: 'batch', count: PERSONS_MAX + 1, digest: sm3(batch).toString('hex') });
  expect(short).toHaveLength(PERSONS_MAX + 1);
  expect(short).toEqual([...new Set(short)].toSorted());
  expect(await sql`SELECT 1 FROM audit.person_mark WHERE record_id = ${id}`.execute(database.reader)).toMatchObject({ rows: [] });
  for (const person of many) expect(await found(person)).toEqual([id]);
  expect(await found('650499190001013999')).toEqual([]);
});

test('a record whose batch cannot be stored is not stored either', async () => {
  const persons = { kind: 'batch', count: 1, digest: '00', batch: Buffer.alloc(7) } as const;
  const writing = database.transaction((tx) => recordEvidence(tx, { ...draft, action: 'desk.half', persons }));

  await expect(writing).rejects.toThrow('person_batch');
  expect((await sql`SELECT 1 FROM audit.pending WHERE action = 'desk.half'`.execute(database.reader)).rows).toEqual([]);
});

test('the key turns with the year, an act of the old year keeps the old key, and every act is found by the same id', async () => {
  const [person = ''] = people(1, 5000);
  const old = await write([person]);
  clock.set('2027-01-01T00:00:00.000Z');
  const fresh = await write([person]);
  const late = await mark([person], new Date('2026-12-31T23:59:59.999Z'));

  expect(fresh.persons?.digest).not.toBe(old.persons?.digest);
  expect(late?.digest).toBe(old.persons?.digest);
  expect((await personMarker(needs)([person], clock.now()))?.digest).toBe(fresh.persons?.digest);
  expect((await found(person)).toSorted()).toEqual([old.id, fresh.id].toSorted());
});

test('the key lies sealed, and a marker that could not read it asks again', async () => {
  let isDown = true;
  const flaky = {
    ...database,
    transaction: <T>(work: Parameters<typeof database.transaction<T>>[0]) =>
      isDown ? Promise.reject(new Error('connection refused')) : database.transaction(work),
  };
  const marker = personMarker({ ...needs, database: flaky });

  await expect(marker(['1'], clock.now())).rejects.toThrow('connection refused');
  isDown = false;
  expect((await marker(['1'], clock.now()))?.count).toBe(1);
  const other = personMarker({ ...needs, keys: keysFrom(Buffer.alloc(32, 2)) });
  await expect(other(['1'], clock.now())).rejects.toThrow('does not open');
});
