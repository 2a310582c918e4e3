import { disputeStates, type Dispute, type DisputeState, type DisputeSummary, type DisputeKind } from '@karez/contract/sharing/dispute';
import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { cursorAfter, cursorFrom } from '../cursor.ts';
import { overseenRegions } from '../demand/demand-policy.ts';
import { sidesOf } from '../present-application.ts';
import { countDisputes, countDisputesBy, disputesMatching, type DisputeFilters, type Reach } from './dispute-list-store.ts';
import { maySeeDispute } from './dispute-policy.ts';
import { findDispute } from './dispute-store.ts';
import { presentDispute, presentDisputeLines } from './present-dispute.ts';

const nowhere = '00000000-0000-0000-0000-000000000000';
export const reachOf = (actor: Actor): Reach => ({ orgId: actor.orgId ?? nowhere, regionCodes: overseenRegions(actor) });

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

const isState = (text: string): text is DisputeState => disputeStates.some((state) => state === text);

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function filtersOf({ state, overdue, q, ...query }: DisputeQuery, at: Date): DisputeFilters & { readonly empty: boolean } {
  const named = (state ?? '').split(',').filter((text) => text !== '');
  const states = named.filter(isState);
  const overdueAt = overdue === 'yes' ? at : undefined;
  return { ...query, states, overdueAt, search: q?.trim() ?? '', empty: named.length > 0 && states.length === 0 };
}

type Counted = { value: string; label: string; count: number };
type Facets = { state: Counted[]; requester: Counted[]; provider: Counted[] };
export type DisputePage = { items: DisputeSummary[]; next: string | null; total: number; overdue: number; facets: Facets };
type Asked = DisputeQuery & { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Disputes as the caller may see them; every count is the length of the list that it opens. */
export async function listDisputes(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, cursor, limit, ...query }: Asked,
): Promise<DisputePage> {
  const at = clock.now();
  const reach = reachOf(actor);
  const { empty, ...filters } = filtersOf(query, at);
  const overdue = empty ? 0 : await countDisputes(reader, reach, { ...filters, overdueAt: at });
  const facets = await facetsOf(reader, reach, filters);
  if (empty) return { items: [], next: null, total: 0, overdue, facets };
  const found = await disputesMatching(reader, reach, { ...filters, after: cursorFrom(cursor), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentDisputeLines(reader, page, at),
    next: found.length > limit && last ? cursorAfter({ at: last.raisedAt, id: last.id }) : null,
    total: await countDisputes(reader, reach, filters),
    overdue,
    facets,
  };
}

async function facetsOf(reader: Reader, reach: Reach, filters: DisputeFilters): Promise<Facets> {
  const state = await countDisputesBy(reader, reach, { ...filters, states: [], column: 'state' });
  const requester = await countDisputesBy(reader, reach, { ...filters, requester: undefined, column: 'requester_org_id' });
  const provider = await countDisputesBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  const sides = await sidesOf(
    reader,
    [...requester, ...provider].map(({ value }) => value),
  );
  const named = (counts: readonly { value: string; count: number }[]) => counts.map((one) => ({ ...one, label: sides(one.value).name }));
  return { state: state.map((one) => ({ ...one, label: one.value })), requester: named(requester), provider: named(provider) };
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
