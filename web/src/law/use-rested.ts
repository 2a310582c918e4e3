import { useEffect, useState } from 'react';

const PAUSE_MS = 250;

/** The value once it has rested for a moment, so that typing does not ask the server at each letter. */
export function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(value), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return rested;
}
