import { useGaps, type UseRecordLine, type listUseRecords as listRoute } from '@karez/contract/sharing/use-record';
import type { AnswerOf, QueryOf } from '@karez/contract/route';
import type { Actor } from '#modules/identity';
import { clocksOf } from '#modules/law';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { suspendingRegions } from '../grant-policy.ts';
import { presentClock, sidesOf } from '../present-application.ts';
import {
  countUseRecords,
  countUseRecordsBy,
  useRecordsMatching,
  type UseFilters,
  type UseLine,
  type UsePlace,
  type UseReach,
} from './use-list-store.ts';
import { USE_RECORD_CASE } from './use-record-rules.ts';

export type UseQuery = Omit<QueryOf<typeof listRoute>, 'cursor' | 'limit'>;
type Facets = AnswerOf<typeof listRoute>['facets'];

/** What the caller sees of a side; null where there is nothing of it for them. */
function useReachOf(actor: Actor, side: UseQuery['side']): UseReach | null {
  if (side !== 'authority') return actor.orgId === null ? null : { side, orgId: actor.orgId };
  const regionCodes = suspendingRegions(actor);
  return regionCodes.length === 0 ? null : { side, regionCodes };
}

/** One page of use records with counts of what is wanting, by kind, department and quarter (809-29). */
export async function listUseRecords(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, cursor, limit, side, ...filters }: QueryOf<typeof listRoute> & { readonly actor: Actor },
): Promise<AnswerOf<typeof listRoute>> {
  const reach = useReachOf(actor, side);
  if (reach === null) return { items: [], next: null, total: 0, facets: { gap: [], quarter: [], requester: [], provider: [] } };
  const { reader } = database;
  const found = await useRecordsMatching(reader, reach, { ...filters, after: placeFrom(cursor), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentUseLines(reader, page, clock.now()),
    next: found.length > limit && last ? placeText({ quarter: last.record.quarter, id: last.record.id }) : null,
    total: await countUseRecords(reader, reach, filters),
    facets: await facetsOf(reader, reach, filters),
  };
}

async function facetsOf(reader: Reader, reach: UseReach, filters: UseFilters): Promise<Facets> {
  const { gap: _gap, ...ungapped } = filters;
  const gap: Facets['gap'] = [];
  for (const value of useGaps) gap.push({ value, label: value, count: await countUseRecords(reader, reach, { ...ungapped, gap: value }) });
  const by = async (column: 'quarter' | 'requester' | 'provider') =>
    countUseRecordsBy(reader, reach, { ...filters, [column]: undefined, column });
  const [quarter, requester, provider] = [await by('quarter'), await by('requester'), await by('provider')];
  const sideOf = await sidesOf(
    reader,
    [...requester, ...provider].map(({ value }) => value),
  );
  const named = (counts: readonly { value: string; count: number }[]) =>
    counts.map(({ value, count }) => ({ value, label: sideOf(value).name, count }));
  return { gap, quarter: quarter.map((one) => ({ ...one, label: one.value })), requester: named(requester), provider: named(provider) };
}

/** The lines of a list, with the names and clocks of all of them read once. */
async function presentUseLines(reader: Reader, lines: readonly UseLine[], at: Date): Promise<UseRecordLine[]> {
  const clocks = await clocksOf(reader, { caseKind: USE_RECORD_CASE, caseIds: lines.map(({ record }) => record.id), at });
  const sideOf = await sidesOf(
    reader,
    lines.flatMap(({ requesterOrgId, providerOrgId }) => [requesterOrgId, providerOrgId]),
  );
  return lines.map(({ record, grantNo, entryName, requesterOrgId, providerOrgId, counts, sample, statedAt }) => {
    const clock = clocks.findLast(({ caseId }) => caseId === record.id);
    return {
      id: record.id,
      grantId: record.grantId,
      grantNo,
      entryName,
      requester: sideOf(requesterOrgId),
      provider: sideOf(providerOrgId),
      quarter: record.quarter,
      state: record.state,
      late: record.late,
      clock: clock ? presentClock(clock) : null,
      counts,
      sample,
      statedAt: statedAt?.toISOString() ?? null,
      keptUntil: record.keptUntil,
    };
  });
}

const placeText = ({ quarter, id }: UsePlace): string => Buffer.from(`${quarter} ${id}`).toString('base64url');

/** Reads where a page ended; what no list gave out counts as the beginning. */
function placeFrom(text: string | undefined): UsePlace | null {
  const [quarter = '', id = ''] = Buffer.from(text ?? '', 'base64url')
    .toString('utf8')
    .split(' ');
  return /^\d{4}Q[1-4]$/.test(quarter) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? { quarter, id } : null;
}
