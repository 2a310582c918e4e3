import type { Denied, Responsibility } from '@karez/contract/sharing/lists';
import { dayIn } from '@karez/kit/clock';
import { deniedList, owedToCatalogue, type DenialFilters, type OwedCount, type OwedFilters } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { countPromises, promisesSeen, type SeenPromise } from '../demand/demand-list-store.ts';
import { caseReach } from '../case-list.ts';
import { sidesOf } from '../present-application.ts';

export type ListNeeds = Pick<Needs, 'clock' | 'config'> & { readonly reader: Reader };
export type Page = { readonly offset: number; readonly limit: number };
export type ResponsibilityFilters = OwedFilters;
type Counted = { value: string; label: string; count: number };

/** What was counted together, by one property, the most frequent first. */
function countsBy(counts: readonly OwedCount[], of: (row: OwedCount) => { value: string; label: string }): Counted[] {
  const sums = new Map<string, Counted>();
  for (const row of counts) {
    const { value, label } = of(row);
    sums.set(value, { value, label, count: (sums.get(value)?.count ?? 0) + row.count });
  }
  return [...sums.values()].toSorted((one, other) => other.count - one.count || (one.label < other.label ? -1 : 1));
}

function countedUnder(counts: readonly OwedCount[], { kind, state, provider }: ResponsibilityFilters): OwedCount[] {
  return counts.filter(
    (row) =>
      (kind === undefined || row.kind === kind) &&
      (state === undefined || row.state === state) &&
      (provider === undefined || row.provider.id === provider),
  );
}

type Sides = Awaited<ReturnType<typeof sidesOf>>;

function promisedTo({ demand, promise }: SeenPromise, sides: Sides): Responsibility {
  const { reply, providerOrgId } = demand;
  const division = reply?.answer.result === 'promise' ? reply.answer.division : '';
  const provider = sides(providerOrgId ?? '');
  return { kind: 'demand', id: demand.id, name: demand.content.name, provider, division, dueOn: demand.promisedOn, state: promise };
}

/** What has a day comes first, the earliest before all. */
const byDay = (one: Responsibility, other: Responsibility): number => {
  const [first, second] = [one.dueOn ?? '9999', other.dueOn ?? '9999'];
  return first < second ? -1 : first > second ? 1 : 0;
};

type Owed = { readonly rows: readonly Responsibility[]; readonly counts: readonly OwedCount[] };

/**
 * The first rows of what departments owe, as far as the actor may see it, and how much there is of everything: promises for demands by the demand's own
 * rule, the rest as the catalogue shows it.
 */
async function owed(
  { reader, clock, config }: ListNeeds,
  actor: Actor,
  { limit, ...filters }: ResponsibilityFilters & { limit: number },
): Promise<Owed> {
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const reach = caseReach(actor);
  const wantsDemands = filters.kind === undefined || filters.kind === 'demand';
  const promises = wantsDemands ? await promisesSeen(reader, reach, { ...filters, today, limit }) : [];
  const promised = await countPromises(reader, reach, today);
  const sides = await sidesOf(
    reader,
    promised.map(({ orgId }) => orgId),
  );
  const ofCatalogue = await owedToCatalogue(reader, { ...filters, today, limit });
  const rows = [...promises.map((promise) => promisedTo(promise, sides)), ...ofCatalogue.rows];
  const ofDemands = promised.map(({ promise, orgId, count }): OwedCount => ({
    kind: 'demand',
    state: promise,
    provider: sides(orgId),
    count,
  }));
  return { rows: rows.toSorted(byDay).slice(0, limit), counts: [...ofDemands, ...ofCatalogue.counts] };
}

/** 责任清单; every count is the length of the list that it opens. */
export async function listResponsibilities(
  needs: ListNeeds,
  { actor, offset, limit, ...filters }: ResponsibilityFilters & Page & { actor: Actor },
) {
  const { rows, counts } = await owed(needs, actor, { ...filters, limit: offset + limit });
  const total = countedUnder(counts, filters).reduce((sum, { count }) => sum + count, 0);
  return {
    items: rows.slice(offset),
    next: offset + limit < total ? String(offset + limit) : null,
    total,
    facets: {
      kind: countsBy(countedUnder(counts, { ...filters, kind: undefined }), ({ kind }) => ({ value: kind, label: kind })),
      state: countsBy(countedUnder(counts, { ...filters, state: undefined }), ({ state }) => ({ value: state, label: state })),
      provider: countsBy(countedUnder(counts, { ...filters, provider: undefined }), ({ provider }) => ({
        value: provider.id,
        label: provider.name,
      })),
    },
  };
}

/** All rows under the filters, for the ledger: as many as were counted. */
export async function responsibilitiesUnder(
  needs: ListNeeds,
  actor: Actor,
  filters: ResponsibilityFilters,
): Promise<readonly Responsibility[]> {
  const { total } = await listResponsibilities(needs, { actor, ...filters, offset: 0, limit: 1 });
  return (await owed(needs, actor, { ...filters, limit: total })).rows;
}

/** 负面清单; every count is the length of the list that it opens. */
export async function listDenials(reader: Reader, { offset, limit, ...filters }: DenialFilters & Page) {
  const items = await deniedList.under(reader, { ...filters, offset, limit });
  const kinds = await deniedList.counts(reader, { ...filters, kind: undefined }, 'kind');
  const total = kinds.reduce((sum, { value, count }) => (filters.kind === undefined || filters.kind === value ? sum + count : sum), 0);
  const end = offset + items.length;
  return {
    items,
    next: end < total && items.length > 0 ? String(end) : null,
    total,
    facets: { kind: kinds, provider: await deniedList.counts(reader, { ...filters, provider: undefined }, 'provider') },
  };
}

/** Rows that are read at once while the ledger is written. */
const denialsAtOnce = 500;

/** All rows under the filters, for the ledger, some hundred at a time. */
export async function* denialsUnder(reader: Reader, filters: DenialFilters): AsyncGenerator<Denied> {
  for (let behind: Denied | null = null; ;) {
    const rows: Denied[] = await deniedList.under(reader, { ...filters, behind, limit: denialsAtOnce });
    yield* rows;
    behind = rows.at(-1) ?? null;
    if (rows.length < denialsAtOnce) return;
  }
}
