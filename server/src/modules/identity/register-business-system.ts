import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { isUniqueViolation, type Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import {
  addBusinessSystem,
  isSystemNameTaken,
  lockBusinessSystem,
  saveBusinessSystem,
  type BusinessSystem,
} from './business-system-store.ts';
import { clientsOfSystem } from './client-store.ts';
import { disableWithin } from './machine-client.ts';
import { recordAct } from './evidence.ts';
import { findOrganisation } from './organisation-store.ts';
import { mayUse } from './powers.ts';

export type BusinessSystemFacts = Omit<BusinessSystem, 'id' | 'orgId' | 'state' | 'version'>;
type SystemNeeds = Pick<Needs, 'database' | 'clock'>;

/** Registers a business system of the actor's own organisation (91-2.2). */
export async function registerBusinessSystem(
  { database, clock, newId }: SystemNeeds & Pick<Needs, 'newId'>,
  { actor, facts, origin }: { actor: Actor; facts: BusinessSystemFacts; origin?: string | null },
): Promise<BusinessSystem | Refusal> {
  const { orgId } = actor;
  if (orgId === null) return refuse('identity.power.missing', { power: 'identity.systems' });
  const permitted = mayUse(actor, 'identity.systems', { orgId });
  if (isRefusal(permitted)) return permitted;
  return named(() =>
    database.transaction(async (tx) => {
      const system: BusinessSystem = { ...facts, id: newId(), orgId, state: 'running', version: 1 };
      const fit = await fitsOrganisation(tx, system);
      if (isRefusal(fit)) return fit;
      const at = clock.now();
      await addBusinessSystem(tx, system, at);
      await recordAct(tx, {
        actor,
        at,
        action: 'identity.register-business-system',
        object: { kind: 'business-system', id: system.id },
        origin: origin ?? null,
      });
      return system;
    }),
  );
}

type Change = {
  readonly actor: Actor;
  readonly systemId: string;
  readonly version: number;
  readonly facts: BusinessSystemFacts;
  readonly origin?: string | null;
};

/** Corrects what is registered; refuses where somebody else changed it since the given version. */
export async function changeBusinessSystem(
  { database, clock }: SystemNeeds,
  { actor, systemId, version, facts, origin }: Change,
): Promise<BusinessSystem | Refusal> {
  return named(() =>
    database.transaction(async (tx) => {
      const system = await lockOwn(tx, actor, systemId);
      if (isRefusal(system)) return system;
      if (system.version !== version) return refuse('identity.system.changed', { version: system.version });
      const changed = { ...system, ...facts, version: version + 1 };
      const fit = await fitsOrganisation(tx, changed);
      if (isRefusal(fit)) return fit;
      await saveBusinessSystem(tx, changed);
      const object = { kind: 'business-system', id: systemId };
      await recordAct(tx, {
        actor,
        at: clock.now(),
        action: 'identity.change-business-system',
        object,
        origin: origin ?? null,
        facts: { version: changed.version },
      });
      return changed;
    }),
  );
}

/** Retires a system; its machine clients are disabled in the same transaction. */
export async function retireBusinessSystem(
  { database, clock }: SystemNeeds,
  { actor, systemId, origin }: { actor: Actor; systemId: string; origin?: string | null },
): Promise<{ done: true } | Refusal> {
  return database.transaction(async (tx) => {
    const system = await lockOwn(tx, actor, systemId);
    if (isRefusal(system)) return system;
    const at = clock.now();
    await saveBusinessSystem(tx, { ...system, state: 'retired', version: system.version + 1 });
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.retire-business-system',
      object: { kind: 'business-system', id: systemId },
      origin: origin ?? null,
    });
    await disableWithin(tx, await clientsOfSystem(tx, systemId), { actor, at, origin: origin ?? null });
    return { done: true as const };
  });
}

async function lockOwn(tx: Transaction, actor: Actor, systemId: string): Promise<BusinessSystem | Refusal> {
  const system = await lockBusinessSystem(tx, systemId);
  if (!system || system.orgId !== actor.orgId) return refuse('identity.system.not-found');
  const permitted = mayUse(actor, 'identity.systems', { orgId: system.orgId });
  if (isRefusal(permitted)) return permitted;
  return system.state === 'retired' ? refuse('identity.system.retired') : system;
}

async function fitsOrganisation(tx: Transaction, system: BusinessSystem): Promise<true | Refusal> {
  const organisation = await findOrganisation(tx, system.orgId);
  if (!organisation) return refuse('identity.organisation.not-found');
  if (system.divisionId !== null && !organisation.divisions.some((division) => division.id === system.divisionId))
    return refuse('identity.division.not-found');
  return (await isSystemNameTaken(tx, { orgId: system.orgId, name: system.name, exceptId: system.id }))
    ? refuse('identity.system.name-taken')
    : true;
}

/** Two clerks registering the same name at once: the database decides which came first. */
async function named<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('identity.system.name-taken');
    throw error;
  }
}
