import { dayIn, settableClock } from '@karez/kit/clock';
import { readConfig } from '../../server/src/platform/config.ts';
import { needsFrom } from '../../server/src/processes/open-needs.ts';
import { portalApp } from '../../server/src/processes/portal-app.ts';
import { enterCatalogue, foundDemoCity } from './seed-city.ts';
import { translateCatalogue } from './seed-translations.ts';
import { seedDisposal } from './seed-disposal.ts';
import { seedDemands } from './seed-demands.ts';
import { seedAdjustment } from './seed-adjustment.ts';
import { seedElements } from './seed-elements.ts';
import { seedCampaign } from './seed-campaign.ts';
import { seedRevisionCases } from './seed-revision-case.ts';
import { seedReview } from './seed-review.ts';
import { seedMajorVersion } from './seed-major-version.ts';
import { stateWellPermitUse } from './seed-use.ts';
import { seedListings } from './seed-listings.ts';
import { agreeTo, applyForWellPermit, registerCompanyService } from './seed-sharing.ts';

/**
 * Fills the demo city through the product's own routes, signed in as its people. The clock of the seeding begins some days back, so that
 * the city has a past; every record keeps the time at which the platform was told.
 */
const DAYS_BACK = 6;
const config = readConfig(process.env);
const clock = settableClock(new Date(Date.now() - DAYS_BACK * 86_400_000).toISOString());
const needs = { ...(await needsFrom(config, { name: 'seed', connectionsMax: 6, clock })), clock };
const founded = await foundDemoCity(needs);
const app = await portalApp(needs);
const city = await enterCatalogue(needs, { app, founded });
await translateCatalogue(city);
await registerCompanyService(city);
await seedListings(needs, city);
const from = dayIn(config.KAREZ_TIME_ZONE, clock.now());
const agreed = await applyForWellPermit(city, { entry: 'company-registration', from, itemNos: [1, 2, 4, 6, 7, 9] });
await stateWellPermitUse(city.people, await agreeTo(city.people, agreed));
await applyForWellPermit(city, { entry: 'food-licence', from, itemNos: [1, 2, 3, 7] });
await seedDisposal(city, from);
await seedMajorVersion(needs, city);
await seedRevisionCases(needs, { app, founded, people: city.people });
clock.set(new Date(Date.now() - 86_400_000).toISOString());
await applyForWellPermit(city, { entry: 'grape-filing', from, itemNos: [1, 2, 3, 4] });
await seedCampaign(needs, city);
await seedElements(needs, city);
await seedDemands(needs, city);
await seedAdjustment(city);
await seedReview(needs, city);
await app.close();
await needs.database[Symbol.asyncDispose]();
