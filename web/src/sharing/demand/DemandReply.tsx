import type { Demand, DemandAnswer } from '@karez/contract/sharing/demand';
import { Alert, Card } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Facts, type Fact } from '../../ui/Facts.tsx';

const looks = { promise: 'success', 'not-ours': 'warning', refuse: 'error' } as const;

/** How the demand stands: what was answered or is proposed, into which demand it was merged, and which entry came of it. */
export function DemandReply({ demand }: { demand: Demand }) {
  const { t } = useWords();
  const { reply, proposal, mergedInto, entry } = demand;
  const shown = reply?.answer ?? proposal;
  const isProposed = reply === null && proposal !== null;
  if ([shown, mergedInto, entry].every((one) => one === null)) return null;
  return (
    <Card title={t(isProposed ? 'portal.demand.proposal' : 'portal.demand.reply')}>
      <div className="stack">
        {entry ? <EntryNote entry={entry} isServed={demand.state === 'served'} /> : null}
        {mergedInto ? <MergedInto lead={mergedInto} /> : null}
        {shown ? <Answer answer={shown} reply={reply} /> : null}
      </div>
    </Card>
  );
}

function EntryNote({ entry, isServed }: { entry: NonNullable<Demand['entry']>; isServed: boolean }) {
  const { t } = useWords();
  return (
    <Alert
      type="success"
      showIcon
      title={t(isServed ? 'portal.demand.entry.served' : 'portal.demand.entry.fulfilled')}
      description={
        <Link to={paths.entry(entry.id)}>
          <bdi>{entry.name}</bdi>
        </Link>
      }
    />
  );
}

function MergedInto({ lead }: { lead: NonNullable<Demand['mergedInto']> }) {
  const { t } = useWords();
  const says = t('portal.demand.merged-into', { state: t(`sharing.demand-state.${lead.state}`), day: lead.promisedOn ?? '—' });
  return (
    <Alert
      type="info"
      showIcon
      title={says}
      description={lead.id === null ? null : <Link to={paths.demand(lead.id)}>{lead.no ?? t('portal.demand.other')}</Link>}
    />
  );
}

function Answer({ answer, reply }: { answer: DemandAnswer; reply: Demand['reply'] }) {
  const { t } = useWords();
  const at = reply?.at ?? null;
  return (
    <>
      <Alert
        type={looks[answer.result]}
        showIcon
        title={t(`portal.demand.answer.${answer.result}`)}
        description={
          <>
            <bdi>{answer.opinion}</bdi>
            {at === null ? null : <div className="small soft">{dayAndTime(at)}</div>}
          </>
        }
      />
      <Facts columns={1} facts={[...factsOf(answer, t), ...opinionFact(reply?.authorityOpinion ?? null, t)]} />
    </>
  );
}

type Tell = ReturnType<typeof useWords>['t'];

function opinionFact(opinion: string | null, t: Tell): Fact[] {
  return opinion === null ? [] : [{ label: t('portal.sharing.authority-opinion'), value: opinion }];
}

function factsOf(answer: DemandAnswer, t: Tell): Fact[] {
  if (answer.result === 'promise') {
    return [
      { label: t('portal.demand.promised-on'), value: answer.dueOn },
      { label: t('portal.demand.division'), value: answer.division },
    ];
  }
  if (answer.result === 'not-ours') return [{ label: t('portal.demand.holder'), value: answer.holder }];
  const cited: ReactNode = answer.basis
    .map((one) => t('portal.cited', { title: one.title, docNo: one.docNo, article: one.article }))
    .join('\n');
  return [
    { label: t('portal.sharing.ground'), value: t(`sharing.ground.${answer.ground}`) },
    { label: t('portal.sharing.basis'), value: cited },
  ];
}
