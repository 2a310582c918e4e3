import { demandStates, exportDemands, listDemands } from '@karez/contract/sharing/demand';
import type { AnswerOf } from '@karez/contract/route';
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Select, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { DemandTable } from './DemandTable.tsx';
import { RaiseDemandButton } from './RaiseDemandButton.tsx';
import { SearchField } from '../../client/SearchField.tsx';
import { clearable } from '../../client/clearable.tsx';

type Side = 'raised' | 'given' | 'overseen';
type Filters = { side?: Side; state?: string; requester?: string; provider?: string; overdue?: 'yes'; q?: string };
type Answer = AnswerOf<typeof listDemands>;

/** The filters of the address, as far as they are known ones. */
function filtersFrom(search: URLSearchParams): Filters {
  const side = (['raised', 'given', 'overseen'] as const).find((one) => one === search.get('side'));
  const texts = (['state', 'requester', 'provider', 'q'] as const).flatMap((name) => {
    const value = search.get(name);
    return value ? [[name, value] as const] : [];
  });
  return {
    ...(side === undefined ? {} : { side }),
    ...Object.fromEntries(texts),
    ...(search.get('overdue') === 'yes' ? { overdue: 'yes' as const } : {}),
  };
}

/** 需求清单: what departments ask for that no catalogue has, with the state and clock of each. */
export function DemandsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const position = useCursor(search.toString());
  const demands = useAnswer(listDemands, { query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const file = useDownload(exportDemands);
  const coordinates = usePower('sharing.coordinate');
  const decides = usePower('sharing.decide-dispute');
  const choose = (next: Filters) => setSearch(Object.entries(next).filter(([, value]) => value !== undefined && value !== ''));
  const sides = ['raised', 'given', ...(coordinates || decides ? ['overseen'] : [])];
  return (
    <>
      <PageHead
        title={t('portal.menu.demands')}
        purpose={t('portal.demand.purpose')}
        actions={
          <>
            <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({ query: filters })}>
              {t('portal.demand.export')}
            </Button>
            <RaiseDemandButton name="" />
          </>
        }
      />
      <div className="stack">
        {file.error ? <Trouble error={file.error} /> : null}
        <Card>
          <Tabs
            activeKey={filters.side ?? 'all'}
            onChange={(key) => choose(filtersFrom(new URLSearchParams({ side: key })))}
            items={[
              { key: 'all', label: t('portal.demand.all') },
              ...sides.map((side) => ({ key: side, label: t(`sharing.demand-side.${side}`) })),
            ]}
          />
          <Loaded query={demands}>
            {({ answer }) => (
              <>
                <FilterRow answer={answer} filters={filters} onChoose={choose} />
                <DemandTable demands={answer.items} />
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )}
          </Loaded>
        </Card>
      </div>
    </>
  );
}

type Row = { answer: Answer; filters: Filters; onChoose: (filters: Filters) => void };

/** Each choice says how many demands it opens. */
function FilterRow({ answer: { facets, overdue }, filters, onChoose }: Row) {
  const { t } = useWords();
  const option = (label: string, count: number) => t('portal.demand.option', { label, count });
  const choice = (name: 'state' | 'requester' | 'provider', options: { value: string; label: string }[]) => (
    <Select
      allowClear={clearable(t)}
      aria-label={t(`portal.demand.${name}`)}
      placeholder={t(`portal.demand.${name}`)}
      style={{ minInlineSize: 190, flex: '0 1 240px' }}
      showSearch={{ optionFilterProp: 'label' }}
      value={filters[name] ?? null}
      options={options}
      onChange={(next: string | null | undefined) => onChoose({ ...filters, [name]: next ?? '' })}
    />
  );
  const states = demandStates.flatMap((state) => {
    const count = facets.state.find(({ value }) => value === state)?.count;
    return count === undefined ? [] : [{ value: state, label: option(t(`sharing.demand-state.${state}`), count) }];
  });
  const named = (counts: Answer['facets']['provider']) => counts.map(({ value, label, count }) => ({ value, label: option(label, count) }));
  return (
    <div className="row" style={{ marginBlockEnd: 12 }}>
      <SearchField
        key={filters.q ?? ''}
        defaultValue={filters.q ?? ''}
        placeholder={t('portal.demand.find')}
        aria-label={t('portal.demand.find')}
        style={{ flex: '0 1 240px' }}
        maxLength={100}
        onSearch={(q) => onChoose({ ...filters, q: q.trim() })}
      />
      {choice('state', states)}
      {choice('requester', named(facets.requester))}
      {choice('provider', named(facets.provider))}
      <Checkbox
        checked={filters.overdue === 'yes'}
        disabled={overdue === 0 && filters.overdue !== 'yes'}
        onChange={({ target }) => {
          const { overdue: _overdue, ...others } = filters;
          onChoose(target.checked ? { ...others, overdue: 'yes' } : others);
        }}
      >
        {option(t('sharing.demand-ledger.is-overdue'), overdue)}
      </Checkbox>
    </div>
  );
}
