import type { Refusal } from '@karez/kit/refusal';
import { z } from 'zod';
import words from './words.json' with { type: 'json' };

/** Sentences by refusal code, in both languages: at a start nobody has chosen one yet. */
export type Sentences = Readonly<Record<string, { en: string; zh: string }>>;

export const sentences = z.record(z.string(), z.object({ en: z.string(), zh: z.string() }));

/** The sentence of a refused start of PostgreSQL. */
export function startSentence(refusal: Refusal): { en: string; zh: string } {
  return sentenceFrom(sentences.parse(words), refusal);
}

/** The sentence of a refusal with its values filled in; its bare code where the table has none. */
export function sentenceFrom(table: Sentences, refusal: Refusal): { en: string; zh: string } {
  const sentence = table[refusal.code] ?? { en: refusal.code, zh: refusal.code };
  return { en: fill(sentence.en, refusal.params), zh: fill(sentence.zh, refusal.params) };
}

function fill(sentence: string, params: Refusal['params']): string {
  return sentence.replace(/\{(\w+)\}/gu, (_whole, name: string) => String(params[name] ?? ''));
}
