import { languageFacts } from '@karez/contract/wording';
import { useWords } from '../client/language.tsx';

/** Under every page that is not Chinese: which text counts, and whether a native reader has seen these words. */
export function LanguageLine() {
  const { t, language } = useWords();
  if (language === 'zh') return null;
  return (
    <footer className="soft small" style={{ textAlign: 'center', paddingBlock: 12, paddingInline: 24 }}>
      {t('portal.legal-language')}
      {languageFacts[language].reviewed ? null : ` ${t('portal.trial-language')}`}
    </footer>
  );
}
