import { listEntries } from '@karez/contract/catalog';
import type { EntrySummary } from '@karez/contract/catalog/answers';
import { useQuery } from '@tanstack/react-query';
import { call } from '../client/call.ts';

const PAGE = 100;

/** Every entry of the own department that has a revision on its way: read to the last page, so that counts and lists agree. */
async function workingEntries(): Promise<readonly EntrySummary[]> {
  const found: EntrySummary[] = [];
  let cursor: string | null | undefined;
  do {
    // One page after the other: each needs the cursor of the one before.
    // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
    const { answer } = await call(listEntries, {
      query: { scope: 'mine', state: 'unpublished,change-pending,suspended', limit: PAGE, ...(cursor ? { cursor } : {}) },
    });
    found.push(...answer.items);
    cursor = answer.next;
  } while (cursor !== null);
  return found;
}

export function useWorkingEntries() {
  const query = useQuery({ queryKey: [listEntries.id, 'working'], queryFn: workingEntries });
  return { data: query.data, error: query.error, again: () => void query.refetch() };
}
