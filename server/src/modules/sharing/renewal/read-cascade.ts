import type { GrantCascade } from '@karez/contract/sharing/renewal';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { clientsOfSystem, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { findGrant } from '../grant-store.ts';
import { maySeeGrant } from '../grant-policy.ts';
import { suspendingSide } from '../suspension/suspension-policy.ts';
import { openSuspension } from '../suspension/suspension-store.ts';
import { renewalsUnderWay } from './renewal-store.ts';

/** The services in operation of some entries, which a higher module knows. */
export type CascadeNeeds = {
  readonly servicesOf: (
    needs: Pick<Needs, 'config'> & { readonly reader: Reader },
    entryIds: readonly string[],
  ) => Promise<readonly { readonly id: string; readonly name: string }[]>;
};

/** What ending a grant touches, before anybody ends it: services, the clients that call, the renewal and the suspension under way. */
export async function readCascade(
  { database, config, servicesOf }: Pick<Needs, 'database' | 'config'> & CascadeNeeds,
  { actor, grantId }: { readonly actor: Actor; readonly grantId: string },
): Promise<GrantCascade | Refusal> {
  const { reader } = database;
  const grant = await findGrant(reader, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const side = suspendingSide(actor, grant);
  if (isRefusal(side)) return side;
  const { document } = grant;
  const clients = await clientsOfSystem(reader, document.systemId);
  const renewals = await renewalsUnderWay(reader, [grantId]);
  const services = await servicesOf({ config, reader }, [document.entryId]);
  return {
    system: document.systemName,
    services: services.map(({ id, name }) => ({ id, name })),
    // How many, not which: the clients are their department's own business.
    clientCount: clients.filter(({ id, state }) => state === 'active' && document.clientIds.includes(id)).length,
    renewal:
      renewals.flatMap(({ no, state, submittedAt, applicationId }) => (submittedAt === null ? [] : [{ no, state, applicationId }]))[0] ??
      null,
    suspended: (await openSuspension(reader, grantId)) !== undefined,
    delivered: grant.deliveredAt !== null,
  };
}
