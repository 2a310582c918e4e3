import { listReassessments, reassessmentStates, type Reassessment } from '@karez/contract/catalog/denial';
import type { AnswerOf } from '@karez/contract/route';
import { Card, Segmented, Select, Table, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { clearable } from '../../client/clearable.tsx';

type Filters = { state?: (typeof reassessmentStates)[number]; organisationId?: string };

function filtersFrom(search: URLSearchParams): Filters {
  const state = reassessmentStates.find((one) => one === (search.get('state') ?? 'open'));
  const organisationId = search.get('organisationId');
  return { ...(state === undefined ? {} : { state }), ...(organisationId === null ? {} : { organisationId }) };
}

/** 待重新评估: entries that refuse sharing on what 809-14 no longer allows, with their terms; a new version puts each right. */
export function ReassessmentsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const position = useCursor(search.toString());
  const found = useAnswer(listReassessments, {
    query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const choose = ({ state, organisationId }: Filters) =>
    setSearch({ state: state ?? 'all', ...(organisationId === undefined ? {} : { organisationId }) });
  return (
    <>
      <PageHead title={t('portal.menu.reassessments')} purpose={t('portal.reassessment.purpose')} />
      <Card>
        <Loaded query={found}>
          {({ answer }) => (
            <>
              <FilterRow facets={answer.facets} filters={filters} onChoose={choose} />
              <ReassessmentTable items={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

type Row = { facets: AnswerOf<typeof listReassessments>['facets']; filters: Filters; onChoose: (filters: Filters) => void };

/** Each choice says how many entries it opens. */
function FilterRow({ facets, filters, onChoose }: Row) {
  const { t } = useWords();
  const countOf = (state: string) => facets.state.find(({ value }) => value === state)?.count ?? 0;
  const all = facets.state.reduce((sum, { count }) => sum + count, 0);
  const option = (label: string, count: number) => t('portal.conformance.option', { label, count });
  const { organisationId } = filters;
  return (
    <div className="row" style={{ marginBlockEnd: 12 }}>
      <Segmented
        aria-label={t('portal.conformance.state')}
        value={filters.state ?? 'all'}
        onChange={(next) => {
          const state = reassessmentStates.find((one) => one === next);
          onChoose({ ...(state === undefined ? {} : { state }), ...(organisationId === undefined ? {} : { organisationId }) });
        }}
        options={[
          ...reassessmentStates.map((value) => ({ value, label: option(t(`portal.reassessment.state.${value}`), countOf(value)) })),
          { value: 'all', label: option(t('portal.conformance.all'), all) },
        ]}
      />
      {facets.organisation.length > 1 || organisationId ? (
        <Select
          allowClear={clearable(t)}
          aria-label={t('portal.conformance.organisation')}
          placeholder={t('portal.conformance.everything')}
          style={{ minInlineSize: 220 }}
          showSearch={{ optionFilterProp: 'label' }}
          value={organisationId ?? null}
          options={facets.organisation.map(({ value, label, count }) => ({ value, label: option(label, count) }))}
          onChange={(next: string | null | undefined) =>
            onChoose({ ...(filters.state === undefined ? {} : { state: filters.state }), ...(next ? { organisationId: next } : {}) })
          }
        />
      ) : null}
    </div>
  );
}

function ReassessmentTable({ items }: { items: readonly Reassessment[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<Reassessment> = [
    {
      title: t('catalog.field.name'),
      width: 260,
      render: (_value, { entryId, entryName, organisationName }) => (
        <Link to={paths.entry(entryId)}>
          <bdi>{entryName}</bdi>
          <div className="small soft">
            <bdi>{organisationName}</bdi>
          </div>
        </Link>
      ),
    },
    { title: t('portal.reassessment.bases'), render: (_value, { bases }) => <OldBases bases={bases} /> },
    {
      title: t('portal.reassessment.due'),
      width: 130,
      render: (_value, { dueOn, overdue }) => (
        <>
          {dueOn}
          {overdue ? (
            <div className="small" style={{ color: '#a8321e' }}>
              {t('portal.conformance.overdue')}
            </div>
          ) : null}
        </>
      ),
    },
    { title: t('portal.conformance.state'), width: 190, render: (_value, item) => <ReassessmentState item={item} /> },
  ];
  return (
    <Table<Reassessment>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...items]}
      pagination={false}
      {...(items.length > 0 ? { scroll: { x: 880 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.reassessment.none')} /> }}
    />
  );
}

function ReassessmentState({ item: { outcome, closedAt } }: { item: Reassessment }) {
  const { t } = useWords();
  if (outcome === null) return <StateTag tone="warn">{t('portal.reassessment.state.open')}</StateTag>;
  return (
    <>
      <StateTag tone={outcome === 'left' ? 'off' : 'ok'}>{t(`portal.reassessment.outcome.${outcome}`)}</StateTag>
      {closedAt === null ? null : <div className="small soft">{day(closedAt)}</div>}
    </>
  );
}

/** What is no longer allowed, each with its kind; of an item its name. */
export function OldBases({ bases }: { bases: Reassessment['bases'] }) {
  const { t } = useWords();
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {bases.map((basis) => (
        <li key={`${basis.item ?? ''} ${basis.title} ${basis.article}`}>
          {basis.item === null ? null : <bdi>{t('portal.labelled', { label: basis.item, text: '' })}</bdi>}{' '}
          {t(`catalog.basis.${basis.kind}`)} <bdi>{t('portal.law.article-of', { title: basis.title, number: basis.article })}</bdi>
        </li>
      ))}
    </ul>
  );
}
