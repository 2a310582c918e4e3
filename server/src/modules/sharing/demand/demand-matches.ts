import type { EntrySummary } from '@karez/contract/catalog/answers';
import type { DemandContent, DemandMatch } from '@karez/contract/sharing/demand';
import type { Language } from '@karez/contract/wording';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { searchCatalogue, type CatalogueIndex } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';

export type MatchNeeds = Pick<Needs, 'clock' | 'config'> & { readonly reader: Reader; readonly index: CatalogueIndex };

/** Entries that are shown beside a demand. */
const MATCHES_MAX = 8;
/** Items of a demand that are searched for one by one; the first are the most telling. */
const ITEMS_SEARCHED_MAX = 6;
const HITS_MAX = 20;

type Found = { readonly entry: EntrySummary; readonly exact: boolean; readonly items: readonly string[] };
type Asking = { readonly actor: Actor; readonly content: DemandContent; readonly language: Language; readonly exceptOrgId: string };

/**
 * Entries that hold the name of a demand or names of its items, best first: those that hold the name, then those with most items, then what
 * is near the name. Never the requester's own.
 */
export async function findMatches(needs: MatchNeeds, { actor, content, language, exceptOrgId }: Asking): Promise<DemandMatch[] | Refusal> {
  const ask = async (q: string) => {
    if (q.trim() === '') return [];
    const query = { q, cursor: undefined, limit: HITS_MAX, scope: 'all' as const };
    const answer = await searchCatalogue(needs, { actor, query, language });
    return isRefusal(answer) ? answer : answer.items;
  };
  const named = await ask(content.name);
  if (isRefusal(named)) return named;
  const found = new Map<string, Found>(named.map((entry) => [entry.id, { entry, exact: entry.holds, items: [] }]));
  for (const { name } of content.items.slice(0, ITEMS_SEARCHED_MAX)) {
    const holding = await ask(name);
    if (isRefusal(holding)) return holding;
    for (const entry of holding.filter(({ holds }) => holds)) {
      const known = found.get(entry.id) ?? { entry, exact: false, items: [] };
      found.set(entry.id, { ...known, items: [...known.items, name] });
    }
  }
  return [...found.values()]
    .filter(({ entry }) => entry.resourceCode !== null && entry.provider.organisationId !== exceptOrgId)
    .toSorted((one, other) => weightOf(other) - weightOf(one))
    .slice(0, MATCHES_MAX)
    .map(matchOf);
}

const weightOf = ({ exact, items }: Found): number => (exact ? ITEMS_SEARCHED_MAX + 1 : 0) + items.length;

function matchOf({ entry, exact, items }: Found): DemandMatch {
  return {
    entryId: entry.id,
    name: entry.name,
    abstract: entry.abstract,
    provider: entry.provider.name,
    shareType: entry.shareType,
    exact,
    items: [...items],
    requestable: (entry.state === 'published' || entry.state === 'change-pending') && entry.shareType !== 'denied',
  };
}
