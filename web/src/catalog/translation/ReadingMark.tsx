import type { ReadingMark as Mark } from '@karez/contract/catalog/translation';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<Mark, Tone>> = { reviewed: 'ok', unreviewed: 'waiting', outdated: 'warn' };

/** What a reader should know of a translated text: nobody reviewed it yet, or the Chinese has changed since. A reviewed one needs no mark. */
export function ReadingMark({ mark, always = false }: { mark: Mark; always?: boolean }) {
  const { t } = useWords();
  if (mark === 'reviewed' && !always) return null;
  return <StateTag tone={tones[mark]}>{t(`portal.reading.mark.${mark}`)}</StateTag>;
}
