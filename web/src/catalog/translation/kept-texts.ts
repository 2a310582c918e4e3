import { z } from 'zod';

const textsSchema = z.record(z.string(), z.string());
const keptSchema = z.object({ texts: textsSchema, read: textsSchema });

/** Texts by field. */
export type Texts = z.infer<typeof textsSchema>;
/** Texts that the server has not got, with those that it had when they were written. */
export type KeptTexts = z.infer<typeof keptSchema>;

const keyOf = (entryId: string, language: string) => `karez.translation.${entryId}.${language}`;

export function keepTexts(entryId: string, language: string, kept: KeptTexts): void {
  localStorage.setItem(keyOf(entryId, language), JSON.stringify(kept));
}

export function forgetTexts(entryId: string, language: string): void {
  localStorage.removeItem(keyOf(entryId, language));
}

/** What a closed tab or a lost connection left over. */
export function keptTexts(entryId: string, language: string): KeptTexts | null {
  const text = localStorage.getItem(keyOf(entryId, language));
  if (text === null) return null;
  try {
    const kept = keptSchema.safeParse(JSON.parse(text));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}
