import type { Route } from '@karez/contract/route';
import { useState } from 'react';
import { download, type Input } from './call.ts';
import { isSealedSoon, sealWaitMs } from './sealed-soon.ts';

/**
 * Fetches a file of a download route and hands it to the browser; keeps what went wrong, to be shown.
 * A paper that was signed a moment ago carries a receipt of the next tree head: it is asked for again while that is on its way.
 */
export function useDownload<R extends Route>(route: R) {
  const [error, setError] = useState<Error | null>(null);
  const [loading, setLoading] = useState(false);
  const fetch = (input: Input<R>) => {
    setLoading(true);
    void downloadSealed(route, input)
      .then(
        () => setError(null),
        (failed: unknown) => setError(failed instanceof Error ? failed : new Error(String(failed))),
      )
      .finally(() => setLoading(false));
  };
  return { fetch, error, loading };
}

async function downloadSealed<R extends Route>(route: R, input: Input<R>): Promise<void> {
  for (let failures = 0; ; failures++) {
    try {
      return await download(route, input);
    } catch (error) {
      if (!(error instanceof Error && isSealedSoon(failures, error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, sealWaitMs));
    }
  }
}
