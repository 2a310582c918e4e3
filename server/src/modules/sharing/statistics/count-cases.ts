import { monthsMax, monthsShown } from '@karez/contract/sharing/statistics';
import { dayIn } from '@karez/kit/clock';
import { dayAfter, monthsLater } from '@karez/kit/day';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { clocksOf, endOfDay, workingDaysOf, type RegionDays } from '#modules/law';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { authorityPowers } from '../application-policy.ts';
import { APPLICATION_CASE } from '../case-clock.ts';
import type { CaseFacts } from './case-figures.ts';
import { receivedUnder, type Received, type ReceivedQuery } from './received-store.ts';

export type StatisticsNeeds = Pick<Needs, 'clock' | 'config'> & { readonly reader: Reader };

/** One application with what is counted of it. */
export type CountedApplication = CaseFacts &
  Pick<Received, 'id' | 'no' | 'entryId' | 'requesterOrgId' | 'providerOrgId' | 'ground' | 'receivedAt'> & {
    /** Of receipt, `YYYY-MM` in the zone of the installation. */
    readonly month: string;
  };

/** Months from the first to the last, both of them counted; `YYYY-MM`. */
export type Period = { readonly since: string; readonly until: string };

/** The period asked for, or the last months up to the present one. */
export function periodOf(
  { clock, config }: Pick<StatisticsNeeds, 'clock' | 'config'>,
  asked: { readonly since?: string | undefined; readonly until?: string | undefined },
): Period | Refusal {
  const until = asked.until ?? dayIn(config.KAREZ_TIME_ZONE, clock.now()).slice(0, 7);
  const since = asked.since ?? monthsLater(`${until}-01`, 1 - monthsShown).slice(0, 7);
  const tooLong = since < monthsLater(`${until}-01`, 1 - monthsMax).slice(0, 7);
  return since > until || tooLong ? refuse('sharing.statistics.period', { months: monthsMax }) : { since, until };
}

/** Every month of a period, the latest first. */
export function monthsOf({ since, until }: Period): string[] {
  const months: string[] = [];
  for (let month = until; month >= since; month = monthsLater(`${month}-01`, -1).slice(0, 7)) months.push(month);
  return months;
}

/** Regions for which the reader's authority reads cases. */
export function overseenRegions(actor: Actor): string[] {
  return actor.powers.flatMap(({ power, regionCode }) =>
    authorityPowers.some((one) => one === power) && regionCode !== null ? [regionCode] : [],
  );
}

type Asked = Period & Pick<ReceivedQuery, 'providerOrgId' | 'entryId' | 'reader'>;

/** The applications of a period, each with what is counted of it, the newest first. */
export async function countedApplications(
  { reader, clock, config }: StatisticsNeeds,
  { since, until, ...of }: Asked,
): Promise<CountedApplication[]> {
  const zone = config.KAREZ_TIME_ZONE;
  const received = await receivedUnder(reader, {
    ...of,
    from: endOfDay(zone, dayAfter(`${since}-01`, -1)),
    before: endOfDay(zone, dayAfter(monthsLater(`${until}-01`, 1), -1)),
  });
  const days = new Map<string, RegionDays>();
  for (const region of new Set(received.map(({ providerRegionCode }) => providerRegionCode)))
    days.set(region, await workingDaysOf(reader, region));
  const late = await overdueAmong(reader, received, clock.now());
  return received.map((one) => {
    const { id, no, entryId, requesterOrgId, providerOrgId, receivedAt, state, atOnce, ground } = one;
    const daysUntil = (at: Date | null): number | null =>
      at === null ? null : (days.get(one.providerRegionCode)?.between(receivedAt, at) ?? null);
    return {
      id,
      no,
      entryId,
      requesterOrgId,
      providerOrgId,
      receivedAt,
      state,
      atOnce,
      ground,
      month: dayIn(zone, receivedAt).slice(0, 7),
      firstAnswerDays: atOnce ? null : daysUntil(one.answeredAt),
      delivered: one.deliveredAt !== null,
      deliveryDays: atOnce ? null : daysUntil(one.deliveredAt),
      overdue: late.has(one.id),
    };
  });
}

/** Those of some applications whose answer is owed by the provider beyond its term. */
async function overdueAmong(reader: Reader, received: readonly Received[], at: Date): Promise<Set<string>> {
  const open = new Map(received.flatMap((one) => (one.answeredAt === null || isOpen(one) ? [[one.id, one.providerOrgId] as const] : [])));
  const clocks = await clocksOf(reader, { caseKind: APPLICATION_CASE, caseIds: [...open.keys()], at });
  const late = clocks.filter(
    ({ endedAt, workingDaysOverdue, caseId, dutyOrgId }) => endedAt === null && workingDaysOverdue > 0 && open.get(caseId) === dutyOrgId,
  );
  return new Set(late.map(({ caseId }) => caseId));
}

const isOpen = ({ state }: Received): boolean => !['agreed', 'partly-agreed', 'refused', 'withdrawn'].includes(state);
