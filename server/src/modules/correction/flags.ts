import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { findEntryInForce } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import { caseReach } from '#modules/sharing';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { openByItem } from './correction-store.ts';
import { openStates } from './correction.ts';

export type Flags = { readonly open: number; readonly items: { no: number; name: string; open: number }[] };

/** How many open reports name each item of an entry: what a door says of data that are being verified (809-26). Items without one are absent. */
export async function openCorrectionsOf(reader: Reader, entryId: string): Promise<{ open: number; byItem: Map<number, number> }> {
  const open = await openByItem(reader, { entryId, states: openStates });
  const byItem = new Map<number, number>();
  for (const no of open.flatMap(({ itemNos }) => itemNos)) byItem.set(no, (byItem.get(no) ?? 0) + 1);
  return { open: open.length, byItem };
}

/** The same for a reader of the catalogue: of an item that is not shared, others than its own department and its authority learn nothing. */
export async function readFlags(
  { reader, clock, config }: { readonly reader: Reader } & Pick<Needs, 'clock' | 'config'>,
  { actor, entryId }: { readonly actor: Actor; readonly entryId: string },
): Promise<Flags | Refusal> {
  const entry = await findEntryInForce(reader, entryId, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  if (isRefusal(entry)) return refuse('catalog.entry.not-found');
  const { provider } = entry;
  const isInsider = actor.orgId === provider.organisationId || caseReach(actor).regionCodes.includes(provider.regionCode);
  const shown = entry.items.filter(({ shareType }) => isInsider || shareType !== 'denied');
  const { open, byItem } = await openCorrectionsOf(reader, entryId);
  const items = shown.flatMap(({ no, nameZh }) => (byItem.has(no) ? [{ no, name: nameZh, open: byItem.get(no) ?? 0 }] : []));
  return { open: items.length === 0 ? 0 : open, items };
}
