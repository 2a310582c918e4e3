import type { TranslationLanguage, TranslationState } from '@karez/contract/catalog/translation';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<TranslationState, Tone>> = {
  missing: 'off',
  draft: 'draft',
  translated: 'waiting',
  reviewed: 'ok',
  stale: 'warn',
};

export function TranslationStateTag({ state }: { state: TranslationState }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`catalog.translation.state.${state}`)}</StateTag>;
}

/** Language and direction of a text in the language. */
export function scriptOf(language: TranslationLanguage): { readonly lang: string; readonly dir: 'rtl' | 'ltr' } {
  return { lang: language, dir: language === 'ug' ? 'rtl' : 'ltr' };
}

/** What a field is, in words: `items/3/name` is the name of item 3. What no entry has, as a file may say it, stays as it is. */
export function useFieldWords(): (field: string) => string {
  const { t, has } = useWords();
  return (field) => {
    const [kind = '', no = '', part] = field.split('/');
    const key = part === undefined ? `portal.translation.field.${kind}` : `portal.translation.field.item-${part}`;
    return has(key) ? t(key, { no }) : field;
  };
}
