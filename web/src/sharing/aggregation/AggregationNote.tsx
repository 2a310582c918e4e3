import { answerAggregation } from '@karez/contract/sharing/aggregation';
import type { Application } from '@karez/contract/sharing/schemas';
import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { paths } from '../../paths.ts';

type Rule = NonNullable<Application['aggregation']>['rules'][number];

/** 汇聚风险提示: what the department's grants tell together, now or with this one, and what its head has answered. */
export function AggregationNote({ application }: { application: Application }) {
  const { t } = useWords();
  const { aggregation } = application;
  if (!aggregation) return null;
  const { rules, needsAnswer, answer } = aggregation;
  return (
    <Alert
      type={needsAnswer ? 'error' : 'warning'}
      showIcon
      title={t('portal.aggregation.title')}
      description={
        <>
          {rules.map((rule) => (
            <RuleLine key={`${rule.rule} ${rule.pending}`} rule={rule} />
          ))}
          {needsAnswer ? <div>{t('portal.aggregation.needs')}</div> : null}
          {answer ? (
            <div className="pre">
              <bdi>{t('portal.aggregation.answer', { at: dayAndTime(answer.at), words: answer.words })}</bdi>
            </div>
          ) : null}
        </>
      }
      action={needsAnswer ? <AnswerButton application={application} /> : null}
    />
  );
}

function RuleLine({ rule: { rule, kinds, pending, grantCount, grants } }: { rule: Rule }) {
  const { t } = useWords();
  const names = kinds.map((kind) => t(`sharing.aggregation-trait.${kind}`)).join(t('portal.acknowledgement.and'));
  return (
    <div style={{ marginBlockEnd: 8 }}>
      <div>{t(`sharing.aggregation-rule.${rule}`)}</div>
      <div className="small soft">{t('portal.aggregation.kinds', { kinds: names, count: grantCount })}</div>
      {pending ? <div className="small soft">{t('portal.aggregation.pending')}</div> : null}
      {grants.map(({ id, no, entryName }) => (
        <div key={id} className="small">
          <Link to={paths.grant(id)}>
            <bdi className="code">{no}</bdi>
          </Link>{' '}
          <bdi>{entryName}</bdi>
        </div>
      ))}
    </div>
  );
}

function AnswerButton({ application }: { application: Application }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'answer'>();
  const deed = useDeed(answerAggregation, ['sharing.', 'desk.']);
  if (application.allowed['answer-aggregation']?.allowed !== true) return null;
  const about = application.aggregation?.about;
  if (!about) return null;
  const params = { applicationId: application.id };
  return (
    <>
      <Button onClick={() => show('answer')}>{t('portal.aggregation.deed.answer')}</Button>
      <SignDialog
        open={open === 'answer'}
        title={t('portal.aggregation.deed.answer')}
        says={t('portal.aggregation.says.answer')}
        signs
        busy={deed.isPending}
        error={deed.error}
        onDone={({ opinion, code }) => deed.mutate({ params, body: { about, words: opinion, code } }, { onSuccess: done })}
        onCancel={close}
      />
    </>
  );
}
