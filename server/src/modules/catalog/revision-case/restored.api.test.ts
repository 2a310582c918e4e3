import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import type { Walked } from '../test-story.ts';
import { casesIn } from './test-cases.ts';

const store = await createTestDatabase();
const { world, story, resting, article, amend, casesOf, touched, changed, entryOf } = await casesIn(store);
const { call, codeOf } = world;

const decide = async ({ id }: Walked, state: string) => {
  const decided = await call('office.fb', `POST /catalog/entries/${id}/status-request/decision`, {
    body: { decision: 'approve', opinion: '已核' },
    ifMatch: (await entryOf(id)).revision,
  });
  expect(decided).toMatchObject({ status: 200, body: { state } });
};
const ask = async ({ id }: Walked, step: 'retirement' | 'restoration', more = {}) => {
  const body = { reason: '系统停用', secondFactor: await codeOf('market.gx'), ...more };
  const asked = await call('market.gx', `POST /catalog/entries/${id}/${step}`, { body, ifMatch: (await entryOf(id)).revision });
  expect(asked).toMatchObject({ status: 200 });
};
const retire = async (entry: Walked) => {
  await ask(entry, 'retirement', { lastDay: '2026-12-31', successorId: null });
  await decide(entry, 'retired');
};
const restore = async (entry: Walked) => {
  await ask(entry, 'restoration');
  await decide(entry, 'published');
};
const citedBy = async (entryId: string) => {
  const { rows } = await sql<{
    kind: string;
  }>`SELECT DISTINCT by_kind AS kind FROM law.citation WHERE by_module = 'catalog' AND by_id = ${entryId}`.execute(store.database.reader);
  return rows.map(({ kind }) => kind).toSorted();
};

test('91-3.3, 809-17: an entry under which law changed while it was retired owes its revision from the day of its restoration; what did not change owes nothing', async () => {
  const [amended, repealed, still] = [await article(), await article(), await article()];
  const entries = [
    await story.published(resting(amended)),
    await story.published(resting(repealed)),
    await story.published(resting(still)),
  ];
  for (const entry of entries) await retire(entry);
  await amend([amended], { on: '2026-11-02' });
  await amend([repealed], { on: '2026-11-02', state: 'repealed' });
  for (const entry of entries) expect(await casesOf(entry.id)).toEqual([]);

  for (const entry of entries) await restore(entry);

  const [one, other, none] = entries.map(({ id }) => id);
  for (const [id, articleId, kind] of [
    [one, amended, 'instrument-amended'],
    [other, repealed, 'instrument-repealed'],
  ] as const)
    expect(await casesOf(id ?? '')).toMatchObject([
      {
        state: 'open',
        event: { kind, changedOn: '2026-11-02' },
        restsOn: [{ articleId }],
        clock: { state: 'running' },
      },
    ]);
  expect(await casesOf(none ?? '')).toEqual([]);
  const todos = (await call('market.dj', 'GET /desk/todos?limit=100')).text;
  expect(todos).toContain(`"catalog.todo.revision-case","params":{"name":"${String(entries[0]?.answer.body['name'])}"`);
});

test('91-3.3: retiring an entry and bringing it back is no way around what it owed', async () => {
  const { entry, given } = await touched();
  await retire(entry);
  expect(await casesOf(entry.id)).toMatchObject([{ id: given.id, state: 'closed', outcome: 'entry-retired' }]);

  await restore(entry);

  const cases = await casesOf(entry.id);
  expect(cases.map(({ state }) => state).toSorted()).toEqual(['closed', 'open']);
  expect(cases.map(({ event }) => event)).toEqual(
    [given['event'], given['event']].map(() => expect.objectContaining({ kind: 'instrument-amended' })),
  );
});

test('91-3.3: what a change of duties asked for is owed again too', async () => {
  const [entry, lawful] = [await story.published(resting(await article())), (await touched()).entry];
  const recorded = await call('office.fb', 'POST /catalog/change-events', {
    body: {
      kind: 'reorganisation',
      title: '市机构改革方案',
      documentNumber: '吐党办发〔2026〕12号',
      changedOn: '2026-11-20',
      summary: '登记注册职责调整',
      entryIds: [entry.id, lawful.id],
    },
    key: world.needs.newId(),
  });
  expect(recorded).toMatchObject({ status: 201 });
  const owed = async ({ id }: Walked) =>
    (await casesOf(id)).filter(({ state }) => state === 'open').map(({ event }) => (event as { kind: string }).kind);
  for (const each of [entry, lawful]) await retire(each);
  for (const each of [entry, lawful]) expect(await owed(each)).toEqual([]);

  for (const each of [entry, lawful]) await restore(each);

  expect(await owed(entry)).toEqual(['reorganisation']);
  expect((await owed(lawful)).toSorted()).toEqual(['instrument-amended', 'reorganisation']);
});

test('a change that is given up rests on nothing any more; what is in force keeps its bases', async () => {
  const [before, after] = [await article(), await article()];
  const entry = await story.published(resting(before));
  const draft = await changed(entry, resting(after));
  const submitted = await story.submit(draft);
  expect(await citedBy(entry.id)).toEqual(['entry', 'revision']);
  const back = await call('market.dj', `POST /catalog/entries/${entry.id}/withdrawal`, {
    body: { reason: '再改' },
    ifMatch: submitted.revision,
  });
  expect(back).toMatchObject({ status: 200 });

  const given = await call('market.dj', `POST /catalog/entries/${entry.id}/abandonment`, {
    body: { reason: '不再调整' },
    ifMatch: Number(back.body['revision']),
  });

  expect(given).toMatchObject({ status: 200, body: { state: 'published' } });
  expect(await citedBy(entry.id)).toEqual(['entry']);
});
