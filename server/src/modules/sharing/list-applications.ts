import type { ApplicationSummary } from '@karez/contract/sharing/schemas';
import { applicationStates } from '@karez/contract/sharing/schemas';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { authorityPowers } from './application-policy.ts';
import { applicationsMatching, type ApplicationQuery } from './application-store.ts';
import { cursorAfter, cursorFrom } from './cursor.ts';
import { presentSummaries } from './present-application.ts';

export type ListApplications = {
  readonly actor: Actor;
  readonly side: 'outgoing' | 'incoming' | 'authority';
  readonly state: string | undefined;
  readonly q: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
};

/** One page of the applications of the caller's side, newest first; the total counts by the same conditions. */
export async function listApplications(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  query: ListApplications,
): Promise<{ items: ApplicationSummary[]; next: string | null; total: number }> {
  const { actor, limit } = query;
  const wanted = (query.state ?? '').split(',');
  const after = cursorFrom(query.cursor);
  const conditions: ApplicationQuery = {
    ...scopeOf(query),
    states: applicationStates.filter((state) => wanted.includes(state)),
    search: query.q?.trim() ?? '',
    after: after && { createdAt: after.at, id: after.id },
    limit: limit + 1,
  };
  if (actor.orgId === null) return { items: [], next: null, total: 0 };
  const { records, total } = await applicationsMatching(database.reader, conditions);
  const page = records.slice(0, limit);
  const last = page.at(-1);
  const next = records.length > limit && last ? cursorAfter({ at: last.createdAt, id: last.id }) : null;
  return { items: await presentSummaries(database.reader, page, clock.now()), next, total };
}

function scopeOf({ actor, side }: ListApplications): Partial<ApplicationQuery> {
  if (side === 'outgoing') return { requesterOrgId: actor.orgId ?? '' };
  if (side === 'incoming') return { providerOrgId: actor.orgId ?? '' };
  const regions = actor.powers.flatMap((held) =>
    authorityPowers.some((power) => power === held.power) && held.regionCode !== null ? [held.regionCode] : [],
  );
  return { authorityRegions: regions };
}
