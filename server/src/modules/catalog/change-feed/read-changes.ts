import { actedBy } from '#platform/caller';
import type { AnswerOf } from '@karez/contract/route';
import type { ChangeEvent, listChanges as contract } from '@karez/contract/catalog/change-feed';
import { canonicalJson } from '@karez/kit/canonical-json';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { feedAfter, feedPosition } from '#platform/feed';
import type { Needs } from '#platform/needs';
import { leavingReach } from '../catalog-policy.ts';
import { addressesOf } from '../dcat/addresses.ts';
import { leavingEntries, type LeavingEntry } from '../dcat/leaving-store.ts';
import { changeBodyOf, changeTopic } from './change.ts';
import { placeChanges, type PlaceNeeds } from './place-changes.ts';

type ReadNeeds = PlaceNeeds & Pick<Needs, 'config'>;
/** One event with its position in the feed. */
export type PlacedEvent = { readonly position: number; readonly event: ChangeEvent };
export type ChangePage = { readonly items: readonly PlacedEvent[]; readonly position: number };

/** Events behind a position, at most `limit`, with the entries as they may be read now; `position` is where the next page begins. */
export async function changesBehind(
  reader: Reader,
  { config }: Pick<Needs, 'config'>,
  { position, limit }: { position: number; limit: number },
): Promise<ChangePage> {
  const rows = await feedAfter(reader, changeTopic, { position, limit });
  const entries = await leavingEntries(reader, 'leaving', [...new Set(rows.map(({ key }) => key))]);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const addresses = addressesOf(config);
  const items = rows.map((row) => {
    const { eventId, change, at } = changeBodyOf(row.body);
    const entry = byId.get(row.key);
    const shown = entry ? told(entry, addresses.entry(entry.id)) : null;
    return { position: row.position, event: { eventId, change, at, entryId: row.key, entry: shown } };
  });
  return { items, position: rows.at(-1)?.position ?? position };
}

function told({ name, resourceCode, version, publishedOn, provider }: LeavingEntry, document: string): ChangeEvent['entry'] {
  return { name, resourceCode, version, publishedOn, provider, document };
}

type Asked = { readonly actor: Actor; readonly origin: string; readonly cursor: number; readonly limit: number };

/**
 * The change feed: for whoever may read the catalogue as DCAT with a credential, exactly what those documents would show. What
 * was committed before the question is in the answer, or `hasMore` says that it follows.
 */
export async function listChanges(needs: ReadNeeds, { actor, origin, cursor, limit }: Asked): Promise<AnswerOf<typeof contract> | Refusal> {
  const reach = leavingReach(actor, { anonymousReads: false });
  if (isRefusal(reach)) return reach;
  await placeChanges(needs, { batches: 2 });
  const { reader } = needs.database;
  const newest = await feedPosition(reader, changeTopic);
  if (cursor > newest) return refuse('catalog.change-feed.cursor-ahead', { newest });
  const page = await changesBehind(reader, needs, { position: cursor, limit });
  const items = page.items.map(({ event }) => event);
  if (items.length > 0) await recordReading(needs, { actor, origin, cursor, items });
  return { items, next: page.position, hasMore: page.position < newest };
}

/** What goes out is evidence before it is an answer; an answer without a change tells nothing and leaves no record. */
async function recordReading(
  { database, clock }: ReadNeeds,
  { actor, origin, cursor, items }: Omit<Asked, 'limit'> & { items: readonly ChangeEvent[] },
): Promise<void> {
  const payload = Buffer.from(canonicalJson(items), 'utf8');
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at: clock.now(),
      actor: actedBy(actor),
      origin,
      action: 'catalog.list-changes',
      outcome: { result: 'done' },
      object: { kind: 'catalog', id: 'changes' },
      payload,
      sizes: { out: payload.length, rows: items.length },
      facts: { cursor },
    }),
  );
}
