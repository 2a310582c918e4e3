import { openNeeds, untilStopped } from './open-needs.ts';
import { portalApp } from './portal-app.ts';

/** The process that serves the portal and its API. */
const needs = await openNeeds('web', { connectionsMax: 12 });
const { stopped } = untilStopped();
const app = await portalApp(needs);
await app.listen({ host: needs.config.KAREZ_HOST, port: needs.config.KAREZ_PORT });
needs.log.info('the portal is up', { port: needs.config.KAREZ_PORT });
await stopped;
await app.close();
await needs.database[Symbol.asyncDispose]();
