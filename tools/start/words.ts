import type { Refusal } from '@karez/kit/refusal';
import postgresWords from '../postgres/words.json' with { type: 'json' };
import { sentenceFrom, sentences } from '../postgres/words.ts';
import startWords from './words.json' with { type: 'json' };

/** A refused start in both languages, one line each. */
export function toldAs(refusal: Refusal): string {
  const { en, zh } = sentenceFrom(sentences.parse({ ...postgresWords, ...startWords }), refusal);
  return `${en}\n${zh}`;
}
