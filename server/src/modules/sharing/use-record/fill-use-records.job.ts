import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { countGrantCalls, drawGrantCalls, type DrawnCall } from '#modules/audit';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { findGrant, type GrantRecord } from '../grant-store.ts';
import { openUseRecord } from './open-use-record.ts';
import { endsQuarter, monthAfter, monthOf, quarterOf, spanOf, type Month } from './quarter.ts';
import { oweUse } from './use-record-duty.ts';
import { CALL_ACTION, keptUntil, sampleSize } from './use-record-rules.ts';
import { lockUnfilled, saveFilledThrough, saveUseRecord } from './use-record-store.ts';
import { recordUseStep } from './use-record-step.ts';
import { insertMonth, insertSample, type FilledMonth } from './use-month-store.ts';
import { afterUseEvent, type UseRecord } from './use-record.ts';

const JOB = 'sharing.fill-use-records';
/** A month is counted this long after its end: by then answers that never ended have been closed, and evidence of its last calls is written. */
const SETTLED_MS = 60 * 60_000;
/** Nothing is filled any more of a grant that has ended. */
const FOR_GOOD: Month = '9999-12';

/** `seed` answers 32 hexadecimal digits that nobody can say beforehand. */
export type FillingNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'newId'> & { readonly seed: () => string };

/** Fills what is due in the use records of every grant, a month at a time, each in a transaction of its own; answers how many steps it took. */
export async function fillUseRecords(needs: FillingNeeds): Promise<number> {
  let steps = 0;
  while (await needs.database.transaction((tx) => fillNext(tx, needs))) steps += 1;
  return steps;
}

async function fillNext(tx: Transaction, needs: FillingNeeds): Promise<boolean> {
  const zone = needs.config.KAREZ_TIME_ZONE;
  const at = needs.clock.now();
  const last = monthAfter(monthOf(zone, new Date(at.getTime() - SETTLED_MS)), -1);
  const through = await lockUnfilled(tx, last);
  const grant = through && (await findGrant(tx, through.grantId));
  if (!grant) return false;
  const month =
    through.month === '' ? await begin(tx, needs, { grant, at }) : await fill(tx, needs, { grant, at, month: monthAfter(through.month) });
  await saveFilledThrough(tx, { grantId: grant.id, month });
  await reached('sharing.fill-use-records.before-commit');
  return true;
}

type About = { readonly grant: GrantRecord; readonly at: Date };

/** A grant that was never looked at: its first record is opened. Answers the month before its first. */
async function begin(tx: Transaction, needs: FillingNeeds, { grant, at }: About): Promise<Month> {
  const { validFrom, grantedAt } = grant.document;
  const first = monthOf(needs.config.KAREZ_TIME_ZONE, new Date(Math.max(Date.parse(validFrom), Date.parse(grantedAt))));
  await openUseRecord(tx, needs, { grantId: grant.id, quarter: quarterOf(first), at });
  return monthAfter(first, -1);
}

/** Counts one month from the evidence, draws its sample, and closes the quarter where this was its last. Answers through which month all is filled. */
async function fill(tx: Transaction, needs: FillingNeeds, { grant, at, month }: About & { month: Month }): Promise<Month> {
  const record = await openUseRecord(tx, needs, { grantId: grant.id, quarter: quarterOf(month), at });
  const { filled, sample } = await counted(tx, needs, { grant, at, month, recordId: record.id });
  await insertMonth(tx, filled);
  await insertSample(tx, filled, sample);
  if (sample.length > 0) await oweUse(tx, { duty: 'sample', caseId: filled.id, grant, period: month }, { at, newId: needs.newId });
  const hasEnded = endOf(grant).getTime() <= spanOf(needs.config.KAREZ_TIME_ZONE, month).until.getTime();
  const closed = hasEnded || endsQuarter(month) ? await close(tx, needs, { grant, at, record }) : record;
  await recordUseStep(tx, {
    grant,
    record: closed,
    actor: systemActor(JOB),
    action: JOB,
    at,
    origin: null,
    facts: { month, ...totals(filled), seed: filled.seed, drawn: sample.length },
  });
  if (hasEnded) return FOR_GOOD;
  await openUseRecord(tx, needs, { grantId: grant.id, quarter: quarterOf(monthAfter(month)), at });
  return month;
}

const totals = ({ counts: { calls, refused, failed, records } }: FilledMonth) => ({ calls, refused, failed, records });

async function counted(
  tx: Transaction,
  { config, newId, seed: newSeed }: FillingNeeds,
  { grant, at, month, recordId }: About & { month: Month; recordId: string },
): Promise<{ filled: FilledMonth; sample: DrawnCall[] }> {
  const zone = config.KAREZ_TIME_ZONE;
  const which = { grantId: grant.id, action: CALL_ACTION, ...spanOf(zone, month) };
  const { firstAt, lastAt, ...counts } = await countGrantCalls(tx, which);
  const seed = newSeed();
  const day = (instant: Date | null) => (instant === null ? null : dayIn(zone, instant));
  const filled: FilledMonth = {
    id: newId(),
    recordId,
    grantId: grant.id,
    month,
    counts: { ...counts, firstOn: day(firstAt), lastOn: day(lastAt) },
    seed,
    filledAt: at,
    keptUntil: await keptUntil(tx, { today: dayIn(zone, at), at }),
  };
  return { filled, sample: await drawGrantCalls(tx, { ...which, seed, count: await sampleSize(tx, at) }) };
}

/** The quarter, or the grant in it, is over: who has not stated its use owes it now. */
async function close(tx: Transaction, { newId }: FillingNeeds, { grant, at, record }: About & { record: UseRecord }): Promise<UseRecord> {
  const closed = afterUseEvent(record, 'close', at);
  if (isRefusal(closed)) throw new Error(`use record ${record.id} does not close: ${closed.code}`);
  await saveUseRecord(tx, closed);
  if (closed.state === 'owed') await oweUse(tx, { duty: 'statement', caseId: closed.id, grant, period: closed.quarter }, { at, newId });
  return closed;
}

function endOf({ state, validTo, revocation }: GrantRecord): Date {
  return state === 'revoked' && revocation !== null ? new Date(revocation.at) : validTo;
}
