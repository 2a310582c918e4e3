import { recordEvidence } from '#modules/audit/append';
import { personTitle, type Actor, type Colleague, type Delegated } from '#modules/identity';
import { actedBy } from '#platform/caller';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';

import type { Addressee } from '../addressee.ts';
import { notify } from '../notice-store.ts';
import type { Delegation } from './delegation.ts';

/** What identity lends: the actor that a delegation makes, undefined where an account or a post has ended; and who is in a unit. */
export type DelegationPorts = {
  readonly standInActor: (reader: Reader, given: Delegated, today: string) => Promise<Actor | undefined>;
  readonly colleaguesIn: (reader: Reader, orgId: string, today: string) => Promise<readonly Colleague[]>;
};
export type DelegationNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'> & DelegationPorts;

/** What identity needs of a delegation. */
export function delegatedBy({ id, no, personId, delegateId, orgId, powers, lastDay }: Delegation): Delegated {
  return { delegationId: id, no, personId, delegateId, orgId, powers, lastDay };
}

type Acted = {
  readonly delegation: Delegation;
  readonly actor: Actor;
  readonly action: string;
  readonly origin: string;
  readonly at: Date;
};

/** Into the evidence: who acts for whom, which powers pass and on which days. The reason stays out of it. */
export async function recordDelegation(tx: Transaction, { delegation, actor, action, origin, at }: Acted): Promise<void> {
  const { id, no, kind, personId, delegateId, signs, powers, firstDay, lastDay, ruleSetId, ruleSetVersion } = delegation;
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'desk.delegation', id },
    origin,
    facts: { no, kind, personId, delegateId, signs, powers: powers.join(' '), firstDay, lastDay, ruleSetId, ruleSetVersion },
  });
}

type Told = { readonly delegation: Delegation; readonly word: 'given' | 'revoked'; readonly by: string; readonly at: Date };

/** Both posts and the heads of the unit are told, but for whoever did it. */
export async function tellOfDelegation(
  tx: Transaction,
  { newId }: Pick<Needs, 'newId'>,
  { delegation, word, by, at }: Told,
): Promise<void> {
  const { id, no, personId, delegateId, orgId, firstDay, lastDay } = delegation;
  const params = {
    no,
    person: await personTitle(tx, personId),
    delegate: await personTitle(tx, delegateId),
    firstDay,
    lastDay: lastDay ?? '',
  };
  const people = [personId, delegateId].filter((one) => one !== by).map((one): Addressee => ({ kind: 'person', personId: one }));
  const heads: Addressee = { kind: 'organisation', orgId, power: 'desk.oversee' };
  for (const [index, to] of [...people, heads].entries()) {
    await notify(tx, {
      id: newId(),
      key: `desk.delegation-${word}:${id}:${index}`,
      for: to,
      subject: { module: 'desk', kind: 'desk.delegation', id },
      title: { key: `desk.notice.delegation-${word}`, params },
      link: '/desk/delegations',
      at,
      isCopy: true,
    });
  }
}
