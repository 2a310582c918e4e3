import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, organisations, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import { sees } from '../catalog-policy.ts';
import { keyText } from './content-store.ts';
import { findEntry, lockEntry } from './entry-store.ts';
import { liveNoOf, staleUnless, workingNoOf, type Entry } from './entry.ts';
import { findListings } from '../listing/listing-store.ts';
import type { StatusChange } from '../status/status-change.ts';
import { lastStatusChanges } from '../status/status-store.ts';
import { findRevisions } from '../revision/revision-store.ts';
import type { Revision } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';

/** What every verb on an existing entry is told: who, which entry, the revision number that was read, and from where. */
export type EntryCommand = { readonly actor: Actor; readonly entryId: string; readonly ifMatch: string | null; readonly origin: string };

const neverClosed: readonly Entry['state'][] = ['unpublished', 'withdrawn', 'legacy-incomplete', 'published', 'change-pending'];
const openOnly: readonly Entry['state'][] = ['orphaned', 'transfer-pending'];

/** What closed each of some entries or asks for it; what nothing does is left out. */
async function statusesOf(reader: Reader, entries: readonly Entry[]): Promise<ReadonlyMap<string, StatusChange>> {
  const closed = entries.filter(({ state }) => !neverClosed.includes(state));
  const last = await lastStatusChanges(reader, closed);
  // An entry on its way to another department is closed by that; a suspension stays with it.
  const open = new Set(closed.filter(({ state }) => openOnly.includes(state)).map(({ id }) => String(id)));
  return new Map([...last].filter(([id, { outcome }]) => outcome === null || !open.has(id)));
}

/** What closed the entry or asks for it; null where nothing does. */
export async function statusOf(reader: Reader, entry: Entry): Promise<StatusChange | null> {
  return (await statusesOf(reader, [entry])).get(entry.id) ?? null;
}

/** The region whose authority is competent for a provider's region: its own, else the next above (91-2.1). */
export async function competentRegion(reader: Reader, regionCode: string): Promise<string | null> {
  return (await authorityFor(reader, { regionCodes: [regionCode] }))?.regionCode ?? null;
}

/** The revisions that count of some entries, by entry and number. */
async function revisionsOf(reader: Reader, entries: readonly Entry[]) {
  const keys = entries.flatMap((entry) =>
    [liveNoOf(entry), workingNoOf(entry)].flatMap((no) => (no === null ? [] : [{ entryId: entry.id, no }])),
  );
  const found = new Map((await findRevisions(reader, keys)).map((revision) => [keyText(revision), revision]));
  return ({ id }: Entry, no: number | null): Revision | null => {
    if (no === null) return null;
    const revision = found.get(keyText({ entryId: id, no }));
    if (!revision) throw new Error(`entry ${id} names revision ${no}, which is not there`);
    return revision;
  };
}

async function authorityRegionsFor(reader: Reader, entries: readonly Entry[]): Promise<ReadonlyMap<string, string | null>> {
  const regions = new Map<string, string | null>();
  for (const code of new Set(entries.map(({ provider }) => provider.regionCode))) regions.set(code, await competentRegion(reader, code));
  return regions;
}

/** Some entries with the revisions that count, in their order: as many questions for a thousand as for one. */
export async function filesOf(reader: Reader, entries: readonly Entry[]): Promise<EntryFile[]> {
  const revisionOf = await revisionsOf(reader, entries);
  const regions = await authorityRegionsFor(reader, entries);
  const providers = await organisations(reader, { ids: [...new Set(entries.map(({ provider }) => provider.organisationId))] });
  const statuses = await statusesOf(reader, entries);
  const listings = await findListings(
    reader,
    entries.map(({ id }) => id),
  );
  return entries.map((entry) => ({
    entry,
    live: revisionOf(entry, liveNoOf(entry)),
    working: revisionOf(entry, workingNoOf(entry)),
    authorityRegion: regions.get(entry.provider.regionCode) ?? null,
    isProviderEnded: (providers.get(entry.provider.organisationId)?.dissolved ?? null) !== null,
    status: statuses.get(entry.id) ?? null,
    listing: listings.get(entry.id) ?? null,
  }));
}

/** An entry with the revisions that count. */
export async function fileOf(reader: Reader, entry: Entry): Promise<EntryFile> {
  const [file] = await filesOf(reader, [entry]);
  if (!file) throw new Error(`entry ${entry.id} has no file`);
  return file;
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
