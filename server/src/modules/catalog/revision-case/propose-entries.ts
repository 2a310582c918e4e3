import { DUTY_WORDS_MAX, EVENT_ENTRIES_MAX, type ProposedEntry } from '@karez/contract/catalog/revision-case';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { fold } from '../search/search-text.ts';
import { entriesOfDuty } from './duty-store.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Words of a duty, each once: what stands between spaces, commas and enumeration marks; one character says too little. */
export function dutyWords(text: string): readonly string[] {
  const words = text.split(/[\s,，、;；]+/u).map(fold);
  return [...new Set(words.filter((word) => Array.from(word).length > 1))].slice(0, DUTY_WORDS_MAX);
}

/** Regions for which the actor records change events. */
const regionsOf = ({ powers }: Actor): string[] =>
  powers.flatMap(({ power, regionCode }) => (power === 'catalog.publish' && regionCode !== null ? [regionCode] : []));

/**
 * What a change of duties may touch: entries in force of the actor's region, by words of the duty and by department. A department that no list gave out
 * has no entries.
 */
export async function proposeEntries(
  reader: Reader,
  { actor, words: text, provider }: { readonly actor: Actor; readonly words: string; readonly provider: string },
): Promise<{ items: ProposedEntry[]; total: number; words: string[] }> {
  const words = dutyWords(text);
  const asked = provider.split(',').filter((one) => one !== '');
  const organisationIds = asked.filter((one) => uuid.test(one));
  if ((words.length === 0 && asked.length === 0) || (asked.length > 0 && organisationIds.length === 0)) {
    return { items: [], total: 0, words: [...words] };
  }
  const { entries, total } = await entriesOfDuty(reader, { regions: regionsOf(actor), words, organisationIds, limit: EVENT_ENTRIES_MAX });
  const items = entries.map(({ organisationId, organisationName, matched, ...entry }) => ({
    ...entry,
    provider: { organisationId, name: organisationName },
    matched: matched.map(({ word, places }) => ({ word, places: [...places] })),
  }));
  return { items, total, words: [...words] };
}
