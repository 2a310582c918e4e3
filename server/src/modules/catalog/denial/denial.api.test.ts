import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { deniedItem, mixedContent } from './test-denial.ts';
import { itemWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { call, codeOf } = world;
const story = storyIn(world);

type Word = { no: number; verdict: 'upheld' | 'rejected'; until: string | null; opinion: string };
const upheld = (no: number, until: string | null = null): Word => ({ no, verdict: 'upheld', until, opinion: '条款明确禁止提供' });

async function rule({ id, revision }: { id: string; revision: number }, items: Word[], more: object = {}) {
  const body = { items, opinion: '逐项核定', secondFactor: await codeOf('office.ld'), ...more };
  return call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body, ifMatch: revision });
}

const twoDenied = (name: string) =>
  mixedContent(name, { items: [itemWith(), deniedItem(), deniedItem({ no: 3, nameZh: '举报人电话', fieldName: 'informant_phone' })] });

describe('catalog.verify-denial: 91-3.1, 809-15: item by item', () => {
  test('an entry with denied items waits for the leader, and each denial is settled before it is in force', async () => {
    const signed = await story.signed(twoDenied('举报受理情况'));
    expect(signed.answer.body).toMatchObject({ working: { state: 'awaiting-denial-verification' } });

    const half = await rule(signed, [upheld(2)]);
    const stray = await rule(signed, [upheld(2), upheld(3), upheld(1)]);
    const whole = await rule(signed, [upheld(2), upheld(3)], { verdict: 'upheld' });

    const unsettled = { status: 422, body: { code: 'catalog.denial.unsettled' } };
    expect([half, stray, whole]).toMatchObject([unsettled, unsettled, unsettled]);
    expect(half.text).toContain('举报人电话');
    const done = await rule(signed, [upheld(2), upheld(3, '2027-06-30')]);
    expect(done).toMatchObject({ status: 200, body: { entry: { state: 'published', denial: null } } });
    expect((await call('market.dj', `GET /catalog/entries/${signed.id}`)).body).toMatchObject({
      live: {
        denialRulings: [
          { itemNo: 2, verdict: 'upheld', until: null, opinion: '条款明确禁止提供' },
          { itemNo: 3, verdict: 'upheld', until: '2027-06-30' },
        ],
      },
    });
  });

  test('one that is refused sends the whole revision back, with the words on each, and counts anew when it comes again', async () => {
    const signed = await story.signed(twoDenied('举报办理情况'));

    const refused = await rule(signed, [upheld(2), { no: 3, verdict: 'rejected', until: null, opinion: '条款未提及电话' }]);

    expect(refused).toMatchObject({ status: 200, body: { entry: null } });
    const back = await call('market.dj', `GET /catalog/entries/${signed.id}`);
    expect(back.body).toMatchObject({
      live: null,
      working: {
        state: 'draft',
        returned: { opinion: '逐项核定' },
        denialRulings: [{ itemNo: 2 }, { itemNo: 3, verdict: 'rejected', opinion: '条款未提及电话' }],
      },
    });
    const draft = { id: signed.id, revision: Number(back.body['revision']), answer: back };
    const again = await story.sign(await story.review(await story.submit(draft)));
    expect((await rule(again, [upheld(3)])).status).toBe(422);
    expect((await rule(again, [upheld(2), upheld(3)])).status).toBe(200);
  });

  test('a day that has passed is refused for an item too, and the registrar cannot rule', async () => {
    const signed = await story.signed(twoDenied('举报回复情况'));

    expect(await rule(signed, [upheld(2), upheld(3, '2026-01-01')])).toMatchObject({
      status: 422,
      body: { code: 'catalog.denial.until-past' },
    });
    const body = { items: [upheld(2), upheld(3)], opinion: '同意', secondFactor: await codeOf('market.ld') };
    const own = await call('market.ld', `POST /catalog/entries/${signed.id}/denial-verification`, { body, ifMatch: signed.revision });
    expect(own.status).toBe(403);
  });
});

describe('91-3.1: what others learn of a denied item', () => {
  test('catalog.get-entry, catalog.list-entries, catalog.get-entry-history: name, reason and basis, and nothing more anywhere', async () => {
    const signed = await story.signed(mixedContent('投诉受理台账'));
    expect((await rule(signed, [upheld(2, '2027-06-30')])).status).toBe(200);

    const seen = await call('water.gly', `GET /catalog/entries/${signed.id}`);
    const history = await call('water.gly', `GET /catalog/entries/${signed.id}/history`);
    const found = await call('water.gly', `GET /catalog/entries?q=${encodeURIComponent('informant_name')}`);
    const byName = await call('water.gly', `GET /catalog/entries?q=${encodeURIComponent('举报人姓名')}`);
    const reading = await call('water.gly', `GET /catalog/entries/${signed.id}/translations/ug/reading`);

    expect(seen.body).toMatchObject({
      live: {
        content: {
          items: [
            { fieldName: 'uscc' },
            { nameZh: '举报人姓名', fieldName: null, meaning: '', denial: { basis: [{ article: '第一百一十五条' }] } },
          ],
        },
        denialRulings: [{ itemNo: 2, until: '2027-06-30', opinion: null }],
      },
    });
    for (const answer of [seen, history, found, byName, reading]) {
      expect(answer.status).toBeLessThan(300);
      expect(answer.text).not.toContain('informant_name');
      expect(answer.text).not.toContain('举报时所留姓名');
    }
    expect([found.body['holding'], byName.body['holding']]).toEqual([0, 0]);
    expect((await call('market.dj', `GET /catalog/entries/${signed.id}`)).text).toContain('举报时所留姓名');
  });

  test('a change that denies an item tells others nothing of what it said before', async () => {
    const open = await story.published(
      mixedContent('抽检任务清单', {
        items: [
          itemWith(),
          itemWith({ no: 2, nameZh: '举报人姓名', fieldName: 'informant_name', meaning: '先前公开的含义', isKey: false }),
        ],
      }),
    );
    const changed = await call('market.dj', `POST /catalog/entries/${open.id}/changes`, {
      body: { kind: 'other', changedOn: '2026-11-20', reason: '调整共享属性' },
      ifMatch: open.revision,
    });
    const body = { secrecyDeclaration: 'not-secret', content: mixedContent('抽检任务清单') };
    const saved = await call('market.dj', `PUT /catalog/entries/${open.id}/draft`, { body, ifMatch: Number(changed.body['revision']) });
    const draft = { id: open.id, revision: Number(saved.body['revision']), answer: saved };
    const signed = await story.sign(await story.review(await story.submit(draft)));
    expect((await rule(signed, [upheld(2)])).status).toBe(200);

    const told = await call('water.gly', `GET /catalog/entries/${open.id}/history`);
    const own = await call('market.dj', `GET /catalog/entries/${open.id}/history`);

    expect(told.text).not.toContain('先前公开的含义');
    expect(own.text).toContain('先前公开的含义');
  });
});

test('catalog.list-article-uses, catalog.count-article-uses: 91-3.3: what rests on an article names the item that is denied on it', async () => {
  const cited = deniedItem();
  const denial = cited.denial && { ...cited.denial, basis: cited.denial.basis.map((basis) => ({ ...basis, articleId: 'NDR-10' })) };
  const signed = await story.signed(mixedContent('举报奖励发放', { items: [itemWith(), { ...cited, denial }] }));
  expect((await rule(signed, [upheld(2)])).status).toBe(200);

  const uses = await call('water.gly', 'GET /catalog/article-uses/NDR-10');

  expect(uses.body['items']).toContainEqual(
    expect.objectContaining({
      entry: expect.objectContaining({ id: signed.id }),
      places: [{ kind: 'denial', item: '举报人姓名', text: '法律规定应当为举报人保密' }],
    }),
  );
});
