import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { publish } from '#platform/outbox';
import type { Actor } from './actor.ts';
import { recordAct } from './evidence.ts';
import { findOrganisation, lockOrganisation, saveDissolution, saveNames } from './organisation-store.ts';
import type { Organisation } from './organisation.ts';
import { mayUse } from './powers.ts';

type Change = {
  readonly actor: Actor;
  readonly orgId: string;
  readonly documentNumber: string;
  readonly decidedOn: string;
  readonly reason: string;
  readonly origin?: string | null;
};
export type RenameOrganisation = Change & { readonly name: string; readonly shortName: string };
export type DissolveOrganisation = Change & { readonly successorId: string | null };
type ChangeNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;

/** The organisation under lock, if the actor keeps the register of its region and it still stands. */
export async function changeable(tx: Transaction, { actor, orgId }: Pick<Change, 'actor' | 'orgId'>): Promise<Organisation | Refusal> {
  await lockOrganisation(tx, orgId);
  const organisation = await findOrganisation(tx, orgId);
  if (!organisation) return refuse('identity.organisation.not-found');
  const permitted = mayUse(actor, 'identity.organisations', { regionCode: organisation.regionCode });
  if (isRefusal(permitted)) return permitted;
  if (organisation.sample) return refuse('identity.organisation.sample');
  return organisation.dissolved === null ? organisation : refuse('identity.organisation.dissolved', { name: organisation.name });
}

async function record(tx: Transaction, { clock, newId }: ChangeNeeds, act: { change: Change; action: string; event: string }) {
  const { actor, orgId, documentNumber, decidedOn, origin } = act.change;
  await recordAct(tx, {
    actor,
    at: clock.now(),
    action: act.action,
    object: { kind: 'organisation', id: orgId },
    origin: origin ?? null,
    facts: { documentNumber, decidedOn },
  });
  await publish(tx, { id: newId(), name: act.event, key: `identity.organisation:${orgId}`, body: { orgId } });
}

/** Gives an organisation its new name. The former name and short name stay searchable; whoever shows names hears of it. */
export async function renameOrganisation(needs: ChangeNeeds, command: RenameOrganisation): Promise<Organisation | Refusal> {
  return needs.database.transaction(async (tx) => {
    const organisation = await changeable(tx, command);
    if (isRefusal(organisation)) return organisation;
    const { name, shortName } = command;
    if (name === organisation.name) return refuse('identity.organisation.same-name', { name });
    const formerNames = [...new Set([...organisation.formerNames, organisation.name])].filter((former) => former !== name);
    const renamed = { ...organisation, name, shortName, formerNames };
    await saveNames(tx, renamed);
    await record(tx, needs, {
      change: command,
      action: 'identity.rename-organisation',
      event: 'identity.organisation-renamed',
    });
    return renamed;
  });
}

async function unfitSuccessor(tx: Transaction, { orgId, successorId }: DissolveOrganisation): Promise<Refusal | undefined> {
  if (successorId === null) return undefined;
  const successor = successorId === orgId ? undefined : await findOrganisation(tx, successorId);
  const isFit = successor !== undefined && !successor.sample && successor.dissolved === null;
  return isFit ? undefined : refuse('identity.organisation.successor-unfit');
}

/** Marks an organisation as dissolved, or merged into its successor. Whoever holds something of it hears of it. */
export async function dissolveOrganisation(needs: ChangeNeeds, command: DissolveOrganisation): Promise<Organisation | Refusal> {
  return needs.database.transaction(async (tx) => {
    const organisation = await changeable(tx, command);
    if (isRefusal(organisation)) return organisation;
    const unfit = await unfitSuccessor(tx, command);
    if (unfit) return unfit;
    const { decidedOn: on, documentNumber, successorId } = command;
    const dissolved = { ...organisation, dissolved: { on, documentNumber, successorId } };
    await saveDissolution(tx, dissolved);
    await record(tx, needs, {
      change: command,
      action: 'identity.dissolve-organisation',
      event: 'identity.organisation-dissolved',
    });
    return dissolved;
  });
}
