import { demandStates, type Demand, type DemandMatch, type DemandSummary } from '@karez/contract/sharing/demand';
import type { Language } from '@karez/contract/wording';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { statesNamed } from '#platform/http/states-named';
import type { Needs } from '#platform/needs';
import { caseFacets, casesFound, caseReach, type CaseReach, type Counted } from '../case-list.ts';
import { countDemands, countDemandsBy, demandsMatching, type DemandFilters } from './demand-list-store.ts';
import { findMatches, type MatchNeeds } from './demand-matches.ts';
import { maySeeDemand } from './demand-policy.ts';
import { findDemand } from './demand-store.ts';
import { presentDemand, presentDemandSummaries } from './present-demand.ts';

export type ReadNeeds = Pick<Needs, 'clock' | 'config'> & { readonly reader: Reader };

/** What an address asks for. */
export type DemandQuery = {
  readonly side?: DemandFilters['side'];
  readonly state?: string | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  readonly overdue?: 'yes' | undefined;
  readonly q?: string | undefined;
};

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function demandFiltersOf(query: DemandQuery, today: string): DemandFilters & { readonly empty: boolean } {
  return {
    side: query.side,
    ...statesNamed(query.state, demandStates),
    requester: query.requester,
    provider: query.provider,
    overdueOn: query.overdue === 'yes' ? today : undefined,
    search: query.q?.trim() ?? '',
  };
}

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
  const reach = caseReach(actor);
  const { empty, ...filters } = demandFiltersOf(query, today);
  const facets = await facetsOf(reader, reach, filters);
  const overdue = await countDemands(reader, reach, { ...filters, states: [], overdueOn: today });
  if (empty) return { items: [], next: null, total: 0, overdue, facets };
  return {
    ...(await casesFound(
      { cursor, limit },
      {
        matching: (page) => demandsMatching(reader, reach, { ...filters, ...page }),
        placeOf: ({ id, createdAt }) => ({ at: createdAt, id }),
        present: (page) => presentDemandSummaries(reader, page, { at, today }),
      },
    )),
    total: await countDemands(reader, reach, filters),
    overdue,
    facets,
  };
}

async function facetsOf(reader: Reader, reach: CaseReach, filters: DemandFilters): Promise<DemandPage['facets']> {
  const state = await countDemandsBy(reader, reach, { ...filters, states: [], column: 'state' });
  const requester = await countDemandsBy(reader, reach, { ...filters, requester: undefined, column: 'requester_org_id' });
  const provider = await countDemandsBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  return caseFacets(reader, { state, requester, provider });
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
