import { expect, test } from 'vitest';
import { emptyIndex, findIn, putDocument, type IndexedDocument } from './search-index.ts';
import type { Search } from './search.ts';

const providerAt = (serial: number): string => `provider-${String(serial).padStart(3, '0')}`;

/** One entry; departments of a lower number have more of them. */
function documentOf(serial: number, provider: number, audience: IndexedDocument['audience'] = 'everyone'): IndexedDocument {
  return {
    entryId: `0199dddd-0000-7000-8000-${String(serial).padStart(12, '0')}`,
    audience,
    reach: 'seen',
    providerOrgId: providerAt(provider),
    authorityRegion: '650400',
    providerNames: [`第${provider}局`],
    shareType: 'unconditional',
    categories: [],
    formatClass: null,
    updateCycle: null,
    regionCode: '650400',
    state: 'published',
    listing: 'unlisted',
    freshness: 'untimed',
    name: '名录',
    nameUg: '',
    code: '',
    abstract: '',
    abstractUg: '',
    items: [],
    readings: [],
    translations: {},
  };
}

const index = emptyIndex();
let serial = 0;
for (let provider = 0; provider < 130; provider += 1)
  for (let copy = 0; copy < (provider < 100 ? 2 : 1); copy += 1) putDocument(index, documentOf((serial += 1), provider));
for (let hidden = 130; hidden < 140; hidden += 1) putDocument(index, documentOf((serial += 1), hidden, 'unit'));

const none: Search['filters'] = {
  shareType: [],
  provider: [],
  category: [],
  format: [],
  updateCycle: [],
  region: [],
  state: [],
  listing: [],
  freshness: [],
};

function providersFor(more: Partial<Search>) {
  const hits = findIn(index, {
    eyes: { orgId: null, authorityRegions: [] },
    reach: 'seen',
    words: [],
    phrase: '',
    filters: none,
    onlyOwn: false,
    after: null,
    limit: 1,
    ...more,
  });
  return { providers: hits.facets.flatMap(({ facet, value, count }) => (facet === 'provider' ? `${value} ${count}` : [])), cut: hits.cut };
}

test('of a facet of many values the hundred commonest stand beside what was found, and it is said that there are more', () => {
  const { providers, cut } = providersFor({});

  expect(providers).toEqual(Array.from({ length: 100 }, (_none, at) => `${providerAt(at)} 2`));
  expect(cut).toEqual(['provider']);
});

test('every value is there when it is asked for, and none that the reader may not see', () => {
  const all = providersFor({ wholeFacet: 'provider' });
  const own = providersFor({ wholeFacet: 'provider', eyes: { orgId: providerAt(135), authorityRegions: [] } });

  expect([all.providers.length, all.cut]).toEqual([130, []]);
  expect(all.providers).toContain(`${providerAt(129)} 1`);
  expect(own.providers.filter((one) => !all.providers.includes(one))).toEqual([`${providerAt(135)} 1`]);
});

test('a value that is chosen is listed however rare it is', () => {
  const { providers, cut } = providersFor({ filters: { ...none, provider: [providerAt(129)] } });

  expect(providers).toHaveLength(101);
  expect(providers.at(-1)).toBe(`${providerAt(129)} 1`);
  expect(cut).toEqual(['provider']);
});
