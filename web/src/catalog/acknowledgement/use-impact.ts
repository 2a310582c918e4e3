import { getChangeImpact } from '@karez/contract/catalog/acknowledgement';
import type { Entry } from '@karez/contract/catalog/answers';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../client/call.ts';

/** What the version on its way changes for others, as of now; read anew with every save of the draft. */
export function useImpact(entry: Entry) {
  return useQuery({
    queryKey: [getChangeImpact.id, { entryId: entry.id }, entry.revision],
    queryFn: () => call(getChangeImpact, { params: { entryId: entry.id } }),
    placeholderData: (before) => before,
    enabled: entry.working !== null,
  });
}
