import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import { openClock } from '../case-clock.ts';

/** The last day that a division may be given: that of the statutory term, or today where it has run out. Null where no term is open. */
export async function lastInnerDay(
  reader: Reader,
  { id }: ApplicationRecord,
  { today, at }: { readonly today: string; readonly at: Date },
): Promise<string | null> {
  const clock = await openClock(reader, id, at);
  if (!clock || clock.dueOn === null) return null;
  return clock.dueOn > today ? clock.dueOn : today;
}
