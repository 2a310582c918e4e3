import type { City } from '#test/city';
import { expected, type Answer } from '../../../../tools/seed/city-people.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../tools/seed/seed-sharing.ts';

const at = (application: Answer) => `/sharing/applications/${String(application.body['id'])}`;

/** Test support: a running grant of 市市场监管局 to 市水利局, of some items of an entry, through every step that leads to one. */
export async function grantOn(city: City, entryId: string, itemNos: number[]): Promise<string> {
  const { as } = city;
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  const content = wellPermitApplication('2026-12-01', { systemId: city.founded.systems.get('well-permit') ?? '', itemNos });
  const written = { secrecyDeclaration: 'not-secret', content };
  expected(await as('slj.djy', `PUT ${at(started)}/content`, { body: written, ifMatch: started.etag ?? '' }), 200);
  expected(await as('slj.djy', `POST ${at(started)}/submission`), 200);
  return agreed(city, started, itemNos);
}

/** Both heads sign a submitted application for some items; answers the id of the grant. */
export async function agreed({ as, codeOf }: City, application: Answer, itemNos: number[]): Promise<string> {
  const out = { decision: 'consent', opinion: '同意', code: await codeOf('slj.fzr') };
  expected(await as('slj.fzr', `POST ${at(application)}/consent-out`, { body: out }), 200);
  const proposal = proposalToAgree(itemNos.map((no) => ({ no, mask: 'none' })));
  expected(await as('scjg.djy', `POST ${at(application)}/proposal`, { body: proposal }), 200);
  const inn = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
  return String(expected(await as('scjg.fzr', `POST ${at(application)}/consent-in`, { body: inn }), 200).body['grantId']);
}
