import {
  disposalStates,
  type Disposal,
  type DisposalState,
  type DisposalSummary,
  type DisposalTrigger,
} from '@karez/contract/sharing/disposal';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { cursorAfter, cursorFrom } from '../cursor.ts';
import { overseenRegions } from '../demand/demand-policy.ts';
import { sidesOf } from '../present-application.ts';
import { countDisposals, countDisposalsBy, disposalsMatching, type DisposalFilters, type Reach } from './disposal-list-store.ts';
import { maySeeDisposal } from './disposal-policy.ts';
import { findDisposal } from './disposal-store.ts';
import { presentDisposal, presentDisposalLines } from './present-disposal.ts';

const nowhere = '00000000-0000-0000-0000-000000000000';
export const reachOf = (actor: Actor): Reach => ({ orgId: actor.orgId ?? nowhere, regionCodes: overseenRegions(actor) });

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

const isState = (text: string): text is DisposalState => disposalStates.some((state) => state === text);

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function filtersOf({ state, overdue, q, ...query }: DisposalQuery, at: Date): DisposalFilters & { readonly empty: boolean } {
  const named = (state ?? '').split(',').filter((text) => text !== '');
  const states = named.filter(isState);
  const overdueAt = overdue === 'yes' ? at : undefined;
  return { ...query, states, overdueAt, search: q?.trim() ?? '', empty: named.length > 0 && states.length === 0 };
}

type Counted = { value: string; label: string; count: number };
type Facets = { state: Counted[]; requester: Counted[]; provider: Counted[] };
export type DisposalPage = { items: DisposalSummary[]; next: string | null; total: number; overdue: number; facets: Facets };
type Asked = DisposalQuery & { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Disposals as the caller may see them; every count is the length of the list that it opens. */
export async function listDisposals(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, cursor, limit, ...query }: Asked,
): Promise<DisposalPage> {
  const at = clock.now();
  const reach = reachOf(actor);
  const { empty, ...filters } = filtersOf(query, at);
  const overdue = empty ? 0 : await countDisposals(reader, reach, { ...filters, overdueAt: at });
  const facets = await facetsOf(reader, reach, filters);
  if (empty) return { items: [], next: null, total: 0, overdue, facets };
  const found = await disposalsMatching(reader, reach, { ...filters, after: cursorFrom(cursor), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentDisposalLines(reader, page, at),
    next: found.length > limit && last ? cursorAfter({ at: last.orderedAt, id: last.id }) : null,
    total: await countDisposals(reader, reach, filters),
    overdue,
    facets,
  };
}

async function facetsOf(reader: Reader, reach: Reach, filters: DisposalFilters): Promise<Facets> {
  const state = await countDisposalsBy(reader, reach, { ...filters, states: [], column: 'state' });
  const requester = await countDisposalsBy(reader, reach, { ...filters, requester: undefined, column: 'requester_org_id' });
  const provider = await countDisposalsBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  const sides = await sidesOf(
    reader,
    [...requester, ...provider].map(({ value }) => value),
  );
  const named = (counts: readonly { value: string; count: number }[]) => counts.map((one) => ({ ...one, label: sides(one.value).name }));
  return { state: state.map((one) => ({ ...one, label: one.value })), requester: named(requester), provider: named(provider) };
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
