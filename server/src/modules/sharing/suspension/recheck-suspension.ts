import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { endGrant } from '../end-grant.ts';
import { maySeeGrant } from '../grant-policy.ts';
import { nextVersion, onceApplied, recordVersion, tellDoors } from '../grant-step.ts';
import { lockGrant, type GrantRecord } from '../grant-store.ts';
import type { RevokingNeeds } from '../revoke-grant.ts';
import { tellRequester } from '../tell-requester.ts';
import { faultOfTerm, owe } from './suspend-grant.ts';
import { endTerms, hasRunOut, suspensionClocks, termOf } from './suspension-clock.ts';
import { closeSuspensionTodos, tellProvider } from './suspension-handing.ts';
import { mayDoTo } from './suspension-policy.ts';
import { recordSuspensionStep, roleOf } from './suspension-step.ts';
import { openSuspension, saveSuspension } from './suspension-store.ts';
import { afterSuspensionEvent, type Suspension } from './suspension.ts';

/** What whoever suspended decides; a rectification that is sent back has a new term. */
export type Verdict =
  | { readonly verdict: 'restore' | 'terminate'; readonly opinion: string; readonly code: string }
  | { readonly verdict: 'send-back'; readonly opinion: string; readonly workingDays: number; readonly code: string };

export type RecheckSuspension = { readonly actor: Actor; readonly grantId: string; readonly decision: Verdict; readonly origin: string };

const deedOf = { restore: 'restore', terminate: 'terminate', 'send-back': 'send-rectification-back' } as const;
const wordOf = { restore: 'restored', terminate: 'terminated', 'send-back': 'sent-back' } as const;
const otherwiseOf = { restore: 'sharing.suspension.still-closed', terminate: 'sharing.grant.still-served' } as const;

/**
 * The suspender looks at what was put right (809-27): restores the grant, sends the rectification back with a new term, or ends the grant. What changes at
 * the doors is answered when every live one has applied it.
 */
export async function recheckSuspension(needs: RevokingNeeds, command: RecheckSuspension): Promise<{ grantId: string } | Refusal> {
  const { actor, grantId, decision } = command;
  const confirmed = await confirmSecondFactor(needs, actor, decision.code);
  if (isRefusal(confirmed)) return confirmed;
  const position = await needs.database.transaction((tx) => recheck(tx, needs, command));
  if (isRefusal(position)) return position;
  if (position === null || decision.verdict === 'send-back') return { grantId };
  return onceApplied(needs.database, { position, grantId, otherwise: otherwiseOf[decision.verdict] });
}

/** Answers the feed position at which the verdict stands; null where the doors have nothing to learn. */
async function recheck(tx: Transaction, needs: RevokingNeeds, command: RecheckSuspension): Promise<number | null | Refusal> {
  const { actor, grantId, decision, origin } = command;
  const at = needs.clock.now();
  const grant = await lockGrant(tx, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const open = await openSuspension(tx, grantId);
  const termHasRunOut = open !== undefined && hasRunOut(termOf(await suspensionClocks(tx, [open.id], at), open.id));
  const permitted = mayDoTo(actor, deedOf[decision.verdict], { grant, open, termHasRunOut, now: at });
  if (isRefusal(permitted)) return permitted;
  const suspension = decided(open, { actor, verdict: decision.verdict, at });
  if (isRefusal(suspension)) return suspension;
  const fault = decision.verdict === 'send-back' ? await faultOfTerm(tx, decision.workingDays, at) : null;
  if (fault) return fault;
  await saveSuspension(tx, suspension);
  const step = { suspension, actor, action: 'sharing.recheck-suspension', word: wordOf[decision.verdict], role: roleOf(suspension) };
  await recordSuspensionStep(tx, { ...step, words: decision.opinion, at, origin });
  await endTerms(tx, suspension.id, { how: suspension.report === null ? 'cancel' : 'meet', at });
  await closeSuspensionTodos(tx, suspension.id, { by: actor.id, at });
  return follow(tx, needs, { grant, suspension, command });
}

function decided(
  open: Suspension | undefined,
  { actor, verdict, at }: { actor: Actor; verdict: Verdict['verdict']; at: Date },
): Suspension | Refusal {
  if (!open) return refuse('sharing.suspension.not-open');
  const state = afterSuspensionEvent(open.state, verdict);
  if (isRefusal(state)) return state;
  return verdict === 'send-back' ? { ...open, state } : { ...open, state, decidedBy: actor.id, endedAt: at };
}

type Following = { readonly grant: GrantRecord; readonly suspension: Suspension; readonly command: RecheckSuspension };

/** What the verdict does to the grant. */
async function follow(
  tx: Transaction,
  needs: RevokingNeeds,
  { grant, suspension, command: { actor, decision, origin } }: Following,
): Promise<number | null> {
  const at = needs.clock.now();
  if (decision.verdict === 'send-back') {
    await owe(tx, needs, { grant, suspension, workingDays: decision.workingDays, by: actor.id });
    return null;
  }
  await tellProvider(tx, { grant, suspension }, { word: wordOf[decision.verdict], at, newId: needs.newId });
  await reached('sharing.recheck-suspension.before-feed');
  if (decision.verdict === 'terminate') {
    const byOrganisation = (await organisationById(tx, actor.orgId ?? ''))?.name ?? '';
    return endGrant(tx, needs, {
      grant,
      actor,
      byOrganisation,
      reason: decision.opinion,
      action: 'sharing.terminate-grant',
      trigger: 'terminated',
      origin,
    });
  }
  const restored = nextVersion(grant, { restrictions: [] });
  await recordVersion(tx, { grant: restored, actor, action: 'sharing.restore-grant', at, origin });
  await tellRequester(tx, needs, { grant: restored, word: 'restored', reason: decision.opinion });
  return tellDoors(tx, restored);
}
