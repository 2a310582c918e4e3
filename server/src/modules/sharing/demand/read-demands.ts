import { demandStates, type Demand, type DemandMatch, type DemandState, type DemandSummary } from '@karez/contract/sharing/demand';
import type { Language } from '@karez/contract/wording';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { cursorAfter, cursorFrom } from '../cursor.ts';
import { sidesOf } from '../present-application.ts';
import { countDemands, countDemandsBy, demandsMatching, type DemandFilters, type DemandReach } from './demand-list-store.ts';
import { findMatches, type MatchNeeds } from './demand-matches.ts';
import { maySeeDemand, overseenRegions } from './demand-policy.ts';
import { findDemand } from './demand-store.ts';
import { presentDemand, presentDemandSummaries } from './present-demand.ts';

export type ReadNeeds = Pick<Needs, 'clock' | 'config'> & { readonly reader: Reader };

const nowhere = '00000000-0000-0000-0000-000000000000';
export const demandReachOf = (actor: Actor): DemandReach => ({ orgId: actor.orgId ?? nowhere, regionCodes: overseenRegions(actor) });

/** What an address asks for. */
export type DemandQuery = {
  readonly side?: DemandFilters['side'];
  readonly state?: string | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  readonly overdue?: 'yes' | undefined;
  readonly q?: string | undefined;
};

const isState = (text: string): text is DemandState => demandStates.some((state) => state === text);

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function demandFiltersOf(query: DemandQuery, today: string): DemandFilters & { readonly empty: boolean } {
  const named = (query.state ?? '').split(',').filter((text) => text !== '');
  const states = named.filter(isState);
  return {
    side: query.side,
    states,
    requester: query.requester,
    provider: query.provider,
    overdueOn: query.overdue === 'yes' ? today : undefined,
    search: query.q?.trim() ?? '',
    empty: named.length > 0 && states.length === 0,
  };
}

type Counted = { value: string; label: string; count: number };
export type DemandPage = {
  items: DemandSummary[];
  next: string | null;
  total: number;
  overdue: number;
  facets: { state: Counted[]; requester: Counted[]; provider: Counted[] };
};

/** 需求清单 as the caller may see it; every count is the length of the list that it opens. */
export async function listDemands(
  { reader, clock, config }: ReadNeeds,
  { actor, cursor, limit, ...query }: DemandQuery & { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number },
): Promise<DemandPage> {
  const at = clock.now();
  const today = dayIn(config.KAREZ_TIME_ZONE, at);
  const reach = demandReachOf(actor);
  const { empty, ...filters } = demandFiltersOf(query, today);
  const facets = await facetsOf(reader, reach, filters);
  const overdue = await countDemands(reader, reach, { ...filters, states: [], overdueOn: today });
  if (empty) return { items: [], next: null, total: 0, overdue, facets };
  const found = await demandsMatching(reader, reach, { ...filters, after: cursorFrom(cursor), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentDemandSummaries(reader, page, { at, today }),
    next: found.length > limit && last ? cursorAfter({ at: last.createdAt, id: last.id }) : null,
    total: await countDemands(reader, reach, filters),
    overdue,
    facets,
  };
}

async function facetsOf(reader: Reader, reach: DemandReach, filters: DemandFilters): Promise<DemandPage['facets']> {
  const state = await countDemandsBy(reader, reach, { ...filters, states: [], column: 'state' });
  const requester = await countDemandsBy(reader, reach, { ...filters, requester: undefined, column: 'requester_org_id' });
  const provider = await countDemandsBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  const sides = await sidesOf(
    reader,
    [...requester, ...provider].map(({ value }) => value),
  );
  const named = (counts: readonly { value: string; count: number }[]) => counts.map((one) => ({ ...one, label: sides(one.value).name }));
  return { state: state.map((one) => ({ ...one, label: one.value })), requester: named(requester), provider: named(provider) };
}

type OneDemand = { readonly actor: Actor; readonly demandId: string };

/** One demand for a reader who may see it; for others it does not exist. */
export async function readDemand({ reader, clock, config }: ReadNeeds, { actor, demandId }: OneDemand): Promise<Demand | Refusal> {
  const demand = await findDemand(reader, demandId);
  if (!demand || !maySeeDemand(actor, demand)) return refuse('sharing.demand.not-found');
  const at = clock.now();
  return presentDemand(reader, demand, { actor, at, today: dayIn(config.KAREZ_TIME_ZONE, at) });
}

/** Entries that may serve a demand, found with the reader's own eyes. */
export async function readMatches(
  needs: ReadNeeds & MatchNeeds,
  { actor, demandId, language }: OneDemand & { readonly language: Language },
): Promise<{ items: DemandMatch[] } | Refusal> {
  const demand = await findDemand(needs.reader, demandId);
  if (!demand || !maySeeDemand(actor, demand)) return refuse('sharing.demand.not-found');
  const items = await findMatches(needs, { actor, content: demand.content, language, exceptOrgId: demand.requesterOrgId });
  return isRefusal(items) ? items : { items };
}
