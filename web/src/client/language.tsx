import { isLanguage, languageFacts, languageFrom, wordsIn, type Language, type WordParams } from '@karez/contract/words';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { setCallLanguage } from './call.ts';

const KEY = 'karez.language';

type Spoken = {
  readonly language: Language;
  readonly t: (key: string, params?: WordParams) => string;
  readonly has: (key: string) => boolean;

  readonly setLanguage: (language: Language) => void;
};

const LanguageContext = createContext<Spoken | null>(null);

function remembered(): Language {
  const stored = localStorage.getItem(KEY);
  return isLanguage(stored) ? stored : languageFrom(navigator.language);
}

/** Gives every part the words of the chosen language; the choice stays in this browser and is told to nobody. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(remembered);
  setCallLanguage(language);
  useEffect(() => {
    localStorage.setItem(KEY, language);
    document.documentElement.lang = languageFacts[language].tag;
    document.documentElement.dir = languageFacts[language].direction;
    if (language === 'ug') void import('../ui/uyghur-letters.ts');
  }, [language]);
  const spoken = useMemo(() => {
    const words = wordsIn(language);
    return {
      language,
      t: (key: string, params?: WordParams) => words.text(key, params),
      has: (key: string) => words.has(key),
      setLanguage,
    };
  }, [language]);
  return <LanguageContext value={spoken}>{children}</LanguageContext>;
}

/** `t(key, params)` gives the words of a key. */
export function useWords(): Spoken {
  const spoken = useContext(LanguageContext);
  if (!spoken) throw new Error('useWords stands outside LanguageProvider');
  return spoken;
}
