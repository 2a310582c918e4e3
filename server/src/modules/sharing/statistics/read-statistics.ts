import {
  casesToExpect,
  monthsShown,
  type CaseMeasure,
  type CountedCase,
  type DaysTaken,
  type ExpectedDays,
  type Statistics,
} from '@karez/contract/sharing/statistics';
import { refusalGrounds } from '@karez/contract/sharing/schemas';
import { dayIn } from '@karez/kit/clock';
import { monthsLater } from '@karez/kit/day';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { entryNamesOf } from '../entry-name.ts';
import { sidesOf } from '../present-application.ts';
import { requestableEntry } from '../requestable-entry.ts';
import { figuresOf, isCounted } from './case-figures.ts';
import { countedApplications, monthsOf, overseenRegions, periodOf, type CountedApplication, type StatisticsNeeds } from './count-cases.ts';

export type StatisticsQuery = {
  readonly actor: Actor;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly organisationId?: string | undefined;
};

/** What the reader may count, in the period asked for. */
async function casesFor(needs: StatisticsNeeds, { actor, organisationId, ...asked }: StatisticsQuery) {
  const period = periodOf(needs, asked);
  if (isRefusal(period)) return period;
  const reader = { orgId: actor.orgId, regionCodes: overseenRegions(actor) };
  return { period, cases: await countedApplications(needs, { ...period, reader, providerOrgId: organisationId }) };
}

/** Departments in the order of their names: they are not ranked. */
const byName = (one: { provider: { name: string } }, other: { provider: { name: string } }): number =>
  one.provider.name.localeCompare(other.provider.name, 'zh');

/** 办理统计 of everything that the reader may read. */
export async function readStatistics(needs: StatisticsNeeds, query: StatisticsQuery): Promise<Statistics | Refusal> {
  const found = await casesFor(needs, query);
  if (isRefusal(found)) return found;
  const { period, cases } = found;
  const byProvider = Map.groupBy(cases, ({ providerOrgId }) => providerOrgId);
  const byMonth = Map.groupBy(cases, ({ month }) => month);
  const sides = await sidesOf(needs.reader, [...byProvider.keys()]);
  const refused = cases.filter((one) => isCounted(one, 'refused'));
  return {
    at: needs.clock.now().toISOString(),
    ...period,
    oversees: overseenRegions(query.actor).length > 0,
    all: figuresOf(cases),
    providers: [...byProvider].map(([id, of]) => ({ provider: sides(id), figures: figuresOf(of) })).toSorted(byName),
    months: monthsOf(period).map((month) => ({ month, figures: figuresOf(byMonth.get(month) ?? []) })),
    grounds: refusalGrounds
      .map((ground) => ({ ground, count: refused.filter((one) => one.ground === ground).length }))
      .filter(({ count }) => count > 0),
  };
}

type CasesQuery = StatisticsQuery & {
  readonly measure: CaseMeasure;
  readonly ground?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** How many lines stand before a page; a cursor that no list gave out counts as none. */
const offsetOf = (cursor: string | undefined): number => (cursor !== undefined && /^\d{1,8}$/u.test(cursor) ? Number(cursor) : 0);

/** The days by which a measure's list stands in order, the slowest first. */
const daysOf: Partial<Record<CaseMeasure, (one: CountedApplication) => number>> = {
  answered: ({ firstAnswerDays }) => firstAnswerDays ?? 0,
  delivered: ({ deliveryDays }) => deliveryDays ?? 0,
};

/** The cases behind a number; of a department that the reader may not read there are none. */
export async function listCountedCases(needs: StatisticsNeeds, { measure, ground, cursor, limit, ...query }: CasesQuery) {
  const found = await casesFor(needs, query);
  if (isRefusal(found)) return found;
  const counted = found.cases.filter((one) => isCounted(one, measure) && (ground === undefined || one.ground === ground));
  const days = daysOf[measure];
  const sorted = days === undefined ? counted : counted.toSorted((one, other) => days(other) - days(one));
  const offset = offsetOf(cursor);
  const page = sorted.slice(offset, offset + limit);
  const next = offset + page.length < sorted.length && page.length > 0 ? String(offset + page.length) : null;
  return { items: await shown(needs, page), next, total: sorted.length };
}

async function shown({ reader }: StatisticsNeeds, page: readonly CountedApplication[]): Promise<CountedCase[]> {
  const sides = await sidesOf(
    reader,
    page.flatMap(({ requesterOrgId, providerOrgId }) => [requesterOrgId, providerOrgId]),
  );
  const names = await entryNamesOf(reader, [...new Set(page.map(({ entryId }) => entryId))]);
  return page.map(({ id, no, entryId, requesterOrgId, providerOrgId, receivedAt, state, ground, firstAnswerDays, deliveryDays }) => ({
    id,
    no,
    state,
    ground,
    firstAnswerDays,
    deliveryDays,
    entryName: names.get(entryId) ?? '',
    requester: sides(requesterOrgId),
    provider: sides(providerOrgId),
    receivedAt: receivedAt.toISOString(),
  }));
}

const enough = (taken: DaysTaken): DaysTaken => (taken !== null && taken.cases >= casesToExpect ? taken : null);

/** 预计用时 for whoever is about to apply: of the entry itself where it has enough cases, else of its department. */
export async function readExpectedDays(
  needs: StatisticsNeeds,
  { entryId }: { readonly entryId: string },
): Promise<{ expected: ExpectedDays | null } | Refusal> {
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  const entry = await requestableEntry(needs.reader, { entryId, today });
  if (isRefusal(entry)) return entry;
  // What is answered in the moment of its signing waits for nobody.
  if (entry.standingConsent !== null && entry.shareType === 'unconditional') return { expected: null };
  const until = today.slice(0, 7);
  const cases = await countedApplications(needs, {
    since: monthsLater(`${until}-01`, 1 - monthsShown).slice(0, 7),
    until,
    providerOrgId: entry.provider.id,
  });
  for (const basis of ['entry', 'provider'] as const) {
    const { firstAnswer, delivery } = figuresOf(basis === 'entry' ? cases.filter((one) => one.entryId === entryId) : cases);
    if (enough(firstAnswer) !== null) return { expected: { of: basis, firstAnswer, delivery: enough(delivery) } };
  }
  return { expected: null };
}
