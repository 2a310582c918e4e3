import type { Entry } from '@karez/contract/catalog/answers';
import type { EntryContent } from '@karez/contract/catalog/content';
import { useRef, useState } from 'react';
import { useMe } from '../../client/session.tsx';
import type { Draft } from '../draft.ts';
import { forgetAdjustment, keepAdjustment, keptAdjustment } from './kept-adjustment.ts';

/** `fresh`: nothing written yet; `kept`: this browser has it; `restored`: found again; `stale`: found again, but the entry has changed since. */
export type Keeping = 'fresh' | 'kept' | 'restored' | 'stale';

type Written = { readonly draft: Draft; readonly reason: string };

/**
 * The text of an adjustment while it is written: each change rests at once in this browser, and is found again after a closed tab or
 * an ended session. The platform has it once it is proposed, and never before the declaration of secrecy.
 */
export function useAdjustment(entry: Entry, before: EntryContent) {
  const place = { personId: useMe().person.id, entryId: entry.id };
  const blank: Written = { draft: before, reason: '' };
  const [first] = useState(() => keptAdjustment(place, before));
  const [written, setWritten] = useState<Written>(first ?? blank);
  const [keeping, setKeeping] = useState<Keeping>(first === null ? 'fresh' : first.revision === entry.revision ? 'restored' : 'stale');
  // Two changes in one moment both count.
  const latest = useRef(written);
  const write = (change: Partial<Written>) => {
    latest.current = { ...latest.current, ...change };
    keepAdjustment(place, { ...latest.current, revision: entry.revision });
    setWritten(latest.current);
    setKeeping('kept');
  };
  return {
    ...written,
    keeping,
    setDraft: (change: (old: Draft) => Partial<Draft>) => write({ draft: { ...latest.current.draft, ...change(latest.current.draft) } }),
    setReason: (reason: string) => write({ reason }),
    /** One's own text over the entry as it is now: what the entry has beside it is the entry's. */
    goOn: () => write({}),
    /** Forgets what this browser keeps: it was proposed, given up, or declared secret. */
    drop: () => {
      forgetAdjustment(place);
      latest.current = blank;
      setWritten(blank);
      setKeeping('fresh');
    },
  };
}
export type WrittenAdjustment = ReturnType<typeof useAdjustment>;
