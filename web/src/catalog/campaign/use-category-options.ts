import { listCategories } from '@karez/contract/catalog';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';

/** A full code 类1 + 项2 + 目3: what an entry is classified by. */
const LEAF_DIGITS = 6;

/** The classifications that an entry can be given, as choices. */
export function useCategoryOptions(): { value: string; label: string }[] {
  const { language } = useWords();
  const categories = useAnswer(listCategories, {}).data?.answer.items ?? [];
  return categories
    .filter(({ code }) => code.length === LEAF_DIGITS)
    .map(({ code, nameZh, nameEn }) => ({ value: code, label: `${code} ${language === 'zh' ? nameZh : nameEn}` }));
}
