import { entryContentSchema } from '@karez/contract/catalog/content';
import { expect, test } from 'vitest';
import { cityEntries } from './city-entries.ts';
import { deniedEntries } from './denied-entries.ts';
import { demoCity } from './city-organisations.ts';

test.each([...cityEntries, ...deniedEntries])(
  'the demo entry $key is a form that the contract takes, of a department and system that the city has',
  ({ department, system, content }) => {
    const holder = demoCity.organisations.find(({ key }) => key === department);

    expect(entryContentSchema.safeParse(content).error).toBeUndefined();
    expect(holder).toBeDefined();
    expect(system === null || holder?.systems.some(({ name }) => name === system)).toBe(true);
  },
);

test('the demo shows all three share types, with and without a consent given in advance, and work under way', () => {
  const published = cityEntries.filter(({ stage }) => stage === 'published');

  expect(new Set(published.map(({ content }) => content.shareType))).toEqual(new Set(['unconditional', 'conditional', 'denied']));
  expect(
    new Set(published.filter(({ content }) => content.shareType === 'unconditional').map(({ standingConsent }) => standingConsent !== null))
      .size,
  ).toBe(2);
  expect(new Set(cityEntries.map(({ stage }) => stage)).size).toBeGreaterThan(3);
  expect(new Set(cityEntries.map(({ key }) => key)).size).toBe(cityEntries.length);
});

test('a consent in advance is planned only where the platform takes one: unconditional and free of personal data', () => {
  const consented = cityEntries.filter(({ standingConsent }) => standingConsent !== null);

  expect(consented.every(({ content }) => content.shareType === 'unconditional' && content.personalData === 'none')).toBe(true);
});
