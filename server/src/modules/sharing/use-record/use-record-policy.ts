import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import type { GrantRecord } from '../grant-store.ts';
import { useRecordMachine, type UseRecord } from './use-record.ts';

/** A grant with what its holder may still say of its use. */
export type UseStanding = {
  readonly grant: GrantRecord;
  /** The record of the quarter that is asked for; undefined where there is none and none can be opened. */
  readonly record: Pick<UseRecord, 'state' | 'quarter'> | undefined;
  /** Whether something was said in this or an earlier quarter that can be unchanged. */
  readonly isKnown: boolean;
  /** Whether a sampled call waits for its case. */
  readonly hasWaitingCalls: boolean;
};
export type UseDeed = 'state-use' | 'say-unchanged' | 'match-call';
const deeds = ['state-use', 'say-unchanged', 'match-call'] as const satisfies readonly UseDeed[];

/** Only the holder's own clerks say what its use was. */
function holds(actor: Actor, { document }: GrantRecord): true | Refusal {
  return isRefusal(mayUse(actor, 'sharing.apply', { orgId: document.requesterOrgId })) ? refuse('sharing.grant.not-own') : true;
}

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayTellUse(actor: Actor, deed: UseDeed, { grant, record, isKnown, hasWaitingCalls }: UseStanding): true | Refusal {
  const permitted = holds(actor, grant);
  if (isRefusal(permitted)) return permitted;
  if (deed === 'match-call') return hasWaitingCalls || refuse('sharing.use-record.not-sampled');
  if (!record) return refuse('sharing.use-record.not-found');
  if (!useRecordMachine[record.state].state) return refuse('sharing.use-record.not-owed', { state: record.state, quarter: record.quarter });
  return deed === 'say-unchanged' && !isKnown ? refuse('sharing.use-record.nothing-before') : true;
}

/** Every deed of the holder's side, open or closed with its reason; nothing for others. */
export function allowedOnUse(actor: Actor, standing: UseStanding): AllowedActions {
  if (isRefusal(holds(actor, standing.grant))) return {};
  return allowedOf(Object.fromEntries(deeds.map((deed) => [deed, mayTellUse(actor, deed, standing)] as const)));
}
