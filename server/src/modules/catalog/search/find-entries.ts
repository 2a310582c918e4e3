import { categoryName } from '@karez/contract/catalog';
import type { EntrySummary, Match } from '@karez/contract/catalog/answers';
import { translationLanguages } from '@karez/contract/catalog/translation';
import type { Language } from '@karez/contract/wording';
import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { askedFor, matchesOf } from './match.ts';
import { categories, type Category } from '../entry/category-store.ts';
import { findIn } from './search-index.ts';
import type { LiveIndex } from './live-index.ts';
import { RANK_HOLDING_MAX, RANK_MAX, type Eyes, type FacetCount, type FacetName, type Position, type Search } from './search.ts';
import { searchDocuments, type StoredDocument } from './search-store.ts';
import { fold, foldForSearch, queryWords } from './search-text.ts';
import type { StepNeeds } from '../revision/record-step.ts';

/** What is asked of the catalogue: words and filters. */
export type CatalogueQuery = Readonly<Partial<Record<FacetName | 'q', string | undefined>>> & { readonly scope: 'all' | 'mine' };

export type FindEntries = {
  readonly actor: Actor;
  readonly language: Language;
  readonly query: CatalogueQuery & { readonly cursor?: string | undefined; readonly limit: number };
};

type Facets = Record<FacetName, { value: string; label: string; count: number }[]>;
export type FoundEntries = {
  items: EntrySummary[];
  next: string | null;
  total: number;
  facets: Facets;
  cut: FacetName[];
  holding: number;
  closest: boolean;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor is the rank and id of the last line before the page. */
export function cursorOf(last: Position): string {
  return Buffer.from(`${last.rank} ${last.id}`).toString('base64url');
}

export function afterOf(cursor: string | undefined): Position | null | Refusal {
  if (cursor === undefined) return null;
  const [rank = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (/^\d$/.test(rank) && Number(rank) <= RANK_MAX && uuid.test(id)) return { rank: Number(rank), id };
  return unknownCursor();
}

export function unknownCursor(): Refusal {
  return refuse('request.invalid', { count: 1 }, [{ path: '/query/cursor', code: 'invalid-format', params: {} }]);
}

/** Values of one filter; control characters, which no value holds, would not travel to the database. */
function chosen(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((value) => (fold(value) === '' ? [] : [value.trim().replace(/\p{Cc}/gu, '')]));
}

export function filtersOf(query: Readonly<Partial<Record<FacetName, string | undefined>>>): Record<FacetName, string[]> {
  const { shareType, provider, category, format, updateCycle, region, state, listing, freshness } = query;
  return {
    shareType: chosen(shareType),
    provider: chosen(provider),
    category: chosen(category),
    format: chosen(format),
    updateCycle: chosen(updateCycle),
    region: chosen(region),
    state: chosen(state),
    listing: chosen(listing),
    freshness: chosen(freshness),
  };
}

function facetsFrom(counts: readonly FacetCount[], nameOfCategory: (code: string) => string): Facets {
  const facets: Facets = {
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
  for (const { facet, value, label, count } of counts)
    facets[facet].push({ value, label: facet === 'category' ? nameOfCategory(value) : label, count });
  return facets;
}

/** Whether the reader may learn of the revision that is on its way. */
function seesStage(document: StoredDocument, { orgId, authorityRegions }: Eyes): boolean {
  if (document.providerOrgId === orgId) return true;
  const audience = document.audience === 'everyone' ? document.stageAudience : document.audience;
  return audience === 'signed' && document.authorityRegion !== null && authorityRegions.includes(document.authorityRegion);
}

/** The entry in the reader's language, where that is not Chinese and as far as it is translated. */
function translatedFor(language: Language, { translations }: StoredDocument): EntrySummary['translation'] {
  const known = translationLanguages.find((one) => one === language);
  const texts = known && translations[known];
  return known && texts ? { language: known, name: texts.name, abstract: texts.abstract } : null;
}

function summaryOf(
  document: StoredDocument,
  { eyes, holds, matches, today, language }: { eyes: Eyes; holds: boolean; matches: Match[]; today: string; language: Language },
): EntrySummary {
  return {
    id: document.entryId,
    state: document.state,
    stage: seesStage(document, eyes) ? document.stage : null,
    resourceCode: document.code === '' ? null : document.code,
    version: document.version,
    name: document.name,
    abstract: document.abstract,
    provider: {
      organisationId: document.providerOrgId,
      name: document.providerNames[0] ?? '',
      uscc: document.providerUscc,
      regionCode: document.regionCode,
      sample: document.sample,
    },
    shareType: document.shareType,
    category: document.category,
    formatClass: document.formatClass,
    updateCycle: document.updateCycle,
    itemCount: document.itemCount,
    publishedOn: document.publishedOn,
    translation: translatedFor(language, document),
    standingConsent: document.consentUntil !== null && document.consentUntil >= today,
    holds,
    listing: document.listing,
    promisedOn: document.promisedOn,
    matches,
  };
}

export function categoryNames(tree: readonly Category[], language: Language): (code: string) => string {
  const names = new Map(tree.map((category) => [category.code, categoryName(category, language)]));
  return (code) => names.get(code) ?? code;
}

/** What the actor asks, as the index takes it. */
export function searchOf(actor: Actor, query: CatalogueQuery): Omit<Search, 'after' | 'limit'> {
  return {
    eyes: { orgId: actor.orgId, authorityRegions: authorityRegionsOf(actor) },
    reach: 'seen',
    words: queryWords(query.q ?? ''),
    phrase: foldForSearch(query.q ?? ''),
    filters: filtersOf(query),
    onlyOwn: query.scope === 'mine',
  };
}

/**
 * Searches the catalogue as the actor may see it: every word of the query is a part of some field, as it is or in another form (pinyin, another
 * name); one character is enough, and each entry says where it was found. Only when nothing is found, what is near the words is. Counts of a
 * facet leave out that facet's own filter and everything that the actor may not see.
 */
export async function findEntries(
  { reader, index, clock, config }: { reader: Reader; index: LiveIndex } & Pick<StepNeeds, 'clock' | 'config'>,
  { actor, query, language }: FindEntries,
): Promise<FoundEntries | Refusal> {
  const after = afterOf(query.cursor);
  if (after !== null && 'refused' in after) return after;
  const search = searchOf(actor, query);
  const { eyes, words } = search;
  const hits = findIn(await index.current(), { ...search, after, limit: query.limit });

  const page = hits.page.slice(0, query.limit);
  const ids = page.map(({ id }) => id);
  const [asked, askedNear] = [askedFor(words, 'holding'), askedFor(words, 'near')];
  const readings = asked.isReadAloud || askedNear.isReadAloud;
  const [documents, tree] = await Promise.all([searchDocuments(reader, ids, { readings }), categories(reader)]);
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const items = page.flatMap(({ id, rank }) => {
    const holds = rank <= RANK_HOLDING_MAX;
    const document = documents.get(id);
    return document ? [summaryOf(document, { eyes, holds, matches: matchesOf(document, holds ? asked : askedNear), today, language })] : [];
  });
  const last = page.at(-1);
  return {
    items,
    next: hits.page.length > query.limit && last ? cursorOf(last) : null,
    total: hits.total,
    facets: facetsFrom(hits.facets, categoryNames(tree, language)),
    cut: [...hits.cut],
    holding: hits.holding,
    closest: hits.closest,
  };
}
