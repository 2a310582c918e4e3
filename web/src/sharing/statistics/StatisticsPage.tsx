import { exportStatistics, readStatistics, type Statistics } from '@karez/contract/sharing/statistics';
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { clearable } from '../../client/clearable.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { paths } from '../../paths.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { CaseCount } from './CaseCount.tsx';
import { FiguresTable } from './FiguresTable.tsx';
import { choosableMonths, scopeFrom, type Scope } from './period.ts';

/** 办理统计: how applications were answered, by department and month. */
export function StatisticsPage() {
  const [search] = useSearchParams();
  const scope = scopeFrom(search);
  const statistics = useAnswer(readStatistics, { query: scope });
  return <Loaded query={statistics}>{({ answer }) => <Shown answer={answer} scope={scope} />}</Loaded>;
}

function Shown({ answer, scope }: { answer: Statistics; scope: Scope }) {
  const { t } = useWords();
  const file = useDownload(exportStatistics);
  const { since, until, oversees, all, providers, months } = answer;
  const whole: Scope = { ...scope, since, until };
  return (
    <>
      <PageHead
        title={t('portal.menu.statistics')}
        purpose={t(oversees ? 'portal.statistics.purpose-city' : 'portal.statistics.purpose-own')}
        actions={
          <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({ query: whole })}>
            {t('portal.statistics.export')}
          </Button>
        }
      />
      <div className="stack">
        {file.error ? <Trouble error={file.error} /> : null}
        <Card title={<Head>{t('portal.statistics.by-provider')}</Head>}>
          <PeriodChoice answer={answer} scope={scope} />
          <FiguresTable
            head={t('portal.sharing.provider')}
            rows={[
              ...providers.map(({ provider, figures }) => ({
                key: provider.id,
                name: (
                  <Link to={paths.statistics({ ...whole, organisationId: provider.id })}>
                    <bdi>{provider.name}</bdi>
                  </Link>
                ),
                scope: { ...whole, organisationId: provider.id },
                figures,
              })),
              ...(providers.length === 1
                ? []
                : [{ key: 'all', name: <strong>{t('sharing.statistics.all')}</strong>, scope: whole, figures: all }]),
            ]}
          />
          <p className="soft small">{t('portal.statistics.days-formula')}</p>
        </Card>
        <Card title={<Head>{t('portal.statistics.by-month')}</Head>}>
          <FiguresTable
            head={t('portal.statistics.month')}
            rows={months.map(({ month, figures }) => ({
              key: month,
              name: <span className="code">{month}</span>,
              scope: { ...scope, since: month, until: month },
              figures,
            }))}
          />
        </Card>
        <Grounds answer={answer} scope={whole} />
        <div className="soft small">{t('portal.statistics.at', { at: dayAndTime(answer.at) })}</div>
      </div>
    </>
  );
}

function Head({ children }: { children: string }) {
  return <h2 style={{ fontSize: 15, margin: 0 }}>{children}</h2>;
}

function Grounds({ answer: { grounds }, scope }: { answer: Statistics; scope: Scope }) {
  const { t } = useWords();
  return (
    <Card title={<Head>{t('portal.statistics.by-ground')}</Head>}>
      {grounds.length === 0 ? (
        <p className="soft" style={{ margin: 0 }}>
          {t('portal.statistics.no-refusal')}
        </p>
      ) : (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {grounds.map(({ ground, count }) => (
            <li key={ground} className="row" style={{ justifyContent: 'space-between', paddingBlock: 6, maxInlineSize: 420 }}>
              <span>{t(`sharing.ground.${ground}`)}</span>
              <CaseCount measure="refused" count={count} scope={scope} ground={ground} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** First and last month, and for an authority one department or all. */
function PeriodChoice({ answer: { since, until, at, providers, oversees }, scope }: { answer: Statistics; scope: Scope }) {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const choose = (next: Scope) => setSearch(Object.entries(next).filter(([, value]) => value !== ''));
  const months = choosableMonths(at.slice(0, 7) > until ? at.slice(0, 7) : until).map((value) => ({ value, label: value }));
  const organisationId = scope.organisationId ?? null;
  return (
    <div className="row no-print" style={{ marginBlockEnd: 12 }}>
      <Select
        aria-label={t('portal.statistics.since')}
        prefix={<span className="soft">{t('portal.statistics.since')}</span>}
        style={{ minInlineSize: 190 }}
        value={since}
        options={months.filter(({ value }) => value <= until)}
        onChange={(value: string) => choose({ ...scope, since: value, until })}
      />
      <Select
        aria-label={t('portal.statistics.until')}
        prefix={<span className="soft">{t('portal.statistics.until')}</span>}
        style={{ minInlineSize: 190 }}
        value={until}
        options={months.filter(({ value }) => value >= since)}
        onChange={(value: string) => choose({ ...scope, since, until: value })}
      />
      {oversees ? (
        <Select
          allowClear={clearable(t)}
          aria-label={t('portal.sharing.provider')}
          placeholder={t('portal.statistics.all-providers')}
          style={{ minInlineSize: 220, flex: '0 1 320px' }}
          showSearch={{ optionFilterProp: 'label' }}
          value={organisationId}
          options={providers.map(({ provider }) => ({ value: provider.id, label: provider.name }))}
          onChange={(value: string | null | undefined) => choose({ since, until, organisationId: value ?? '' })}
        />
      ) : null}
    </div>
  );
}
