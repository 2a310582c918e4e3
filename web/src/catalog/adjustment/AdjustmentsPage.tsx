import { adjustmentStates, listAdjustments, type AdjustmentSummary } from '@karez/contract/catalog/adjustment';
import { Card, Select, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { stacked } from '../../ui/stacked.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { AdjustmentStateTag, useFieldWords } from './adjustment-tags.tsx';
import { clearable } from '../../client/clearable.tsx';

type Asked = { readonly state?: string; readonly provider?: string };

/** The filters, as they stand in the address. */
function useFilters() {
  const [search, setSearch] = useSearchParams();
  const [state, provider] = [search.get('state'), search.get('provider')];
  const asked: Asked = { ...(state === null ? {} : { state }), ...(provider === null ? {} : { provider }) };
  const choose = (name: keyof Asked) => (value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value === undefined) next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  return { asked, choose, question: search.toString() };
}

/** 目录调整: the department's own, and for the authority those of its region; open ones first. */
export function AdjustmentsPage() {
  const { t } = useWords();
  const filters = useFilters();
  const position = useCursor(filters.question);
  const adjustments = useAnswer(listAdjustments, {
    query: { ...filters.asked, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <>
      <PageHead title={t('portal.menu.adjustments')} purpose={t('portal.adjustment.purpose')} />
      <Card>
        <Filters filters={filters} providers={adjustments.data?.answer.providers ?? []} />
        <Loaded query={adjustments}>
          {({ answer }) => (
            <>
              <AdjustmentTable adjustments={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

type Filtering = {
  filters: ReturnType<typeof useFilters>;
  providers: readonly { readonly id: string; readonly name: string; readonly count: number }[];
};

function Filters({ filters: { asked, choose }, providers }: Filtering) {
  const { t } = useWords();
  return (
    <div className="row" style={{ marginBlockEnd: 12 }}>
      <Select<string>
        aria-label={t('portal.adjustment.state')}
        allowClear={clearable(t)}
        placeholder={t('portal.adjustment.state-all')}
        style={{ inlineSize: 220 }}
        {...(asked.state === undefined ? {} : { value: asked.state })}
        onChange={choose('state')}
        options={adjustmentStates.map((value) => ({ value, label: t(`catalog.adjustment.state.${value}`) }))}
      />
      {providers.length > 1 ? (
        <Select<string>
          aria-label={t('portal.adjustment.provider')}
          allowClear={clearable(t)}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('portal.adjustment.provider-all')}
          style={{ inlineSize: 260 }}
          {...(asked.provider === undefined ? {} : { value: asked.provider })}
          onChange={choose('provider')}
          options={providers.map(({ id, name, count }) => ({ value: id, label: `${name} (${count})` }))}
        />
      ) : null}
    </div>
  );
}

function AdjustmentTable({ adjustments }: { adjustments: readonly AdjustmentSummary[] }) {
  const { t } = useWords();
  const fieldWords = useFieldWords();
  const columns = stacked<AdjustmentSummary>([
    {
      title: t('portal.adjustment.entry'),
      width: 180,
      render: (_value, { id, entry, provider }) => (
        <Link to={paths.adjustment(id)}>
          <bdi>{entry.name}</bdi>
          <div className="small soft">
            <bdi>{provider.name}</bdi>
          </div>
        </Link>
      ),
    },
    {
      title: t('portal.adjustment.what'),
      render: (_value, { fields, reason }) => (
        <>
          {fieldWords(fields)}
          <div className="small soft">
            <bdi>{reason}</bdi>
          </div>
        </>
      ),
    },
    { title: t('portal.adjustment.basis'), width: 96, render: (_value, { basis }) => t(`catalog.adjustment.basis.${basis}`) },
    { title: t('portal.adjustment.term'), width: 156, render: (_value, { clock }) => <ClockBadge clock={clock} /> },
    { title: t('portal.adjustment.state'), width: 176, render: (_value, { state }) => <AdjustmentStateTag state={state} /> },
    { title: t('portal.adjustment.proposed-at'), width: 142, render: (_value, { proposedAt }) => dayAndTime(proposedAt) },
  ]);
  return (
    <Table<AdjustmentSummary>
      className="stacked"
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...adjustments]}
      pagination={false}
      {...(adjustments.length > 0 ? { scroll: { x: 940 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.adjustment.none')} /> }}
    />
  );
}
