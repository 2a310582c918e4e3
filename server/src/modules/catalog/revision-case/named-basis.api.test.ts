import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { basisWith, deniedItem } from '../denial/test-denial.ts';
import { collectionWith, conditionalContent, itemWith } from '../test-content.ts';
import { casesIn } from './test-cases.ts';
import { followRegister } from './follow-register.job.ts';

const store = await createTestDatabase();
const { world, story, amend, casesOf, caseOf, changed } = await casesIn(store);

async function instrument(id: string, title: string, documentNumber: string | null = null): Promise<void> {
  const body = { id, rank: 'law', title, documentNumber, issuer: '示例机关', inForceFrom: null };
  expect(await world.call('office.fb', 'POST /law/instruments', { body })).toMatchObject({ status: 201 });
}
async function article(of: string, number: string, place: string): Promise<string> {
  const body = { id: `${of}-${place}`, number, heading: null, text: '条文', extent: 'excerpt' };
  expect(await world.call('office.fb', `POST /law/instruments/${of}/articles`, { body })).toMatchObject({ status: 201 });
  return `${of}-${place}`;
}

const byHand = (title: string, at: string, docNo = '') => ({ articleId: null, kind: 'law' as const, title, docNo, article: at });
/** Conditional content that rests on what a clerk typed, in its condition, its denied item and its collection. */
const typed = (name: string, basis: ReturnType<typeof byHand>, some: Partial<EntryContent> = {}) =>
  conditionalContent({
    name,
    conditions: [
      { kind: 'scope', text: '限于行政许可审查', monthsMax: null, basis },
      { kind: 'purpose', text: '不得另作他用', monthsMax: null, basis: byHand('没有收入的登记办法', '第九条') },
    ],
    ...some,
  });
const basesOf = async (entryId: string) =>
  (
    await sql<{ id: string | null }>`
    SELECT basis_article_id AS id FROM catalog.condition JOIN catalog.entry ON entry.id = entry_id AND revision_no = coalesce(live_no, working_no)
    WHERE entry_id = ${entryId} ORDER BY position`.execute(store.database.reader)
  ).rows.map(({ id }) => id);

beforeAll(async () => {
  await instrument('SLDJ', '中华人民共和国示例登记法', '主席令第九号');
  await article('SLDJ', '第十条', '10');
  await article('SLDJ', '第十条之一', '10-1');
});

describe('91-3.3: what is typed by hand and names an article of the register rests on it', () => {
  test('saved by its short title and in digits, it is cited: its amendment opens the case, names the condition, and the entry stands under its article', async () => {
    const entry = await story.published(typed('手填登记样本', byHand('《示例登记法》', '第10条之1', '主席令第9号')));

    expect(await basesOf(entry.id)).toEqual(['SLDJ-10-1', null]);
    expect((await world.call('office.fb', 'GET /catalog/article-uses/SLDJ-10-1')).body).toMatchObject({
      items: [{ entry: { id: entry.id } }],
    });
    await amend(['SLDJ-10'], { instrument: 'SLDJ' });
    expect(await casesOf(entry.id)).toEqual([]);
    await amend(['SLDJ-10-1'], { instrument: 'SLDJ' });
    expect(await caseOf(entry.id)).toMatchObject({ restsOn: [{ kind: 'condition', text: '限于行政许可审查', articleId: 'SLDJ-10-1' }] });
  });

  test('a draft is matched in every place at each saving, and saving the same words again changes nothing', async () => {
    const basis = basisWith({ title: '示例登记法', docNo: '—', article: '第十条' });
    const { articleId: _none, kind: _kind, ...collected } = byHand('《中华人民共和国示例登记法》', '第 10 条');
    const entry = await story.register(typed('手填草稿样本', byHand('别的办法', '第一条')));
    const content = typed('手填草稿样本', byHand('示例登记法', '第十条第二款'), {
      items: [itemWith(), deniedItem({ denial: { reason: '应当保密', basis: [basis] } })],
      collection: collectionWith({ basis: { articleId: null, ...collected } }),
    });
    const save = (revision: number) =>
      world.call('market.dj', `PUT /catalog/entries/${entry.id}/draft`, {
        body: { secrecyDeclaration: 'not-secret', content },
        ifMatch: revision,
      });
    const saved = await save(entry.revision);

    expect(saved.body).toMatchObject({
      working: {
        content: {
          conditions: [{ basis: { articleId: 'SLDJ-10' } }, { basis: { articleId: null } }],
          items: [{ denial: null }, { denial: { basis: [{ articleId: 'SLDJ-10', title: '示例登记法' }] } }],
          collection: { basis: { articleId: 'SLDJ-10' } },
        },
      },
    });
    expect((await save(Number(saved.body['revision']))).body['revision']).toBe(saved.body['revision']);
  });

  test('law.article.repealed: what names a repealed article cannot be submitted', async () => {
    await instrument('FZBF', '示例废止办法');
    await article('FZBF', '第三条', '3');
    await amend([], { instrument: 'FZBF', state: 'repealed' });
    const entry = await story.register(typed('废止依据样本', byHand('《示例废止办法》', '第三条')));

    const refused = await world.call('market.dj', `POST /catalog/entries/${entry.id}/submission`, { body: {}, ifMatch: entry.revision });

    expect(refused).toMatchObject({ status: 422, body: { code: 'law.article.repealed' } });
  });
});

describe('91-3.3: what the register gains', () => {
  test('is cited by what named it already, in force and on its way; a second look finds nothing left, and its amendment opens the case', async () => {
    const inForce = await story.published(typed('先填后收样本', byHand('《后收登记条例》', '第五条', '示例令第 12 号')));
    const moving = await story.published(typed('先填待改样本', byHand('无关办法', '第二条')));
    const draft = await changed(moving, typed('先填待改样本', byHand('后收登记条例', '5')));
    const submitted = await story.submit(draft);
    expect(await followRegister(world.needs)).toBe(0);
    await instrument('HSDJ', '后收登记条例', '示例令第十二号');
    const gained = await article('HSDJ', '第五条', '5');

    expect(await followRegister(world.needs)).toBe(2);

    expect(await followRegister(world.needs)).toBe(0);
    expect(await basesOf(inForce.id)).toEqual([gained, null]);
    const citers = await sql<{ id: string; kind: string }>`
      SELECT by_id AS id, by_kind AS kind FROM law.citation WHERE article_id = ${gained} ORDER BY kind`.execute(store.database.reader);
    expect(citers.rows).toEqual([
      { id: inForce.id, kind: 'entry' },
      { id: submitted.id, kind: 'revision' },
    ]);
    await amend([gained], { instrument: 'HSDJ' });
    expect(await caseOf(inForce.id)).toMatchObject({ restsOn: [{ kind: 'condition', articleId: gained }] });
  });

  test('what was repealed before it was matched keeps no other article from being cited', async () => {
    const conditions = [byHand('同收甲法', '第一条'), byHand('同收乙法', '第一条')].map((basis, at) => ({
      kind: at === 0 ? ('scope' as const) : ('purpose' as const),
      text: `条件${at}`,
      monthsMax: null,
      basis,
    }));
    const entry = await story.published(conditionalContent({ name: '同收样本', conditions }));
    for (const [id, title] of [
      ['TSJ', '同收甲法'],
      ['TSY', '同收乙法'],
    ] as const) {
      await instrument(id, title);
      await article(id, '第一条', '1');
    }
    await amend([], { instrument: 'TSJ', state: 'repealed' });

    expect(await followRegister(world.needs)).toBe(1);

    expect(await casesOf(entry.id)).toEqual([]);
    await amend([], { instrument: 'TSY', state: 'repealed' });
    expect(await caseOf(entry.id)).toMatchObject({ restsOn: [{ kind: 'condition', text: '条件1', articleId: 'TSY-1' }] });
  });
});
