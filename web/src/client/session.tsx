import { readMe } from '@karez/contract/identity';
import type { AnswerOf } from '@karez/contract/route';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { setCsrfToken, setRefusalListener } from './call.ts';
import { ProblemError } from './problem-error.ts';
import { useAnswer } from './queries.ts';

export type Me = AnswerOf<typeof readMe>;

const SessionContext = createContext<Me | null>(null);

type Shown = {
  readonly signedOut: ReactNode;
  readonly loading: ReactNode;
  readonly failed: (error: Error, again: () => void) => ReactNode;
  readonly children: ReactNode;
};

/** Shows its children to a signed-in person, and what stands for them otherwise. */
export function SessionProvider({ signedOut, loading, failed, children }: Shown) {
  const me = useAnswer(readMe, {});
  const { refetch } = me;
  // A delegation that ends in the middle of a session shows itself at the first thing that it refuses, and the page stays as it is.
  useEffect(() => {
    setRefusalListener((code) => {
      if (code === 'request.delegation-ended') void refetch();
    });
    return () => setRefusalListener(() => undefined);
  }, [refetch]);
  if (me.error instanceof ProblemError && me.error.problem.status === 401) return signedOut;
  if (me.error) return failed(me.error, () => void me.refetch());
  if (!me.data) return loading;
  setCsrfToken(me.data.answer.session.csrfToken);
  return <SessionContext value={me.data.answer}>{children}</SessionContext>;
}

/** The signed-in person, with the powers of the post they act from. */
export function useMe(): Me {
  const me = useContext(SessionContext);
  if (!me) throw new Error('useMe stands outside SessionProvider');
  return me;
}

/** Whether the acting post carries a power: decides what the menu offers; the server decides what is done. */
export function usePower(power: string): boolean {
  return useMe().powers.some((held) => held === power);
}

/** Whether the caller holds one of some powers. */
export function useAnyPower(powers: readonly string[]): boolean {
  return useMe().powers.some((held) => powers.includes(held));
}
