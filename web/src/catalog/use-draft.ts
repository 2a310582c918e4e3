import { getEntry, updateDraft } from '@karez/contract/catalog';
import type { Entry } from '@karez/contract/catalog/answers';
import type { EntryContent } from '@karez/contract/catalog/content';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../client/call.ts';
import { ProblemError } from '../client/problem-error.ts';
import { savable, type Draft } from './draft.ts';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';

const PAUSE_MS = 2000;

/** `held`: the browser has it, the server cannot take it yet; `stale`: somebody else saved in between. */
export type Saving = { readonly state: 'saved' | 'waiting' | 'saving' | 'held' | 'failed' | 'stale'; readonly error: Error | null };

const isStale = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'catalog.entry.stale';

/** What the form starts with: text of this browser that the server has not got, else the working version. */
function firstOf(entry: Entry, working: EntryContent): { readonly draft: Draft; readonly saving: Saving } {
  const kept = keptDraft(entry.id, working);
  if (!kept) return { draft: working, saving: { state: 'saved', error: null } };
  return { draft: kept.draft, saving: { state: kept.revision === entry.revision ? 'waiting' : 'stale', error: null } };
}

/**
 * Keeps a draft: each change rests at once in this browser and goes to the server a moment later, one save at a time, with the
 * revision that was read. `flush` saves now and answers whether the server has everything.
 */
export function useDraft(entry: Entry, working: EntryContent) {
  const queries = useQueryClient();
  const [first] = useState(() => firstOf(entry, working));
  const [draft, setDraft] = useState<Draft>(first.draft);
  const [saving, setSaving] = useState<Saving>(first.saving);
  const latest = useRef(draft);
  const unsaved = useRef(first.saving.state === 'waiting');
  const stale = useRef(first.saving.state === 'stale');
  const revision = useRef(entry.revision);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<number | undefined>(undefined);

  const save = useCallback(async (): Promise<boolean> => {
    const parsed = savable(latest.current);
    if (!('content' in parsed)) {
      setSaving({ state: 'held', error: null });
      return false;
    }
    unsaved.current = false;
    setSaving({ state: 'saving', error: null });
    try {
      const saved = await call(updateDraft, {
        params: { entryId: entry.id },
        ifMatch: revision.current,
        body: { secrecyDeclaration: 'not-secret', content: parsed.content },
      });
      revision.current = saved.answer.revision;
      queries.setQueryData([getEntry.id, { entryId: entry.id }, null], saved);
      // A change may have come meanwhile; `unsaved` says so since.
      if (unsaved.current) keepDraft(entry.id, { revision: revision.current, draft: latest.current });
      else forgetDraft(entry.id);
      setSaving({ state: unsaved.current ? 'waiting' : 'saved', error: null });
      return !unsaved.current;
    } catch (error) {
      unsaved.current = true;
      stale.current = isStale(error);
      setSaving({ state: stale.current ? 'stale' : 'failed', error: error instanceof Error ? error : new Error(String(error)) });
      return false;
    }
  }, [entry.id, queries]);

  const flush = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    if (running.current) await running.current;
    if (stale.current) return false;
    if (!unsaved.current) return true;
    running.current = save();
    const whole = await running.current;
    running.current = null;
    return whole;
  }, [save]);

  const set = useCallback(
    (change: (before: Draft) => Partial<Draft>) => {
      latest.current = { ...latest.current, ...change(latest.current) };
      unsaved.current = true;
      setDraft(latest.current);
      keepDraft(entry.id, { revision: revision.current, draft: latest.current });
      if (stale.current) return;
      setSaving({ state: 'waiting', error: null });
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush(), PAUSE_MS);
    },
    [entry.id, flush],
  );

  /** The way out of a conflict: keep one's own text over the other's, or take the other's and drop one's own. */
  const settle = useCallback(
    async (whose: 'mine' | 'theirs') => {
      const { answer } = await call(getEntry, { params: { entryId: entry.id } });
      revision.current = answer.revision;
      stale.current = false;
      if (whose === 'theirs' && answer.working) {
        latest.current = answer.working.content;
        unsaved.current = false;
        forgetDraft(entry.id);
        setDraft(latest.current);
        setSaving({ state: 'saved', error: null });
        return;
      }
      unsaved.current = true;
      await flush();
    },
    [entry.id, flush],
  );

  /** Forgets what this browser keeps: the text was declared secret. */
  const drop = useCallback(() => {
    window.clearTimeout(timer.current);
    unsaved.current = false;
    forgetDraft(entry.id);
  }, [entry.id]);

  useEffect(() => {
    if (unsaved.current) timer.current = window.setTimeout(() => void flush(), PAUSE_MS);
    return () => window.clearTimeout(timer.current);
  }, [flush]);

  return { draft, saving, set, flush, settle, drop, revision };
}
export type KeptDraft = ReturnType<typeof useDraft>;
