import type { Correction, CorrectionAnswer } from '@karez/contract/correction/schemas';
import { Alert, Card } from 'antd';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Facts, type Fact } from '../ui/Facts.tsx';

/** The answer with what was objected to it and decided; for the provider also what it has only proposed. */
export function AnswerCard({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const { proposal, reply, decision, state } = correction;
  return (
    <>
      {correction.ordered && state !== 'answered' && state !== 'confirmed' ? (
        <Alert type="warning" showIcon title={t('portal.correction.ordered')} description={<bdi>{decision?.reason}</bdi>} />
      ) : null}
      {proposal && reply === null ? (
        <Card title={t('portal.correction.proposal')}>
          <AnswerFacts answer={proposal} correction={correction} />
        </Card>
      ) : null}
      {reply ? (
        <Card title={t('portal.correction.reply', { organisation: reply.organisation, at: dayAndTime(reply.at) })}>
          <AnswerFacts answer={reply.answer} correction={correction} />
        </Card>
      ) : null}
      <Dispute correction={correction} />
    </>
  );
}

/** What was said against the answer, and what was decided. */
function Dispute({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const { objection, decision, state } = correction;
  return (
    <>
      {objection && (state === 'disputed' || state === 'upheld') ? (
        <Alert
          type="warning"
          showIcon
          title={t('portal.correction.objection', { at: dayAndTime(objection.at) })}
          description={<bdi>{objection.reason}</bdi>}
        />
      ) : null}
      {decision && state === 'upheld' ? (
        <Alert
          type="info"
          showIcon
          title={t('portal.correction.upheld', { at: dayAndTime(decision.at) })}
          description={<bdi>{decision.reason}</bdi>}
        />
      ) : null}
    </>
  );
}

function AnswerFacts({ answer, correction }: { answer: CorrectionAnswer; correction: Correction }) {
  const { t } = useWords();
  const facts: Fact[] = [{ label: t('portal.correction.result'), value: t(`correction.result.${answer.result}`) }];
  if (answer.result === 'corrected' || answer.result === 'partly')
    facts.push(
      { label: t('portal.correction.corrected-on'), value: answer.correctedOn },
      { label: t('portal.correction.how'), value: answer.how, wide: true },
    );
  if (answer.result === 'redirect')
    facts.push({
      label: t('portal.correction.source'),
      value: correction.sources.find(({ id }) => id === answer.organisationId)?.name ?? '',
    });
  if (answer.result !== 'corrected') facts.push({ label: t('portal.correction.reason'), value: answer.reason, wide: true });
  if (answer.result === 'not-an-error' && answer.basis.length > 0)
    facts.push({
      label: t('portal.correction.basis'),
      value: answer.basis.map(({ title, docNo, article }) => (
        <div key={`${title} ${article}`}>
          <bdi>{t('portal.cited', { title, docNo, article })}</bdi>
        </div>
      )),
      wide: true,
    });
  return <Facts facts={facts} />;
}
