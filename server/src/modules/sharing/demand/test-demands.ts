import type { DemandAnswer, DemandContent } from '@karez/contract/sharing/demand';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { wellPowerDemand } from '../../../../../tools/seed/demand-form.ts';
import type { City } from '#test/city';

export const demandId = (demand: Answer): string => String(demand.body['id']);
const at = (id: string, step = '') => `/sharing/demands/${id}${step}`;

export const promise = {
  result: 'promise',
  dueOn: '2027-01-29',
  division: '信用监管科',
  opinion: '可以编目提供',
} as const satisfies DemandAnswer;
export const notOurs = { result: 'not-ours', holder: '供电企业', opinion: '本单位未采集' } as const satisfies DemandAnswer;
export const refusingDemand: Extract<DemandAnswer, { result: 'refuse' }> = {
  result: 'refuse',
  ground: 'not-duty-related',
  basis: [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '', articleId: '809-20' }],
  opinion: '与履行职责无关',
};

/** The officers of a test city at work on demands: each step by the product's own route. */
export function demandsIn(city: City) {
  const { as } = city;
  const orgId = (key: string): string => city.founded.organisations.get(key) ?? '';
  const post = (who: string, id: string, step: string, body?: unknown) =>
    as(who, `POST ${at(id, step)}`, body === undefined ? {} : { body });
  const draft = async (content: DemandContent = wellPowerDemand('2027-03-31'), by = 'slj'): Promise<string> => {
    const raised = expected(await as(`${by}.djy`, 'POST /sharing/demands', { body: { name: content.name } }), 201);
    const body = { secrecyDeclaration: 'not-secret', content };
    return demandId(expected(await as(`${by}.djy`, `PUT ${at(demandId(raised), '/content')}`, { body, ifMatch: raised.etag ?? '' }), 200));
  };
  const submitted = async (content?: DemandContent, by = 'slj'): Promise<string> => {
    const id = await draft(content, by);
    expected(await post(`${by}.djy`, id, '/submission'), 200);
    return id;
  };
  const send = async (id: string, by = 'slj') =>
    post(`${by}.fzr`, id, '/sending', { decision: 'send', opinion: '确需，同意提出', code: await city.codeOf(`${by}.fzr`) });
  const sent = async (content?: DemandContent, by = 'slj'): Promise<string> => {
    const id = await submitted(content, by);
    expected(await send(id, by), 200);
    return id;
  };
  const assign = (id: string, to = 'scjg', by = 'zfb.zgy') =>
    post(by, id, '/assignment', { organisationId: orgId(to), opinion: '属该部门职责' });
  const assigned = async (content?: DemandContent, to = 'scjg'): Promise<string> => {
    const id = await sent(content);
    expected(await assign(id, to), 200);
    return id;
  };
  const answer = (id: string, body: DemandAnswer, by = 'scjg.djy') => post(by, id, '/answer', body);
  const sign = async (id: string, by = 'scjg.fzr') =>
    post(by, id, '/answer-signature', { decision: 'sign', opinion: '同意', code: await city.codeOf(by) });
  const answered = async (body: DemandAnswer, content?: DemandContent): Promise<string> => {
    const id = await assigned(content);
    expected(await answer(id, body), 200);
    expected(await sign(id), 200);
    return id;
  };
  const read = (id: string, by = 'slj.djy') => as(by, `GET ${at(id)}`);
  const todos = async (by: string): Promise<string> => JSON.stringify((await as(by, 'GET /desk/todos?limit=100')).body);
  const notices = async (by: string): Promise<string> => JSON.stringify((await as(by, 'GET /desk/notices?limit=100')).body);
  return { orgId, post, draft, submitted, send, sent, assign, assigned, answer, sign, answered, read, todos, notices };
}
