import type { Entry } from '@karez/contract/catalog/answers';
import { listSources, type DatumSource } from '@karez/contract/catalog/source';
import { useAnswer } from '../../client/queries.ts';

/** Where the data of one version of an entry come from. */
export type Sources = {
  readonly all: readonly DatumSource[];
  of(place: DatumSource['place'], no: number): readonly DatumSource[];
};

export function useSources(entry: Entry, shown: 'live' | 'working'): Sources {
  const answer = useAnswer(listSources, { params: { entryId: entry.id } }).data?.answer.items ?? [];
  const all = answer.filter((one) => (shown === 'live' ? one.live : one.working));
  return { all, of: (place, no) => all.filter((one) => one.place === place && one.no === no) };
}
