import { recordEvidence } from '#modules/audit/append';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import type { Nonconformity as NonconformityAnswer } from '@karez/contract/catalog/conformance';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';
import { actedBy } from '#platform/caller';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { entryNames } from '../entry/entry-store.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { nextNonconformityState, type Nonconformity } from './nonconformity.ts';
import { handExplanations, handNonconformities } from './nonconformity-handing.ts';
import { lockNonconformity, saveNonconformity, type ListedNonconformity } from './nonconformity-store.ts';

function legal(nonconformity: Nonconformity, event: 'explain' | 'accept' | 'decline'): true | Refusal {
  const next = nextNonconformityState(nonconformity.state, event);
  return isRefusal(next) ? next : true;
}

function mayExplain(actor: Actor, nonconformity: Nonconformity): true | Refusal {
  const permitted = mayUse(actor, 'catalog.register', { orgId: nonconformity.organisationId });
  return isRefusal(permitted) ? permitted : legal(nonconformity, 'explain');
}

/** The authority of the region; never a member on its own nonconformity (91-7.1). */
function mayDecide(actor: Actor, nonconformity: Nonconformity, event: 'accept' | 'decline'): true | Refusal {
  const permitted = mayUse(actor, 'catalog.publish', { regionCode: nonconformity.regionCode, parties: [nonconformity.organisationId] });
  return isRefusal(permitted) ? permitted : legal(nonconformity, event);
}

/** A nonconformity exists for its department and for the authority of its region. */
function seesNonconformity(actor: Actor, { organisationId, regionCode }: Nonconformity): boolean {
  return actor.orgId === organisationId || authorityRegionsOf(actor).includes(regionCode);
}

export function nonconformityView(actor: Actor, nonconformity: ListedNonconformity, today: string): NonconformityAnswer {
  const { state, dueOn } = nonconformity;
  return {
    id: nonconformity.id,
    entryId: nonconformity.entryId,
    entryName: nonconformity.entryName,
    organisationId: nonconformity.organisationId,
    organisationName: nonconformity.organisationName,
    rule: nonconformity.rule,
    severity: nonconformity.severity,
    field: nonconformity.field,
    params: nonconformity.params,
    state,
    dueOn,
    overdue: state === 'open' && dueOn < today,
    foundAt: nonconformity.foundAt.toISOString(),
    closedAt: nonconformity.closedAt?.toISOString() ?? null,
    explanation: nonconformity.explained?.opinion ?? null,
    opinion: nonconformity.decided?.opinion ?? null,
    allowed: allowedOf({
      explain: mayExplain(actor, nonconformity),
      accept: mayDecide(actor, nonconformity, 'accept'),
      decline: mayDecide(actor, nonconformity, 'decline'),
    }),
  };
}

type NonconformityCommand = { readonly actor: Actor; readonly nonconformityId: string; readonly origin: string };

async function answered(
  reader: Reader,
  needs: Pick<StepNeeds, 'clock' | 'config'>,
  { actor, nonconformity }: { actor: Actor; nonconformity: Nonconformity },
) {
  const entryName = (await entryNames(reader, [nonconformity.entryId])).get(nonconformity.entryId) ?? '';
  return nonconformityView(actor, { ...nonconformity, entryName }, todayOf(needs));
}

/** Stores a step on a nonconformity with its evidence and the to-dos of both sides. */
async function store(
  tx: Transaction,
  needs: StepNeeds,
  { command, action, nonconformity }: { command: NonconformityCommand; action: string; nonconformity: Nonconformity },
) {
  const { actor, origin } = command;
  await saveNonconformity(tx, nonconformity);
  await handNonconformities(tx, needs, { orgIds: [nonconformity.organisationId], by: actor.id });
  await handExplanations(tx, needs, { regionCode: nonconformity.regionCode, by: actor.id });
  await recordEvidence(tx, {
    at: needs.clock.now(),
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'catalog.nonconformity', id: nonconformity.id },
    origin,
    facts: { rule: nonconformity.rule, state: nonconformity.state, entryId: nonconformity.entryId },
  });
  return answered(tx, needs, { actor, nonconformity });
}

/** The department explains why the entry stands as it is. */
export async function explainNonconformity(
  needs: StepNeeds,
  command: NonconformityCommand & { readonly reason: string },
): Promise<NonconformityAnswer | Refusal> {
  const { actor, nonconformityId, reason } = command;
  return needs.database.transaction(async (tx) => {
    const nonconformity = await lockNonconformity(tx, nonconformityId);
    if (!nonconformity || !seesNonconformity(actor, nonconformity)) return refuse('catalog.conformance.nonconformity-not-found');
    const permitted = mayExplain(actor, nonconformity);
    if (isRefusal(permitted)) return permitted;
    const explained = { by: actor.id, orgId: nonconformity.organisationId, at: needs.clock.now(), opinion: reason };
    return store(tx, needs, {
      command,
      action: 'catalog.explain-nonconformity',
      nonconformity: { ...nonconformity, state: 'explained', explained, decided: null },
    });
  });
}

export type DecideNonconformity = NonconformityCommand & { readonly decision: 'accept' | 'decline'; readonly opinion: string };

/** The authority accepts an explanation for this version, or declines it: then the nonconformity waits for its department again. */
export async function decideNonconformity(needs: StepNeeds, command: DecideNonconformity): Promise<NonconformityAnswer | Refusal> {
  const { actor, nonconformityId, decision, opinion } = command;
  return needs.database.transaction(async (tx) => {
    const nonconformity = await lockNonconformity(tx, nonconformityId);
    if (!nonconformity || !seesNonconformity(actor, nonconformity) || actor.orgId === null)
      return refuse('catalog.conformance.nonconformity-not-found');
    const permitted = mayDecide(actor, nonconformity, decision);
    if (isRefusal(permitted)) return permitted;
    const state = decision === 'accept' ? 'accepted' : 'open';
    const decided = { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion };
    return store(tx, needs, { command, action: 'catalog.decide-nonconformity', nonconformity: { ...nonconformity, state, decided } });
  });
}
