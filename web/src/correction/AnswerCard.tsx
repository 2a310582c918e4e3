import type { Correction } from '@karez/contract/correction/schemas';
import { Alert, Card } from 'antd';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { AnswerFacts } from './AnswerFacts.tsx';

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
          <AnswerFacts answer={proposal} source={sourceOf(correction)} />
        </Card>
      ) : null}
      {reply ? (
        <Card title={t('portal.correction.reply', { organisation: reply.organisation, at: dayAndTime(reply.at) })}>
          <AnswerFacts answer={reply.answer} source="" />
        </Card>
      ) : null}
      <Dispute correction={correction} />
    </>
  );
}

/** The source that a proposal wants to pass the report on to. */
function sourceOf({ proposal, sources }: Correction): string {
  if (proposal?.result !== 'redirect') return '';
  return sources.find(({ id }) => id === proposal.organisationId)?.name ?? '';
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
