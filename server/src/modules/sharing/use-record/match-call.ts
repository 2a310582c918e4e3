import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { wasForMatter } from '#modules/audit';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySeeGrant } from '../grant-policy.ts';
import { lockGrant, type GrantRecord } from '../grant-store.ts';
import { holdsPersonalValue } from '../personal-value.ts';
import { quarterOf } from './quarter.ts';
import { meetUse, tellOfMisses } from './use-record-duty.ts';
import { mayTellUse } from './use-record-policy.ts';
import { recordUseStep } from './use-record-step.ts';
import { useRecordsOf } from './use-record-store.ts';
import { sampledCallsOf, saveSampled } from './use-month-store.ts';
import { answeredCall, isMiss, type CallAnswer, type Sampled } from './use-record.ts';

type Said = { readonly result: 'matched'; readonly caseNo: string } | { readonly result: 'unmatched'; readonly reason: string };
export type MatchCall = {
  readonly actor: Actor;
  readonly grantId: string;
  readonly recordId: string;
  readonly said: Said;
  readonly origin: string;
};
type MatchingNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;

/** The holder names the case file that a sampled call was made for, or says why there is none; the evidence says whether it was made for that case. */
export async function matchCall(needs: MatchingNeeds, command: MatchCall): Promise<{ grantId: string } | Refusal> {
  return needs.database.transaction(async (tx) => {
    const { actor, grantId, recordId, said } = command;
    const grant = await lockGrant(tx, grantId);
    if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
    const calls = await sampledCallsOf(tx, grantId);
    const call = calls.find((one) => one.recordId === recordId);
    const permitted = mayTellUse(actor, 'match-call', { grant, record: undefined, isKnown: false, hasWaitingCalls: call !== undefined });
    if (isRefusal(permitted)) return permitted;
    if (!call) return refuse('sharing.use-record.not-sampled');
    const [place, text] = said.result === 'matched' ? ['caseNo', said.caseNo] : ['reason', said.reason];
    if (holdsPersonalValue(text))
      return refuse('sharing.use-record.personal-value', { count: 1 }, [
        { path: `/body/${place}`, code: 'sharing.use-personal-value', params: {} },
      ]);
    const answered = answeredCall(call, await judged(tx, recordId, said), needs.clock.now());
    if (isRefusal(answered)) return answered;
    await saveSampled(tx, answered, actor.id);
    const others = calls.filter((one) => one.monthId === call.monthId && one.recordId !== recordId);
    await conclude(tx, needs, { command, grant, answered, others });
    return { grantId };
  });
}

async function judged(tx: Transaction, recordId: string, said: Said): Promise<CallAnswer> {
  return said.result === 'unmatched' ? said : { ...said, agrees: await wasForMatter(tx, recordId, said.caseNo) };
}

type Concluding = {
  readonly command: MatchCall;
  readonly grant: GrantRecord;
  readonly answered: Sampled;
  /** The other calls of the same month. */
  readonly others: readonly Sampled[];
};

/** Into the evidence; when the last call of the month is answered, its term is met and who has to know hears of the misses. */
async function conclude(tx: Transaction, { clock, newId }: MatchingNeeds, { command, grant, answered, others }: Concluding): Promise<void> {
  const at = clock.now();
  const { actor, origin } = command;
  const { month, monthId, recordId, state, agrees } = answered;
  const record = (await useRecordsOf(tx, grant.id)).find((one) => one.quarter === quarterOf(month));
  if (!record) throw new Error(`month ${monthId} has no use record`);
  await recordUseStep(tx, {
    grant,
    record,
    actor,
    action: 'sharing.match-call',
    at,
    origin,
    facts: { month, call: recordId, result: state, agrees },
  });
  if (others.some((one) => one.state === 'drawn')) return;
  await meetUse(tx, { duty: 'sample', caseId: monthId }, { by: actor.id, at });
  const count = [answered, ...others].filter(isMiss).length;
  if (count > 0) await tellOfMisses(tx, { grant, monthId, month, count }, { at, newId });
}
