import { recordEvidence } from '#modules/audit/append';
import { personTitle, type Actor } from '#modules/identity';
import { actedBy } from '#platform/caller';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';

import type { Addressee } from '../addressee.ts';
import { notify } from '../notice-store.ts';
import type { Delegation } from './delegation.ts';

/** What identity lends: what people may do where today, what they are called, who is in a unit, and the session's memory of whom it acts for. */
export type DelegationPorts = {
  readonly actorsOf: (reader: Reader, personIds: readonly string[], today: string) => Promise<ReadonlyMap<string, readonly Actor[]>>;
  readonly titlesOf: (reader: Reader, personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly peopleIn: (reader: Reader, orgId: string) => Promise<readonly string[]>;
  readonly saveActingUnder: (tx: Transaction, sessionId: string, delegationId: string | null) => Promise<void>;
};
export type DelegationNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'> & DelegationPorts;

type Acted = {
  readonly delegation: Delegation;
  readonly actor: Actor;
  readonly action: string;
  readonly origin: string;
  readonly at: Date;
};

/** Into the evidence: who acts for whom, which deeds pass and on which days. The reason stays out of it. */
export async function recordDelegation(tx: Transaction, { delegation, actor, action, origin, at }: Acted): Promise<void> {
  const { id, no, kind, personId, delegateId, signs, deeds, firstDay, lastDay, ruleSetId, ruleSetVersion } = delegation;
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'desk.delegation', id },
    origin,
    facts: { no, kind, personId, delegateId, signs, deeds: deeds.join(' '), firstDay, lastDay, ruleSetId, ruleSetVersion },
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
