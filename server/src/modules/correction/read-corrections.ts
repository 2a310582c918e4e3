import { correctionStates, type Correction, type CorrectionSummary } from '@karez/contract/correction/schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { caseFacets, casesFound, caseReach, type CaseReach, type Counted } from '#modules/sharing';
import type { Reader } from '#platform/database';
import { statesNamed } from '#platform/http/states-named';
import type { Needs } from '#platform/needs';
import { countCorrections, countCorrectionsBy, correctionsMatching, type ListFilters } from './correction-list-store.ts';
import { maySeeCorrection } from './correction-policy.ts';
import { findCorrection } from './correction-store.ts';
import { presentCorrection, presentCorrectionLines, type PresentNeeds } from './present-correction.ts';

/** What an address asks for. */
export type CorrectionQuery = {
  readonly side?: ListFilters['side'];
  readonly state?: string | undefined;
  readonly entry?: string | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  readonly overdue?: 'yes' | undefined;
  readonly q?: string | undefined;
};

/** The filters of an address; a state that there is not finds nothing instead of everything. */
export function filtersOf({ state, overdue, q, ...query }: CorrectionQuery, at: Date): ListFilters & { readonly empty: boolean } {
  return {
    ...query,
    ...statesNamed(state, correctionStates),
    overdueAt: overdue === 'yes' ? at : undefined,
    search: q?.trim() ?? '',
  };
}

type Facets = { state: Counted[]; requester: Counted[]; provider: Counted[] };
export type CorrectionPage = { items: CorrectionSummary[]; next: string | null; total: number; overdue: number; facets: Facets };
type Asked = CorrectionQuery & { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Reports of errors as the caller may see them; every count is the length of the list that it opens. */
export async function listCorrections(
  { reader, clock }: { readonly reader: Reader } & Pick<Needs, 'clock'>,
  { actor, cursor, limit, ...query }: Asked,
): Promise<CorrectionPage> {
  const at = clock.now();
  const reach = caseReach(actor);
  const { empty, ...filters } = filtersOf(query, at);
  const overdue = empty ? 0 : await countCorrections(reader, reach, { ...filters, overdueAt: at });
  const facets = await facetsOf(reader, reach, filters);
  if (empty) return { items: [], next: null, total: 0, overdue, facets };
  return {
    ...(await casesFound(
      { cursor, limit },
      {
        matching: (page) => correctionsMatching(reader, reach, { ...filters, ...page }),
        placeOf: ({ id, createdAt }) => ({ at: createdAt, id }),
        present: (page) => presentCorrectionLines(reader, page, at),
      },
    )),
    total: await countCorrections(reader, reach, filters),
    overdue,
    facets,
  };
}

async function facetsOf(reader: Reader, reach: CaseReach, filters: ListFilters): Promise<Facets> {
  const state = await countCorrectionsBy(reader, reach, { ...filters, states: [], column: 'state' });
  const requester = await countCorrectionsBy(reader, reach, { ...filters, requester: undefined, column: 'requester_org_id' });
  const provider = await countCorrectionsBy(reader, reach, { ...filters, provider: undefined, column: 'provider_org_id' });
  return caseFacets(reader, { state, requester, provider });
}

/** One report for a reader who may see it; for others it does not exist. */
export async function readCorrection(
  needs: PresentNeeds,
  { actor, correctionId }: { readonly actor: Actor; readonly correctionId: string },
): Promise<Correction | Refusal> {
  const request = await findCorrection(needs.reader, correctionId);
  return request && maySeeCorrection(actor, request) ? presentCorrection(needs, request, actor) : refuse('correction.not-found');
}
