import { openGateway } from '#modules/gateway/runtime';
import { openNeeds, untilStopped } from './open-needs.ts';

/** The process that departments' systems call. */
const needs = await openNeeds('gateway', { connectionsMax: 8 });
const { stopped } = untilStopped();
const gateway = await openGateway(needs);
needs.log.info('the gateway is up', { port: gateway.port });
await stopped;
await gateway[Symbol.asyncDispose]();
await needs.database[Symbol.asyncDispose]();
