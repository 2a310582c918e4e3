import { caseMeasures, listCountedCases, type CaseMeasure, type CountedCase } from '@karez/contract/sharing/statistics';
import { refusalGrounds } from '@karez/contract/sharing/schemas';
import { Breadcrumb, Card, Select, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ApplicationStateTag } from '../StateTags.tsx';
import { scopeFrom } from './period.ts';

/** What a number of the 办理统计 counts. */
export function CountedCasesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const scope = scopeFrom(search);
  const measure: CaseMeasure = caseMeasures.find((one) => one === search.get('measure')) ?? 'received';
  const ground = refusalGrounds.find((one) => one === search.get('ground'));
  const position = useCursor(search.toString());
  const rows = useAnswer(listCountedCases, {
    query: { ...scope, measure, ...(ground ? { ground } : {}), ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const name = t(`sharing.statistics.measure.${measure}`);
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb items={[{ title: <Link to={paths.statistics(scope)}>{t('portal.menu.statistics')}</Link> }, { title: name }]} />
        }
        title={ground ? `${name} · ${t(`sharing.ground.${ground}`)}` : name}
        purpose={t(`sharing.statistics.formula.${measure}`)}
      />
      <Card>
        <div className="row" style={{ marginBlockEnd: 12 }}>
          <Select
            aria-label={t('portal.statistics.measure')}
            style={{ minInlineSize: 200 }}
            value={measure}
            options={caseMeasures.map((value) => ({ value, label: t(`sharing.statistics.measure.${value}`) }))}
            onChange={(value: CaseMeasure) => setSearch({ ...scope, measure: value })}
          />
          {scope.since && scope.until ? (
            <span className="soft">{t('sharing.statistics.period-filter', { since: scope.since, until: scope.until })}</span>
          ) : null}
        </div>
        <Loaded query={rows}>
          {({ answer }) => (
            <>
              <CaseTable rows={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function CaseTable({ rows }: { rows: readonly CountedCase[] }) {
  const { t } = useWords();
  const days = (count: number | null) => (count === null ? '—' : t('portal.statistics.in-days', { days: count }));
  return (
    <Table<CountedCase>
      rowKey="id"
      size="middle"
      pagination={false}
      dataSource={[...rows]}
      {...(rows.length > 0 ? { scroll: { x: 980 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.statistics.nothing')} /> }}
      columns={[
        {
          title: t('portal.statistics.case'),
          render: (_value, row) => (
            <>
              <Link to={paths.application(row.id)}>
                <bdi>{row.entryName}</bdi>
              </Link>
              <div className="small soft">
                <bdi className="code">{row.no}</bdi>
              </div>
            </>
          ),
        },
        { title: t('portal.sharing.requester'), render: (_value, row) => <bdi>{row.requester.name}</bdi> },
        { title: t('portal.sharing.provider'), render: (_value, row) => <bdi>{row.provider.name}</bdi> },
        {
          title: t('portal.sharing.state'),
          render: (_value, row) => (
            <>
              <ApplicationStateTag state={row.state} />
              {row.ground ? <div className="small soft">{t(`sharing.ground.${row.ground}`)}</div> : null}
            </>
          ),
        },
        { title: t('portal.statistics.received-on'), render: (_value, row) => day(row.receivedAt) },
        { title: t('portal.statistics.answered-in'), render: (_value, row) => days(row.firstAnswerDays) },
        { title: t('portal.statistics.delivered-in'), render: (_value, row) => days(row.deliveryDays) },
      ]}
    />
  );
}
