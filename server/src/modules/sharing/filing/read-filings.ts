import {
  filingStates,
  type Filing,
  type FilingKind,
  type FilingState,
  type FilingSummary,
  type getFilingGround,
} from '@karez/contract/sharing/filing';
import type { AnswerOf } from '@karez/contract/route';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { cursorAfter, cursorFrom } from '../cursor.ts';
import { overseenRegions } from '../demand/demand-policy.ts';
import { sidesOf } from '../present-application.ts';
import type { CascadeNeeds } from '../renewal/read-cascade.ts';
import { runningGrantsOf } from '../running-grants.ts';
import { ownEntry } from './file-service-change.ts';
import { earliestDay, noticeTerm } from './filing-clock.ts';
import { countFilings, countFilingsBy, filingsMatching, type FilingFilters, type Reach } from './filing-list-store.ts';
import { maySeeFiling } from './filing-policy.ts';
import { findFiling, openFilingOf, partiesOf } from './filing-store.ts';
import { presentFiling, presentFilingLines } from './present-filing.ts';

const nowhere = '00000000-0000-0000-0000-000000000000';
export const reachOf = (actor: Actor): Reach => ({ orgId: actor.orgId ?? nowhere, regionCodes: overseenRegions(actor) });

/** What an address asks for. */
export type FilingQuery = {
  readonly side?: FilingFilters['side'];
  readonly state?: string | undefined;
  readonly kind?: FilingKind | undefined;
  readonly entry?: string | undefined;
  readonly provider?: string | undefined;
  readonly q?: string | undefined;
};

const isState = (text: string): text is FilingState => filingStates.some((state) => state === text);

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function filtersOf({ state, q, ...query }: FilingQuery): FilingFilters & { readonly empty: boolean } {
  const named = (state ?? '').split(',').filter((text) => text !== '');
  const states = named.filter(isState);
  return { ...query, states, search: q?.trim() ?? '', empty: named.length > 0 && states.length === 0 };
}

type Counted = { value: string; label: string; count: number };
type Facets = { state: Counted[]; provider: Counted[] };
export type FilingPage = { items: FilingSummary[]; next: string | null; total: number; facets: Facets };
type Asked = FilingQuery & { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Filings as the caller may see them; every count is the length of the list that it opens. */
export async function listFilings(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, cursor, limit, ...query }: Asked,
): Promise<FilingPage> {
  const reach = reachOf(actor);
  const { empty, ...filters } = filtersOf(query);
  const facets = await facetsOf(reader, reach, filters);
  if (empty) return { items: [], next: null, total: 0, facets };
  const found = await filingsMatching(reader, reach, { ...filters, after: cursorFrom(cursor), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentFilingLines(reader, page, clock.now()),
    next: found.length > limit && last ? cursorAfter({ at: last.raisedAt, id: last.id }) : null,
    total: await countFilings(reader, reach, filters),
    facets,
  };
}

async function facetsOf(reader: Reader, reach: Reach, filters: FilingFilters): Promise<Facets> {
  const state = await countFilingsBy(reader, reach, { ...filters, states: [], column: 'state' });
  const provider = await countFilingsBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  const sides = await sidesOf(
    reader,
    provider.map(({ value }) => value),
  );
  return {
    state: state.map((one) => ({ ...one, label: one.value })),
    provider: provider.map((one) => ({ ...one, label: sides(one.value).name })),
  };
}

/** One filing for a reader who may see it; for others it does not exist. */
export async function readFiling(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, filingId }: { readonly actor: Actor; readonly filingId: string },
): Promise<Filing | Refusal> {
  const filing = await findFiling(reader, filingId);
  if (!filing) return refuse('sharing.filing.not-found');
  const requesterOrgIds = (await partiesOf(reader, filingId)).map(({ requesterOrgId }) => requesterOrgId);
  if (!maySeeFiling(actor, { filing, requesterOrgIds })) return refuse('sharing.filing.not-found');
  return presentFiling(reader, filing, { actor, at: clock.now() });
}

/** What a filing about an entry would touch, before it is written; for the entry's provider only. */
export async function readFilingGround(
  needs: { readonly reader: Reader } & Pick<Needs, 'clock' | 'config'> & CascadeNeeds,
  { actor, entryId }: { readonly actor: Actor; readonly entryId: string },
): Promise<AnswerOf<typeof getFilingGround> | Refusal> {
  const { reader, clock, config } = needs;
  const entry = await ownEntry(needs, actor, entryId);
  if (isRefusal(entry)) return entry;
  const at = clock.now();
  const today = dayIn(config.KAREZ_TIME_ZONE, at);
  const grants = await runningGrantsOf(reader, entryId, at);
  const services = await needs.servicesOf({ config, reader }, [entryId]);
  const open = await openFilingOf(reader, entryId);
  return {
    entry: { id: entryId, name: entry.name },
    grants: grants.map(({ grantId, grantNo, systemName, validTo, organisationId, organisationName }) => ({
      id: grantId,
      no: grantNo,
      systemName,
      validTo,
      requester: { id: organisationId, name: organisationName },
    })),
    services: services.map(({ id, name }) => ({ id, name })),
    earliestOn: await earliestDay(reader, { region: entry.provider.regionCode, today, at }),
    notice: await noticeTerm(reader, at),
    underWay: open ? { id: open.id, no: open.no } : null,
  };
}
