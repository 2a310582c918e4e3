import { getTranslation, saveTranslation, type Translation } from '@karez/contract/catalog/translation';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../client/call.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { forgetTexts, keepTexts, keptTexts, type Texts } from './kept-texts.ts';

const PAUSE_MS = 1500;

/** `stale`: somebody else changed one of the very fields that were written here. */
export type Saving = { readonly state: 'saved' | 'waiting' | 'saving' | 'failed' | 'stale'; readonly error: Error | null };

const isChanged = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'catalog.translation.changed';
const textsOf = ({ fields }: Translation): Texts => Object.fromEntries(fields.map(({ field, text }) => [field, text]));

/** Fields written here whose text on the server is no longer the one that was read. */
function crossed(written: Texts, read: Texts, now: Texts): boolean {
  return Object.keys(written).some((field) => read[field] !== now[field] && written[field] !== now[field]);
}

/** Only what differs from the server, of fields that there still are. */
function unsavedOf(written: Texts, server: Texts): Texts {
  return Object.fromEntries(
    Object.entries(written).filter(([field, text]) => server[field] !== undefined && server[field] !== text.trim()),
  );
}

/**
 * Keeps the texts of a translation: each change rests at once in this browser and goes to the server a moment later, only the fields that
 * changed, one save at a time. Two people at different fields do not notice each other; at the same field the second is asked.
 */
export function useTranslationDraft(translation: Translation) {
  const { entryId, language } = translation;
  const queries = useQueryClient();
  const [first] = useState(() => keptTexts(entryId, language));
  const [written, setWritten] = useState<Texts>(first?.texts ?? {});
  const [saving, setSaving] = useState<Saving>({ state: first ? 'waiting' : 'saved', error: null });
  const latest = useRef(written);
  const server = useRef({ revision: translation.revision, texts: first?.read ?? textsOf(translation) });
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<number | undefined>(undefined);

  /** Takes in what the server has now; written texts stay over it. */
  const took = useCallback(
    (answer: Translation, etag: string | null) => {
      server.current = { revision: answer.revision, texts: textsOf(answer) };
      const left = unsavedOf(latest.current, server.current.texts);
      latest.current = left;
      setWritten(left);
      if (Object.keys(left).length === 0) forgetTexts(entryId, language);
      else keepTexts(entryId, language, { texts: left, read: server.current.texts });
      queries.setQueryData([getTranslation.id, { entryId, language }, null], { answer, etag });
    },
    [entryId, language, queries],
  );

  const send = useCallback(async (): Promise<boolean> => {
    const fields = Object.entries(unsavedOf(latest.current, server.current.texts)).map(([field, text]) => ({ field, text }));
    if (fields.length === 0) return true;
    const saved = await call(saveTranslation, { params: { entryId, language }, ifMatch: server.current.revision, body: { fields } });
    took(saved.answer, saved.etag);
    return Object.keys(latest.current).length === 0;
  }, [entryId, language, took]);

  const save = useCallback(async (): Promise<boolean> => {
    setSaving({ state: 'saving', error: null });
    try {
      const whole = await send().catch(async (error: unknown) => {
        if (!isChanged(error)) throw error;
        const { answer, etag } = await call(getTranslation, { params: { entryId, language } });
        if (crossed(latest.current, server.current.texts, textsOf(answer))) throw error;
        took(answer, etag);
        return send();
      });
      setSaving({ state: whole ? 'saved' : 'waiting', error: null });
      return whole;
    } catch (error) {
      setSaving({ state: isChanged(error) ? 'stale' : 'failed', error: error instanceof Error ? error : new Error(String(error)) });
      return false;
    }
  }, [entryId, language, send, took]);

  /** Saves now; answers whether the server has everything. */
  const flush = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    if (running.current) await running.current;
    running.current = save();
    const whole = await running.current;
    running.current = null;
    return whole;
  }, [save]);

  const set = useCallback(
    (field: string, text: string) => {
      latest.current = { ...latest.current, [field]: text };
      setWritten(latest.current);
      keepTexts(entryId, language, { texts: latest.current, read: server.current.texts });
      setSaving((before) => (before.state === 'stale' ? before : { state: 'waiting', error: null }));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush(), PAUSE_MS);
    },
    [entryId, language, flush],
  );

  /** The way out of a conflict: one's own texts over the other's, or the other's and one's own dropped. */
  const settle = useCallback(
    async (whose: 'mine' | 'theirs') => {
      const { answer, etag } = await call(getTranslation, { params: { entryId, language } });
      if (whose === 'theirs') latest.current = {};
      took(answer, etag);
      await flush();
    },
    [entryId, language, flush, took],
  );

  useEffect(() => {
    if (Object.keys(latest.current).length > 0) timer.current = window.setTimeout(() => void flush(), PAUSE_MS);
    return () => window.clearTimeout(timer.current);
  }, [flush]);

  return { written, saving, set, flush, settle, took, revision: () => server.current.revision };
}
export type TranslationDraft = ReturnType<typeof useTranslationDraft>;
