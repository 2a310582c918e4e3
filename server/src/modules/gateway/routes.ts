import type { GatewayService } from '@karez/contract/gateway/schemas';
import * as contract from '@karez/contract/gateway';
import type { Language } from '@karez/contract/wording';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { putServiceOnline, takeServiceOffline } from './operate-service.ts';
import { listServices, showService } from './present-service.ts';
import { changeService, proposeMapping, registerService } from './register-service.ts';
import { showQuota } from './show-quota.ts';
import { tryService } from './try-service.ts';

export { onlineServicesOf } from './present-service.ts';
export { servicesUnder } from './services-under.ts';

type Asked = { readonly actor: Actor; readonly database: Needs['database']; readonly language: Language; setEtag(value: number): void };

/** The HTTP door of the module: services are registered and operated here, calls go to the runtime's own port. */
export function gatewayRoutes(needs: Needs): Served[] {
  const service = async (call: Asked, done: { serviceId: string } | Refusal): Promise<GatewayService | Refusal> => {
    if (isRefusal(done)) return done;
    const shown = await showService({ ...needs, database: call.database }, { actor: call.actor, language: call.language, ...done });
    if (!isRefusal(shown)) call.setEtag(shown.version);
    return shown;
  };
  return [
    serve(contract.listServices, ({ actor, query: { cursor, limit, entryId, state, own } }) =>
      listServices(needs, { actor, query: { ownOnly: own === 'true', entryId, state, after: cursor ?? null, limit } }),
    ),
    serve(contract.getService, (call) => service(call, call.params)),
    serve(contract.readOpenApi, ({ actor, body }) => proposeMapping(needs, { actor, ...body })),
    serve(contract.registerService, async (call) =>
      service(
        call,
        await registerService({ ...needs, database: call.database }, { actor: call.actor, input: call.body, origin: call.origin }),
      ),
    ),
    serve(contract.changeService, async (call) =>
      service(
        call,
        await changeService(needs, { actor: call.actor, ...call.params, input: call.body, ifMatch: call.ifMatch, origin: call.origin }),
      ),
    ),
    serve(contract.putServiceOnline, async (call) =>
      service(call, await putServiceOnline(needs, { actor: call.actor, ...call.params, origin: call.origin })),
    ),
    serve(contract.takeServiceOffline, async (call) =>
      service(call, await takeServiceOffline(needs, { actor: call.actor, ...call.params, ...call.body, origin: call.origin })),
    ),
    serve(contract.readQuota, ({ actor, params }) => showQuota(needs, { actor, ...params })),
    serve(contract.tryService, ({ actor, params, body, language }) => tryService(needs, { actor, ...params, input: body, language })),
  ];
}
