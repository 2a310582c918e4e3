import { isLanguage, languageFacts, languageFrom, wordsFrom, type Language, type WordParams } from '@karez/contract/wording';
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { fetchSpeech } from '../speech/fetch-speech.ts';
import type { Speech } from '../speech/speech.ts';
import { setCallLanguage } from './call.ts';

const KEY = 'karez.language';

/** What speaks the chosen language. */
export type Spoken = {
  readonly language: Language;
  readonly t: (key: string, params?: WordParams) => string;
  readonly has: (key: string) => boolean;
  /** The keys that begin so. */
  readonly keysUnder: (prefix: string) => readonly string[];
  readonly parts: Speech['parts'];
  /** Fetches the words of a language, then speaks it; until then, and where they cannot be fetched (it rejects), nothing changes. */
  readonly setLanguage: (language: Language) => Promise<void>;
};

const LanguageContext = createContext<Spoken | null>(null);

/** A language whose words are here. */
export type Known = { readonly language: Language; readonly speech: Speech };

function remembered(): Language {
  const stored = localStorage.getItem(KEY);
  return isLanguage(stored) ? stored : languageFrom(navigator.language);
}

/** The language that this browser spoke last, or prefers. */
export async function fetchFirstLanguage(): Promise<Known> {
  const language = remembered();
  return { language, speech: await fetchSpeech(language) };
}

/** What a language's words say, without the choice of another. */
function spokenFrom({ language, speech }: Known): Omit<Spoken, 'setLanguage'> {
  const words = wordsFrom(speech.table, language);
  return {
    language,
    t: (key, params) => words.text(key, params),
    has: (key) => words.has(key),
    keysUnder: (prefix) => Object.keys(speech.table).filter((key) => key.startsWith(prefix)),
    parts: speech.parts,
  };
}

/** Gives every part the words of the chosen language; the choice stays in this browser and is told to nobody. */
export function LanguageProvider({ first, children }: { first: Known; children: ReactNode }) {
  const [{ language, speech }, setKnown] = useState(first);
  const wanted = useRef(first.language);
  setCallLanguage(language);
  useEffect(() => {
    localStorage.setItem(KEY, language);
    document.documentElement.lang = languageFacts[language].tag;
    document.documentElement.dir = languageFacts[language].direction;
  }, [language]);
  const spoken = useMemo(() => {
    return {
      ...spokenFrom({ language, speech }),
      setLanguage: async (next: Language) => {
        wanted.current = next;
        const fetched = await fetchSpeech(next);
        // Somebody who chose twice gets the second.
        if (wanted.current === next) setKnown({ language: next, speech: fetched });
      },
    };
  }, [language, speech]);
  return <LanguageContext value={spoken}>{children}</LanguageContext>;
}

type Paper = { readonly language: Language; readonly waiting: ReactNode; readonly children: ReactNode };

/** A part of a page in a language of its own, as a print has one, read from its own side; the page around it keeps the reader's. */
export function InLanguage({ language, waiting, children }: Paper) {
  const around = useWords();
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    let wanted = true;
    void fetchSpeech(language).then((speech) => wanted && setKnown({ language, speech }));
    return () => {
      wanted = false;
    };
  }, [language]);
  const { setLanguage } = around;
  const spoken = useMemo(
    () => (known?.language === language ? { ...spokenFrom(known), setLanguage } : null),
    [known, language, setLanguage],
  );
  if (language === around.language) return children;
  if (spoken === null) return waiting;
  const { tag, direction } = languageFacts[language];
  return (
    <LanguageContext value={spoken}>
      <div lang={tag} dir={direction}>
        {children}
      </div>
    </LanguageContext>
  );
}

/** `t(key, params)` gives the words of a key. */
export function useWords(): Spoken {
  const spoken = useContext(LanguageContext);
  if (!spoken) throw new Error('useWords stands outside LanguageProvider');
  return spoken;
}
