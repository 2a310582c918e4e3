import { getFiling, type Filing, type FilingParty } from '@karez/contract/sharing/filing';
import { Breadcrumb, Card, Table } from 'antd';
import { Link, useParams } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { ClocksCard, HistoryCard } from '../case-aside.tsx';
import { FilingDeeds } from './FilingDeeds.tsx';
import { FilingStateTag } from './FilingStateTag.tsx';

/** One filing: what is to change or stop and why, whom it affects, what they say, and the authority's answer. */
export function FilingPage() {
  const { filingId = '' } = useParams();
  const filing = useAnswer(getFiling, { params: { filingId } });
  return <Loaded query={filing}>{({ answer }) => <ShownFiling filing={answer} />}</Loaded>;
}

function ShownFiling({ filing }: { filing: Filing }) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        crumbs={<Breadcrumb items={[{ title: <Link to={paths.filings()}>{t('portal.menu.filings')}</Link> }, { title: filing.no }]} />}
        title={
          <span className="row">
            <bdi>{filing.entry.name}</bdi>
            <FilingStateTag state={filing.state} />
          </span>
        }
        purpose={t(`portal.filing.now.${filing.state}`)}
        actions={<FilingDeeds filing={filing} />}
      />
      <div className="columns">
        <div className="stack">
          <FiledCard filing={filing} />
          <Card title={t('portal.filing.parties')}>
            <PartyTable parties={filing.parties} />
          </Card>
        </div>
        <aside className="stack" aria-label={t('portal.filing.aside')}>
          <ClocksCard title={t('portal.filing.clocks')} clocks={filing.clocks} nameOf={({ ruleKey }) => t(`law.rule.${ruleKey}`)} />
          <HistoryCard
            steps={filing.history}
            nameOf={({ action }) => t(`sharing.filing-step.${action}`)}
            system={t('portal.filing.platform')}
          />
        </aside>
      </div>
    </>
  );
}

function FiledCard({ filing }: { filing: Filing }) {
  const { t } = useWords();
  const { notice } = filing;
  const noticeSays = { nature: notice.nature, days: notice.workingDays, firstOn: filing.earliestOn };
  return (
    <Card title={t('portal.filing.about')}>
      <Facts
        facts={[
          { label: t('portal.filing.kind'), value: t(`sharing.filing-kind.${filing.kind}`) },
          { label: t('portal.filing.effective-on'), value: filing.effectiveOn },
          {
            label: t('portal.filing.entry'),
            value: (
              <Link to={paths.entry(filing.entry.id)}>
                <bdi>{filing.entry.name}</bdi>
              </Link>
            ),
          },
          { label: t('portal.filing.service'), value: filing.service?.name ?? t('portal.filing.whole-entry') },
          { label: t('portal.filing.provider'), value: filing.provider.name },
          { label: t('portal.filing.notice'), value: t('portal.filing.notice-is', noticeSays), wide: true },
          ...(filing.notBefore === null ? [] : [{ label: t('portal.filing.not-before'), value: filing.notBefore, wide: true }]),
          { label: t('portal.filing.reason'), value: filing.reason, wide: true },
          ...(filing.change === null ? [] : [{ label: t('portal.filing.change'), value: filing.change, wide: true }]),
          {
            label: t('portal.filing.basis'),
            value: filing.basis.map(({ title, docNo, article }) => t('portal.cited', { title, docNo, article })).join('\n'),
            wide: true,
          },
        ]}
      />
    </Card>
  );
}

const tones: Readonly<Record<NonNullable<FilingParty['answer']>, Tone>> = { agrees: 'ok', objects: 'danger', 'needs-until': 'warn' };

function PartyTable({ parties }: { parties: readonly FilingParty[] }) {
  const { t } = useWords();
  return (
    <Table<FilingParty>
      rowKey={({ requester }) => requester.id}
      size="middle"
      dataSource={[...parties]}
      pagination={false}
      scroll={{ x: 560 }}
      columns={[
        { title: t('portal.filing.requester'), width: 140, render: (_value, { requester }) => <bdi>{requester.name}</bdi> },
        {
          title: t('portal.filing.grants'),
          width: 200,
          render: (_value, { grants }) =>
            grants.map(({ id, no, systemName }) => (
              <div key={id}>
                <Link to={paths.grant(id)}>
                  <bdi className="code">{no}</bdi>
                </Link>
                <div className="small soft">
                  <bdi>{systemName}</bdi>
                </div>
              </div>
            )),
        },
        { title: t('portal.filing.answer'), render: (_value, party) => <Answered party={party} /> },
      ]}
    />
  );
}

function Answered({ party }: { party: FilingParty }) {
  const { t } = useWords();
  const { answer, needsUntil, words, answeredAt, clock } = party;
  if (answer === null)
    return (
      <span className="row">
        <span className="soft">{t('portal.filing.no-answer')}</span>
        {clock ? <ClockBadge clock={clock} /> : null}
      </span>
    );
  return (
    <>
      <StateTag tone={tones[answer]}>
        {answer === 'needs-until' ? t('portal.filing.needs-until', { on: needsUntil ?? '' }) : t(`sharing.filing-answer.${answer}`)}
      </StateTag>
      <div className="small soft">{dayAndTime(answeredAt)}</div>
      {words ? (
        <div className="pre">
          <bdi>{words}</bdi>
        </div>
      ) : null}
    </>
  );
}
