import { refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import { competentRegion } from './correction-ground.ts';
import type { CorrectionRecord } from './correction-store.ts';

/** A department that the catalogue knows as the source of an item: designated for its data element, or cited by the entry (91-4.1, 809-19). */
export type KnownSource = {
  readonly organisationId: string;
  readonly name: string;
  readonly known: 'designated' | 'cited';
  readonly itemNo: number;
};
/** Lent by the catalogue: who is the source of some items of an entry, besides the department that provides it. */
export type SourcesOf = (
  reader: Reader,
  asked: { readonly entryId: string; readonly itemNos: readonly number[] },
) => Promise<readonly KnownSource[]>;

type Fit = { readonly id: string; readonly regionCode: string };
const unfit = () =>
  refuse('correction.department-unfit', {}, [{ path: '/body/organisationId', code: 'correction.no-department', params: {} }]);

/** A department that stands, under the authority of the case, and does not report itself; it is kept from its end until the transaction ends. */
export async function fitDepartment(tx: Transaction, request: CorrectionRecord, organisationId: string): Promise<Fit | Refusal> {
  const found = await organisationById(tx, organisationId, { kept: true });
  if (found === undefined || found.id === request.requesterOrgId) return unfit();
  const isFit = !found.sample && found.dissolved === null && found.type !== 'enterprise';
  const region = await competentRegion(tx, [request.requesterRegionCode, found.regionCode]);
  return isFit && region === request.authorityRegionCode ? { id: found.id, regionCode: found.regionCode } : unfit();
}

/** The source to which a report may be passed on: one that the catalogue knows, and that has not had it before, so that nobody sends it round. */
export async function fitSource(
  tx: Transaction,
  { sourcesOf }: { readonly sourcesOf: SourcesOf },
  { request, organisationId }: { readonly request: CorrectionRecord; readonly organisationId: string },
): Promise<Fit | Refusal> {
  const known = await openSources(tx, sourcesOf, request);
  return known.some((source) => source.organisationId === organisationId) ? fitDepartment(tx, request, organisationId) : unfit();
}

/** The known sources that a report may still be passed on to. */
export async function openSources(reader: Reader, sourcesOf: SourcesOf, request: CorrectionRecord): Promise<readonly KnownSource[]> {
  const known = await sourcesOf(reader, { entryId: request.entryId, itemNos: request.itemNos });
  const had = [...request.askedOrgIds, request.requesterOrgId];
  return known.filter(({ organisationId }) => !had.includes(organisationId));
}

/** The report in the hands of another department, which answers it anew. */
export function givenTo(request: CorrectionRecord, { id, regionCode }: Fit, providerBy: CorrectionRecord['providerBy']): CorrectionRecord {
  const asked = request.askedOrgIds.includes(id) ? request.askedOrgIds : [...request.askedOrgIds, id];
  const anew = { proposal: null, reply: null, proposedBy: null, signedBy: null, answeredAt: null };
  return { ...request, ...anew, providerOrgId: id, providerRegionCode: regionCode, providerBy, askedOrgIds: asked };
}
