import { disposalStates, type Disposal, type DisposalSummary, type DisposalTrigger } from '@karez/contract/sharing/disposal';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { statesNamed } from '#platform/http/states-named';
import type { Needs } from '#platform/needs';
import { caseFacets, casesFound, caseReach, type CaseReach, type Counted } from '../case-list.ts';
import { countDisposals, countDisposalsBy, disposalsMatching, type DisposalFilters } from './disposal-list-store.ts';
import { maySeeDisposal } from './disposal-policy.ts';
import { findDisposal } from './disposal-store.ts';
import { presentDisposal, presentDisposalLines } from './present-disposal.ts';

/** What an address asks for. */
export type DisposalQuery = {
  readonly side?: DisposalFilters['side'];
  readonly state?: string | undefined;
  readonly trigger?: DisposalTrigger | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  readonly overdue?: 'yes' | undefined;
  readonly q?: string | undefined;
};

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function filtersOf({ state, overdue, q, ...query }: DisposalQuery, at: Date): DisposalFilters & { readonly empty: boolean } {
  return { ...query, ...statesNamed(state, disposalStates), overdueAt: overdue === 'yes' ? at : undefined, search: q?.trim() ?? '' };
}

type Facets = { state: Counted[]; requester: Counted[]; provider: Counted[] };
export type DisposalPage = { items: DisposalSummary[]; next: string | null; total: number; overdue: number; facets: Facets };
type Asked = DisposalQuery & { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Disposals as the caller may see them; every count is the length of the list that it opens. */
export async function listDisposals(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, cursor, limit, ...query }: Asked,
): Promise<DisposalPage> {
  const at = clock.now();
  const reach = caseReach(actor);
  const { empty, ...filters } = filtersOf(query, at);
  const overdue = empty ? 0 : await countDisposals(reader, reach, { ...filters, overdueAt: at });
  const facets = await facetsOf(reader, reach, filters);
  if (empty) return { items: [], next: null, total: 0, overdue, facets };
  return {
    ...(await casesFound(
      { cursor, limit },
      {
        matching: (page) => disposalsMatching(reader, reach, { ...filters, ...page }),
        placeOf: ({ id, orderedAt }) => ({ at: orderedAt, id }),
        present: (page) => presentDisposalLines(reader, page, at),
      },
    )),
    total: await countDisposals(reader, reach, filters),
    overdue,
    facets,
  };
}

async function facetsOf(reader: Reader, reach: CaseReach, filters: DisposalFilters): Promise<Facets> {
  const state = await countDisposalsBy(reader, reach, { ...filters, states: [], column: 'state' });
  const requester = await countDisposalsBy(reader, reach, { ...filters, requester: undefined, column: 'requester_org_id' });
  const provider = await countDisposalsBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  return caseFacets(reader, { state, requester, provider });
}

/** One disposal for a reader who may see it; for others it does not exist. */
export async function readDisposal(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, disposalId }: { readonly actor: Actor; readonly disposalId: string },
): Promise<Disposal | Refusal> {
  const disposal = await findDisposal(reader, disposalId);
  if (!disposal || !maySeeDisposal(actor, disposal)) return refuse('sharing.disposal.not-found');
  return presentDisposal(reader, disposal, { actor, at: clock.now() });
}
