import { roleCodes } from '@karez/contract/identity/roles';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { demoCity } from '../../../../tools/seed/city-organisations.ts';
import { authorityFor } from './authority-for.ts';
import { listDemoAccounts } from './prepare-demo-account.ts';
import { foundCity } from './found-city.ts';
import { organisationsByIds } from './organisation-store.ts';
import { personsWithPower } from './persons-with-power.ts';
import { testNeeds } from './test-world.ts';

const { database } = await createTestDatabase();
const needs = testNeeds(database);
const founded = await foundCity(needs, demoCity);

test('the demo city is founded through the product’s own verbs, and every account of it can be tried', async () => {
  const accounts = await listDemoAccounts(needs);

  expect(founded.organisations.size).toBe(demoCity.organisations.length);
  expect(accounts).toHaveLength(founded.people.size);
  expect(accounts.every((account) => account.roles.length > 0 && /^\d{6}$/.test(account.code))).toBe(true);
  expect(new Set(accounts.flatMap((account) => account.roles))).toEqual(new Set(roleCodes.filter((role) => role !== 'CONTRACTOR')));
});

test('each department of the demo has people for every step of registering, applying and answering', async () => {
  const steps = [
    'catalog.register',
    'catalog.review',
    'catalog.sign',
    'sharing.apply',
    'sharing.handle',
    'sharing.consent-out',
    'sharing.consent-in',
    'gateway.register',
  ] as const;

  for (const orgId of founded.organisations.values()) {
    const people = await Promise.all(steps.map((power) => personsWithPower(database.reader, orgId, power)));
    expect(people.every((holders) => holders.length > 0)).toBe(true);
  }
});

test('91-7.1: in the city and in each county somebody may decide each matter, also where one member is party', async () => {
  const lead = (regionCode: string) =>
    demoCity.authorities.find((authority) => authority.regionCode === regionCode)?.members.find((member) => member.lead)?.organisation;

  for (const { regionCode } of demoCity.authorities) {
    const party = founded.organisations.get(lead(regionCode) ?? '') ?? '';
    const authority = await authorityFor(database.reader, { regionCodes: [regionCode], power: 'sharing.decide-dispute', parties: [party] });
    const deciders = await personsWithPower(
      database.reader,
      authority?.members.map((member) => member.orgId) ?? [],
      'sharing.decide-dispute',
    );
    const publishers = await personsWithPower(database.reader, [party], 'catalog.publish');
    expect(deciders.length).toBeGreaterThan(0);
    expect(publishers.length).toBeGreaterThan(0);
  }
});

test('every sharing office of the demo has a head', async () => {
  const organisations = await organisationsByIds(database.reader, [...founded.organisations.values()]);

  expect([...organisations.values()].every((organisation) => organisation.sharingOffice?.headPersonId)).toBe(true);
});
