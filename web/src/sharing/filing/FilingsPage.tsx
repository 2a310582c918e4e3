import { exportFilings, filingStates, listFilings } from '@karez/contract/sharing/filing';
import type { AnswerOf } from '@karez/contract/route';
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Select, Tabs } from 'antd';
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
import { FilingTable } from './FilingTable.tsx';

const sides = ['affected', 'filed', 'overseen'] as const;
const named = ['state', 'provider', 'q'] as const;
type Filters = { side?: (typeof sides)[number] } & { [Name in (typeof named)[number]]?: string };
type Facets = AnswerOf<typeof listFilings>['facets'];

/** The filters of the address, as far as they are known ones. */
function filtersFrom(search: URLSearchParams): Filters {
  const side = sides.find((one) => one === search.get('side'));
  const given = named.filter((name) => search.get(name)).map((name) => [name, search.get(name)] as const);
  return { ...(side === undefined ? {} : { side }), ...Object.fromEntries(given) };
}

/** 服务变更备案: changes and stops of services, from the first question to the day (809-27). */
export function FilingsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const position = useCursor(search.toString());
  const page = position.cursor === undefined ? {} : { cursor: position.cursor };
  const filings = useAnswer(listFilings, { query: { ...filters, ...page } });
  const file = useDownload(exportFilings);
  const oversees = usePower('sharing.coordinate');
  const choose = (next: Filters) => setSearch(Object.entries(next).filter(([, value]) => value !== ''));
  const tabs = sides.filter((side) => side !== 'overseen' || oversees);
  return (
    <>
      <PageHead
        title={t('portal.menu.filings')}
        purpose={t('portal.filing.purpose')}
        actions={
          <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({ query: filters })}>
            {t('portal.filing.export')}
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
              { key: 'all', label: t('portal.filing.all') },
              ...tabs.map((side) => ({ key: side, label: t(`sharing.filing-side.${side}`) })),
            ]}
          />
          <Loaded query={filings}>
            {({ answer }) => (
              <>
                <div className="row" style={{ marginBlockEnd: 12 }}>
                  <Choices facets={answer.facets} filters={filters} onChoose={choose} />
                </div>
                <FilingTable filings={answer.items} />
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )}
          </Loaded>
        </Card>
      </div>
    </>
  );
}

/** Each choice says how many filings it opens. */
function Choices({ facets, filters, onChoose }: { facets: Facets; filters: Filters; onChoose: (filters: Filters) => void }) {
  const { t } = useWords();
  const option = (value: string, label: string, count: number) => ({ value, label: t('portal.correction.option', { label, count }) });
  const states = filingStates.flatMap((state) => facets.state.filter(({ value }) => value === state));
  const options = {
    state: states.map(({ value, count }) => option(value, t(`sharing.filing-state.${value}`), count)),
    provider: facets.provider.map(({ value, label, count }) => option(value, label, count)),
  };
  return (
    <>
      <SearchField
        key={filters.q ?? ''}
        defaultValue={filters.q ?? ''}
        placeholder={t('portal.filing.find')}
        aria-label={t('portal.filing.find')}
        style={{ flex: '0 1 240px' }}
        maxLength={100}
        onSearch={(q) => onChoose({ ...filters, q: q.trim() })}
      />
      {(['state', 'provider'] as const).map((name) => (
        <Select
          key={name}
          allowClear={clearable(t)}
          aria-label={t(`portal.filing.${name}`)}
          placeholder={t(`portal.filing.${name}`)}
          style={{ minInlineSize: 190, flex: '0 1 240px' }}
          showSearch={{ optionFilterProp: 'label' }}
          value={filters[name] ?? null}
          options={options[name]}
          onChange={(next: string | null | undefined) => onChoose({ ...filters, [name]: next ?? '' })}
        />
      ))}
    </>
  );
}
