import { useSearchParams } from 'react-router';
import { useCursor } from './CursorPager.tsx';

const named = ['state', 'entry', 'requester', 'provider', 'q'] as const;
export type CaseFilters<Side extends string = string> = { side?: Side; overdue?: 'yes' } & { [Name in (typeof named)[number]]?: string };

/** The filters of an address, as far as they are known ones. */
function filtersFrom<Side extends string>(search: URLSearchParams, sides: readonly Side[]): CaseFilters<Side> {
  const side = sides.find((one) => one === search.get('side'));
  const given = named.filter((name) => search.get(name)).map((name) => [name, search.get(name)] as const);
  const overdue = search.get('overdue') === 'yes' ? { overdue: 'yes' as const } : {};
  return { ...(side === undefined ? {} : { side }), ...Object.fromEntries(given), ...overdue };
}

/** How a list of cases is narrowed, kept in the address, and which page of it is shown. */
export function useCaseFilters<Side extends string>(sides: readonly Side[]) {
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search, sides);
  const position = useCursor(search.toString());
  return {
    sides,
    filters,
    position,
    query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
    choose: (next: CaseFilters) => setSearch(Object.entries(next).filter(([, value]) => value !== '')),
  };
}

export type CaseFiltering<Side extends string> = ReturnType<typeof useCaseFilters<Side>>;
