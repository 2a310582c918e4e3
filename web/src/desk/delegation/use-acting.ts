import { actAsSelf, actFor } from '@karez/contract/desk/delegation';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useDeed } from '../../client/queries.ts';

/** Acting for another, and going back to oneself: everything is read anew with other powers, and then the page is opened. */
export function useActing() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const acting = useDeed(actFor, []);
  const own = useDeed(actAsSelf, []);
  const goOn = async (to: string | null) => {
    await queries.invalidateQueries();
    if (to !== null) await navigate(to);
  };
  return {
    busy: acting.isPending || own.isPending,
    error: acting.error ?? own.error,
    begin: (delegationId: string, to: string) => acting.mutate({ body: { delegationId } }, { onSuccess: () => void goOn(to) }),
    /** Back to oneself; null stays on the page. */
    end: (to: string | null) => own.mutate({}, { onSuccess: () => void goOn(to) }),
  };
}
