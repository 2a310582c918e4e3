import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { caseIn, casesIn } from './test-cases.ts';

const store = await createTestDatabase();
const { world, story, resting, article, amend, caseOf, touched, report } = await casesIn(store);

const overdueOf = async (eventId: string, more = '', by = 'office.fb') =>
  (await world.call(by, `GET /catalog/revision-cases?event=${eventId}&overdue=yes${more}`)).body;
const eventOf = (one: Record<string, unknown>): string => (one['event'] as { id: string }).id;

test('809-17, catalog.list-revision-cases: what is overdue is a filter of the list, page by page, and the number at the event is the length of the list', async () => {
  const cited = await article();
  const names = ['一', '二', '三'].map((at) => `逾期样本${at}`);
  const entries = [];
  for (const name of names) entries.push(await story.published(resting(cited, { name })));
  await amend([cited], { on: '2025-09-01' });
  const cases = [];
  for (const { id } of entries) cases.push(await caseOf(id));
  const [first, second, third] = cases;
  if (!first || !second || !third) throw new Error('there are no cases');
  const eventId = eventOf(first);
  expect(await overdueOf(eventId)).toMatchObject({ total: 3 });

  caseIn(await report(second));

  const page = await overdueOf(eventId, '&limit=1');
  const next = await overdueOf(eventId, `&limit=1&cursor=${String(page['next'])}`);
  const shown = [page, next].flatMap(({ items }) => items as { id: string }[]).map(({ id }) => id);
  expect(shown.toSorted()).toEqual([first.id, third.id].toSorted());
  expect([page['total'], next['total'], next['next']]).toEqual([2, 2, null]);
  expect((await world.call('office.fb', `GET /catalog/change-events/${eventId}`)).body).toMatchObject({
    cases: { open: 2, 'unchanged-reported': 1, overdue: 2 },
  });
  expect(await overdueOf(eventId, '', 'water.gly')).toMatchObject({ total: 0, items: [] });
  expect(await overdueOf(eventId, '&scope=mine', 'market.dj')).toMatchObject({ total: 2 });
});

test('a term that runs is not overdue', async () => {
  const { given } = await touched('2026-11-20');

  expect(given).toMatchObject({ clock: { state: 'running' } });
  expect(await overdueOf(eventOf(given))).toMatchObject({ total: 0 });
});
