import type { Application } from '@karez/contract/sharing/schemas';
import { Alert, Tag } from 'antd';
import { useWords } from '../../client/language.tsx';
import { Facts } from '../../ui/Facts.tsx';

/** What was asked besides the form and how it was answered; what a supplement changed says so, with what stood there before. */
export function AnswerFacts({ application: { content, contentBefore } }: { application: Application }) {
  const { t } = useWords();
  const now = content.questions?.answers ?? [];
  // An answer that a supplement took back stays in sight, as nothing, with what stood there before.
  const gone = (contentBefore?.questions?.answers ?? []).filter(({ id }) => !now.some((one) => one.id === id));
  const answers = [...now, ...gone.map((one) => ({ ...one, answer: [] }))];
  if (answers.length === 0) return null;
  const told = (answer: readonly string[]) =>
    answer.map((one) => (one === 'yes' || one === 'no' ? t(`sharing.answer.${one}`) : one)).join('\n');
  const before = (id: string) => told(contentBefore?.questions?.answers.find((one) => one.id === id)?.answer ?? []);
  return (
    <Facts
      facts={answers.map(({ id, question, answer }) => ({
        label: question,
        wide: true,
        value:
          contentBefore === null || before(id) === told(answer) ? (
            told(answer)
          ) : (
            <>
              <Tag color="processing">{t('portal.supplement.changed')}</Tag>
              <bdi>{told(answer) || '—'}</bdi>
              <div className="soft">
                {t('portal.supplement.before')}
                <bdi>{before(id) || '—'}</bdi>
              </div>
            </>
          ),
      }))}
    />
  );
}

/** Answers that whoever decides must see, each with the reason that the set gives. */
export function RiskNote({ application: { riskyAnswers } }: { application: Application }) {
  const { t } = useWords();
  if (riskyAnswers.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('portal.questions.risky', { count: riskyAnswers.length })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {riskyAnswers.map(({ id, section, question, answer, reason }) => (
            <li key={`${id} ${answer}`}>
              <bdi>
                {t('portal.questions.risk-line', {
                  section,
                  question,
                  answer: answer === 'yes' || answer === 'no' ? t(`sharing.answer.${answer}`) : answer,
                  reason,
                })}
              </bdi>
            </li>
          ))}
        </ul>
      }
    />
  );
}
