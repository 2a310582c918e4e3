import { route as declare, type Route } from '@karez/contract/route';
import { languageFrom } from '@karez/contract/wording';
import { isRefusal, refuse } from '@karez/kit/refusal';
import type { Log } from '@karez/kit/logging/log';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { anonymous, type Caller } from '../caller.ts';
import { faultText } from '../fault.ts';
import type { Door } from './mount.ts';
import { problemOf } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The contract's route that an address belongs to; absent for what is served beside the contract. */
    readonly contractRoute?: Route;
  }
}

/** What a door needs so that a request which never reaches a route leaves a record all the same. */
export type RefusalDoor = Pick<Door<Caller>, 'authenticate' | 'recordFailure'>;
type Recording = { readonly door: RefusalDoor | null; readonly log: Pick<Log, 'error'> };
export type RefusedRequest = { readonly status: number; readonly code: string; readonly correlationId: string };

/**
 * A request that no route answers stands under this name in the evidence, with status and code. Never its address or body: both may hold
 * personal values.
 */
const noRoute = declare({
  id: 'platform.refuse-request',
  method: 'GET',
  path: '/',
  summary: 'A request that is refused before a route runs',
  audience: 'anyone',
  answer: z.undefined(),
});

/** Records a request that was refused before its route ran, and answers the evidence id; null where it was only counted or could not be recorded. */
export async function recordRefused({ door, log }: Recording, request: FastifyRequest, refused: RefusedRequest): Promise<string | null> {
  if (door === null) return null;
  try {
    const route = request.routeOptions.config.contractRoute ?? noRoute;
    const caller = await callerOf(door, request, route);
    return await door.recordFailure({ ...refused, route, caller, origin: request.ip });
  } catch (error) {
    // Nothing but the refusal leaves, so it leaves without its record too.
    log.error('a refused request was not recorded', { correlationId: refused.correlationId, error: faultText(error) });
    return null;
  }
}

/** Who knocks, where a session or token says so; a write without the session's own CSRF token may be of another site, so it names nobody. */
async function callerOf(door: RefusalDoor, request: FastifyRequest, route: Route): Promise<Caller> {
  const method = request.method === 'GET' || request.method === 'HEAD' ? 'GET' : 'POST';
  const { headers, cookies, ip } = request;
  // An address that is no URL is refused before cookies are read.
  const known: typeof cookies | undefined = cookies;
  const actor = await door.authenticate({ route: { ...route, method, audience: 'anyone' }, headers, cookies: known ?? {}, origin: ip });
  return isRefusal(actor) ? anonymous : actor;
}

/** Answers bytes that are no HTTP request, ends the connection, and records them as anybody's refusal. */
export async function refuseMalformed({ door, log }: Recording, error: Error & { code?: string }, socket: Socket): Promise<void> {
  // The caller left, was answered already, or opened a connection and asked nothing in time: nothing is refused.
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return endWith(socket, { phrase: '408 Request Timeout', body: '' });
  const isLong = error.code === 'HPE_HEADER_OVERFLOW';
  const refused = isLong ? { status: 431, code: 'request.headers-too-large' } : { status: 400, code: 'request.malformed' };
  const origin = socket.remoteAddress ?? '';
  // Answered before it is recorded: whatever else the connection brings meanwhile is not read as another request.
  const problem = problemOf(refuse(refused.code), {
    status: refused.status,
    language: languageFrom(undefined),
    origin: 'caller',
    evidence: null,
  });
  endWith(socket, { phrase: isLong ? '431 Request Header Fields Too Large' : '400 Bad Request', body: JSON.stringify(problem) });
  await door
    ?.recordFailure({ ...refused, route: noRoute, caller: anonymous, origin, correlationId: randomUUID() })
    .catch((fault: unknown) => log.error('a refused request was not recorded', { error: faultText(fault) }));
}

function endWith(socket: Socket, { phrase, body }: { phrase: string; body: string }): void {
  const head = [
    `HTTP/1.1 ${phrase}`,
    ...(body === '' ? [] : ['content-type: application/problem+json; charset=utf-8']),
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
