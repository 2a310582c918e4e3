import { categoryName, listCategories } from '@karez/contract/catalog';
import { listBusinessSystems } from '@karez/contract/identity/machines';
import { useMemo } from 'react';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { useRegions } from '../client/use-regions.ts';

const SYSTEMS_MAX = 100;

/** Names behind the codes of an entry; a code without a known name stands for itself. */
export type Names = {
  readonly category: (code: string) => string;
  readonly region: (code: string) => string;
  /** Name of a system of the reader's own department; of another's the platform does not tell. */
  readonly system: (id: string) => string | null;
};

export function useNames(): Names {
  const { language } = useWords();
  const categories = useAnswer(listCategories, {}).data?.answer.items;
  const regions = useRegions();
  const systems = useAnswer(listBusinessSystems, { query: { limit: SYSTEMS_MAX } }).data?.answer.items;
  return useMemo(() => {
    const categoryNames = new Map(categories?.map((one) => [one.code, categoryName(one, language)]));
    const regionNames = new Map(regions.map((one) => [one.code, one.name]));
    const systemNames = new Map(systems?.map((one) => [one.id, one.name]));
    return {
      category: (code) => categoryNames.get(code) ?? code,
      region: (code) => regionNames.get(code) ?? code,
      system: (id) => systemNames.get(id) ?? null,
    };
  }, [categories, regions, systems, language]);
}
