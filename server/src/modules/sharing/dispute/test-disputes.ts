import type { City } from '#test/city';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../../tools/seed/seed-sharing.ts';

const refusing = {
  ...proposalToAgree([]),
  result: 'refuse' as const,
  quota: null,
  ground: 'not-duty-related',
  basis: [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '', articleId: '809-20' }],
  opinion: '与职责无关',
};

/** Test support: disputes of 市水利局 about what 市市场监管局 has refused, in each state. */
export function disputesIn(city: City, { entryId }: { entryId: string }) {
  const { as, codeOf } = city;
  const at = (id: string, step = '') => `/sharing/applications/${id}${step}`;

  /** An application that its provider has received. */
  const received = async (): Promise<string> => {
    const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
    const id = String(started.body['id']);
    const content = wellPermitApplication('2026-12-01', { systemId: city.founded.systems.get('well-permit') ?? '', itemNos: [1, 2] });
    const body = { secrecyDeclaration: 'not-secret', content };
    expected(await as('slj.djy', `PUT ${at(id, '/content')}`, { body, ifMatch: started.etag ?? '' }), 200);
    expected(await as('slj.djy', `POST ${at(id, '/submission')}`), 200);
    const out = { decision: 'consent', opinion: '同意', code: await codeOf('slj.fzr') };
    expected(await as('slj.fzr', `POST ${at(id, '/consent-out')}`, { body: out }), 200);
    return id;
  };
  /** The provider proposes and signs an answer to an application. */
  const answer = async (id: string, proposal: object): Promise<Answer> => {
    expected(await as('scjg.djy', `POST ${at(id, '/proposal')}`, { body: proposal }), 200);
    const inn = { decision: 'sign', opinion: '经审查', code: await codeOf('scjg.fzr') };
    return expected(await as('scjg.fzr', `POST ${at(id, '/consent-in')}`, { body: inn }), 200);
  };
  const refused = async (): Promise<string> => {
    const id = await received();
    await answer(id, refusing);
    return id;
  };
  /** An application that was agreed to but for the second item: its id and the grant’s. */
  const partlyAgreed = async (): Promise<{ id: string; grantId: string }> => {
    const id = await received();
    const proposal = { ...proposalToAgree([{ no: 1, mask: 'none' }]), leftOut: [{ no: 2, reason: '办理无需此项' }] };
    return { id, grantId: String((await answer(id, proposal)).body['grantId']) };
  };
  /** The revision that somebody reads now. */
  const seen = async (by: string, id: string): Promise<{ ifMatch: number }> => ({
    ifMatch: Number(expected(await as(by, `GET /sharing/disputes/${id}`), 200).body['revision']),
  });
  const post = async (by: string, id: string, step: string, body: unknown): Promise<Answer> =>
    as(by, `POST /sharing/disputes/${id}/${step}`, { body, ...(await seen(by, id)) });
  const signed = async (by: string, id: string, step: string, body: object): Promise<Answer> =>
    post(by, id, step, { ...body, code: await codeOf(by) });
  const raise = (applicationId: string, by = 'slj.djy', matter = '办理取水许可须核对登记状态，属法定职责', itemNos = [1]) =>
    as(by, 'POST /sharing/disputes', { body: { kind: 'application', applicationId, itemNos, matter } });
  const raised = async (matter?: string): Promise<string> =>
    String(expected(await raise(await refused(), 'slj.djy', matter), 201).body['id']);
  const say = (by: string, id: string, words = '已说明') => post(by, id, 'statement', { words });
  const refer = (id: string, by = 'slj.djy') => post(by, id, 'referral', { reason: '双方意见不一致' });
  const atAuthority = async (matter?: string): Promise<string> => {
    const id = await raised(matter);
    expected(await say('scjg.djy', id), 200);
    expected(await refer(id), 200);
    return id;
  };
  const decide = (id: string, body: object, by = 'zfb.zgl') => signed(by, id, 'decision', { words: '经协调', ...body });
  const upload = { fields: { secrecyDeclaration: 'not-secret' }, fileName: '决定.pdf', content: '%PDF-1.7 决定' };
  const above = async (matter?: string): Promise<string> => {
    const id = await atAuthority(matter);
    expected(await decide(id, { decision: 'escalate', body: 'government' }), 200);
    return id;
  };
  return { seen, refused, partlyAgreed, answer, raise, raised, say, refer, atAuthority, decide, above, post, signed, upload };
}

/** A decision from above, as it is entered. */
export const decision = {
  docNo: '吐政函〔2026〕31号',
  decidedOn: '2026-11-23',
  result: 'for-requester',
  itemNos: [1],
  text: '同意共享第一项。',
} as const;
