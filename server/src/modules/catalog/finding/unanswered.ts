import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { EntryFile } from '../search/search-document.ts';
import { unansweredOf } from './finding-store.ts';

/** While a finding is unanswered nothing is signed or published (91-4.1). */
export async function refuseUnanswered(reader: Reader, { entry }: EntryFile): Promise<Refusal | undefined> {
  const count = await unansweredOf(reader, entry.id);
  return count === 0 ? undefined : refuse('catalog.finding.unanswered', { count });
}
