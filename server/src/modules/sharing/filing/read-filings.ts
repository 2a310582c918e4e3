import { filingStates, type Filing, type FilingKind, type FilingSummary, type getFilingGround } from '@karez/contract/sharing/filing';
import type { AnswerOf } from '@karez/contract/route';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { statesNamed } from '#platform/http/states-named';
import type { Needs } from '#platform/needs';
import { caseFacets, casesFound, caseReach, type CaseReach, type Counted } from '../case-list.ts';
import type { CascadeNeeds } from '../renewal/read-cascade.ts';
import { runningGrantsOf } from '../running-grants.ts';
import { ownEntry } from './file-service-change.ts';
import { earliestDay, noticeTerm } from './filing-clock.ts';
import { countFilings, countFilingsBy, filingsMatching, type FilingFilters } from './filing-list-store.ts';
import { maySeeFiling } from './filing-policy.ts';
import { findFiling, openFilingOf, partiesOf } from './filing-store.ts';
import { presentFiling, presentFilingLines } from './present-filing.ts';

/** What an address asks for. */
export type FilingQuery = {
  readonly side?: FilingFilters['side'];
  readonly state?: string | undefined;
  readonly kind?: FilingKind | undefined;
  readonly entry?: string | undefined;
  readonly provider?: string | undefined;
  readonly q?: string | undefined;
};

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function filtersOf({ state, q, ...query }: FilingQuery): FilingFilters & { readonly empty: boolean } {
  return { ...query, ...statesNamed(state, filingStates), search: q?.trim() ?? '' };
}

type Facets = { state: Counted[]; provider: Counted[] };
export type FilingPage = { items: FilingSummary[]; next: string | null; total: number; facets: Facets };
type Asked = FilingQuery & { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Filings as the caller may see them; every count is the length of the list that it opens. */
export async function listFilings(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, cursor, limit, ...query }: Asked,
): Promise<FilingPage> {
  const reach = caseReach(actor);
  const { empty, ...filters } = filtersOf(query);
  const facets = await facetsOf(reader, reach, filters);
  if (empty) return { items: [], next: null, total: 0, facets };
  return {
    ...(await casesFound(
      { cursor, limit },
      {
        matching: (page) => filingsMatching(reader, reach, { ...filters, ...page }),
        placeOf: ({ id, raisedAt }) => ({ at: raisedAt, id }),
        present: (page) => presentFilingLines(reader, page, clock.now()),
      },
    )),
    total: await countFilings(reader, reach, filters),
    facets,
  };
}

async function facetsOf(reader: Reader, reach: CaseReach, filters: FilingFilters): Promise<Facets> {
  const state = await countFilingsBy(reader, reach, { ...filters, states: [], column: 'state' });
  const provider = await countFilingsBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  const facets = await caseFacets(reader, { state, requester: [], provider });
  return { state: facets.state, provider: facets.provider };
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
