import type { BulkDeed } from '@karez/contract/catalog/bulk';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { candidatesFor, type BulkReach } from './candidate-store.ts';

function reachOf({ id, orgId, powers }: Actor): BulkReach {
  const holds = (name: string): boolean => powers.some(({ power, orgId: at }) => power === name && at === orgId);
  const regions = powers.flatMap(({ power, regionCode }) => (power === 'catalog.publish' && regionCode !== null ? [regionCode] : []));
  return {
    personId: id,
    organisationId: orgId,
    authorityRegions: [...new Set(regions)],
    ownStages: [...(holds('catalog.review') ? ['in-review'] : []), ...(holds('catalog.sign') ? ['awaiting-signature'] : [])],
    registers: holds('catalog.register'),
    signs: holds('catalog.sign'),
  };
}

type Asked = {
  readonly actor: Actor;
  readonly deed: BulkDeed;
  readonly organisationId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Entries on which the caller may do a deed now: what the deed itself asks once more, entry by entry. */
export async function listCandidates(reader: Reader, { actor, deed, organisationId, cursor, limit }: Asked) {
  const asked = { reach: reachOf(actor), organisationId: organisationId ?? null, after: cursor ?? null, limit: limit + 1 };
  const { rows, total } = await candidatesFor(reader, deed, asked);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.entryId ?? null) : null, total };
}
