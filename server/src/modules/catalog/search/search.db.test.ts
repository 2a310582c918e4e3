import type { EntryContent } from '@karez/contract/catalog/content';
import { newId } from '@karez/kit/id';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { insertEntry } from '../entry/entry-store.ts';
import { entryIdFrom, type Entry } from '../entry/entry.ts';
import { insertRevision } from '../revision/revision-store.ts';
import type { Revision } from '../revision/revision.ts';
import { searchDocumentOf, type EntryFile, type SearchDocument } from './search-document.ts';
import { askedFor, matchesOf } from './match.ts';
import { liveIndex } from './live-index.ts';
import { emptyIndex, findIn, putDocument } from './search-index.ts';
import { RANK_HOLDING_MAX, RANKS_AS_WRITTEN, type Search, type SearchHits } from './search.ts';
import { saveSearchDocuments } from './search-store.ts';
import { foldForSearch as fold, queryWords } from './search-text.ts';
import { contentWith, itemWith } from '../test-content.ts';

const { database } = await createTestDatabase();

const water = '0199aaaa-0000-7000-8000-000000000001';
const market = '0199aaaa-0000-7000-8000-000000000002';
const act = (by: string) => ({ by, orgId: water, at: new Date('2026-11-22T02:00:00Z'), opinion: '同意' });

type Sample = { readonly content: EntryContent; readonly owner: string; readonly stage: 'effective' | 'draft' | 'at-authority' };

/** An entry in one of three stages, as its verbs leave it. */
function fileOf({ content, owner, stage }: Sample, serial: number): EntryFile {
  const id = entryIdFrom(newId());
  const provider = {
    organisationId: owner,
    name: owner === water ? '市水利局' : '市市场监督管理局',
    aliases: ['旧称ABC局'],
    uscc: null,
    regionCode: '650400',
    sample: false,
  };
  const base = { entryId: id, no: 1, content, authors: ['registrar'], trigger: null };
  const signed = { submitted: act('registrar'), reviewed: act('reviewer'), signed: act('leader') };
  if (stage === 'effective') {
    const live: Revision = { ...base, ...signed, state: 'effective', decided: act('authority'), version: '1.0', denialUntil: null };
    const code = `102000650400001/${String(serial).padStart(6, '0')}`;
    const entry: Entry = { id, provider, revision: 1, state: 'published', resourceCode: code, publishedOn: '2026-11-22', liveNo: 1 };
    return { entry, live, working: null, authorityRegion: '650400', isProviderEnded: false, status: null, listing: null };
  }
  const working: Revision = stage === 'draft' ? { ...base, state: 'draft', returned: null } : { ...base, ...signed, state: 'at-authority' };
  return {
    entry: { id, provider, revision: 1, state: 'unpublished', workingNo: 1 },
    live: null,
    working,
    authorityRegion: '650400',
    isProviderEnded: false,
    status: null,
    listing: null,
  };
}

let serial = 0;
async function store(samples: readonly Sample[]): Promise<SearchDocument[]> {
  const files = samples.map((sample) => fileOf(sample, (serial += 1)));
  const documents = files.map(searchDocumentOf);
  await database.transaction(async (tx) => {
    for (const { entry, live, working } of files) {
      const revision = live ?? working;
      if (revision === null) throw new Error('a sample has no revision');
      await insertEntry(tx, entry, entry.id);
      await insertRevision(tx, revision);
    }
    await saveSearchDocuments(tx, documents);
  });
  return documents;
}

const eyesOf = {
  water: { orgId: water, authorityRegions: [] },
  authority: { orgId: null, authorityRegions: ['650400'] },
  stranger: { orgId: null, authorityRegions: ['650421'] },
} as const;
const noFilters: Search['filters'] = {
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
const index = liveIndex(database.reader);
const ask = async (who: keyof typeof eyesOf, q: string, more: Partial<Search> = {}): Promise<SearchHits> =>
  findIn(await index.current(), {
    eyes: eyesOf[who],
    reach: 'seen',
    words: queryWords(q),
    phrase: fold(q),
    filters: noFilters,
    onlyOwn: false,
    after: null,
    limit: 1000,
    ...more,
  });

/** What a reader may see, by the rule itself. */
function visible(document: SearchDocument, who: keyof typeof eyesOf): boolean {
  const eyes = eyesOf[who];
  const regions: readonly string[] = eyes.authorityRegions;
  return (
    document.audience === 'everyone' ||
    document.providerOrgId === eyes.orgId ||
    (document.audience === 'signed' && regions.includes(document.authorityRegion ?? ''))
  );
}

/** A brute-force scan for every word in any form: as it stands, by another name, by its pinyin. */
function scanForms(documents: readonly SearchDocument[], who: keyof typeof eyesOf, q: string): string[] {
  const says = (document: SearchDocument, word: string): boolean =>
    matchesOf({ ...document, translations: {} }, askedFor([word], 'holding')).length > 0;
  return documents
    .filter((document) => visible(document, who) && queryWords(q).every((word) => says(document, word)))
    .map(({ entryId }) => entryId);
}

/** A brute-force scan of every field. */
function scan(documents: readonly SearchDocument[], who: keyof typeof eyesOf, q: string): string[] {
  const fieldsOf = (document: SearchDocument) =>
    [
      document.name,
      document.nameUg,
      document.code,
      ...document.providerNames,
      ...document.items,
      document.abstract,
      document.abstractUg,
    ].map(fold);
  return documents
    .filter((document) => visible(document, who) && queryWords(q).every((word) => fieldsOf(document).some((field) => field.includes(word))))
    .map(({ entryId }) => entryId);
}

const signs = Array.from('坎儿井普查名录葡萄种植备案机取水许可不动产登记信息市县局企业ＡＢaB12·（）-%_\\\'"\u{20000}ئۇيغۇر　 ');
const title = fc
  .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''))
  .filter((text) => fold(text) !== '');
const sample: fc.Arbitrary<Sample> = fc.record({
  content: fc
    .record({ name: title, abstract: title, item: title, nameUg: fc.option(title, { nil: null }) })
    .map(({ name, abstract, item, nameUg }) => contentWith({ name, abstract, nameUg, items: [itemWith({ nameZh: item })] })),
  owner: fc.constantFrom(water, market),
  stage: fc.constantFrom('effective' as const, 'effective' as const, 'draft' as const, 'at-authority' as const),
});

/** What search finds is what the scans find: in any form, and nothing is ranked as written that is not. */
async function expectScanned(documents: readonly SearchDocument[], who: keyof typeof eyesOf, q: string): Promise<void> {
  const hits = await ask(who, q);
  const inAnyForm = scanForms(documents, who, q);
  expect(hits.total).toBe(hits.page.length);
  const idsOf = (page: SearchHits['page']): string[] => page.map(({ id }) => id).toSorted();
  expect(hits.holding).toBe(inAnyForm.length);
  expect(hits.closest).toBe(hits.total > 0 && hits.holding === 0);
  expect(idsOf(hits.page.filter(({ rank }) => rank <= RANK_HOLDING_MAX)), `${who}: ${q}`).toEqual(inAnyForm.toSorted());
  const asWritten = scan(documents, who, q);
  const ranked = (ranks: (rank: number) => boolean): string[] => idsOf(hits.page.filter(({ rank }) => ranks(rank)));
  expect(asWritten, `${who}: ${q}`).toEqual(expect.arrayContaining(ranked((rank) => RANKS_AS_WRITTEN.has(rank))));
  // In another form in its name counts for more than as it stands elsewhere.
  expect(
    ranked((rank) => rank === 4 || RANKS_AS_WRITTEN.has(rank)),
    `${who}: ${q}`,
  ).toEqual(expect.arrayContaining(asWritten));
}

test('search finds exactly what a scan of every field finds, for every part of a title, for the own unit, the authority and a stranger', async () => {
  const documents: SearchDocument[] = [];
  const cases = fc.tuple(
    fc.array(sample, { minLength: 1, maxLength: 5 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 6 })), { minLength: 3, maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([samples, picks]) => {
      documents.push(...(await store(samples)));
      for (const [which, from, length] of picks) {
        const chosen = documents[which % documents.length];
        const texts = [chosen?.name, chosen?.abstract, chosen?.items[0], chosen?.code, chosen?.providerNames[1]];
        const characters = Array.from(texts[from % texts.length] ?? '');
        const q = characters
          .slice(from % Math.max(characters.length, 1))
          .slice(0, length)
          .join('');
        for (const who of ['water', 'authority', 'stranger'] as const) await expectScanned(documents, who, q);
      }
    }),
    { numRuns: 40 },
  );
  expect(documents.length).toBeGreaterThan(60);
}, 60_000);

test('each facet counts what is visible under all other filters, its own left out', async () => {
  const mark = '计数标记';
  const make = (some: Partial<EntryContent>, owner = water): Sample => ({
    content: contentWith({ name: `${mark}${JSON.stringify(some).length}`, ...some }),
    owner,
    stage: 'effective',
  });
  await store([
    make({}),
    make({ shareType: 'conditional' }),
    make({ shareType: 'conditional', updateCycle: null }, market),
    { ...make({}), stage: 'draft' },
  ]);

  const hits = await ask('stranger', mark, { filters: { ...noFilters, shareType: ['conditional'], updateCycle: ['daily'] } });

  const counted = (facet: string) =>
    Object.fromEntries(hits.facets.filter((one) => one.facet === facet).map(({ value, count }) => [value, count]));
  expect(hits.total).toBe(1);
  expect(counted('shareType')).toEqual({ unconditional: 1, conditional: 1 });
  expect(counted('updateCycle')).toEqual({ daily: 1, none: 1 });
  expect(counted('provider')).toEqual({ [water]: 1 });
  expect(counted('category')).toEqual({ '102': 1 });
});

test('what leaves is what is published and not denied, and of that what is open, whoever asks; nothing near it is told of the rest', async () => {
  const make = (name: string, some: Partial<EntryContent> = {}, stage: Sample['stage'] = 'effective'): Sample => ({
    content: contentWith({ name: `外传${name}`, openToPublic: false, ...some }),
    owner: water,
    stage,
  });
  const [inside, open, ...others] = await store([
    make('不开放'),
    make('开放', { openToPublic: true }),
    make('不予共享', { shareType: 'denied', openToPublic: true }),
    make('草稿', { openToPublic: true }, 'draft'),
    make('待审', { openToPublic: true }, 'at-authority'),
  ]);
  const reached = async (who: keyof typeof eyesOf, reach: Search['reach'], q = '外传') =>
    (await ask(who, q, { reach })).page.map(({ id }) => id).toSorted();

  expect(await reached('water', 'seen')).toHaveLength(2 + others.length);
  for (const who of ['water', 'authority', 'stranger'] as const) {
    expect(await reached(who, 'leaving')).toEqual([open?.entryId, inside?.entryId].toSorted());
    expect(await reached(who, 'open')).toEqual([open?.entryId]);
    expect((await ask(who, '外传', { reach: 'open' })).total).toBe(1);
    expect(await reached(who, 'leaving', '外传草稿')).not.toContain(others[1]?.entryId);
  }
});

test('an entry of exactly the asked name comes first, then names that begin with it, then names that hold it', async () => {
  const named = (name: string, abstract = ''): Sample => ({ content: contentWith({ name, abstract }), owner: water, stage: 'effective' });
  const [inside, abstract, start, exact] = await store([
    named('全市葡萄园'),
    named('果园', '含葡萄园的面积'),
    named('葡萄园名录'),
    named('葡萄园'),
  ]);

  const hits = await ask('stranger', '葡萄园');

  // What the random entries of the tests above hold may be found with them.
  const asked = [exact, start, inside, abstract].map((document) => document?.entryId);
  expect(hits.page.map(({ id }) => id).filter((id) => asked.includes(id))).toEqual(asked);
});

test('a word that repeats one character is found only where it stands whole', async () => {
  const named = (name: string): Sample => ({ content: contentWith({ name }), owner: water, stage: 'effective' });
  const [, long] = await store([named('泉泉普查'), named('泉泉泉普查')]);

  const hits = await ask('stranger', '泉泉泉');

  expect(hits.holding).toBe(1);
  expect(hits.page[0]?.id).toBe(long?.entryId);
});

test('an entry that has all pairs of a word but not the word does not hold it', async () => {
  const named = (name: string): Sample => ({ content: contentWith({ name }), owner: water, stage: 'effective' });
  const [, holds] = await store([named('天山泉与火焰天'), named('火焰天山泉')]);

  const hits = await ask('stranger', '焰天山');
  const apart = await ask('stranger', '火焰 天山');

  expect(hits.holding).toBe(1);
  expect(hits.page[0]?.id).toBe(holds?.entryId);
  expect(apart.holding).toBe(2);
});

test('a name in another language ranks as a name: exactly so, begun so, held, and behind it what says the words elsewhere', () => {
  const named = (zh: string, ug: string, item = '编号') => {
    const content = contentWith({ name: zh, abstract: `${zh}的情况`, items: [itemWith({ nameZh: item })] });
    const document = searchDocumentOf(fileOf({ content, owner: market, stage: 'effective' }, (serial += 1)));
    const name = ug === '' ? null : { text: ug, mark: 'reviewed' as const };
    const texts = { name, abstract: null, items: item === '编号' ? [] : ['قۇدۇق نومۇرى'] };
    return {
      zh,
      document: { ...document, reach: 'seen', listing: 'unlisted', freshness: 'untimed', translations: { ug: texts } } as const,
    };
  };
  const all = [
    named('甲', '', '井号'),
    named('乙', 'شەھەرلىك قۇدۇق باشقۇرۇش ئورۇنلىرىنىڭ تولۇق تىزىملىكى ۋە چۈشەندۈرۈشى'),
    named('丙', 'قۇدۇق تىزىملىكى'),
    named('丁', 'قۇدۇق'),
    named('戊', 'چوڭ قۇدۇق'),
  ];
  const alone = emptyIndex();
  for (const { document } of all) putDocument(alone, document);
  const search = { eyes: eyesOf.water, reach: 'seen', filters: noFilters, onlyOwn: false, after: null, limit: 10 } as const;
  const { page } = findIn(alone, { ...search, words: queryWords('قۇدۇق'), phrase: fold('قۇدۇق') });

  const of = (id: string) => all.find(({ document }) => document.entryId === id)?.zh;
  expect(page.map(({ id, rank }) => [of(id), rank])).toEqual([
    ['丁', 0],
    ['丙', 1],
    ['戊', 2],
    ['乙', 3],
    ['甲', 5],
  ]);
});
