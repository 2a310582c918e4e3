import type { Denied, Responsibility, responsibilityKinds, responsibilityStates } from '@karez/contract/sharing/lists';
import { dayIn } from '@karez/kit/clock';
import { deniedCounts, deniedUnder, owedToCatalogue, type DenialFilters } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { promisesSeen } from '../demand/demand-list-store.ts';
import { isBroken } from '../demand/neglect.ts';
import { demandReachOf } from '../demand/read-demands.ts';
import { sidesOf } from '../present-application.ts';

export type ListNeeds = Pick<Needs, 'clock' | 'config'> & { readonly reader: Reader };
export type Page = { readonly offset: number; readonly limit: number };
type Counted = { value: string; label: string; count: number };

/** Counts of one property, in the order given or the most frequent first. */
function countsOf<T>(rows: readonly T[], of: (row: T) => { value: string; label: string }): Counted[] {
  const counts = new Map<string, Counted>();
  for (const row of rows) {
    const { value, label } = of(row);
    counts.set(value, { value, label, count: (counts.get(value)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count || (one.label < other.label ? -1 : 1));
}

function pageOf<T>(rows: readonly T[], { offset, limit }: Page) {
  const end = offset + limit;
  return { items: rows.slice(offset, end), next: end < rows.length ? String(end) : null, total: rows.length };
}

export type ResponsibilityFilters = {
  readonly kind?: (typeof responsibilityKinds)[number] | undefined;
  readonly state?: (typeof responsibilityStates)[number] | undefined;
  readonly provider?: string | undefined;
};

/** What departments owe, as far as the actor may see it: promises for demands by the demand's own rule, the rest as the catalogue shows it. */
async function owed({ reader, clock, config }: ListNeeds, actor: Actor): Promise<Responsibility[]> {
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const promises = await promisesSeen(reader, demandReachOf(actor));
  const sides = await sidesOf(
    reader,
    promises.flatMap(({ providerOrgId }) => (providerOrgId === null ? [] : [providerOrgId])),
  );
  const demanded = promises.flatMap((demand): Responsibility[] => {
    const { providerOrgId, reply } = demand;
    if (providerOrgId === null) return [];
    const division = reply?.answer.result === 'promise' ? reply.answer.division : '';
    const state = demand.state === 'fulfilled' ? 'met' : isBroken(demand, today) ? 'overdue' : 'open';
    const { name } = demand.content;
    return [{ kind: 'demand', id: demand.id, name, provider: sides(providerOrgId), division, dueOn: demand.promisedOn, state }];
  });
  // What has a day comes first, the earliest before all.
  return [...demanded, ...(await owedToCatalogue(reader, today))].toSorted((one, other) =>
    (one.dueOn ?? '9999') < (other.dueOn ?? '9999') ? -1 : (one.dueOn ?? '9999') > (other.dueOn ?? '9999') ? 1 : 0,
  );
}

function owedUnder(rows: readonly Responsibility[], { kind, state, provider }: ResponsibilityFilters): Responsibility[] {
  return rows.filter(
    (row) =>
      (kind === undefined || row.kind === kind) &&
      (state === undefined || row.state === state) &&
      (provider === undefined || row.provider.id === provider),
  );
}

/** 责任清单; every count is the length of the list that it opens. */
export async function listResponsibilities(
  needs: ListNeeds,
  { actor, offset, limit, ...filters }: ResponsibilityFilters & Page & { actor: Actor },
) {
  const all = await owed(needs, actor);
  return {
    ...pageOf(owedUnder(all, filters), { offset, limit }),
    facets: {
      kind: countsOf(owedUnder(all, { ...filters, kind: undefined }), ({ kind }) => ({ value: kind, label: kind })),
      state: countsOf(owedUnder(all, { ...filters, state: undefined }), ({ state }) => ({ value: state, label: state })),
      provider: countsOf(owedUnder(all, { ...filters, provider: undefined }), ({ provider }) => ({
        value: provider.id,
        label: provider.name,
      })),
    },
  };
}

/** All rows under the filters, for the ledger. */
export async function responsibilitiesUnder(needs: ListNeeds, actor: Actor, filters: ResponsibilityFilters): Promise<Responsibility[]> {
  return owedUnder(await owed(needs, actor), filters);
}

/** Rows of one workbook; who has more narrows by a filter. */
const DENIED_MAX = 20_000;

/** 负面清单; every count is the length of the list that it opens. */
export async function listDenials(reader: Reader, { offset, limit, ...filters }: DenialFilters & Page) {
  const items = await deniedUnder(reader, { ...filters, offset, limit });
  const kinds = await deniedCounts(reader, { ...filters, kind: undefined }, 'kind');
  const total = kinds.reduce((sum, { value, count }) => (filters.kind === undefined || filters.kind === value ? sum + count : sum), 0);
  const end = offset + items.length;
  return {
    items,
    next: end < total && items.length > 0 ? String(end) : null,
    total,
    facets: { kind: kinds, provider: await deniedCounts(reader, { ...filters, provider: undefined }, 'provider') },
  };
}

/** All rows under the filters, for the ledger. */
export async function denialsUnder(reader: Reader, filters: DenialFilters): Promise<Denied[]> {
  return deniedUnder(reader, { ...filters, offset: 0, limit: DENIED_MAX });
}
