import { agreeTo, wellPermitApplication } from '../../../../tools/seed/seed-sharing.ts';
import { expected, type Answer } from '../../../../tools/seed/city-people.ts';
import { lawJobs } from '#modules/law/jobs';
import { deliverEvents } from '#platform/outbox';
import type { City } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { correctionListeners } from './jobs.ts';

export const correctionId = (answer: Answer): string => String(answer.body['id']);
/** A key of a record: a value that must stand nowhere but where it is sealed. */
export const recordKey = '91650400MA00000XX1';
export const report = {
  secrecyDeclaration: 'not-secret',
  itemNos: [2],
  issue: 'inaccurate',
  description: '企业名称与申请人提交的营业执照不一致，请核实。',
  records: [{ reference: '办件 SL-2026-0117', key: recordKey, received: '某某凿井公司', expected: '某某钻井有限公司' }],
} as const;
export const corrected = { result: 'corrected', correctedOn: '2026-11-23', how: '已按登记档案更正企业名称。' } as const;
export const noError = { result: 'not-an-error', reason: '与登记档案一致，更名后的执照尚未核发。', basis: [] } as const;

/** The officers of a test city at work on reports of errors: each step by the product's own route. */
export function correctionsIn(city: City) {
  const { as } = city;
  let names = 0;
  let elements = 0;
  const orgId = (key: string): string => city.founded.organisations.get(key) ?? '';
  /** The number of the revision that somebody reads now, as the header of a step. */
  const seen = async (id: string, by: string) => ({ ifMatch: (await as(by, `GET /corrections/${id}`)).etag ?? 0 });
  const post = async (who: string, id: string, step: string, body?: unknown) =>
    as(who, `POST /corrections/${id}${step}`, { ...(await seen(id, who)), ...(body === undefined ? {} : { body }) });
  /** A running grant of some items, from application to the provider's signature. */
  const grant = async (entryId: string, itemNos: number[], { of = 'slj', system = 'well-permit' } = {}): Promise<string> => {
    const started = expected(await as(`${of}.djy`, 'POST /sharing/applications', { body: { entryId } }), 201);
    const at = `/sharing/applications/${correctionId(started)}`;
    const systemId = city.founded.systems.get(system) ?? '';
    const content = wellPermitApplication('2026-12-01', { systemId, itemNos });
    const written = { body: { secrecyDeclaration: 'not-secret', content }, ifMatch: started.etag ?? '' };
    expected(await as(`${of}.djy`, `PUT ${at}/content`, written), 200);
    expected(await as(`${of}.djy`, `POST ${at}/submission`), 200);
    const body = { decision: 'consent', opinion: '同意', code: await city.codeOf(`${of}.fzr`) };
    const sent = expected(await as(`${of}.fzr`, `POST ${at}/consent-out`, { body }), 200);
    return String((await agreeTo(city, sent)).body['grantId']);
  };
  /** An entry of 市场监管局 of which 水利局 holds a grant of the first two items. */
  const granted = async (elementCode: string | null = null): Promise<{ entryId: string; grantId: string }> => {
    names += 1;
    const items = ['统一社会信用代码', '企业名称', '登记状态'].map((name, at) =>
      itemOf(at + 1, { nameZh: `${name}${names}`, fieldName: `f${names}_${at}`, dataElement: at === 1 ? elementCode : null }),
    );
    const entryId = await publishedEntry(city, 'scjg', companyEntry({ name: `凿井企业登记${names}`, items }));
    return { entryId, grantId: await grant(entryId, [1, 2]) };
  };
  /** Designates a department as the source of a data element. */
  const designate = async (elementId: string, key: string): Promise<void> => {
    const decided = { decisionNo: '吐数认〔2026〕1号', decidedOn: '2026-11-20', reason: '依职能采集' };
    const body = { organisationId: orgId(key), ...decided, secondFactor: await city.codeOf('zfb.zgy') };
    expected(await as('zfb.zgy', `POST /catalog/elements/${elementId}/designation`, { body }), 200);
  };
  /** {@link granted}, with a data element of its own behind the second item, of which a department is the source. */
  const sourced = async (key: string): Promise<{ entryId: string; grantId: string; elementId: string }> => {
    elements += 1;
    const code = `E81${String(elements).padStart(3, '0')}`;
    const element = { code, name: `核准名称${elements}`, definition: '经核准的名称', dataType: 'C', codeSet: null, synonyms: [] };
    const elementId = correctionId(expected(await as('zfb.zgy', 'POST /catalog/elements', { body: element }), 201));
    const use = await granted(code);
    // Designated afterwards: what is published beside a designated source has to answer for it first.
    await designate(elementId, key);
    return { ...use, elementId };
  };
  const dissolve = async (key: string, successor: string | null): Promise<void> => {
    const successorId = successor === null ? null : orgId(successor);
    const body = { documentNumber: '吐编发〔2026〕9号', decidedOn: '2026-11-20', reason: '机构改革', successorId };
    expected(await as('xtgly', `POST /organisations/${orgId(key)}/dissolution`, { body }), 200);
  };
  const redirect = (key: string) => ({ result: 'redirect', organisationId: orgId(key), reason: '名称由该局核定' }) as const;
  const raise = (entryId: string, grantId: string, by = 'slj.djy') =>
    as(by, 'POST /corrections', { body: { entryId, ground: { kind: 'grant', grantId } } });
  const save = (raised: Answer, body: object = report, by = 'slj.djy') =>
    as(by, `PUT /corrections/${correctionId(raised)}/content`, { body, ifMatch: raised.etag ?? '' });
  const draft = async ({ entryId, grantId }: { entryId: string; grantId: string }, body?: object): Promise<string> =>
    correctionId(expected(await save(expected(await raise(entryId, grantId), 201), body), 200));
  const filed = async (use: { entryId: string; grantId: string }, body?: object): Promise<string> => {
    const id = await draft(use, body);
    expected(await post('slj.djy', id, '/filing'), 200);
    return id;
  };
  const accepted = async (use: { entryId: string; grantId: string }, body?: object): Promise<string> => {
    const id = await filed(use, body);
    expected(await post('scjg.djy', id, '/acceptance'), 200);
    return id;
  };
  const answer = (id: string, body: object, by = 'scjg.djy') => post(by, id, '/answer', body);
  const sign = async (id: string, by = 'scjg.fzr') =>
    post(by, id, '/answer-signature', { decision: 'sign', opinion: '同意', code: await city.codeOf(by) });
  const signed = async (id: string, body: object): Promise<string> => {
    expected(await answer(id, body), 200);
    expected(await sign(id), 200);
    return id;
  };
  const answered = async (use: { entryId: string; grantId: string }, body: object, said?: object): Promise<string> =>
    signed(await accepted(use, said), body);
  const disputed = async (use: { entryId: string; grantId: string }, said?: object): Promise<string> => {
    const id = await answered(use, noError, said);
    expected(await post('slj.djy', id, '/dispute', { reason: '执照已于上月核发。' }), 200);
    return id;
  };
  const decide = async (id: string, body: object, by = 'zfb.zgl') =>
    post(by, id, '/decision', { reason: '经查档案', ...body, code: await city.codeOf(by) });
  const read = async (id: string, by = 'slj.djy') => expected(await as(by, `GET /corrections/${id}`), 200).body;
  const todos = async (by: string): Promise<string> => JSON.stringify((await as(by, 'GET /desk/todos?limit=100')).body);
  const notices = async (by: string): Promise<string> => JSON.stringify((await as(by, 'GET /desk/notices?limit=100')).body);
  /** Delivers what was published to those who listen. */
  const deliver = () => deliverEvents((work) => city.needs.database.transaction(work), correctionListeners(city.needs));
  const pass = async (instant: string) => {
    city.needs.clock.set(instant);
    for (const job of lawJobs(city.needs)) if (job.id === 'law.clock-tick') await job.run({});
    await deliver();
  };
  const steps = {
    granted,
    grant,
    dissolve,
    designate,
    sourced,
    redirect,
    raise,
    save,
    draft,
    filed,
    accepted,
    answer,
    sign,
    signed,
    answered,
    disputed,
    decide,
  };
  return { orgId, post, seen, ...steps, read, todos, notices, deliver, pass };
}
