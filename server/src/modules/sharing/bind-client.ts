import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { grantClientsMax } from '@karez/policy/grant/grant';
import { recordEvidence } from '#modules/audit/append';
import { clientsOfSystem, type Actor } from '#modules/identity';
import { appendFeed } from '#platform/feed';
import type { Needs } from '#platform/needs';
import { GATEWAY_TOPIC } from './agree-and-grant.ts';
import { mayActOn, maySeeGrant } from './grant-policy.ts';
import { lockGrant, saveGrantVersion } from './grant-store.ts';
import { compiled } from './grant.ts';

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
    const bound = {
      ...grant,
      document: { ...grant.document, version: grant.document.version + 1, clientIds: [...grant.document.clientIds, clientId] },
    };
    await saveGrantVersion(tx, bound, at);
    await recordEvidence(tx, {
      at,
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: 'sharing.bind-client',
      outcome: { result: 'done' },
      object: { kind: 'sharing.grant', id: grantId, revision: bound.document.version },
      grant: { id: grantId, version: bound.document.version },
      origin,
      facts: { client: clientId },
    });
    await appendFeed(tx, GATEWAY_TOPIC, [{ kind: 'grant', key: grantId, body: compiled(bound.document, 'active') }]);
    return { grantId };
  });
}
