import { createHash } from 'node:crypto';
import { messages } from '@karez/contract/messages';
import { languages } from '@karez/contract/wording';
import { expect, test } from 'vitest';

import digests from './data/rule-set-digests.json' with { type: 'json' };
import { layered } from './rule-set.ts';
import { noticedDays, shippedArticles, shippedCalendars, shippedInstruments, shippedRuleSets } from './shipped-law.ts';

test('every article that a rule cites is shipped, under an instrument that is shipped', () => {
  const articles = new Set(shippedArticles().map((article) => article.id));
  const instruments = new Set(shippedInstruments().map((instrument) => instrument.id));

  const cited = shippedRuleSets().flatMap((set) => [
    ...set.limits.flatMap((limit) => [...limit.articles, ...(limit.extension?.articles ?? []), ...(limit.supplement?.articles ?? [])]),
    ...(set.denial?.articles ?? []),
    ...set.refusals.flatMap((reason) => reason.articles),
    ...set.duties.flatMap((duty) => duty.articles),
    ...(set.figures ?? []).flatMap((figure) => figure.articles),
  ]);

  expect(cited.length).toBeGreaterThan(30);
  expect(cited.filter((id) => !articles.has(id))).toEqual([]);
  expect(shippedArticles().filter((article) => !instruments.has(article.instrument))).toEqual([]);
  expect(shippedRuleSets().flatMap((set) => set.basis.filter((id) => !instruments.has(id)))).toEqual([]);
});

test('ids of shipped articles and instruments are unique', () => {
  expect(new Set(shippedArticles().map((article) => article.id)).size).toBe(shippedArticles().length);
  expect(new Set(shippedInstruments().map((instrument) => instrument.id)).size).toBe(shippedInstruments().length);
});

test('91-3.3: the clause is carried whole, the 15 working days in it', () => {
  const clause = shippedArticles().find((article) => article.id === '91-3.3');

  expect(clause).toMatchObject({ extent: 'full', instrument: '91' });
  expect(clause?.text).toContain('15个工作日');
});

test('every shipped year names its notice, and no day stands twice', () => {
  const years = shippedCalendars().flatMap((calendar) => calendar.years.map((year) => ({ calendar: calendar.id, year })));

  expect(years.map(({ calendar, year }) => `${calendar} ${year.year}`)).toEqual(['CN 2023', 'CN 2024', 'CN 2025', 'CN 2026', 'CN-65 2025']);
  for (const { year } of years) {
    expect(year.notice.title).toContain(String(year.year));
    const days = noticedDays(year).map((day) => day.on);
    expect(new Set(days).size).toBe(days.length);
  }
});

test('every shipped rule set can be layered', () => {
  for (const set of shippedRuleSets()) expect(layered(shippedRuleSets(), set.id).limits.size).toBeGreaterThanOrEqual(set.limits.length);
});

test.each(languages)('every limit and duty that is shipped has its words in %s', (language) => {
  const keys = shippedRuleSets().flatMap((set) => [
    ...set.limits.map(({ key }) => `law.limit.${key}`),
    ...set.duties.map(({ key }) => `law.duty.${key}`),
    ...(set.figures ?? []).map(({ key }) => `law.figure.${key}`),
    ...(set.deputised ?? []).map(({ deed }) => `law.deputised.${deed}`),
  ]);

  expect(keys.filter((key) => messages[language][key] === undefined)).toEqual([]);
});

const recordedDigests: Readonly<Record<string, Readonly<Record<string, string>>>> = digests;

test.each(shippedRuleSets().map((set) => [set.id, set] as const))(
  'what rule set %s says changes only with its version: an installation takes over a version that it does not have, and no other',
  (id, set) => {
    const recorded = recordedDigests[id] ?? {};

    expect(recorded[set.version]).toBe(createHash('sha256').update(JSON.stringify(set)).digest('hex'));
    expect(Object.keys(recorded).at(-1)).toBe(String(set.version));
  },
);
