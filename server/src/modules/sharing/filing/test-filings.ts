import type { City } from '#test/city';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../../tools/seed/seed-sharing.ts';

export const basis = [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十七条', quotation: '', articleId: '809-27' }];
const holders = { slj: 'well-permit', nyncj: 'grape-filing' } as const;
export type Holder = keyof typeof holders;

/** Test support: filings of 市市场监管局 about what 市水利局 and 市农业农村局 hold grants of, in each state. */
export function filingsIn(city: City) {
  const { as, codeOf } = city;

  /** A running grant of the provider's entry to a department, through every step that leads to one. */
  const grantTo = async (holder: Holder, entryId: string): Promise<string> => {
    const started = expected(await as(`${holder}.djy`, 'POST /sharing/applications', { body: { entryId } }), 201);
    const at = `/sharing/applications/${String(started.body['id'])}`;
    const content = wellPermitApplication('2026-12-01', { systemId: city.founded.systems.get(holders[holder]) ?? '', itemNos: [1, 2] });
    const body = { secrecyDeclaration: 'not-secret', content };
    expected(await as(`${holder}.djy`, `PUT ${at}/content`, { body, ifMatch: started.etag ?? '' }), 200);
    expected(await as(`${holder}.djy`, `POST ${at}/submission`), 200);
    const out = { decision: 'consent', opinion: '同意', code: await codeOf(`${holder}.fzr`) };
    expected(await as(`${holder}.fzr`, `POST ${at}/consent-out`, { body: out }), 200);
    const proposal = proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' as const })));
    expected(await as('scjg.djy', `POST ${at}/proposal`, { body: proposal }), 200);
    const inn = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
    return String(expected(await as('scjg.fzr', `POST ${at}/consent-in`, { body: inn }), 200).body['grantId']);
  };
  const file = (entryId: string, changes: object = {}, by = 'scjg.djy'): Promise<Answer> =>
    as(by, 'POST /sharing/filings', {
      body: {
        kind: 'stop',
        entryId,
        serviceId: null,
        reason: '登记系统迁移至自治区平台，本市接口不再维护',
        basis,
        change: '',
        effectiveOn: '2027-01-15',
        ...changes,
      },
    });
  const filed = async (entryId: string, changes: object = {}): Promise<string> =>
    String(expected(await file(entryId, changes), 201).body['id']);
  const seen = async (by: string, id: string): Promise<{ ifMatch: number }> => ({
    ifMatch: Number((await as(by, `GET /sharing/filings/${id}`)).body['revision'] ?? 0),
  });
  const answer = (by: string, id: string, body: object = { answer: 'agrees', words: '' }) =>
    as(by, `POST /sharing/filings/${id}/answer`, { body });
  /** Signed, like every decision, on the filing as it stands when it is read. */
  const submit = async (id: string, changes: object = {}, by = 'scjg.fzr') => {
    const body = { effectiveOn: '2027-01-15', words: '', code: await codeOf(by), ...changes };
    return as(by, `POST /sharing/filings/${id}/submission`, { body, ...(await seen(by, id)) });
  };
  const decide = async (id: string, body: object = { decision: 'accept', words: '同意备案' }, by = 'zfb.zgy') =>
    as(by, `POST /sharing/filings/${id}/decision`, { body, ...(await seen(by, id)) });
  const read = (by: string, id: string) => as(by, `GET /sharing/filings/${id}`);
  return { grantTo, file, filed, seen, answer, submit, decide, read };
}
