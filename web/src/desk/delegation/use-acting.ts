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
  const goOn = async (to: string) => {
    await queries.invalidateQueries();
    await navigate(to);
  };
  return {
    busy: acting.isPending || own.isPending,
    error: acting.error ?? own.error,
    begin: (delegationId: string, to: string) => acting.mutate({ body: { delegationId } }, { onSuccess: () => void goOn(to) }),
    end: (to: string) => own.mutate({}, { onSuccess: () => void goOn(to) }),
  };
}
