import type { listBusinessSystems, registerMachineClient } from '@karez/contract/identity/machines';
import type { AnswerOf, QueryOf } from '@karez/contract/route';
import { refuse } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { allowedOf, every } from './allowed.ts';
import { systemsByIds, systemsVisible, type BusinessSystem } from './business-system-store.ts';
import type { MachineClient, PublicJwk } from './client-store.ts';
import { tokenEndpoint } from './issue-access-token.ts';
import { organisationsByIds } from './organisation-store.ts';
import { mayUse } from './powers.ts';
import { allRegions } from './region-store.ts';
import { competentRegion } from './region.ts';

type SystemAnswer = AnswerOf<typeof listBusinessSystems>['items'][number];
type ClientAnswer = AnswerOf<typeof registerMachineClient>['client'];

export async function systemAnswers(reader: Reader, actor: Actor, systems: readonly BusinessSystem[]): Promise<SystemAnswer[]> {
  const organisations = await organisationsByIds(reader, [...new Set(systems.map((system) => system.orgId))]);
  return systems.map((system) => {
    const organisation = organisations.get(system.orgId);
    const permitted = every(
      system.state === 'retired' ? refuse('identity.system.retired') : true,
      mayUse(actor, 'identity.systems', { orgId: system.orgId }),
    );
    return {
      ...system,
      orgName: organisation?.name ?? '',
      divisionName: organisation?.divisions.find((division) => division.id === system.divisionId)?.name ?? null,
      allowed: allowedOf({ change: permitted, retire: permitted }),
    };
  });
}

/** Business systems of one's own organisation, and of the whole region for its authority. */
export async function visibleSystems(
  reader: Reader,
  actor: Actor,
  query: QueryOf<typeof listBusinessSystems>,
): Promise<AnswerOf<typeof listBusinessSystems>> {
  if (actor.orgId === null) return { items: [], next: null, total: 0 };
  const overseen = actor.powers.filter((held) => held.power === 'identity.documents-oversee').map((held) => held.regionCode);
  const regions =
    overseen.length === 0 ? [] : (await allRegions(reader)).filter((region) => overseen.includes(competentRegion(region.code)));
  const found = await systemsVisible(reader, {
    orgId: actor.orgId,
    regionCodes: regions.map((region) => region.code),
    text: query.text,
    after: query.cursor ?? null,
    limit: query.limit,
  });
  const last = found.systems.at(-1);
  return {
    items: await systemAnswers(reader, actor, found.systems),
    next: found.systems.length === query.limit && last ? last.id : null,
    total: found.total,
  };
}

export async function clientAnswers(reader: Reader, actor: Actor, clients: readonly MachineClient[]): Promise<ClientAnswer[]> {
  const systems = await systemsByIds(reader, [...new Set(clients.map((client) => client.systemId))]);
  const organisations = await organisationsByIds(reader, [...new Set(clients.map((client) => client.orgId))]);
  return clients.map((client) => {
    const permitted = every(
      client.state === 'disabled' ? refuse('identity.client.disabled') : true,
      mayUse(actor, 'gateway.client', { orgId: client.orgId }),
    );
    const { id, name, orgId, systemId, state, keyId, algorithm } = client;
    return {
      id,
      name,
      orgId,
      systemId,
      state,
      keyId,
      algorithm,
      orgName: organisations.get(orgId)?.name ?? '',
      systemName: systems.get(systemId)?.name ?? '',
      keySince: client.keySince.toISOString(),
      registeredAt: client.registeredAt.toISOString(),
      allowed: allowedOf({ rotate: permitted, disable: permitted }),
    };
  });
}

/** What a department's developer gets with a new key: the only answer that ever holds a private half. */
export async function handoverAnswer(
  { database, config }: Pick<Needs, 'database' | 'config'>,
  actor: Actor,
  { client, privateJwk }: { client: MachineClient; privateJwk: PublicJwk | null },
): Promise<AnswerOf<typeof registerMachineClient>> {
  const [answer] = await clientAnswers(database.reader, actor, [client]);
  if (!answer) throw new Error('a client that was just stored has no answer');
  const endpoint = tokenEndpoint(config);
  return { client: answer, tokenEndpoint: endpoint, audience: endpoint, privateJwk: privateJwk && { ...privateJwk } };
}
