import type { EntryContent } from '@karez/contract/catalog/content';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { denialsIn, firstEnd } from './denials.ts';
import { copyRulings, rulingsOf } from './ruling-store.ts';

type Carrying = {
  readonly entryId: string;
  /** What is in force, with the last day of its denials. */
  readonly live: { readonly no: number; readonly denialUntil: string | null };
  /** What takes its place and denies nothing anew: no leader rules on it again. */
  readonly next: { readonly no: number; readonly content: EntryContent };
};

/**
 * The leader's words of the version in force go on for what its successor still denies; of what it shares again nothing is kept. Answers the last day of
 * the denials that are left; null where all of them are for good, or none is left.
 */
export async function carryRulings(
  tx: Transaction,
  { newId }: Pick<Needs, 'newId'>,
  { entryId, live, next }: Carrying,
): Promise<string | null> {
  const left = denialsIn(next.content);
  if (left.length === 0) return null;
  const said = (await rulingsOf(tx, entryId)).filter(({ revisionNo }) => revisionNo === live.no);
  const carried = said.filter(({ itemNo }) => left.some((denial) => denial.itemNo === itemNo));
  await copyRulings(
    tx,
    { entryId, fromNo: live.no, toNo: next.no },
    carried.map(({ itemNo, at }) => ({ id: newId(), itemNo, at })),
  );
  // What was verified before words were kept has its day with the version.
  return said.length === 0 ? live.denialUntil : firstEnd(carried);
}
