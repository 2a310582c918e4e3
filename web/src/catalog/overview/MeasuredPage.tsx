import { listMeasured, measures, nearDays, readOverview, type Counted, type Measure } from '@karez/contract/catalog/overview';
import { Breadcrumb, Card, Select } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { lastDay } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { NothingHere } from '../../shell/NothingHere.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { clearable } from '../../client/clearable.tsx';

/** What a number of the 目录看板 counts. */
export function MeasuredPage() {
  const { measure: id } = useParams();
  const measure = measures.find((one) => one.id === id);
  return measure === undefined ? <NothingHere /> : <Measured key={measure.id} measure={measure} />;
}

function Measured({ measure }: { measure: Measure }) {
  const { t } = useWords();
  const [search] = useSearchParams();
  const organisationId = search.get('organisationId') ?? undefined;
  const position = useCursor(search.toString());
  const rows = useAnswer(listMeasured, {
    params: { measure: measure.id },
    query: {
      ...(organisationId === undefined ? {} : { organisationId }),
      ...(position.cursor === undefined ? {} : { cursor: position.cursor }),
    },
  });
  const name = t(`catalog.overview.measure.${measure.id}`);
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              {
                title: <Link to={paths.overview(organisationId === undefined ? {} : { organisationId })}>{t('portal.menu.overview')}</Link>,
              },
              { title: name },
            ]}
          />
        }
        title={name}
        purpose={t(`catalog.overview.formula.${measure.id}`, { days: nearDays })}
      />
      <Card>
        <DepartmentChoice organisationId={organisationId} measure={measure} />
        <Loaded query={rows}>
          {({ answer }) =>
            answer.items.length === 0 ? (
              <Blank says={t('portal.overview.nothing')} />
            ) : (
              <>
                <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                  {answer.items.map((row) => (
                    <Line key={`${row.id} ${row.organisationId}`} row={row} />
                  ))}
                </ul>
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

/** The authority looks at one department or at all; each choice says how many it opens. */
function DepartmentChoice({ organisationId, measure }: { organisationId: string | undefined; measure: Measure }) {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const overview = useAnswer(readOverview, {});
  const departments = overview.data?.answer.departments ?? [];
  if (departments.length < 2) return null;
  return (
    <Select
      allowClear={clearable(t)}
      aria-label={t('portal.overview.department')}
      placeholder={t('portal.overview.every')}
      style={{ inlineSize: 'min(100%, 360px)', marginBlockEnd: 8 }}
      showSearch={{ optionFilterProp: 'label' }}
      value={organisationId ?? null}
      options={departments.map(({ organisationId: value, name, counts }) => ({
        value,
        label: t('portal.overview.number', { name, count: counts[measure.id] }),
      }))}
      onChange={(next: string | null | undefined) => setSearch(next ? { organisationId: next } : {})}
    />
  );
}

function Line({ row }: { row: Counted }) {
  const { t } = useWords();
  return (
    <li style={{ borderBlockEnd: '1px solid #f0ebe0', paddingBlock: 10 }}>
      <div className="row" style={{ justifyContent: 'space-between', alignItems: 'baseline', columnGap: 16 }}>
        <span style={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
          <Called row={row} />
        </span>
        {row.dueAt === null ? null : (
          <span className="small soft">{t('portal.labelled', { label: t('portal.overview.due'), text: lastDay(row.dueAt) })}</span>
        )}
      </div>
      <div className="row small soft" style={{ columnGap: 16 }}>
        <bdi>{row.organisationName}</bdi>
        {row.name !== null && row.title ? <span>{t(row.title.key, row.title.params)}</span> : null}
        {row.fields.length > 0 ? (
          <span>
            {t('portal.overview.fields', { fields: row.fields.map((field) => t(`catalog.field.${field}`)).join(t('portal.overview.and')) })}
          </span>
        ) : null}
      </div>
    </li>
  );
}

/** The name of the thing, or the words of the to-do; a draft of another department has neither. */
function Called({ row: { name, title, link } }: { row: Counted }) {
  const { t } = useWords();
  const said = name ?? (title === null ? null : t(title.key, title.params));
  if (said === null) return <span className="soft">{t('portal.overview.withheld')}</span>;
  return link === null ? (
    <bdi>{said}</bdi>
  ) : (
    <Link to={link}>
      <bdi>{said}</bdi>
    </Link>
  );
}
