import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { isInsider } from '../catalog-policy.ts';
import { visibleFile } from '../entry/entry-file.ts';
import { unknownCursor } from '../search/find-entries.ts';
import { shownUse, type ShownUse } from './shown-use.ts';
import { countUses, usesBehind, type Use, type UsePlace } from './use-store.ts';

type ListUses = { readonly actor: Actor; readonly entryId: string; readonly cursor?: string | undefined; readonly limit: number };

/** Who uses or used an entry, running uses first and then the latest; nobody but its provider and its authority learns who. */
export async function listUses(
  { reader }: { readonly reader: Reader },
  { actor, entryId, cursor, limit }: ListUses,
): Promise<{ items: ShownUse[]; next: string | null; total: number } | Refusal> {
  const file = await visibleFile(reader, { actor, entryId });
  if (isRefusal(file)) return file;
  if (!isInsider(actor, file)) return refuse('catalog.entry.not-found', {});
  const after = placeOf(cursor);
  if (after === undefined) return unknownCursor();
  const found = await usesBehind(reader, entryId, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const { total } = await countUses(reader, entryId);
  return { items: page.map(shownUse), next: found.length > limit && last ? cursorOf(last) : null, total };
}

/** A cursor is where the last one before the page stands: whether it runs, since when, and its id. */
function cursorOf({ endedOn, since, useId }: Use): string {
  return Buffer.from(`${endedOn === null ? 'runs' : 'ended'} ${since} ${useId}`).toString('base64url');
}

const place = /^(?<state>runs|ended) (?<since>\d{4}-\d{2}-\d{2}) (?<useId>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

/** `null` for the first page, `undefined` for a cursor that was never given out. */
function placeOf(cursor: string | undefined): UsePlace | null | undefined {
  if (cursor === undefined) return null;
  const { groups } = place.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? {};
  const { state, since, useId } = groups ?? {};
  if (since === undefined || useId === undefined || Number.isNaN(Date.parse(since))) return undefined;
  return { runs: state === 'runs', since, useId };
}
