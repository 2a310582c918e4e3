import type { EntryContent } from '@karez/contract/catalog/content';
import { expect } from 'vitest';
import { deliverEvents } from '#platform/outbox';
import type { TestDatabase } from '#test/test-database';
import { conditionalContent } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type Answer } from '../test-world.ts';
import { articleListeners } from './hear-articles.ts';

export type Case = Record<string, unknown> & { readonly id: string; readonly revision: number };
type Deed = { readonly by: string; readonly given: Case; readonly body: object };

/** The instrument that the samples rest on. */
export const law = { docNo: '主席令第九十一号', title: '中华人民共和国个人信息保护法' };

/** The case that an answer gives. */
export function caseIn(answer: Answer): Case {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body as Case;
}

/** The test city with entries that rest on articles, the changes of these, and the steps of the cases that follow. */
export async function casesIn(store: TestDatabase) {
  const world = await catalogWorld(store.database);
  const story = storyIn(world);
  const listeners = articleListeners(world.needs);
  let names = 0;
  /** Conditional content of which one condition rests on an article of the register. */
  const resting = (articleId: string, some: Partial<EntryContent> = {}) =>
    conditionalContent({
      name: `修订样本${(names += 1)}`,
      conditions: [
        { kind: 'scope', text: '限于行政许可审查', monthsMax: null, basis: { articleId, kind: 'law', ...law, article: '第十三条' } },
        {
          kind: 'purpose',
          text: '不得另作他用',
          monthsMax: null,
          basis: { articleId: null, kind: 'rule', title: '登记办法', docNo: '', article: '第九条' },
        },
      ],
      ...some,
    });
  /** A fresh article of an instrument of the register. */
  async function article(instrument = 'PIPL'): Promise<string> {
    const id = `${instrument}-T${(names += 1)}`;
    const added = await world.call('office.fb', `POST /law/instruments/${instrument}/articles`, {
      body: { id, number: '第某条', heading: null, text: '条文', extent: 'excerpt' },
    });
    expect(added).toMatchObject({ status: 201 });
    return id;
  }
  const hear = () => deliverEvents((work) => store.database.transaction(work), listeners);
  /** The city's authority records a change of an instrument, and the catalogue hears of it. */
  async function amend(articleIds: readonly string[], { on = '2026-11-20', instrument = 'PIPL', state = 'amended' } = {}) {
    const answer = await world.call('office.fb', `POST /law/instruments/${instrument}/changes`, { body: { state, on, articleIds } });
    expect(answer).toMatchObject({ status: 200 });
    await hear();
  }
  const casesOf = async (entryId: string, by = 'market.dj'): Promise<Case[]> => {
    const { body } = await world.call(by, `GET /catalog/revision-cases?entry=${entryId}`);
    return body['items'] as Case[];
  };
  const caseOf = async (entryId: string): Promise<Case> => {
    const [first] = await casesOf(entryId);
    if (!first) throw new Error('there is no case');
    return first;
  };
  /** A published entry with an open case. */
  async function touched(on = '2026-11-20', some: Partial<EntryContent> = {}): Promise<{ entry: Walked; given: Case }> {
    const articleId = await article();
    const entry = await story.published(resting(articleId, some));
    await amend([articleId], { on });
    return { entry, given: await caseOf(entry.id) };
  }
  const send = (request: `POST /${string}`, { by, given: { revision }, body }: Deed) =>
    world.call(by, request, { body, ifMatch: revision });
  const begin = (on: Case, by = 'market.dj') =>
    send(`POST /catalog/revision-cases/${on.id}/revision`, { by, given: on, body: { reason: '依修订后条文调整' } });
  const report = (on: Case, by = 'market.dj') =>
    send(`POST /catalog/revision-cases/${on.id}/unchanged-report`, { by, given: on, body: { reason: '修订不涉及本目录的条件' } });
  const decide = (on: Case, decision: 'confirm' | 'decline', by = 'office.fb') =>
    send(`POST /catalog/revision-cases/${on.id}/unchanged-report/decision`, { by, given: on, body: { decision, opinion: '已核' } });
  const ask = (on: Case, workingDays = 5, by = 'market.dj') =>
    send(`POST /catalog/revision-cases/${on.id}/extension`, { by, given: on, body: { workingDays, reason: '涉及系统改造' } });
  const answerExtension = (on: Case, decision: 'grant' | 'refuse', by = 'office.fb') =>
    send(`POST /catalog/revision-cases/${on.id}/extension/decision`, { by, given: on, body: { decision, opinion: '已核' } });
  const todosOf = async (by: string) => (await world.call(by, 'GET /desk/todos?limit=100')).text;
  const entryOf = async (entryId: string): Promise<Walked> => {
    const answer = await world.call('market.dj', `GET /catalog/entries/${entryId}`);
    return { id: entryId, revision: Number(answer.body['revision']), answer };
  };
  /** The entry's draft of a change that no law times, with other content. */
  async function changed(entry: Walked, content: EntryContent): Promise<Walked> {
    const opened = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正' },
      ifMatch: entry.revision,
    });
    const edited = await world.call('market.dj', `PUT /catalog/entries/${entry.id}/draft`, {
      body: { secrecyDeclaration: 'not-secret', content: { ...content, name: String(entry.answer.body['name']) } },
      ifMatch: Number(opened.body['revision']),
    });
    expect(edited).toMatchObject({ status: 200 });
    return { id: entry.id, revision: Number(edited.body['revision']), answer: edited };
  }
  return {
    world,
    story,
    listeners,
    resting,
    article,
    hear,
    amend,
    casesOf,
    caseOf,
    touched,
    begin,
    report,
    decide,
    ask,
    answerExtension,
    todosOf,
    entryOf,
    changed,
  };
}
