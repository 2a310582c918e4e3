import { dayIn, settableClock } from '@karez/kit/clock';
import { z } from 'zod';
import { foundCity, type CityPlan } from '../../server/src/modules/identity/jobs.ts';
import { readConfig } from '../../server/src/platform/config.ts';
import { needsFrom } from '../../server/src/processes/open-needs.ts';
import { portalApp } from '../../server/src/processes/portal-app.ts';
import { cityEntries } from '../seed/city-entries.ts';
import { demoCity } from '../seed/city-organisations.ts';
import { expected } from '../seed/city-people.ts';
import { enterCatalogue } from '../seed/seed-city.ts';
import { agreeTo, applyForWellPermit, registerCompanyService } from '../seed/seed-sharing.ts';

/**
 * Fills the city that the fault tests break: authority, operator, one department that provides and one that applies, an entry with its
 * service, a grant and a machine client. Prints what the tests need to know as one line of JSON.
 */
const departments = ['zfb', 'wwzx', 'scjg', 'slj'];
const plan: CityPlan = {
  ...demoCity,
  organisations: demoCity.organisations.filter(({ key }) => departments.includes(key)),
  authorities: demoCity.authorities
    .filter(({ regionCode }) => regionCode === '650400')
    .map(({ regionCode, members }) => ({ regionCode, members: members.filter(({ organisation }) => departments.includes(organisation)) })),
};
const config = readConfig(process.env);
const clock = settableClock(new Date(Date.now() - 3_600_000).toISOString());
const needs = { ...(await needsFrom(config, { name: 'seed', connectionsMax: 4, clock })), clock };
const founded = await foundCity(needs, plan);
const app = await portalApp(needs);
const entries = cityEntries.filter(({ key }) => key === 'company-registration').map((entry) => ({ ...entry, standingConsent: null }));
const city = await enterCatalogue(needs, { app, founded, entries });
await registerCompanyService(city);
const from = dayIn(config.KAREZ_TIME_ZONE, clock.now());
const agreed = await agreeTo(city.people, await applyForWellPermit(city, { entry: 'company-registration', from, itemNos: [1, 2, 4] }));
const grantId = String(agreed.body['grantId']);
const client = expected(
  await city.people.as('slj.djy', 'POST /machine-clients', {
    body: { name: '取水许可调用端', systemId: founded.systems.get('well-permit'), publicJwk: null },
  }),
  201,
);
const { id: clientId } = z.object({ id: z.string() }).parse(client.body['client']);
expected(await city.people.as('slj.djy', `POST /sharing/grants/${grantId}/clients`, { body: { clientId } }), 200);
await app.close();
await needs.database[Symbol.asyncDispose]();
process.stdout.write(
  `${JSON.stringify({
    grantId,
    clientId,
    clientKey: client.body['privateJwk'],
    entryId: city.entries.get('company-registration'),
    systemId: founded.systems.get('well-permit'),
    providerId: founded.organisations.get('scjg'),
    providerName: plan.organisations.find(({ key }) => key === 'scjg')?.name,
    password: plan.password,
    from,
  })}\n`,
);
