import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';

import { lendableBy, mayStandIn } from './delegable.ts';
import { insertDelegation, lockDelegationsOf, nextDelegationNo } from './delegation-store.ts';
import { lendHand } from '#modules/audit';
import { recordDelegation, tellOfDelegation, type DelegationNeeds } from './delegation-step.ts';
import { faultBeside, faultOfDays, type Delegation } from './delegation.ts';

type Wanted = Pick<Delegation, 'kind' | 'delegateId' | 'signs' | 'firstDay' | 'lastDay' | 'reason'>;
export type GiveDelegation = { readonly actor: Actor; readonly wanted: Wanted; readonly code: string; readonly origin: string };

/** Names who acts for the caller (代, AB岗), with the second factor: what passes is frozen with the rule set that allows it. */
export async function giveDelegation(needs: DelegationNeeds, command: GiveDelegation): Promise<{ delegationId: string } | Refusal> {
  const { actor, wanted, code, origin } = command;
  const { orgId } = actor;
  if (orgId === null) return refuse('desk.delegation.nothing');
  // What can be refused without the code does not use it up.
  const fit = await fitting(needs, { reader: needs.database.reader, actor, orgId, wanted });
  if (isRefusal(fit)) return fit;
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const beside = faultBeside({ ...wanted, personId: actor.id }, await lockDelegationsOf(tx, orgId));
    if (beside) return beside;
    const terms = await fitting(needs, { reader: tx, actor, orgId, wanted });
    if (isRefusal(terms)) return terms;
    const delegation = await written(tx, needs, { ...wanted, ...terms, orgId, personId: actor.id, givenAt: at });
    await recordDelegation(tx, { delegation, actor, action: 'desk.give-delegation', origin, at });
    await tellOfDelegation(tx, needs, { delegation, word: 'given', by: actor.id, at });
    return { delegationId: delegation.id };
  });
}

type Terms = Pick<Delegation, 'deeds' | 'ruleSetId' | 'ruleSetVersion'>;

async function written(
  tx: Transaction,
  { newId }: DelegationNeeds,
  given: Omit<Delegation, 'id' | 'no' | 'state' | 'endedAt' | 'endedBy'>,
): Promise<Delegation> {
  const delegation: Delegation = { ...given, id: newId(), no: await nextDelegationNo(tx), state: 'given', endedAt: null, endedBy: null };
  await insertDelegation(tx, delegation);
  await lendHand(tx, delegation.id);
  return delegation;
}

/** What passes, or why nothing does. */
async function fitting(
  { clock, config, actorsOf }: DelegationNeeds,
  { reader, actor, orgId, wanted }: { readonly reader: Reader; readonly actor: Actor; readonly orgId: string; readonly wanted: Wanted },
): Promise<Terms | Refusal> {
  const now = clock.now();
  const today = dayIn(config.KAREZ_TIME_ZONE, now);
  const faultyDays = faultOfDays(wanted, today);
  if (faultyDays) return faultyDays;
  if (wanted.delegateId === actor.id) return refuse('desk.delegation.oneself');
  const delegate = (await actorsOf(reader, [wanted.delegateId], today)).get(wanted.delegateId) ?? [];
  if (!delegate.some((one) => one.orgId === orgId && mayStandIn(one.powers, orgId))) return refuse('desk.delegation.unfit');
  const ruleSet = await ruleSetInForce(reader, now);
  const { work, signatures } = lendableBy(actor.powers, orgId, ruleSet);
  // A standing deputy signs nothing.
  const signed = wanted.signs && wanted.kind === 'absence' ? signatures : [];
  if (wanted.signs && signed.length === 0) return refuse('desk.delegation.no-signature');
  const deeds = [...work, ...signed];
  return deeds.length === 0 ? refuse('desk.delegation.nothing') : { deeds, ruleSetId: ruleSet.id, ruleSetVersion: ruleSet.version };
}
