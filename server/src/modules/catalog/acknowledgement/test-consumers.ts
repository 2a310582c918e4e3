import type { EntryContent, Item } from '@karez/contract/catalog/content';
import { contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import type { Answer, World } from '../test-world.ts';
import type { RunningGrant } from './impact.ts';

/** Things that have nothing in common: what a department holds already is no finding in the next one's way. */
const things = ['渠首', '粮库', '驾校', '药店', '苗圃', '桥梁', '泵站', '路灯', '茶馆', '书店', '客栈', '码头', '鱼塘'];

type Told = { readonly id: string; readonly state: string; readonly organisationId: string } & Record<string, unknown>;

/** Entries whose grants a test names, and new versions of them. */
export function consumersIn(world: World, grants: Map<string, readonly RunningGrant[]>) {
  const story = storyIn(world);
  let made = 0;
  const items = (at: number): Item[] =>
    ['编号', '名称', '地址'].map((what, place) =>
      itemWith({ no: place + 1, nameZh: `${things[at]}${what}`, fieldName: `f${at}_${place}`, isKey: place === 0 }),
    );
  const published = async (): Promise<{ entry: Walked; content: EntryContent }> => {
    const at = made++;
    const content = contentWith({ name: `${things[at] ?? at}名录`, abstract: `${things[at]}的基本情况。`, items: items(at) });
    return { entry: await story.published(content), content };
  };
  const grantTo = (department: string, entry: Walked, itemNos: number[]): void => {
    const organisationId = world.orgId(department);
    const granted: RunningGrant = {
      grantId: world.needs.newId(),
      grantNo: `SQD-650400-20261123-${department}`,
      applicationId: world.needs.newId(),
      applicationNo: `SQ-650400-20261123-${department}`,
      organisationId,
      organisationName: department,
      systemName: '取水许可系统',
      validTo: '2027-11-30T16:00:00.000Z',
      itemNos,
    };
    grants.set(entry.id, [...(grants.get(entry.id) ?? []), granted]);
  };
  const revisionOf = async (id: string) => Number((await world.call('market.dj', `GET /catalog/entries/${id}`)).body['revision']);
  const change = { kind: 'other', changedOn: '2026-11-20', reason: '数据项调整' };
  /** A draft of the entry's next version, not handed on yet. */
  const drafted = async (entry: Walked, content: EntryContent): Promise<Walked> => {
    const opened = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: change,
      ifMatch: await revisionOf(entry.id),
    });
    const saved = await world.call('market.dj', `PUT /catalog/entries/${entry.id}/draft`, {
      body: { secrecyDeclaration: 'not-secret', content },
      ifMatch: Number(opened.body['revision']),
    });
    if (saved.status >= 300) throw new Error(saved.text);
    return { id: entry.id, revision: Number(saved.body['revision']), answer: saved };
  };
  const signed = async (entry: Walked, content: EntryContent): Promise<Walked> =>
    story.sign(await story.review(await story.submit(await drafted(entry, content))));
  const changed = async (entry: Walked, content: EntryContent): Promise<Walked> => story.publish(await signed(entry, content));
  const listed = async (account: string, side: string, entry: Walked): Promise<Told[]> => {
    const { body } = await world.call(account, `GET /catalog/acknowledgements?side=${side}&entryId=${entry.id}&limit=100`);
    return body['items'] as Told[];
  };
  const waiting = async (account: string, entry: Walked): Promise<Told> => {
    const [told] = (await listed(account, 'consumer', entry)).filter(({ state }) => ['open', 'contested', 'answered'].includes(state));
    if (!told) throw new Error(`nothing waits for ${account}`);
    return told;
  };
  const acknowledge = (id: string, by = 'water.gly', remark = ''): Promise<Answer> =>
    world.call(by, `POST /catalog/acknowledgements/${id}/acknowledgement`, { body: { remark } });
  const object = (id: string, by = 'water.gly'): Promise<Answer> =>
    world.call(by, `POST /catalog/acknowledgements/${id}/objection`, { body: { reason: '办件系统依赖该数据项' } });
  const answer = (id: string, by = 'market.dj'): Promise<Answer> =>
    world.call(by, `POST /catalog/acknowledgements/${id}/answer`, { body: { answer: '改用名称字段' } });
  const desk = async (by: string, what: 'todos' | 'notices') => (await world.call(by, `GET /desk/${what}?limit=100`)).text;
  return { story, published, grantTo, drafted, signed, changed, listed, waiting, acknowledge, object, answer, desk };
}
