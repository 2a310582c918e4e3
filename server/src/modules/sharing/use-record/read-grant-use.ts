import type { GrantUse, UseMonth, UseStatement } from '@karez/contract/sharing/use-record';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { clocksOf, type ClockView } from '#modules/law';
import type { Needs } from '#platform/needs';
import { maySeeGrant } from '../grant-policy.ts';
import { findGrant } from '../grant-store.ts';
import { presentClock } from '../present-application.ts';
import { currentQuarter } from './current-quarter.ts';
import { monthsOf, sampledCallsOf, type FilledMonth } from './use-month-store.ts';
import { allowedOnUse } from './use-record-policy.ts';
import { USE_RECORD_CASE, USE_SAMPLE_CASE } from './use-record-rules.ts';
import { statementsOf, useRecordsOf, type Statement } from './use-record-store.ts';
import type { Sampled, UseRecord } from './use-record.ts';

type ReadingNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;

/** What a deed on a use record answers with: the whole as it stands for whoever did it. */
export async function shownGrantUse(needs: ReadingNeeds, actor: Actor, done: { grantId: string } | Refusal): Promise<GrantUse | Refusal> {
  return isRefusal(done) ? done : readGrantUse(needs, { actor, grantId: done.grantId });
}

/** How a grant was used, for its two sides and the authority between them; for others it does not exist. */
export async function readGrantUse(
  needs: ReadingNeeds,
  { actor, grantId }: { actor: Actor; grantId: string },
): Promise<GrantUse | Refusal> {
  const { reader } = needs.database;
  const grant = await findGrant(reader, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const at = needs.clock.now();
  const records = await useRecordsOf(reader, grantId);
  const statements = await statementsOf(reader, grantId);
  const calls = await sampledCallsOf(reader, grantId);
  const months = await monthsOf(reader, grantId);
  const terms = await clocksOf(reader, { caseKind: USE_RECORD_CASE, caseIds: records.map(({ id }) => id), at });
  const sampleTerms = await clocksOf(reader, { caseKind: USE_SAMPLE_CASE, caseIds: months.map(({ id }) => id), at });
  const current = currentQuarter(needs, grant);
  const quarterOf = (one: Statement) => records.find(({ id }) => id === one.recordId)?.quarter ?? '';
  const said = (one: Statement): UseStatement => shownStatement(one, quarterOf(one));
  const [latest] = statements;
  return {
    grantId,
    current,
    quarters: records.map((record) => ({
      id: record.id,
      quarter: record.quarter,
      state: record.state,
      late: record.late,
      clock: shownTerm(terms, record.id),
      months: months.filter(({ recordId }) => recordId === record.id).map((month) => shownMonth(month, calls, sampleTerms)),
      statements: statements.filter(({ recordId }) => recordId === record.id).map(said),
      keptUntil: record.keptUntil,
    })),
    latest: latest ? said(latest) : null,
    allowed: allowedOnUse(actor, {
      grant,
      record: nextToState(records, current),
      isKnown: latest !== undefined,
      hasWaitingCalls: calls.some(({ state }) => state === 'drawn'),
    }),
  };
}

/** What the holder states next: the quarter that has been owed longest, else the one that runs. */
function nextToState(records: readonly UseRecord[], current: string | null): Pick<UseRecord, 'state' | 'quarter'> | undefined {
  const owed = records.findLast(({ state }) => state === 'owed');
  return (
    owed ?? records.find(({ state }) => state === 'running') ?? (current === null ? undefined : { state: 'running', quarter: current })
  );
}

function shownTerm(clocks: readonly ClockView[], caseId: string) {
  const clock = clocks.findLast((one) => one.caseId === caseId);
  return clock ? presentClock(clock) : null;
}

function shownMonth({ id, month, counts, seed }: FilledMonth, calls: readonly Sampled[], clocks: readonly ClockView[]): UseMonth {
  return {
    month,
    counts,
    seed,
    clock: shownTerm(clocks, id),
    sample: calls
      .filter(({ monthId }) => monthId === id)
      .map(({ recordId, at, state, caseNo, agrees, reason, answeredAt }) => ({
        recordId,
        at: at.toISOString(),
        state,
        caseNo,
        agrees,
        reason,
        answeredAt: answeredAt?.toISOString() ?? null,
      })),
  };
}

const shownStatement = ({ no, kind, words, statedAt }: Statement, quarter: string): UseStatement => ({
  no,
  quarter,
  kind,
  words,
  at: statedAt.toISOString(),
});
