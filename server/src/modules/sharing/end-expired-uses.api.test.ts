import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { openCity } from '#test/city';
import { companyEntry, publishedEntry } from '#test/published-entry';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { wellPermitApplication } from '../../../../tools/seed/seed-sharing.ts';
import { endExpiredUses } from './end-expired-uses.job.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
let entryId = '';

beforeAll(async () => {
  entryId = await publishedEntry(city, 'scjg', companyEntry());
  const entry = expected(await as('scjg.fzr', `GET /catalog/entries/${entryId}`), 200);
  const consent = { validUntil: '2027-06-30', terms: '凡依法履职，均可共享。', secondFactor: await codeOf('scjg.fzr') };
  expected(await as('scjg.fzr', `POST /catalog/entries/${entryId}/standing-consent`, { body: consent, ifMatch: entry.etag ?? '' }), 201);
}, 120_000);

/** A grant of the entry, from the application to the consent given in advance. */
async function granted(): Promise<string> {
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  const at = `/sharing/applications/${String(started.body['id'])}`;
  const systemId = city.founded.systems.get('well-permit') ?? '';
  const content = wellPermitApplication('2026-12-01', { systemId, itemNos: [1, 2] });
  const body = { secrecyDeclaration: 'not-secret', content };
  expected(await as('slj.djy', `PUT ${at}/content`, { body, ifMatch: started.etag ?? '' }), 200);
  expected(await as('slj.djy', `POST ${at}/submission`), 200);
  const consent = { decision: 'consent', opinion: '同意申请', code: await codeOf('slj.fzr') };
  return String(expected(await as('slj.fzr', `POST ${at}/consent-out`, { body: consent }), 200).body['grantId']);
}
const usedBy = async () => (await as('slj.djy', `GET /catalog/entries/${entryId}`)).body['usedByCount'];

test('809-27: the use of a grant that has run out is ended once, with its last day; one that runs is left alone', async () => {
  const grantId = await granted();
  const grant = expected(await as('slj.djy', `GET /sharing/grants/${grantId}`), 200).body;
  const validTo = new Date(String(grant['validTo']));
  expect(await endExpiredUses(city.needs)).toBe(0);
  expect(await usedBy()).toBe(1);
  city.needs.clock.set(new Date(validTo.getTime() + 1000).toISOString());

  const [first, second] = await Promise.all([endExpiredUses(city.needs), endExpiredUses(city.needs)]);

  expect(first + second).toBe(1);
  expect(await endExpiredUses(city.needs)).toBe(0);
  const { rows } = await sql<{ endedOn: string }>`SELECT ended_on AS "endedOn" FROM catalog.used_by WHERE use_id = ${grantId}`.execute(
    store.database.reader,
  );
  expect(rows).toEqual([{ endedOn: new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(validTo.getTime() - 1) }]);
});
