import type { Route } from '@karez/contract/route';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { call, type Answered, type Input } from './call.ts';
import { ProblemError } from './problem-error.ts';

type ReadOptions = { readonly enabled?: boolean; readonly everyMilliseconds?: number };

/** Reads a GET route; the key is the route and its input, so that a write can say what it makes stale. */
export function useAnswer<R extends Route>(route: R, input: Input<R>, options: ReadOptions = {}): UseQueryResult<Answered<R>> {
  return useQuery({
    queryKey: [route.id, input.params ?? null, input.query ?? null],
    queryFn: () => call(route, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMilliseconds ?? false,
    placeholderData: keepPreviousData,
    retry: (count, error) => !(error instanceof ProblemError) && count < 2,
  });
}

/** Does a writing route; afterwards everything that starts with one of `stale` (route ids or `module.`) is read again. */
export function useDeed<R extends Route>(route: R, stale: readonly string[]): UseMutationResult<Answered<R>, Error, Input<R>> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<R>) => call(route, input),
    // Not waited for: what is read again may take the asking form off the page, and its own next step would then never come.
    onSuccess: () => {
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => stale.some((prefix) => typeof queryKey[0] === 'string' && queryKey[0].startsWith(prefix)),
      });
    },
  });
}
