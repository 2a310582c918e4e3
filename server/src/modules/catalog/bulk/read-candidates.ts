import type { BulkDeed } from '@karez/contract/catalog/bulk';
import { organisations, type Actor, type Organisation } from '#modules/identity';
import type { Reader } from '#platform/database';
import { isTheirs } from '../claim/claim.ts';
import { candidatesFor, type BulkReach, type Candidate } from './candidate-store.ts';

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
  readonly text?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** The one department that an imported entry's words lead to: its own, that which took over from it, or the only one that bears its name. */
function proposedFor({ provider }: Candidate, overseen: ReadonlyMap<string, Organisation>): { id: string; name: string } | null {
  if (provider === null) return null;
  const own = overseen.get(provider.organisationId);
  const kept = own?.dissolved ? overseen.get(own.dissolved.successorId ?? '') : own;
  const named = [...overseen.values()].filter((department) => department.dissolved === null && isTheirs(department, provider, []));
  const found = kept ?? (named.length === 1 ? named[0] : undefined);
  return found === undefined || found.dissolved !== null ? null : { id: found.id, name: found.name };
}

/** Entries on which the caller may do a deed now: what the deed itself asks once more, entry by entry. */
export async function listCandidates(reader: Reader, { actor, deed, organisationId, text, cursor, limit }: Asked) {
  const reach = reachOf(actor);
  const asked = { reach, organisationId: organisationId ?? null, text: text ?? '', after: cursor ?? null, limit: limit + 1 };
  const { rows, total } = await candidatesFor(reader, deed, asked);
  const overseen = await organisations(reader, { overseenBy: deed === 'assign' && rows.length > 0 ? reach.authorityRegions : [] });
  const items = rows.slice(0, limit).map(({ provider, ...row }) => ({ ...row, proposed: proposedFor({ ...row, provider }, overseen) }));
  return { items, next: rows.length > limit ? (items.at(-1)?.entryId ?? null) : null, total };
}
