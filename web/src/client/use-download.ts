import type { Route } from '@karez/contract/route';
import { useState } from 'react';
import { download, type Input } from './call.ts';

/** Fetches a file of a download route and hands it to the browser; keeps what went wrong, to be shown. */
export function useDownload<R extends Route>(route: R) {
  const [error, setError] = useState<Error | null>(null);
  const [loading, setLoading] = useState(false);
  const fetch = (input: Input<R>) => {
    setLoading(true);
    void download(route, input)
      .then(
        () => setError(null),
        (failed: unknown) => setError(failed instanceof Error ? failed : new Error(String(failed))),
      )
      .finally(() => setLoading(false));
  };
  return { fetch, error, loading };
}
