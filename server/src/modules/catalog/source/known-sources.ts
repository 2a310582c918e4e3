import type { Reader } from '#platform/database';
import { heldElsewhere } from '../element/element-store.ts';
import { findEntry } from '../entry/entry-store.ts';
import { fileOf } from '../entry/entry-file.ts';
import { providersNow, sourcesOf } from './source-store.ts';
import { holdsFor } from './source.ts';

/** A department that the catalogue knows as the source of an item of an entry. */
export type KnownSource = {
  readonly organisationId: string;
  readonly name: string;
  readonly known: 'designated' | 'cited';
  readonly itemNo: number;
};

/**
 * Who is the source of some items of an entry in force, besides the department that provides it: the one that the authority designated for the
 * item's data element (809-19), and the one that the entry cites (91-4.1). A department once for each item.
 */
export async function knownSourcesOf(
  reader: Reader,
  { entryId, itemNos }: { readonly entryId: string; readonly itemNos: readonly number[] },
): Promise<KnownSource[]> {
  const entry = await findEntry(reader, entryId);
  const live = entry && (await fileOf(reader, entry)).live;
  const orgId = entry?.provider.organisationId ?? null;
  if (!entry || !live || orgId === null) return [];
  const items = live.content.items.filter(({ no }) => itemNos.includes(no));
  const codes = items.flatMap(({ dataElement }) => (dataElement === null ? [] : [dataElement]));
  const held = await heldElsewhere(reader, { codes, orgId, regionCode: entry.provider.regionCode });
  const designated = held.flatMap(({ code, organisationId, organisationName }) =>
    items
      .filter(({ dataElement }) => dataElement === code)
      .map(({ no }): KnownSource => ({ organisationId, name: organisationName, known: 'designated', itemNo: no })),
  );
  const sources = (await sourcesOf(reader, entryId)).filter((one) => holdsFor(one, live.no));
  const holders = await providersNow(
    reader,
    sources.flatMap(({ sourceEntryId }) => (sourceEntryId === null ? [] : [sourceEntryId])),
  );
  const cited = sources.flatMap((one): KnownSource[] => {
    // A source that was cited for the whole entry is that of each item.
    const of = one.place === 'entry' ? itemNos : one.place === 'item' ? [one.no] : [];
    const organisationId = (one.sourceEntryId === null ? undefined : holders.get(one.sourceEntryId)) ?? one.organisationId;
    return of.map((itemNo) => ({ organisationId, name: one.organisationName, known: 'cited', itemNo }));
  });
  const found = [...designated, ...cited].filter((one) => one.organisationId !== orgId && itemNos.includes(one.itemNo));
  return [...new Map(found.toReversed().map((one) => [`${one.organisationId} ${one.itemNo}`, one])).values()].toReversed();
}
