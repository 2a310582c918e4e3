import { saveApplication } from '@karez/contract/sharing';
import { applicationContentSchema, type Application, type ApplicationContent } from '@karez/contract/sharing/schemas';
import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { call } from '../client/call.ts';

const draftSchema = z.object({ revision: z.number(), content: applicationContentSchema });
const PAUSE_MS = 1200;

export type Saving = { readonly state: 'saved' | 'waiting' | 'saving' | 'failed'; readonly error: Error | null };

/** Key under which unsaved text rests in this browser until the server has it. */
function draftKey(applicationId: string): string {
  return `karez.application.${applicationId}`;
}

/** Text that the server has not got, left over from a closed tab or a lost connection. */
export function leftoverDraft(application: Application): ApplicationContent | null {
  const text = localStorage.getItem(draftKey(application.id));
  if (text === null) return null;
  const left = draftSchema.safeParse(JSON.parse(text));
  return left.success && left.data.revision === application.revision ? left.data.content : null;
}

/**
 * Saves a draft a moment after each change, one save at a time, always with the revision that was read; what is not yet saved stays in the
 * browser. Answers the state of saving, a function that tells of a change, and one that saves at once.
 */
export function useAutosave(application: Application, onSaved: (saved: Application) => void) {
  const [saving, setSaving] = useState<Saving>({ state: 'saved', error: null });
  const revision = useRef(application.revision);
  const pending = useRef<ApplicationContent | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<number | undefined>(undefined);

  const flush = useCallback(async (): Promise<void> => {
    window.clearTimeout(timer.current);
    if (running.current) await running.current;
    const content = pending.current;
    if (content === null) return;
    pending.current = null;
    setSaving({ state: 'saving', error: null });
    const work = call(saveApplication, {
      params: { applicationId: application.id },
      body: { secrecyDeclaration: 'not-secret', content },
      ifMatch: revision.current,
    })
      .then(({ answer }) => {
        revision.current = answer.revision;
        if (pending.current === null) localStorage.removeItem(draftKey(application.id));
        onSaved(answer);
        setSaving({ state: pending.current === null ? 'saved' : 'waiting', error: null });
      })
      .catch((error: unknown) => {
        pending.current ??= content;
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
  }, [application.id, onSaved]);

  const changed = useCallback(
    (content: ApplicationContent) => {
      pending.current = content;
      localStorage.setItem(draftKey(application.id), JSON.stringify({ revision: revision.current, content }));
      setSaving((before) => ({ state: 'waiting', error: before.error }));
      window.clearTimeout(timer.current);
      // A failed save shows its own way out; the next change tries again.
      timer.current = window.setTimeout(() => void flush().catch(() => undefined), PAUSE_MS);
    },
    [application.id, flush],
  );

  useEffect(() => () => window.clearTimeout(timer.current), []);
  return { saving, changed, flush };
}
