import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { undeclaredContent } from '@karez/contract/catalog/empty-content';
import type { EntryContent } from '@karez/contract/catalog/content';
import { contentWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';
import { followRules } from './follow-reassessment.ts';
import { basisWith, oldDenial } from './test-denial.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { call, codeOf } = world;
const story = storyIn(world);

const list = (by: string, query = '') => call(by, `GET /catalog/denials/reassessments?limit=100${query}`);
const todos = async (by: string) => (await call(by, 'GET /desk/todos?limit=100')).text;
const body = (content: EntryContent) => ({ secrecyDeclaration: 'not-secret', content });
const save = async ({ id, revision }: Walked, content: EntryContent): Promise<Walked> => {
  const answer = await call('market.dj', `PUT /catalog/entries/${id}/draft`, { body: body(content), ifMatch: revision });
  expect(answer.status).toBe(200);
  return { id, revision: Number(answer.body['revision']), answer };
};

describe('catalog.list-reassessments: 809-14: what is denied on an instrument that is no longer allowed', () => {
  test('is taken as it is, marked with a term of law data and a to-do for its department, and cannot be submitted', async () => {
    const draft = await story.register(oldDenial('举报线索登记'));

    const own = await list('market.dj', `&entryId=${draft.id}`);

    expect(own.body).toMatchObject({
      total: 1,
      items: [
        {
          entryId: draft.id,
          state: 'open',
          outcome: null,
          overdue: false,
          bases: [{ kind: 'rule', title: '举报管理办法', article: '第六条', item: null }],
        },
      ],
    });
    const [{ dueOn }] = own.body['items'] as [{ dueOn: string }];
    const clocks = await sql<{ key: string }>`
      SELECT rule_key AS key FROM law.clock WHERE case_kind = 'catalog.denial-reassessment' AND ended_at IS NULL AND due_on = ${dueOn}`.execute(
      database.reader,
    );
    expect(clocks.rows.length).toBeGreaterThan(0);
    expect(await todos('market.dj')).toContain('举报线索登记');
    const submitted = await call('market.dj', `POST /catalog/entries/${draft.id}/submission`, { body: {}, ifMatch: draft.revision });
    expect(submitted.status).toBe(422);
    expect(submitted.text).toContain('denial-kind-not-allowed');
  });

  test('the authority of the region sees it, another department learns nothing, and every count is the length of its list', async () => {
    const draft = await story.register(oldDenial('处罚听证笔录'));

    const authority = await list('office.fb', '&state=open');
    expect(authority.body['items']).toContainEqual(expect.objectContaining({ entryId: draft.id }));
    const { state, organisation } = authority.body['facets'] as Record<'state' | 'organisation', { value: string; count: number }[]>;
    expect(state.find(({ value }) => value === 'open')?.count).toBe(authority.body['total']);
    for (const { value, count } of organisation)
      expect((await list('office.fb', `&state=open&organisationId=${value}`)).body).toMatchObject({ total: count });
    expect((await list('water.gly')).body).toMatchObject({ items: [], total: 0, facets: { state: [], organisation: [] } });
  });

  test('a new basis that law allows ends it, and so does sharing; each is said', async () => {
    const mended = await story.register(oldDenial('信访事项摘录'));
    const shared = await story.register(oldDenial('抽检通报底稿'));
    await save(mended, { ...oldDenial('信访事项摘录'), denialBasis: [basisWith()] });
    await save(shared, contentWith({ name: '抽检通报底稿' }));

    const closed = await list('market.dj', '&state=closed');

    expect(closed.body['items']).toContainEqual(expect.objectContaining({ entryId: mended.id, outcome: 'basis-mended' }));
    expect(closed.body['items']).toContainEqual(expect.objectContaining({ entryId: shared.id, outcome: 'shared' }));
    expect(await todos('market.dj')).not.toContain('信访事项摘录');
    expect(await todos('market.dj')).not.toContain('抽检通报底稿');
  });

  test('an entry in force is put right by its next version only: until then it is to be reassessed', async () => {
    const signed = await story.signed({ ...oldDenial('稽查工作底账'), denialBasis: [basisWith()] });
    const ruled = await call('office.ld', `POST /catalog/entries/${signed.id}/denial-verification`, {
      body: { verdict: 'upheld', until: null, opinion: '成立', secondFactor: await codeOf('office.ld') },
      ifMatch: signed.revision,
    });
    expect(ruled.status).toBe(200);
    // As an entry of before August 2025 stands in the catalogue.
    await sql`UPDATE catalog.denial_basis SET kind = 'rule' WHERE entry_id = ${signed.id}`.execute(database.reader);
    const changed = await call('market.dj', `POST /catalog/entries/${signed.id}/changes`, {
      body: { kind: 'quality-fix', changedOn: '2026-11-20', reason: '依据须重新评估' },
      ifMatch: signed.revision + 1,
    });
    expect(changed.status).toBe(201);
    expect((await list('market.dj', `&entryId=${signed.id}&state=open`)).body).toMatchObject({ total: 1 });

    const draft = { id: signed.id, revision: Number(changed.body['revision']), answer: changed };
    const again = await story.sign(await story.review(await story.submit(await save(draft, contentWith({ name: '稽查工作底账' })))));
    expect((await list('market.dj', `&entryId=${signed.id}&state=open`)).body).toMatchObject({ total: 1 });
    await story.publish(again);
    expect((await list('market.dj', `&entryId=${signed.id}`)).body).toMatchObject({ items: [{ state: 'closed', outcome: 'shared' }] });
  });

  test('what was lawful when it was written is taken up within an hour of the rules that no longer allow it, once', async () => {
    const draft = await story.register({ ...oldDenial('旧规下的底册'), denialBasis: [basisWith()] });
    // As it stood when the rules still let a department's own rule refuse.
    await sql`UPDATE catalog.denial_basis SET kind = 'rule' WHERE entry_id = ${draft.id}`.execute(database.reader);
    expect((await list('market.dj', `&entryId=${draft.id}`)).body).toMatchObject({ total: 0 });

    expect(await followRules(world.needs)).toBe(1);
    expect(await followRules(world.needs)).toBe(0);

    expect((await list('market.dj', `&entryId=${draft.id}`)).body).toMatchObject({ items: [{ state: 'open' }] });
    expect(await todos('market.dj')).toContain('旧规下的底册');
  });

  test('a draft that is given up owes nothing', async () => {
    const draft = await story.register({ ...undeclaredContent('旧册'), ...oldDenial('巡查影像目录') });

    const given = await call('market.dj', `POST /catalog/entries/${draft.id}/abandonment`, {
      body: { reason: '不再登记' },
      ifMatch: draft.revision,
    });

    expect(given.status).toBe(200);
    expect((await list('market.dj', `&entryId=${draft.id}`)).body).toMatchObject({ items: [{ state: 'closed', outcome: 'left' }] });
    expect(await todos('market.dj')).not.toContain('巡查影像目录');
  });
});
