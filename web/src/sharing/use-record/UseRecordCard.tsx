import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { getGrantUse, type GrantUse, type UseQuarter, type UseStatement } from '@karez/contract/sharing/use-record';
import { Card, Divider, Table } from 'antd';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Facts } from '../../ui/Facts.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { SampleTable } from './SampleTable.tsx';
import { UseDeeds } from './UseDeeds.tsx';
import { UseStateTag } from './UseStateTag.tsx';

/** 使用记录 of a grant: what its calls say month by month, what its holder says quarter by quarter, and the sampled calls (809-29). */
export function UseRecordCard({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const use = useAnswer(getGrantUse, { params: { grantId: grant.id } });
  return (
    <Loaded query={use}>
      {({ answer }) => (
        <Card title={t('portal.use.title')} extra={<UseDeeds use={answer} />}>
          {answer.quarters.length === 0 ? <p className="soft">{t('portal.use.not-said')}</p> : null}
          {answer.quarters.map((quarter, place) => (
            <section key={quarter.id}>
              {place > 0 ? <Divider /> : null}
              <Quarter quarter={quarter} use={answer} />
            </section>
          ))}
        </Card>
      )}
    </Loaded>
  );
}

function Quarter({ quarter, use }: { quarter: UseQuarter; use: GrantUse }) {
  const { t } = useWords();
  const [said] = quarter.statements;
  return (
    <div className="stack" style={{ gap: 12 }}>
      <div className="row">
        <strong>{quarter.quarter}</strong>
        <UseStateTag state={quarter.state} late={quarter.late} />
        {quarter.state === 'owed' ? <ClockBadge clock={quarter.clock} /> : null}
        <span className="small soft">{t('portal.use.kept-until', { day: quarter.keptUntil })}</span>
      </div>
      {said ? <Said statement={said} /> : <span className="soft">{t('portal.use.not-said')}</span>}
      <Months quarter={quarter} />
      {quarter.months.map((month) =>
        month.sample.length === 0 ? null : <SampleTable key={month.month} month={month} grantId={use.grantId} allowed={use.allowed} />,
      )}
    </div>
  );
}

function Said({ statement: { words, kind, quarter, at } }: { statement: UseStatement }) {
  const { t } = useWords();
  return (
    <>
      <Facts
        columns={1}
        facts={[
          { label: t('portal.use.scenario'), value: words.scenario },
          { label: t('portal.use.outcome'), value: words.outcome },
          { label: t('portal.use.figures'), value: t('portal.use.figures-said', words.figures) },
          { label: t('portal.use.storage'), value: words.storage },
        ]}
      />
      <div className="row small soft">
        {t('portal.use.said-at', { quarter, at: dayAndTime(at) })}
        {kind === 'unchanged' ? <StateTag tone="off">{t('portal.use.unchanged-tag')}</StateTag> : null}
      </div>
    </>
  );
}

function Months({ quarter: { months } }: { quarter: UseQuarter }) {
  const { t } = useWords();
  if (months.length === 0) return <p className="soft">{t('portal.use.no-months')}</p>;
  const count = (name: 'calls' | 'refused' | 'failed' | 'records') => ({
    title: t(`sharing.use-ledger.${name}`),
    width: 96,
    render: (_value: unknown, row: UseQuarter['months'][number]) => row.counts[name],
  });
  return (
    <Table<UseQuarter['months'][number]>
      size="small"
      rowKey="month"
      title={() => t('portal.use.course')}
      pagination={false}
      scroll={{ x: 620 }}
      dataSource={months}
      columns={[
        { title: t('portal.use.month'), width: 96, dataIndex: 'month' },
        count('calls'),
        count('refused'),
        count('failed'),
        count('records'),
        {
          title: t('portal.use.span'),
          width: 210,
          render: (_value, { counts: { firstOn, lastOn } }) => (firstOn && lastOn ? <bdi>{`${firstOn} ~ ${lastOn}`}</bdi> : '—'),
        },
      ]}
    />
  );
}
