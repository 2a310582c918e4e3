import type { CorrectionAnswer } from '@karez/contract/correction/schemas';
import { useWords } from '../client/language.tsx';
import { Facts, type Fact } from '../ui/Facts.tsx';

/** What an answer says; `source` is the name of the department that a redirect passes the report on to. */
export function AnswerFacts({ answer, source }: { answer: CorrectionAnswer; source: string }) {
  const { t } = useWords();
  const facts: Fact[] = [{ label: t('portal.correction.result'), value: t(`correction.result.${answer.result}`) }];
  if (answer.result === 'corrected' || answer.result === 'partly')
    facts.push(
      { label: t('portal.correction.corrected-on'), value: answer.correctedOn },
      { label: t('portal.correction.how'), value: answer.how, wide: true },
    );
  if (answer.result === 'redirect') facts.push({ label: t('portal.correction.source'), value: <bdi>{source}</bdi> });
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
