import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { cursorAfter, cursorFrom } from './cursor.ts';
import { suspendingRegions } from './grant-policy.ts';
import { grantsMatching, type GrantQuery } from './grant-store.ts';
import { presentGrants } from './present-grant.ts';

export type ListGrants = {
  readonly actor: Actor;
  readonly side: 'held' | 'given' | 'authority';
  readonly state: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
};

/** One page of the grants that the caller's department holds or has given, or that it may suspend for the authority, newest first. */
export async function listGrants(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  query: ListGrants,
): Promise<{ items: GrantAnswer[]; next: string | null; total: number }> {
  const { actor, side, limit } = query;
  const of = listed(actor, side);
  if (of === null) return { items: [], next: null, total: 0 };
  const after = cursorFrom(query.cursor);
  const states = (query.state ?? '').split(',').filter((state) => state !== '');
  const now = clock.now();
  const { records, total } = await grantsMatching(database.reader, {
    of,
    states,
    now,
    after: after && { grantedAt: after.at, id: after.id },
    limit: limit + 1,
  });
  const page = records.slice(0, limit);
  const last = page.at(-1);
  const next = records.length > limit && last ? cursorAfter({ at: new Date(last.document.grantedAt), id: last.id }) : null;
  return { items: await presentGrants(database.reader, page, { actor, at: now, zone: config.KAREZ_TIME_ZONE }), next, total };
}

function listed(actor: Actor, side: ListGrants['side']): GrantQuery['of'] | null {
  if (side !== 'authority') return actor.orgId === null ? null : { side, orgId: actor.orgId };
  const regionCodes = suspendingRegions(actor);
  return regionCodes.length === 0 ? null : { side, regionCodes };
}
