import type { UseQueryResult } from '@tanstack/react-query';
import { Card, Checkbox, Select, Tabs } from 'antd';
import type { ReactNode } from 'react';
import type { CaseFilters, CaseFiltering } from './case-filters.ts';
import { clearable } from './clearable.tsx';
import { CursorPager } from './CursorPager.tsx';
import { useWords } from './language.tsx';
import { Loaded } from './Loaded.tsx';
import { SearchField } from './SearchField.tsx';

type Counted = { readonly value: string; readonly label: string; readonly count: number };
type CasePage = {
  readonly next: string | null;
  readonly total: number;
  /** How many are overdue under all other filters; absent where nothing of the list can be. */
  readonly overdue?: number;
  readonly facets: { readonly state: readonly Counted[]; readonly requester?: readonly Counted[]; readonly provider: readonly Counted[] };
};

/** The words of one kind of case. */
type CaseWords<Side extends string> = {
  readonly side: (side: Side) => string;
  readonly find: string;
  readonly choice: (name: 'state' | 'requester' | 'provider') => string;
  readonly state: (state: string) => string;
  readonly overdue?: string;
};

type List<Side extends string, Page extends CasePage> = {
  readonly filtering: CaseFiltering<Side>;
  readonly query: UseQueryResult<{ readonly answer: Page }>;
  /** The states in the order in which a case goes through them. */
  readonly states: readonly string[];
  readonly words: CaseWords<Side>;
  readonly table: (page: Page) => ReactNode;
};

/** A list of cases between departments: by side, narrowed, each choice with the number that it opens, page by page. */
export function CaseList<Side extends string, Page extends CasePage>({ filtering, query, states, words, table }: List<Side, Page>) {
  const { t } = useWords();
  const { sides, filters, position, choose } = filtering;
  return (
    <Card>
      <Tabs
        activeKey={filters.side ?? 'all'}
        onChange={(key) => choose(key === 'all' ? {} : { side: key })}
        items={[{ key: 'all', label: t('portal.list.all') }, ...sides.map((side) => ({ key: side, label: words.side(side) }))]}
      />
      <Loaded query={query}>
        {({ answer: page }) => (
          <>
            <div className="row no-print" style={{ marginBlockEnd: 12 }}>
              <Choices {...{ page, filters, states, words }} onChoose={choose} />
            </div>
            {table(page)}
            <CursorPager position={position} next={page.next} total={page.total} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

type Choosing = {
  readonly page: CasePage;
  readonly filters: CaseFilters;
  readonly states: readonly string[];
  readonly words: Omit<CaseWords<never>, 'side'>;
  readonly onChoose: (filters: CaseFilters) => void;
};

function Choices({ page, filters, states, words, onChoose }: Choosing) {
  const { t } = useWords();
  const option = (label: string, count: number) => t('portal.list.option', { label, count });
  const labelled = (counts: readonly Counted[]) => counts.map(({ value, label, count }) => ({ value, label: option(label, count) }));
  const { state, requester, provider } = page.facets;
  const inOrder = states
    .flatMap((one) => state.filter(({ value }) => value === one))
    .map((one) => ({ ...one, label: words.state(one.value) }));
  const choices = [
    ['state', inOrder],
    ['requester', requester],
    ['provider', provider],
  ] as const;
  return (
    <>
      <SearchField
        key={filters.q ?? ''}
        defaultValue={filters.q ?? ''}
        placeholder={words.find}
        aria-label={words.find}
        style={{ flex: '0 1 240px' }}
        maxLength={100}
        onSearch={(q) => onChoose({ ...filters, q: q.trim() })}
      />
      {choices.map(([name, counts]) =>
        counts === undefined ? null : (
          <Select
            key={name}
            allowClear={clearable(t)}
            aria-label={words.choice(name)}
            placeholder={words.choice(name)}
            style={{ minInlineSize: 190, flex: '0 1 190px' }}
            showSearch={{ optionFilterProp: 'label' }}
            value={filters[name] ?? null}
            options={labelled(counts)}
            onChange={(next: string | null | undefined) => onChoose({ ...filters, [name]: next ?? '' })}
          />
        ),
      )}
      {words.overdue === undefined ? null : (
        <OverdueOnly label={option(words.overdue, page.overdue ?? 0)} count={page.overdue ?? 0} filters={filters} onChoose={onChoose} />
      )}
    </>
  );
}

type Overdue = Pick<Choosing, 'filters' | 'onChoose'> & { readonly label: string; readonly count: number };

function OverdueOnly({ label, count, filters: { overdue, ...others }, onChoose }: Overdue) {
  return (
    <Checkbox
      checked={overdue === 'yes'}
      disabled={count === 0 && overdue !== 'yes'}
      onChange={({ target }) => onChoose(target.checked ? { ...others, overdue: 'yes' } : others)}
    >
      {label}
    </Checkbox>
  );
}
