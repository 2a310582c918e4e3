import { disposalStates, exportDisposals, listDisposals } from '@karez/contract/sharing/disposal';
import type { AnswerOf } from '@karez/contract/route';
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Select, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { clearable } from '../../client/clearable.tsx';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { SearchField } from '../../client/SearchField.tsx';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { DisposalTable } from './DisposalTable.tsx';

const sides = ['owed', 'given', 'overseen'] as const;
const named = ['state', 'requester', 'provider', 'q'] as const;
type Filters = { side?: (typeof sides)[number]; overdue?: 'yes' } & { [Name in (typeof named)[number]]?: string };
type Facets = AnswerOf<typeof listDisposals>['facets'];

/** The filters of the address, as far as they are known ones. */
function filtersFrom(search: URLSearchParams): Filters {
  const side = sides.find((one) => one === search.get('side'));
  const given = named.filter((name) => search.get(name)).map((name) => [name, search.get(name)] as const);
  const overdue = search.get('overdue') === 'yes' ? { overdue: 'yes' as const } : {};
  return { ...(side === undefined ? {} : { side }), ...Object.fromEntries(given), ...overdue };
}

/** 数据处置: what is done with the data of grants that have ended (809-27). */
export function DisposalsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const position = useCursor(search.toString());
  const page = position.cursor === undefined ? {} : { cursor: position.cursor };
  const disposals = useAnswer(listDisposals, { query: { ...filters, ...page } });
  const file = useDownload(exportDisposals);
  const oversees = [usePower('sharing.coordinate'), usePower('sharing.decide-dispute')].some(Boolean);
  const choose = (next: Filters) => setSearch(Object.entries(next).filter(([, value]) => value !== ''));
  const tabs = sides.filter((side) => side !== 'overseen' || oversees);
  return (
    <>
      <PageHead
        title={t('portal.menu.disposals')}
        purpose={t('portal.disposal.purpose')}
        actions={
          <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({ query: filters })}>
            {t('portal.disposal.export')}
          </Button>
        }
      />
      <div className="stack">
        {file.error ? <Trouble error={file.error} /> : null}
        <Card>
          <Tabs
            activeKey={filters.side ?? 'all'}
            onChange={(key) => choose(filtersFrom(new URLSearchParams({ side: key })))}
            items={[
              { key: 'all', label: t('portal.disposal.all') },
              ...tabs.map((side) => ({ key: side, label: t(`sharing.disposal-side.${side}`) })),
            ]}
          />
          <Loaded query={disposals}>
            {({ answer }) => (
              <>
                <div className="row" style={{ marginBlockEnd: 12 }}>
                  <Choices facets={answer.facets} filters={filters} onChoose={choose} />
                  <OverdueOnly count={answer.overdue} filters={filters} onChoose={choose} />
                </div>
                <DisposalTable disposals={answer.items} />
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )}
          </Loaded>
        </Card>
      </div>
    </>
  );
}

type Choosing = { filters: Filters; onChoose: (filters: Filters) => void };

/** Each choice says how many disposals it opens. */
function Choices({ facets, filters, onChoose }: Choosing & { facets: Facets }) {
  const { t } = useWords();
  const option = (value: string, label: string, count: number) => ({ value, label: t('portal.correction.option', { label, count }) });
  const states = disposalStates.flatMap((state) => facets.state.filter(({ value }) => value === state));
  const options = {
    state: states.map(({ value, count }) => option(value, t(`sharing.disposal-state.${value}`), count)),
    requester: facets.requester.map(({ value, label, count }) => option(value, label, count)),
    provider: facets.provider.map(({ value, label, count }) => option(value, label, count)),
  };
  return (
    <>
      <SearchField
        key={filters.q ?? ''}
        defaultValue={filters.q ?? ''}
        placeholder={t('portal.disposal.find')}
        aria-label={t('portal.disposal.find')}
        style={{ flex: '0 1 240px' }}
        maxLength={100}
        onSearch={(q) => onChoose({ ...filters, q: q.trim() })}
      />
      {(['state', 'requester', 'provider'] as const).map((name) => (
        <Select
          key={name}
          allowClear={clearable(t)}
          aria-label={t(`portal.disposal.${name}`)}
          placeholder={t(`portal.disposal.${name}`)}
          style={{ minInlineSize: 190, flex: '0 1 190px' }}
          showSearch={{ optionFilterProp: 'label' }}
          value={filters[name] ?? null}
          options={options[name]}
          onChange={(next: string | null | undefined) => onChoose({ ...filters, [name]: next ?? '' })}
        />
      ))}
    </>
  );
}

function OverdueOnly({ count, filters, onChoose }: Choosing & { count: number }) {
  const { t } = useWords();
  const isChosen = filters.overdue === 'yes';
  const { overdue: _overdue, ...others } = filters;
  return (
    <Checkbox
      checked={isChosen}
      disabled={count === 0 && !isChosen}
      onChange={({ target }) => onChoose(target.checked ? { ...others, overdue: 'yes' } : others)}
    >
      {t('portal.correction.option', { label: t('sharing.disposal-ledger.is-overdue'), count })}
    </Checkbox>
  );
}
