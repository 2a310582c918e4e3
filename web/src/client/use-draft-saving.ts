import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';

const PAUSE_MS = 1200;

export type Saving = { readonly state: 'saved' | 'waiting' | 'saving' | 'failed'; readonly error: Error | null };

const keptSchema = z.object({ revision: z.number(), content: z.unknown() });

/** Text that the server has not got, left over in this browser from a closed tab or a lost connection; null when it has it all. */
export function keptDraft<Content>(key: string, { revision, schema }: { revision: number; schema: z.ZodType<Content> }): Content | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  const kept = keptSchema.safeParse(JSON.parse(text));
  if (!kept.success || kept.data.revision !== revision) return null;
  const content = schema.safeParse(kept.data.content);
  return content.success ? content.data : null;
}

type Draft<Content, Saved extends { readonly revision: number }> = {
  /** Under which the unsaved text rests in this browser. */
  readonly key: string;
  readonly revision: number;
  readonly save: (content: Content, revision: number) => Promise<Saved>;
  readonly onSaved: (saved: Saved) => void;
};

/**
 * Saves a draft a moment after each change, one save at a time, always with the revision that was read; what is not yet saved stays in the
 * browser. Answers the state of saving, a function that tells of a change, and one that saves at once.
 */
export function useDraftSaving<Content, Saved extends { readonly revision: number }>(draft: Draft<Content, Saved>) {
  const { key } = draft;
  const [saving, setSaving] = useState<Saving>({ state: 'saved', error: null });
  const latest = useRef(draft);
  latest.current = draft;
  const revision = useRef(draft.revision);
  const pending = useRef<{ content: Content } | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<number | undefined>(undefined);

  const flush = useCallback(async (): Promise<void> => {
    window.clearTimeout(timer.current);
    if (running.current) await running.current;
    const next = pending.current;
    if (next === null) return;
    pending.current = null;
    setSaving({ state: 'saving', error: null });
    const work = latest.current
      .save(next.content, revision.current)
      .then((saved) => {
        revision.current = saved.revision;
        if (pending.current === null) localStorage.removeItem(key);
        latest.current.onSaved(saved);
        setSaving({ state: pending.current === null ? 'saved' : 'waiting', error: null });
      })
      .catch((error: unknown) => {
        pending.current ??= next;
        setSaving({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
        throw error;
      });
    running.current = work.then(
      () => undefined,
      () => undefined,
    );
    await work.finally(() => {
      running.current = null;
    });
  }, [key]);

  const changed = useCallback(
    (content: Content) => {
      pending.current = { content };
      localStorage.setItem(key, JSON.stringify({ revision: revision.current, content }));
      setSaving((before) => ({ state: 'waiting', error: before.error }));
      window.clearTimeout(timer.current);
      // A failed save shows its own way out; the next change tries again.
      timer.current = window.setTimeout(
        () =>
          void flush().then(
            () => undefined,
            () => undefined,
          ),
        PAUSE_MS,
      );
    },
    [key, flush],
  );

  useEffect(() => () => window.clearTimeout(timer.current), []);
  return { saving, changed, flush };
}
