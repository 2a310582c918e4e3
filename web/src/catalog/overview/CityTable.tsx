import { measureGroups, measures, rates, type DepartmentOverview, type Measure, type Rate } from '@karez/contract/catalog/overview';
import { Card, Table, Tabs, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { CountLink } from './CountLink.tsx';
import { lateOf, measuresOf, percentOf, sumOf } from './counts.ts';
import { pages } from '../../client/pages.ts';

const views = ['late', ...measureGroups] as const;
type View = (typeof views)[number];
/** The view that a rate stands in. */
const viewOf: Readonly<Record<Rate['id'], View>> = { complete: 'compiling', mounted: 'listing', fresh: 'freshness' };
const ROWS_A_PAGE = 50;

const measuresIn = (view: View): readonly Measure[] =>
  view === 'late' ? measures.filter(({ weight }) => weight === 'late') : measuresOf(view);

/** Every department with its numbers, in an order that the reader chooses; each number opens its list, each name its own overview. */
export function CityTable({ departments }: { departments: readonly DepartmentOverview[] }) {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const view = views.find((one) => one === search.get('view')) ?? 'late';
  return (
    <Card title={<h2 style={{ fontSize: 15, margin: 0 }}>{t('portal.overview.city')}</h2>}>
      <p className="soft small" style={{ marginBlockStart: 0 }}>
        {t('portal.overview.city-says')}
      </p>
      <Tabs
        activeKey={view}
        onChange={(next) => setSearch({ view: next })}
        items={views.map((key) => ({ key, label: key === 'late' ? t('portal.overview.late') : t(`catalog.overview.group.${key}`) }))}
      />
      <Departments key={view} view={view} departments={departments} />
    </Card>
  );
}

function useColumns(view: View): TableColumnsType<DepartmentOverview> {
  const { t } = useWords();
  return [
    {
      key: 'name',
      title: t('portal.overview.department'),
      width: 200,
      render: (_, { organisationId, name }) => (
        <Link to={paths.overview({ organisationId })}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    ...(view === 'late'
      ? [{ ...sorted((one: DepartmentOverview) => lateOf(one.counts)), key: 'late', title: t('portal.overview.late'), render: lateCell }]
      : []),
    ...measuresIn(view).map((measure) => ({
      ...sorted(({ counts }: DepartmentOverview) => counts[measure.id]),
      key: measure.id,
      title: t(`catalog.overview.measure.${measure.id}`),
      render: (_: unknown, { counts, organisationId }: DepartmentOverview) => (
        <CountLink measure={measure} count={counts[measure.id]} organisationId={organisationId} />
      ),
    })),
    ...rates
      .filter(({ id }) => viewOf[id] === view)
      .map((rate) => ({
        ...sorted(({ counts }: DepartmentOverview) => percentOf(rate, counts) ?? -1),
        key: rate.id,
        title: t(`catalog.overview.rate.${rate.id}`),
        render: (_: unknown, { counts }: DepartmentOverview) => {
          const percent = percentOf(rate, counts);
          return percent === null ? '—' : t('portal.overview.rate', { percent: String(percent) });
        },
      })),
  ];
}

const lateCell = (_: unknown, { counts }: DepartmentOverview) => <strong>{lateOf(counts)}</strong>;

/** A column of numbers, the largest first when its head is pressed. */
function sorted(of: (department: DepartmentOverview) => number) {
  const sorter = (one: DepartmentOverview, other: DepartmentOverview) => of(one) - of(other);
  return { align: 'end' as const, sorter, sortDirections: ['descend' as const, 'ascend' as const] };
}

function Departments({ view, departments }: { view: View; departments: readonly DepartmentOverview[] }) {
  const { t } = useWords();
  const columns = useColumns(view);
  const sums = sumOf(departments);
  return (
    <Table<DepartmentOverview>
      size="small"
      rowKey="organisationId"
      columns={columns}
      dataSource={[...departments]}
      pagination={pages(t, ROWS_A_PAGE)}
      scroll={{ x: 'max-content' }}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0}>
            <strong>{t('portal.overview.every')}</strong>
          </Table.Summary.Cell>
          {view === 'late' ? (
            <Table.Summary.Cell index={1} align="end">
              <strong>{lateOf(sums)}</strong>
            </Table.Summary.Cell>
          ) : null}
          {measuresIn(view).map((measure, at) => (
            <Table.Summary.Cell key={measure.id} index={at + (view === 'late' ? 2 : 1)} align="end">
              <CountLink measure={measure} count={sums[measure.id]} />
            </Table.Summary.Cell>
          ))}
          {rates
            .filter(({ id }) => viewOf[id] === view)
            .map((rate, at) => (
              <Table.Summary.Cell key={rate.id} index={measuresIn(view).length + 1 + at} align="end">
                {percentOf(rate, sums) === null ? '—' : t('portal.overview.rate', { percent: String(percentOf(rate, sums)) })}
              </Table.Summary.Cell>
            ))}
        </Table.Summary.Row>
      )}
    />
  );
}
