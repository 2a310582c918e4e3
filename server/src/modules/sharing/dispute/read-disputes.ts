import { disputeStates, type Dispute, type DisputeSummary, type DisputeKind } from '@karez/contract/sharing/dispute';
import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { statesNamed } from '#platform/http/states-named';
import type { Needs } from '#platform/needs';
import { caseFacets, casesFound, caseReach, type CaseReach, type Counted } from '../case-list.ts';
import { countDisputes, countDisputesBy, disputesMatching, type DisputeFilters } from './dispute-list-store.ts';
import { maySeeDispute } from './dispute-policy.ts';
import { findDispute } from './dispute-store.ts';
import { presentDispute, presentDisputeLines } from './present-dispute.ts';

/** What an address asks for. */
export type DisputeQuery = {
  readonly side?: DisputeFilters['side'];
  readonly state?: string | undefined;
  readonly kind?: DisputeKind | undefined;
  readonly application?: string | undefined;
  readonly entry?: string | undefined;
  readonly correction?: string | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  readonly overdue?: 'yes' | undefined;
  readonly q?: string | undefined;
};

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function filtersOf({ state, overdue, q, ...query }: DisputeQuery, at: Date): DisputeFilters & { readonly empty: boolean } {
  return { ...query, ...statesNamed(state, disputeStates), overdueAt: overdue === 'yes' ? at : undefined, search: q?.trim() ?? '' };
}

type Facets = { state: Counted[]; requester: Counted[]; provider: Counted[] };
export type DisputePage = { items: DisputeSummary[]; next: string | null; total: number; overdue: number; facets: Facets };
type Asked = DisputeQuery & { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Disputes as the caller may see them; every count is the length of the list that it opens. */
export async function listDisputes(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, cursor, limit, ...query }: Asked,
): Promise<DisputePage> {
  const at = clock.now();
  const reach = caseReach(actor);
  const { empty, ...filters } = filtersOf(query, at);
  const overdue = empty ? 0 : await countDisputes(reader, reach, { ...filters, overdueAt: at });
  const facets = await facetsOf(reader, reach, filters);
  if (empty) return { items: [], next: null, total: 0, overdue, facets };
  return {
    ...(await casesFound(
      { cursor, limit },
      {
        matching: (page) => disputesMatching(reader, reach, { ...filters, ...page }),
        placeOf: ({ id, raisedAt }) => ({ at: raisedAt, id }),
        present: (page) => presentDisputeLines(reader, page, at),
      },
    )),
    total: await countDisputes(reader, reach, filters),
    overdue,
    facets,
  };
}

async function facetsOf(reader: Reader, reach: CaseReach, filters: DisputeFilters): Promise<Facets> {
  const state = await countDisputesBy(reader, reach, { ...filters, states: [], column: 'state' });
  const requester = await countDisputesBy(reader, reach, { ...filters, requester: undefined, column: 'requester_org_id' });
  const provider = await countDisputesBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  return caseFacets(reader, { state, requester, provider });
}

/** One dispute for a reader who may see it; for others it does not exist. */
export async function readDispute(
  { reader, clock, config }: { readonly reader: Reader } & Pick<Needs, 'clock' | 'config'>,
  { actor, disputeId }: { readonly actor: Actor; readonly disputeId: string },
): Promise<Dispute | Refusal> {
  const dispute = await findDispute(reader, disputeId);
  if (!dispute || !maySeeDispute(actor, dispute)) return refuse('sharing.dispute.not-found');
  const at = clock.now();
  return presentDispute(reader, dispute, { actor, at, today: dayIn(config.KAREZ_TIME_ZONE, at) });
}
