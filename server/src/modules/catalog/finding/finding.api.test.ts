import { findingsSchema } from '@karez/contract/catalog/finding';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { copyEntry } from '../test-copied-store.ts';
import { contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
  await story.published(contentWith({ name: '机井普查名录' }));
});

/** Another department's entry from now on, as after a transfer. */
const handOver = async ({ id }: Walked) => {
  const water = world.orgId('water');
  await store.database.transaction(async (tx) => {
    await sql`UPDATE catalog.entry SET provider_org_id = ${water} WHERE id = ${id}`.execute(tx);
    await sql`UPDATE catalog.search_document SET provider_org_id = ${water}, changed = DEFAULT WHERE entry_id = ${id}`.execute(tx);
  });
};
const reopen = async (id: string) =>
  store.database.transaction((tx) => sql`UPDATE catalog.finding SET state = 'open', answered = NULL WHERE id = ${id}`.execute(tx));
/** Reads the entry again: its revision number may have moved. */
const fresh = async (by: string, { id }: Walked): Promise<Walked> => {
  const answer = await world.call(by, `GET /catalog/entries/${id}`);
  return { id, revision: Number(answer.body['revision']), answer };
};
const findings = async (by: string, { id }: Walked) =>
  findingsSchema.parse((await world.call(by, `GET /catalog/entries/${id}/findings`)).body);
const todosOf = async (by: string) => (await world.call(by, 'GET /desk/todos')).text;
const draft = (name: string) => story.register(contentWith({ name, items: [itemWith({ nameZh: '编号' })] }), 'water.gly', 'water');
const submitted = async (name: string) => story.submit(await draft(name), 'water.gly');
const respond = (walked: Walked, findingId: string, body: { answer: 'cite' | 'argue'; text?: string }, by = 'water.gly') =>
  world.call(by, `POST /catalog/entries/${walked.id}/findings/${findingId}/answer`, { ifMatch: walked.revision, body });

describe('91-4.1: what another department already collects', () => {
  test('catalog.list-findings: on submission it is found with its evidence, and the registrar has a to-do until it is answered', async () => {
    const entry = await submitted('机井普查信息');

    const shown = await findings('water.gly', entry);

    expect(shown).toMatchObject({
      open: 1,
      items: [{ relation: 'same', state: 'open', evidence: { other: { name: '机井普查名录', organisationName: '市市场监督管理局' } } }],
    });
    expect(await todosOf('water.gly')).toContain('catalog.todo.findings');
  });

  test('samples and what was retired that hold the same items take no place of an entry of the city’s own', async () => {
    const items = ['井口标高', '成井年份', '泵型代号', '滤管长度', '静止水位'].map((nameZh, at) =>
      itemWith({ no: at + 1, nameZh, fieldName: `f${at}` }),
    );
    const fuller = await story.published(contentWith({ name: '供排水设施底图', items }));
    const crowd = [fuller.id, ...(await copyEntry(store.database, fuller.id, 120))];
    const other = await story.published(contentWith({ name: '成井验收单', items: items.slice(0, 4) }));
    await store.database.transaction((tx) =>
      sql`UPDATE catalog.search_document SET sample = entry_id = ANY (${crowd.slice(60)}::uuid[]),
        state = CASE WHEN entry_id = ANY (${crowd.slice(0, 60)}::uuid[]) THEN 'retired' ELSE state END, changed = DEFAULT
        WHERE entry_id = ANY (${crowd}::uuid[])`.execute(tx),
    );

    const entry = await story.submit(await story.register(contentWith({ name: '抽水台班', items }), 'water.gly', 'water'), 'water.gly');

    expect(await findings('water.gly', entry)).toMatchObject({ items: [{ targetId: other.id }] });
    await store.database.transaction((tx) => sql`DELETE FROM catalog.search_document WHERE entry_id = ANY (${crowd}::uuid[])`.execute(tx));
  });

  test('catalog.answer-finding: an argument needs words, stands beside the evidence and closes the to-do; the source may be cited instead', async () => {
    const entry = await submitted('市机井普查台账');
    const { items } = await findings('water.gly', entry);
    const id = items[0]?.id ?? '';

    expect(await respond(entry, id, { answer: 'argue' })).toMatchObject({ status: 400 });
    const argued = await respond(entry, id, { answer: 'argue', text: '普查年度与指标不同' });
    expect(argued.body).toMatchObject({ open: 0, items: [{ state: 'argued', answer: { text: '普查年度与指标不同' } }] });
    expect(await todosOf('water.gly')).not.toContain('市机井普查台账');
    const cited = await respond(entry, id, { answer: 'cite' });
    expect(cited.body).toMatchObject({ items: [{ state: 'cited' }] });
    expect(await respond(entry, world.needs.newId(), { answer: 'cite' })).toMatchObject({
      status: 404,
      body: { code: 'catalog.finding.not-found' },
    });
  });

  test('catalog.answer-finding: nobody but the department’s registrars answers, and other departments learn of no comparison', async () => {
    const entry = await submitted('全市机井普查');
    const { items } = await findings('water.gly', entry);

    expect(await respond(entry, items[0]?.id ?? '', { answer: 'cite' }, 'market.dj')).toMatchObject({
      status: 404,
      body: { code: 'catalog.entry.not-found' },
    });
    expect((await world.call('market.dj', `GET /catalog/entries/${entry.id}/findings`)).status).toBe(404);
  });

  test('catalog.sign-entry, catalog.publish-entry: while a finding is unanswered nothing is signed or published; the authority reads the argument', async () => {
    await handOver(await story.published(contentWith({ name: '坎儿井分布名录' })));
    const reviewed = await story.review(await story.submit(await story.register(contentWith({ name: '坎儿井分布信息' }))));
    const id = String((await findings('market.dj', reviewed)).items[0]?.id);

    const body = { opinion: '同意', secondFactor: await world.codeOf('market.ld') };
    const refused = await world.call('market.ld', `POST /catalog/entries/${reviewed.id}/signature`, { ifMatch: reviewed.revision, body });
    expect(refused).toMatchObject({ status: 409, body: { code: 'catalog.finding.unanswered', params: { count: 1 } } });

    await respond(reviewed, id, { answer: 'argue', text: '本表为保护状况' }, 'market.dj');
    const signed = await story.sign(reviewed);
    expect(await findings('office.fb', signed)).toMatchObject({
      items: [{ answer: { text: '本表为保护状况' }, evidence: { terms: ['坎儿井分布'] } }],
    });
    // Found anew while the authority has it: nothing is published over it.
    await reopen(id);
    const publication = await world.call('office.fb', `POST /catalog/entries/${signed.id}/publication`, {
      ifMatch: signed.revision,
      body: { opinion: '可' },
    });
    expect(publication).toMatchObject({ status: 409, body: { code: 'catalog.finding.unanswered' } });
    await respond(signed, id, { answer: 'cite' }, 'market.dj');
    await story.publish(signed);
  });

  test('catalog.abandon-draft: what nobody answered of a draft that was given up asks nobody any more, and asks again when it is taken up', async () => {
    const entry = await submitted('机井普查信息表');
    expect(await findings('water.gly', entry)).toMatchObject({ open: 1 });
    const taken = await world.call('water.gly', `POST /catalog/entries/${entry.id}/withdrawal`, {
      ifMatch: entry.revision,
      body: { reason: '另行研究' },
    });
    const again = { id: entry.id, revision: Number(taken.body['revision']), answer: taken };
    const given = await world.call('water.gly', `POST /catalog/entries/${entry.id}/abandonment`, {
      ifMatch: again.revision,
      body: { reason: '不再办理' },
    });

    expect(given.status).toBe(200);
    expect(await findings('water.gly', entry)).toMatchObject({ open: 0 });
    expect(await todosOf('water.gly')).not.toContain('机井普查信息表');

    const resumed = await world.call('water.gly', `POST /catalog/entries/${entry.id}/resumption`, {
      ifMatch: Number(given.body['revision']),
      body: { reason: '继续办理' },
    });
    await story.submit({ id: entry.id, revision: Number(resumed.body['revision']), answer: resumed }, 'water.gly');
    expect(await findings('water.gly', entry)).toMatchObject({ open: 1 });
    expect(await todosOf('water.gly')).toContain('机井普查信息表');
  });

  test('catalog.compare-draft: an answer survives while the finding is the same, and what the draft no longer says is gone', async () => {
    const entry = await draft('本市机井普查');
    const compared = await world.call('water.gly', `POST /catalog/entries/${entry.id}/comparison`, { ifMatch: entry.revision });
    const id = String(findingsSchema.parse(compared.body).items[0]?.id);
    await respond(entry, id, { answer: 'argue', text: '只含乡镇自建井' });

    const content = contentWith({ name: '本市机井普查', abstract: '只含乡镇自建井', items: [itemWith({ nameZh: '编号' })] });
    const saved = await world.call('water.gly', `PUT /catalog/entries/${entry.id}/draft`, {
      ifMatch: entry.revision,
      body: { secrecyDeclaration: 'not-secret', content },
    });
    expect(saved.status).toBe(200);
    expect(await findings('water.gly', entry)).toMatchObject({ open: 0, items: [{ id, state: 'argued' }] });

    const next = await fresh('water.gly', entry);
    const other = { ...content, name: '防汛值班安排' };
    await world.call('water.gly', `PUT /catalog/entries/${entry.id}/draft`, {
      ifMatch: next.revision,
      body: { secrecyDeclaration: 'not-secret', content: other },
    });
    expect(await findings('water.gly', entry)).toEqual({ items: [], open: 0, answerable: true });
    const gone = await fresh('water.gly', entry);
    expect(await respond(gone, id, { answer: 'cite' })).toMatchObject({
      status: 409,
      body: { code: 'catalog.finding.illegal-transition' },
    });
  });
});
