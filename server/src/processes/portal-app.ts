import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { openApiOf } from '@karez/contract/openapi';
import { everyRefusal } from '@karez/contract/every-route';
import type { FastifyInstance } from 'fastify';
import { sealingWatchOf } from '#modules/audit/append';
import { auditRoutes, failureRecorder, shutWhileStalled } from '#modules/audit/routes';
import { catalogRoutes, knownSourcesOf, openCatalogSearch } from '#modules/catalog/routes';
import { correctionRoutes } from '#modules/correction/routes';
import { actingUnder, delegationRoutes, deskRoutes, handoverRoutes, standInsOf } from '#modules/desk/routes';
import { gatewayRoutes, onlineServicesOf, servicesUnder } from '#modules/gateway/routes';
import {
  actorsOf,
  identityDoor,
  identityRoutes,
  mountOAuth,
  organisationsIn,
  peopleIn,
  rolesWith,
  saveActingUnder,
  titlesOf,
  type SessionActor,
} from '#modules/identity/routes';
import { lawRoutes } from '#modules/law/routes';
import { applicantsOf, promisedDemands, runningGrantsOf } from '#modules/sharing';
import { heldApplications, ownDrafts, sharingRoutes } from '#modules/sharing/routes';
import { faultText } from '#platform/fault';
import { httpApp } from '#platform/http/app';
import { mount, type Door } from '#platform/http/mount';
import type { Served } from '#platform/http/serve';
import type { OpenNeeds } from './open-needs.ts';

const pages = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** What identity lends to the desk for delegations. */
const delegationPorts = { actorsOf, peopleIn, saveActingUnder, titlesOf };

/** What identity, and whoever keeps something in one person's hand, lend to the desk for hand-overs. */
const handoverPorts = { actorsOf, peopleIn, rolesWith, titlesOf, heldInPerson: [heldApplications], draftsOf: ownDrafts };

/** Every route that the portal's process serves. */
export function everyServedRoute(needs: OpenNeeds, search = openCatalogSearch(needs)): Served<SessionActor>[] {
  return [
    ...identityRoutes(needs),
    ...auditRoutes({ ...needs, organisationsIn }),
    ...lawRoutes(needs),
    ...deskRoutes(needs, (reader, actor) => standInsOf({ ...needs, ...delegationPorts }, reader, actor)),
    ...delegationRoutes({ ...needs, ...delegationPorts }),
    ...handoverRoutes({ ...needs, ...handoverPorts }),
    ...catalogRoutes(
      { ...needs, servicesOf: onlineServicesOf, applicantsOf, grantsOn: runningGrantsOf, servicesUnder, promisedDemands },
      search,
    ),
    ...sharingRoutes({ ...needs, servicesOf: onlineServicesOf }, search),
    ...correctionRoutes({ ...needs, sourcesOf: knownSourcesOf }),
    ...gatewayRoutes(needs),
  ];
}

/** The portal's HTTP application: API, token endpoint, OpenAPI document, health and pages. */
export async function portalApp(needs: OpenNeeds, { steadyMs = () => performance.now() } = {}): Promise<FastifyInstance> {
  const stallSecondsMax = needs.config.KAREZ_EVIDENCE_STALL_SECONDS_MAX;
  const sealing = sealingWatchOf(needs.database, { steadyMs, log: needs.log, stallSecondsMax });
  await sealing.start();
  const failures = failureRecorder(needs);
  const door: Door<SessionActor> = {
    ...identityDoor(needs, (reader, session) => actingUnder({ ...needs, ...delegationPorts }, reader, session)),
    recordFailure: failures.record,
    shut: shutWhileStalled(sealing),
  };
  const app = await httpApp({ trustedProxies: needs.config.KAREZ_TRUSTED_PROXIES, log: needs.log, door });
  const search = openCatalogSearch(needs);
  const routes = everyServedRoute(needs, search);
  mount(app, { needs, door, statuses: everyRefusal }, routes);
  await mountOAuth(app, needs, door);
  const document = JSON.stringify(
    openApiOf(
      routes.map((served) => served.route),
      everyRefusal,
    ),
  );
  app.get('/api/v1/openapi.json', async (_request, reply) => reply.type('application/json').send(document));
  // The first question is answered as quickly as the second: the index is read while nobody asks yet.
  app.addHook('onListen', (done) => {
    void search.current().catch((error: unknown) => needs.log.error('the search index could not be made', { error: faultText(error) }));
    done();
  });
  app.get('/health', async (_request, reply) => {
    await needs.database.pool.query('SELECT 1');
    // Also while evidence stands still: a front proxy that took the portal away then would take away who says what is wrong.
    const state = sealing.health();
    return reply.send({ status: state.stalled ? 'stalled' : 'up', sealing: state });
  });
  if (existsSync(pages)) await servePages(app);
  const flushing = setInterval(
    () => void failures.flush().catch((error: unknown) => needs.log.error('counted refusals were not recorded', { error: String(error) })),
    60_000,
  );
  app.addHook('onClose', async () => {
    clearInterval(flushing);
    await sealing[Symbol.asyncDispose]();
    await failures.flush({ all: true });
  });
  return app;
}

/** Built pages; an address of the portal's own map gets the one page that knows it. */
async function servePages(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: pages,
    wildcard: false,
    maxAge: '1y',
    immutable: true,
    setHeaders: (reply, file) => void (file.endsWith('index.html') ? reply.header('cache-control', 'no-cache') : undefined),
  });
  app.get('/*', async (request, reply) => {
    const asksForPage = (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/api/');
    return asksForPage ? reply.sendFile('index.html', { maxAge: 0, immutable: false }) : reply.callNotFound();
  });
}
