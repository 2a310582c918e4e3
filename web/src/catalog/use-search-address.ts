import { facetNames } from '@karez/contract/catalog/answers';
import { useSearchParams } from 'react-router';

export type FacetName = (typeof facetNames)[number];
export type Filters = Readonly<Record<FacetName, readonly string[]>>;

export type SearchAddress = {
  readonly q: string;
  readonly filters: Filters;
  readonly anyFilter: boolean;
  /** The question as the server takes it: texts only, empty ones left out. */
  readonly query: Readonly<Partial<Record<FacetName | 'q', string>>>;
  readonly ask: (q: string) => void;
  readonly choose: (facet: FacetName, values: readonly string[]) => void;
  readonly clear: () => void;
};

function valuesOf(text: string | null): readonly string[] {
  return text === null || text === '' ? [] : text.split(',');
}

/** Query and filters stand in the address: they can be sent to a colleague and survive the way back. */
export function useSearchAddress(): SearchAddress {
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const filters: Filters = {
    shareType: valuesOf(search.get('shareType')),
    provider: valuesOf(search.get('provider')),
    category: valuesOf(search.get('category')),
    format: valuesOf(search.get('format')),
    updateCycle: valuesOf(search.get('updateCycle')),
    region: valuesOf(search.get('region')),
    state: valuesOf(search.get('state')),
    listing: valuesOf(search.get('listing')),
    freshness: valuesOf(search.get('freshness')),
  };
  const query = Object.fromEntries(
    [['q', q] as const, ...facetNames.map((name) => [name, filters[name].join(',')] as const)].filter(([, value]) => value !== ''),
  );
  return {
    q,
    filters,
    anyFilter: facetNames.some((name) => filters[name].length > 0),
    query,
    ask: (text) => setSearch({ ...query, q: text.trim() }),
    choose: (facet, values) => setSearch({ ...query, [facet]: values.join(',') }),
    clear: () => setSearch(q === '' ? {} : { q }),
  };
}
