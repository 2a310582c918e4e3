import type { Correction } from '@karez/contract/correction/schemas';
import { Card } from 'antd';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { AnswerFacts } from './AnswerFacts.tsx';

/** Answers that were signed and no longer count: overturned by the authority, or the report was passed on. Word for word. */
export function FormerAnswers({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const former = correction.answers.filter(({ stands }) => !stands);
  if (former.length === 0) return null;
  return (
    <Card title={t('portal.correction.former-answers')}>
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.correction.former-answers-says')}
      </p>
      <div className="stack">
        {former.map(({ no, at, organisation, answer, opinion, digest, to }) => (
          <section key={no} aria-label={t('portal.correction.former-answer', { no, organisation })}>
            <h3 style={{ fontSize: 15, marginBlockStart: 0 }}>
              <bdi>{t('portal.correction.reply', { organisation, at: dayAndTime(at) })}</bdi>
            </h3>
            <AnswerFacts answer={answer} source={to?.name ?? ''} />
            <div className="small soft" style={{ marginBlockStart: 8, overflowWrap: 'anywhere' }}>
              {opinion === '' ? null : (
                <div>
                  {t('portal.correction.head-opinion')} <bdi>{opinion}</bdi>
                </div>
              )}
              {digest === null ? null : (
                <div>
                  {t('portal.correction.digest')} <bdi className="code">{digest}</bdi>
                </div>
              )}
            </div>
          </section>
        ))}
      </div>
    </Card>
  );
}
