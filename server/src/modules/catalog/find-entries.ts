import type { EntrySummary, Match } from '@karez/contract/catalog/answers';
import type { Language } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { authorityRegionsOf } from './catalog-policy.ts';
import { matchesOf } from './match.ts';
import { searchDocuments, searchEntries, type Eyes, type FacetCount, type FacetName, type StoredDocument } from './search-store.ts';
import { fold, queryWords } from './search-text.ts';
import type { StepNeeds } from './record-step.ts';

export type FindEntries = {
  readonly actor: Actor;
  readonly language: Language;
  readonly query: Readonly<Partial<Record<FacetName | 'q' | 'cursor', string | undefined>>> & {
    readonly limit: number;
    readonly scope: 'all' | 'mine';
  };
};

type Facets = Record<FacetName, { value: string; label: string; count: number }[]>;
export type FoundEntries = { items: EntrySummary[]; next: string | null; total: number; facets: Facets };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor is the rank and id of the last line before the page. */
export function cursorOf(last: { rank: number; id: string }): string {
  return Buffer.from(`${last.rank} ${last.id}`).toString('base64url');
}

export function afterOf(cursor: string | undefined): { rank: number; id: string } | null | Refusal {
  if (cursor === undefined) return null;
  const [rank = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (/^[0-3]$/.test(rank) && uuid.test(id)) return { rank: Number(rank), id };
  return refuse('request.invalid', { count: 1 }, [{ path: '/query/cursor', code: 'invalid-format', params: {} }]);
}

/** Values of one filter; control characters, which no value holds, would not travel to the database. */
function chosen(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((value) => (fold(value) === '' ? [] : [value.trim().replace(/\p{Cc}/gu, '')]));
}

export function filtersOf(query: Readonly<Partial<Record<FacetName, string | undefined>>>): Record<FacetName, string[]> {
  const { shareType, provider, category, format, updateCycle, region, state } = query;
  return {
    shareType: chosen(shareType),
    provider: chosen(provider),
    category: chosen(category),
    format: chosen(format),
    updateCycle: chosen(updateCycle),
    region: chosen(region),
    state: chosen(state),
  };
}

function facetsFrom(counts: readonly FacetCount[]): Facets {
  const facets: Facets = { shareType: [], provider: [], category: [], format: [], updateCycle: [], region: [], state: [] };
  for (const { facet, value, label, count } of counts) facets[facet].push({ value, label, count });
  return facets;
}

/** Whether the reader may learn of the revision that is on its way. */
function seesStage(document: StoredDocument, { orgId, authorityRegions }: Eyes): boolean {
  if (document.providerOrgId === orgId) return true;
  const audience = document.audience === 'everyone' ? document.stageAudience : document.audience;
  return audience === 'signed' && document.authorityRegion !== null && authorityRegions.includes(document.authorityRegion);
}

function summaryOf(document: StoredDocument, { eyes, matches, today }: { eyes: Eyes; matches: Match[]; today: string }): EntrySummary {
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
    standingConsent: document.consentUntil !== null && document.consentUntil >= today,
    matches,
  };
}

/**
 * Searches the catalogue as the actor may see it: every word of the query is a part of some field, one character is enough, and each
 * entry says where it was found. Counts of a facet leave out that facet's own filter and everything that the actor may not see.
 */
export async function findEntries(
  { reader, clock, config }: { reader: Reader } & Pick<StepNeeds, 'clock' | 'config'>,
  { actor, query, language }: FindEntries,
): Promise<FoundEntries | Refusal> {
  const after = afterOf(query.cursor);
  if (after !== null && 'refused' in after) return after;
  const eyes = { orgId: actor.orgId, authorityRegions: authorityRegionsOf(actor) };
  const words = queryWords(query.q ?? '');
  const phrase = fold(query.q ?? '');
  const hits = await searchEntries(reader, {
    eyes,
    reach: 'seen',
    entryId: null,
    words,
    phrase,
    language,
    filters: filtersOf(query),
    onlyOwn: query.scope === 'mine',
    after,
    limit: query.limit,
  });

  const page = hits.page.slice(0, query.limit);
  const documents = await searchDocuments(
    reader,
    page.map(({ id }) => id),
  );
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const items = page.flatMap(({ id }) => {
    const document = documents.get(id);
    return document ? [summaryOf(document, { eyes, matches: matchesOf(document, words), today })] : [];
  });
  const last = page.at(-1);
  return {
    items,
    next: hits.page.length > query.limit && last ? cursorOf(last) : null,
    total: hits.total,
    facets: facetsFrom(hits.facets),
  };
}
