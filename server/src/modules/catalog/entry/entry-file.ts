import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import { sees } from '../catalog-policy.ts';
import { findEntry, lockEntry } from './entry-store.ts';
import { liveNoOf, staleUnless, workingNoOf, type Entry } from './entry.ts';
import { findListing } from '../listing/listing-store.ts';
import type { StatusChange } from '../status/status-change.ts';
import { lastStatusChange } from '../status/status-store.ts';
import { findRevision } from '../revision/revision-store.ts';
import type { Revision } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';

/** What every verb on an existing entry is told: who, which entry, the revision number that was read, and from where. */
export type EntryCommand = { readonly actor: Actor; readonly entryId: string; readonly ifMatch: string | null; readonly origin: string };

async function revisionNo(reader: Reader, entry: Entry, no: number | null): Promise<Revision | null> {
  if (no === null) return null;
  const found = await findRevision(reader, entry.id, no);
  if (!found) throw new Error(`entry ${entry.id} names revision ${no}, which is not there`);
  return found;
}

const neverClosed: readonly Entry['state'][] = ['unpublished', 'withdrawn', 'legacy-incomplete', 'published', 'change-pending'];
const openOnly: readonly Entry['state'][] = ['orphaned', 'transfer-pending'];

/** What closed the entry or asks for it; null where nothing does. */
export async function statusOf(reader: Reader, { id, state }: Entry): Promise<StatusChange | null> {
  if (neverClosed.includes(state)) return null;
  const last = (await lastStatusChange(reader, id)) ?? null;
  // An entry on its way to another department is closed by that; a suspension stays with it.
  return last !== null && last.outcome !== null && openOnly.includes(state) ? null : last;
}

/** The region whose authority is competent for a provider's region: its own, else the next above (91-2.1). */
export async function competentRegion(reader: Reader, regionCode: string): Promise<string | null> {
  return (await authorityFor(reader, { regionCodes: [regionCode] }))?.regionCode ?? null;
}

/** An entry with the revisions that count. */
export async function fileOf(reader: Reader, entry: Entry): Promise<EntryFile> {
  return {
    entry,
    live: await revisionNo(reader, entry, liveNoOf(entry)),
    working: await revisionNo(reader, entry, workingNoOf(entry)),
    authorityRegion: await competentRegion(reader, entry.provider.regionCode),
    status: await statusOf(reader, entry),
    listing: await findListing(reader, entry.id),
  };
}

/** The entry as the actor may see it; one that they may not see does not exist for them. */
export async function visibleFile(
  reader: Reader,
  { actor, entryId }: Pick<EntryCommand, 'actor' | 'entryId'>,
): Promise<EntryFile | Refusal> {
  const entry = await findEntry(reader, entryId);
  const file = entry && (await fileOf(reader, entry));
  return file && sees(actor, file) ? file : refuse('catalog.entry.not-found');
}

/** {@link visibleFile}, refused when it is not the one that the actor read: for questions asked before a transaction of their own. */
export async function previewedFile(reader: Reader, command: EntryCommand): Promise<EntryFile | Refusal> {
  const file = await visibleFile(reader, command);
  return isRefusal(file) ? file : (staleUnless(file.entry, command.ifMatch) ?? file);
}

/** The same with the entry's row locked, and only when it is still the one that the actor read. */
export async function lockedFile(tx: Transaction, command: EntryCommand): Promise<EntryFile | Refusal> {
  const entry = await lockEntry(tx, command.entryId);
  const file = entry && (await fileOf(tx, entry));
  if (!file || !sees(command.actor, file)) return refuse('catalog.entry.not-found');
  return staleUnless(file.entry, command.ifMatch) ?? file;
}
