import type { ComparedLine, ParallelTexts } from '@karez/contract/catalog/edition';
import { Lines } from '../../ui/Lines.tsx';
import { useWords } from '../../client/language.tsx';
import { useReadingLanguage } from '../translation/EntryReading.tsx';
import { scriptOf } from '../translation/translation-words.tsx';

/** Texts of a line in the language of the page; null where the edition has none of it, also for a page in Chinese. */
export function useParallel(): (line: ComparedLine) => ParallelTexts | null {
  const language = useReadingLanguage();
  return ({ parallel }) => (language === null ? null : (parallel[language] ?? null));
}

type Pair = {
  readonly zh: string;
  /** The reviewed translation, if there was one. */
  readonly text: string | null | undefined;
};

/** The reviewed translation with its Chinese below; where none was reviewed the Chinese alone, and in a print that has others a word that it is missing. */
export function ParallelText({ zh, text, marked = false }: Pair & { readonly marked?: boolean }) {
  const { t } = useWords();
  const language = useReadingLanguage();
  if (zh === '') return null;
  if (language === null) return <Lines text={zh} />;
  if (typeof text !== 'string') {
    return (
      <>
        <div lang="zh">
          <Lines text={zh} />
        </div>
        {marked ? <div className="parallel-absent">{t('portal.edition.parallel-absent')}</div> : null}
      </>
    );
  }
  return (
    <>
      <div className="parallel-text" {...scriptOf(language)}>
        <Lines text={text} />
      </div>
      <div className="parallel-zh" lang="zh">
        <Lines text={zh} />
      </div>
    </>
  );
}

/** The conditions of a line and its conditions of use, each beside its translation; what is missing is said once. */
export function ParallelConditions({ line, texts, marked = false }: { line: ComparedLine; texts: ParallelTexts | null; marked?: boolean }) {
  const pairs = [
    ...line.conditions.map((zh, at) => ({ zh, text: texts?.conditions[at] })),
    { zh: line.useConditions, text: texts?.useConditions },
  ].filter(({ zh }) => zh !== '');
  const lastMissing = pairs.findLastIndex(({ text }) => typeof text !== 'string');
  // oxlint-disable-next-line react/no-array-index-key -- lines of an edition never change, and two conditions may say the same
  return pairs.map(({ zh, text }, at) => <ParallelText key={at} zh={zh} text={text} marked={marked && at === lastMissing} />);
}

/** Names of the denied items of a shared line with their reasons, each beside its translation, and the articles. */
export function ParallelDenials({ line, texts }: { line: ComparedLine; texts: ParallelTexts | null }) {
  return (line.deniedItems ?? []).map(({ name, reason, basis }, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines of an edition never change, and two items may bear one name
    <div key={at} style={{ marginBlockEnd: 4 }}>
      <ParallelText zh={name} text={texts?.deniedItems[at]} />
      <ParallelText zh={reason} text={texts?.deniedReasons?.[at]} />
      <Lines text={basis.join('\n')} />
    </div>
  ));
}
