import { exportOverview, readOverview, type DepartmentOverview } from '@karez/contract/catalog/overview';
import type { AnswerOf } from '@karez/contract/route';
import { DownloadOutlined } from '@ant-design/icons';
import { Breadcrumb, Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { CityTable } from './CityTable.tsx';
import { DepartmentNumbers } from './DepartmentNumbers.tsx';
import { sumOf } from './counts.ts';

type Answer = AnswerOf<typeof readOverview>;

/** 目录看板: how the own department's catalogue stands; for the authority every department, and each of them by itself. */
export function OverviewPage() {
  const overview = useAnswer(readOverview, {});
  const [search] = useSearchParams();
  return <Loaded query={overview}>{({ answer }) => <Overview answer={answer} chosen={search.get('organisationId')} />}</Loaded>;
}

function Overview({ answer, chosen }: { answer: Answer; chosen: string | null }) {
  const { oversees, own, departments } = answer;
  const isCity = oversees && chosen === null;
  const department = departments.find(({ organisationId }) => organisationId === (chosen ?? own));
  if (isCity) return <City answer={answer} />;
  return <Department answer={answer} department={department} />;
}

function City({ answer: { departments, at } }: { answer: Answer }) {
  const { t } = useWords();
  const file = useDownload(exportOverview);
  return (
    <>
      <PageHead
        title={t('portal.menu.overview')}
        purpose={t('portal.overview.purpose-city')}
        actions={
          <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({})}>
            {t('portal.overview.export')}
          </Button>
        }
      />
      <div className="stack">
        {file.error ? <Trouble error={file.error} /> : null}
        <CityTable departments={departments} />
        <h2 style={{ fontSize: 16, margin: 0 }}>{t('portal.overview.every')}</h2>
        <DepartmentNumbers counts={sumOf(departments)} />
        <AsOf at={at} />
      </div>
    </>
  );
}

function Department({ answer: { oversees, at }, department }: { answer: Answer; department: DepartmentOverview | undefined }) {
  const { t } = useWords();
  if (department === undefined) return <Blank says={t('portal.overview.none')} />;
  const { organisationId, name, counts } = department;
  const crumbs = oversees ? (
    <Breadcrumb items={[{ title: <Link to={paths.overview()}>{t('portal.menu.overview')}</Link> }, { title: <bdi>{name}</bdi> }]} />
  ) : null;
  return (
    <>
      <PageHead
        crumbs={crumbs}
        title={oversees ? <bdi>{name}</bdi> : t('portal.menu.overview')}
        purpose={t('portal.overview.purpose-own', { organisation: name })}
      />
      <div className="stack">
        <DepartmentNumbers counts={counts} organisationId={organisationId} />
        <AsOf at={at} />
      </div>
    </>
  );
}

function AsOf({ at }: { at: string }) {
  const { t } = useWords();
  return <div className="soft small">{t('portal.overview.at', { at: dayAndTime(at) })}</div>;
}
