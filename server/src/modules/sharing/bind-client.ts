import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { grantClientsMax } from '@karez/policy/grant/grant';
import { clientsOfSystem, type Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { mayActOn, maySeeGrant } from './grant-policy.ts';
import { nextVersion, recordVersion, tellDoors } from './grant-step.ts';
import { lockGrant } from './grant-store.ts';

export type BindClient = { readonly actor: Actor; readonly grantId: string; readonly clientId: string; readonly origin: string };

/** Lets one more machine client of the grant's own business system call under the grant; the grant gets its next version. */
export async function bindClient(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, grantId, clientId, origin }: BindClient,
): Promise<{ grantId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const at = clock.now();
    const grant = await lockGrant(tx, grantId);
    if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
    const permitted = mayActOn(actor, 'bind-client', { grant, now: at });
    if (isRefusal(permitted)) return permitted;
    const clients = await clientsOfSystem(tx, grant.document.systemId);
    if (!clients.some((client) => client.id === clientId && client.state === 'active')) return refuse('sharing.grant.client-unknown');
    if (grant.document.clientIds.includes(clientId)) return { grantId };
    if (grant.document.clientIds.length >= grantClientsMax) return refuse('sharing.grant.clients-full', { maximum: grantClientsMax });
    const bound = nextVersion(grant, { clientIds: [...grant.document.clientIds, clientId] });
    await recordVersion(tx, { grant: bound, actor, action: 'sharing.bind-client', at, origin, facts: { client: clientId } });
    await tellDoors(tx, bound);
    return { grantId };
  });
}
