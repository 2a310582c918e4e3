import type { TryAnswer } from '@karez/contract/gateway/schemas';
import type { BodyOf } from '@karez/contract/route';
import type * as contract from '@karez/contract/gateway';
import type { Language } from '@karez/contract/wording';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { servicesPrefix } from './runtime/service-route.ts';
import { maySeeService, mayTryService } from './service-policy.ts';
import { findService } from './service-store.ts';
import type { Service } from './service.ts';

/** How much of an answer a documentation page shows, in bytes, and how long it waits for one. */
const shownBytesMax = 65_536;
const waitMsMax = 65_000;

export type TryService = {
  readonly actor: Actor;
  readonly serviceId: string;
  readonly input: BodyOf<typeof contract.tryService>;
  readonly language: Language;
};

/**
 * Makes one call through the gateway's own door, as any department's system does: same token, same grant, same evidence. The token
 * is used for this call and kept nowhere; the platform adds no right of its own.
 */
export async function tryService(
  { database, config }: Pick<Needs, 'database' | 'config'>,
  { actor, serviceId, input, language }: TryService,
): Promise<TryAnswer | Refusal> {
  const service = await findService(database.reader, serviceId);
  if (!service || !maySeeService(actor, service)) return refuse('gateway.service.not-found');
  const permitted = mayTryService(actor, service);
  if (isRefusal(permitted)) return permitted;
  const target = targetOf(service, input);
  if (isRefusal(target)) return target;
  const beganMs = performance.now();
  const response = await fetch(`${config.KAREZ_GATEWAY_URL}${servicesPrefix}${service.code}${target.path}`, {
    method: target.method,
    headers: headersOf(input, language),
    body: input.body,
    redirect: 'error',
    signal: AbortSignal.timeout(waitMsMax),
  }).catch(() => undefined);
  if (!response) return refuse('gateway.try.unreachable');
  const { text, isCut } = await beginningOf(response);
  const retryAfter = response.headers.get('retry-after');
  return {
    status: response.status,
    evidence: response.headers.get('karez-evidence'),
    retryAfterSeconds: retryAfter === null ? null : Number(retryAfter),
    contentType: response.headers.get('content-type') ?? '',
    body: text,
    cut: isCut,
    durationMs: Math.round(performance.now() - beganMs),
  };
}

function targetOf(service: Service, { operationId, parameters }: TryService['input']): { method: string; path: string } | Refusal {
  const operation = service.operations.find(({ id }) => id === operationId);
  if (!operation)
    return refuse('gateway.service.invalid', { count: 1 }, [{ path: '/body/operationId', code: 'gateway.unknown-operation', params: {} }]);
  const value = (name: string) => encodeURIComponent(parameters[name] ?? '');
  const path = operation.path.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => value(name));
  const query = operation.parameters
    .filter(({ name, place }) => place === 'query' && parameters[name])
    .map(({ name }) => `${encodeURIComponent(name)}=${value(name)}`);
  return { method: operation.method, path: query.length === 0 ? path : `${path}?${query.join('&')}` };
}

function headersOf({ accessToken, matter, operator, grantId, body }: TryService['input'], language: Language): Record<string, string> {
  return {
    authorization: `Bearer ${accessToken}`,
    'karez-matter': encodeURIComponent(matter),
    'karez-operator': encodeURIComponent(operator),
    'accept-language': language,
    ...(grantId === null ? {} : { 'karez-grant': grantId }),
    ...(body === null ? {} : { 'content-type': 'application/json' }),
  };
}

/** The beginning of an answer; the rest is not read. */
async function beginningOf(response: Response): Promise<{ text: string; isCut: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > shownBytesMax) break;
  }
  return { text: Buffer.concat(chunks).subarray(0, shownBytesMax).toString('utf8'), isCut: length > shownBytesMax };
}
