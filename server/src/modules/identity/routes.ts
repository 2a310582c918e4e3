import { listDemoAccounts as demoRoute } from '@karez/contract/identity/machines';
import { roleSchema } from '@karez/contract/identity/roles';
import type { Door } from '#platform/http/mount';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { SessionActor } from './actor.ts';
import { authenticate, permit } from './authenticate.ts';
import { listDemoAccounts } from './prepare-demo-account.ts';
import { machineRoutes } from './machine-routes.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { ActingUnder } from './stand-in.ts';
import { systemImportRoutes } from './system-import/system-import-routes.ts';

export { organisationsIn } from './organisations-in.ts';
export { mountOAuth } from './oauth-door.ts';
export { actorsOf } from './actors-of.ts';
export { rolesWith } from './powers.ts';
export { peopleIn, saveActingUnder, titlesOf, type ActingUnder } from './stand-in.ts';
export type { SessionActor } from './actor.ts';

/** What identity lends to every door: who knocks, and whether they hold the route's power. */
export function identityDoor(
  needs: Needs,
  actingUnder: ActingUnder = async () => undefined,
): Pick<Door<SessionActor>, 'authenticate' | 'permit'> {
  return { authenticate: (knock) => authenticate({ ...needs, actingUnder }, knock), permit };
}

/** Every route of the module. The list of demo accounts is among them in the demo only. */
export function identityRoutes(needs: Needs): Served<SessionActor>[] {
  const routes = [
    ...signInRoutes(needs),
    ...organisationRoutes(needs),
    ...peopleRoutes(needs),
    ...machineRoutes(needs),
    ...systemImportRoutes(needs),
  ];
  return needs.config.KAREZ_DEMO ? [...routes, demoAccounts(needs)] : routes;
}

function demoAccounts(needs: Needs): Served<SessionActor> {
  return serve(demoRoute, async () => {
    const accounts = await listDemoAccounts(needs);
    return { items: accounts.map((account) => ({ ...account, roles: account.roles.map((role) => roleSchema.parse(role)) })) };
  });
}
