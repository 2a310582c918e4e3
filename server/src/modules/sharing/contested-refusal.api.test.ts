import { openCity } from '#test/city';
import { companyEntry, entering } from '#test/published-entry';
import { createTestDatabase } from '#test/test-database';
import { expect, test } from 'vitest';
import { expected } from '../../../../tools/seed/city-people.ts';
import { enterEntries } from '../../../../tools/seed/enter-entries.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../tools/seed/seed-sharing.ts';

const city = await openCity(await createTestDatabase());
const { as, codeOf } = city;

/** An entry of 高昌区's development commission, published by the county's government office. */
async function entryOfCommission(): Promise<string> {
  const door = { ...entering(city), authority: { publisher: 'gcq.zfb.zgy', leader: 'gcq.zfb.zgl' } };
  const planned = { key: 'entry', department: 'gcq.fgw', system: null, stage: 'published', standingConsent: null } as const;
  return (await enterEntries(door, [{ ...planned, content: companyEntry({ coverageRegion: '650402' }) }])).get('entry') ?? '';
}

async function systemOfOffice(): Promise<string> {
  const body = {
    name: '区级项目会商系统',
    divisionId: null,
    builder: '本单位',
    operator: '本单位',
    networkZone: 'e-government-extranet',
    protectionLevel: 2,
    joinedOn: null,
    purpose: '项目会商',
  };
  return String(expected(await as('gcq.zfb.djy', 'POST /business-systems', { body }), 201).body['id']);
}

test('409 sharing.consent-in: 91-7.1: where every deciding member of the authority is party, a refusal that they would have to confirm is told at once, and the case stays where it was', async () => {
  const content = wellPermitApplication('2026-12-01', { systemId: await systemOfOffice(), itemNos: [1, 2] });
  const started = expected(await as('gcq.zfb.djy', 'POST /sharing/applications', { body: { entryId: await entryOfCommission() } }), 201);
  const at = `/sharing/applications/${String(started.body['id'])}`;
  const written = { secrecyDeclaration: 'not-secret', content };
  expected(await as('gcq.zfb.djy', `PUT ${at}/content`, { body: written, ifMatch: started.etag ?? '' }), 200);
  expected(await as('gcq.zfb.djy', `POST ${at}/submission`), 200);
  const consent = { decision: 'consent', opinion: '同意申请', code: await codeOf('gcq.zfb.fzr') };
  expected(await as('gcq.zfb.fzr', `POST ${at}/consent-out`, { body: consent }), 200);
  const refusing = { ...proposalToAgree([]), result: 'refuse', quota: null, ground: 'not-held', opinion: '本单位不掌握' };
  expected(await as('gcq.fgw.djy', `POST ${at}/proposal`, { body: refusing }), 200);

  const signed = await as('gcq.fgw.fzr', `POST ${at}/consent-in`, {
    body: { decision: 'sign', opinion: '同意', code: await codeOf('gcq.fgw.fzr') },
  });

  expect(signed).toMatchObject({ status: 409, body: { code: 'sharing.application.nobody-decides' } });
  const after = expected(await as('gcq.zfb.djy', `GET ${at}`), 200).body;
  expect(after).toMatchObject({ state: 'awaiting-consent-in', reply: null, clocks: [{ state: 'running' }] });
  const history = after['history'] as { action: string }[];
  expect(history.map(({ action }) => action)).not.toContain('signed-refusal');
});
