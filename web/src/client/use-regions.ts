import { listRegions } from '@karez/contract/identity';
import type { AnswerOf } from '@karez/contract/route';
import { useMemo } from 'react';
import { useWords } from './language.tsx';
import { nameIn } from './name-in.ts';
import { useAnswer } from './queries.ts';

type Region = AnswerOf<typeof listRegions>['items'][number];

/** The regions of the installation, each by its name in the reader's language, or in Chinese where it has none; empty until they are here. */
export function useRegions(): readonly Region[] {
  const { language } = useWords();
  const regions = useAnswer(listRegions, {}).data?.answer.items;
  return useMemo(
    () => (regions ?? []).map((region) => ({ ...region, name: nameIn(language, region.name, region).text })),
    [regions, language],
  );
}
