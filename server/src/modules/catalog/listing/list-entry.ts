import { confirmSecondFactor } from '#modules/identity';
import { dayAfter } from '@karez/kit/day';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import type { ServicesOf } from '../dcat/export-dcat.ts';
import { lockedFile, previewedFile, type EntryCommand } from '../entry/entry-file.ts';
import { answerFor, todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { tellListing } from './listing-handing.ts';
import { mayList } from './listing-policy.ts';
import { mounted, promised, PROMISE_DAYS_MAX, refusePromise, type Listing, type Promised } from './listing.ts';
import { recordListing } from './record-listing.ts';

export type ListingNeeds = StepNeeds & { readonly servicesOf: ServicesOf };
type Listed = EntryCommand & {
  readonly promise: Promised | null;
  readonly opinion: string;
  /** Digest of the entries that one signature lists together. */
  readonly batch?: string;
};
export type ListEntry = Listed & { readonly secondFactor: string };

/** On the live resource where there is one: a promise is then kept already. Else on the promise, or not at all (91-4.3). */
async function begun(
  tx: Transaction,
  needs: ListingNeeds,
  { file, promise }: { file: EntryFile; promise: Promised | null },
): Promise<Listing | Refusal> {
  const act = { entryId: file.entry.id, today: todayOf(needs), at: needs.clock.now() };
  const services = await needs.servicesOf({ config: needs.config, reader: tx }, [file.entry.id]);
  if (services.length > 0) return mounted(file.listing, act);
  return promise === null ? refuse('catalog.listing.no-resource') : promised(file.listing, promise, act);
}

/** A promise is for a day to come, and not too far. */
export function refuseUnfitPromise(needs: Pick<StepNeeds, 'clock' | 'config'>, promise: Promised | null): Refusal | undefined {
  const today = todayOf(needs);
  return promise === null ? undefined : refusePromise(promise, { today, lastDay: dayAfter(today, PROMISE_DAYS_MAX) });
}

/**
 * Puts a published entry into the 共享目录, or renews the promise of one that stands there without a resource: the head's act, signed with the
 * second factor. The entry's row is locked, which every service that opens locks too.
 */
export async function listEntry(needs: ListingNeeds & Pick<Needs, 'keys'>, command: ListEntry): Promise<EntryAnswer | Refusal> {
  const { actor, promise } = command;
  const unfit = refuseUnfitPromise(needs, promise);
  if (unfit) return unfit;
  // Asked before the code is used up: a code counts once and commits by itself.
  const seen = await previewedFile(needs.database.reader, command);
  const possible = isRefusal(seen) ? seen : mayList(actor, seen);
  if (isRefusal(possible)) return possible;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  return isRefusal(confirmed) ? confirmed : listConfirmed(needs, command);
}

/** The same, once the second factor is confirmed. */
export async function listConfirmed(needs: ListingNeeds, command: Listed): Promise<EntryAnswer | Refusal> {
  const { actor, promise, opinion, batch } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayList(actor, file);
    if (isRefusal(permitted)) return permitted;
    const listing = await begun(tx, needs, { file, promise });
    if (isRefusal(listing)) return listing;
    const word = listing.state === 'promised' && listing.promises > 1 ? 'promise-renewed' : `listed-${listing.state}`;
    const act = { actor, origin: command.origin, action: 'catalog.list-entry', word, role: 'DEPT_LEADER', opinion };
    const step = batch === undefined ? act : { ...act, facts: { batch } };
    const next = await recordListing(tx, needs, { file, listing, step });
    await tellListing(tx, needs, { file: next, word: 'listed' });
    await reached('catalog.listing.before-commit');
    return answerFor(tx, needs, { actor, file: next });
  });
}
