import { sharedCatalogue } from '@karez/contract/catalog/listed';
import { countListings, type ListingCounts } from '@karez/contract/catalog/listing';
import { Card, Progress, Table } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { pages } from '../../client/pages.ts';

type Department = ListingCounts & { readonly organisationId: string; readonly name: string };

const listed = sharedCatalogue.join(',');
/** Each count, its word, and the facet values that its list shows. */
const counted = [
  { key: 'due', word: 'due', listing: `${listed},unlisted` },
  { key: 'listed', word: 'listed', listing: listed },
  { key: 'mounted', word: 'mounted', listing: 'mounted' },
  { key: 'promised', word: 'promised', listing: 'promised' },
  { key: 'promiseOverdue', word: 'overdue', listing: 'promise-overdue' },
  { key: 'interrupted', word: 'interrupted', listing: 'interrupted' },
  { key: 'unlisted', word: 'to-list', listing: 'unlisted' },
  { key: 'stale', word: 'stale', freshness: 'overdue' },
] as const;

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
}

/** 资源目录与共享目录: 挂接率 of the region and of each department, with its formula; each number opens its list. */
export function CataloguesPage() {
  const { t } = useWords();
  const counts = useAnswer(countListings, {});
  return (
    <>
      <PageHead title={t('portal.listing.page')} purpose={t('portal.listing.page-purpose')} />
      <Loaded query={counts}>
        {({ answer }) =>
          answer.region === null || answer.region.due === 0 ? (
            <Blank says={t('portal.listing.none')} />
          ) : (
            <div className="stack">
              <Rates counts={answer.region} />
              <Card>
                <Departments departments={answer.departments} />
                <p className="soft small" style={{ marginBlockEnd: 0 }}>
                  {t('portal.listing.formulas')}
                </p>
              </Card>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function Rates({ counts }: { counts: ListingCounts }) {
  const { t } = useWords();
  const { due, listed: stands, mounted, timed, stale } = counts;
  const rates = [
    { name: 'rate-mounted', part: mounted, whole: due, formula: t('portal.listing.formula-mounted', { mounted, due }) },
    { name: 'rate-of-listed', part: mounted, whole: stands, formula: t('portal.listing.formula-of-listed', { mounted, listed: stands }) },
    { name: 'rate-listed', part: stands, whole: due, formula: t('portal.listing.formula-listed', { listed: stands, due }) },
    {
      name: 'rate-fresh',
      part: timed - stale,
      whole: timed,
      formula: t('portal.listing.formula-fresh', { fresh: timed - stale, timed }),
    },
  ];
  return (
    <div className="row" style={{ alignItems: 'stretch', gap: 16 }}>
      {rates.map(({ name, part, whole, formula }) => (
        <Card key={name} size="small" style={{ flex: '1 1 220px' }} title={t(`portal.listing.${name}`)}>
          <strong style={{ fontSize: 24 }}>{`${percentOf(part, whole)} %`}</strong>
          <Progress percent={percentOf(part, whole)} showInfo={false} aria-label={t(`portal.listing.${name}`)} />
          <div className="soft small">{formula}</div>
        </Card>
      ))}
      <Card size="small" style={{ flex: '2 1 320px' }}>
        <div className="row" style={{ columnGap: 20, rowGap: 8 }}>
          {counted.map(({ key, word, ...filter }) => (
            <span key={key}>
              <span className="soft small">{t(`portal.listing.${word}`)} </span>
              <Link to={paths.search({ ...filter })}>
                <strong>{counts[key]}</strong>
              </Link>
            </span>
          ))}
        </div>
      </Card>
    </div>
  );
}

function Departments({ departments }: { departments: readonly Department[] }) {
  const { t } = useWords();
  return (
    <Table<Department>
      size="small"
      rowKey="organisationId"
      dataSource={[...departments]}
      pagination={pages(t, 50)}
      scroll={{ x: 'max-content' }}
      columns={[
        { key: 'name', title: t('portal.listing.department'), render: (_, { name }) => <bdi>{name}</bdi> },
        ...counted.map(({ key, word, ...filter }) => ({
          key,
          title: t(`portal.listing.${word}`),
          align: 'end' as const,
          render: (_: unknown, department: Department) =>
            department[key] === 0 ? (
              <span className="soft">0</span>
            ) : (
              <Link to={paths.search({ provider: department.organisationId, ...filter })}>{department[key]}</Link>
            ),
        })),
        {
          key: 'rate',
          title: t('portal.listing.rate-mounted'),
          align: 'end',
          render: (_, { mounted, due }) => (
            <span title={t('portal.listing.formula-mounted', { mounted, due })}>{`${percentOf(mounted, due)} %`}</span>
          ),
        },
        {
          key: 'rate-of-listed',
          title: t('portal.listing.rate-of-listed'),
          align: 'end',
          render: (_, { mounted, listed: stands }) => (
            <span title={t('portal.listing.formula-of-listed', { mounted, listed: stands })}>
              {stands === 0 ? '—' : `${percentOf(mounted, stands)} %`}
            </span>
          ),
        },
      ]}
    />
  );
}
