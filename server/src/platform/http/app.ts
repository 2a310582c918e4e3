import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { apiPrefix } from '@karez/contract/route';
import { languageFrom } from '@karez/contract/wording';
import { silentLog, type Log } from '@karez/kit/logging/log';
import { refuse } from '@karez/kit/refusal';
import { randomUUID } from 'node:crypto';
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { faultText, isDatabaseAway } from '../fault.ts';
import { problemOf } from './problem.ts';
import { recordRefused, refuseMalformed, type RefusalDoor } from './refused-request.ts';

/** Largest JSON body, in bytes; uploads have their own limit. */
export const BODY_BYTES_MAX = 2 * 1024 * 1024;

/**
 * A Fastify instance with the house's limits, body readers and security headers; no route yet. What is refused before a route runs is recorded
 * through `door` like any other refusal; what fails there is logged too.
 */
export async function httpApp({
  trustedProxies,
  log = silentLog,
  door = null,
}: {
  trustedProxies: readonly string[];
  log?: Pick<Log, 'error'>;
  door?: RefusalDoor | null;
}): Promise<FastifyInstance> {
  const recording = { door, log };
  const answerError = async (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const refused = { ...bodyProblem(error), correlationId: randomUUID() };
    if (refused.status >= 500) log.error('a request failed', { correlationId: refused.correlationId, error: faultText(error) });
    // Without a database there is nowhere to record it.
    const evidence = refused.status === 503 ? null : await recordRefused(recording, request, refused);
    return sendProblem(request, reply, { ...refused, evidence });
  };
  const app = fastify({
    // An address that is no URL never reaches a route or its error handler.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: (error, socket) => void refuseMalformed(recording, error, socket),
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    logger: false,
    requestTimeout: 120_000,
  });
  // Fastify reads text/plain unasked; no route takes it, and a form of another site may send it without a question first.
  app.removeContentTypeParser('text/plain');
  await app.register(cookie);
  await app.register(multipart);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin').header('x-frame-options', 'DENY');
    reply.header(
      'content-security-policy',
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(async (request, reply) => {
    const refused = { status: 404, code: 'request.not-found', correlationId: randomUUID() };
    const evidence = isPageOrFile(request) ? null : await recordRefused(recording, request, refused);
    return sendProblem(request, reply, { ...refused, evidence });
  });
  return app;
}

/** Whether a page or a file of the portal was asked for: one that is not there is nothing that anybody was refused. */
function isPageOrFile({ method, url }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && !url.startsWith(`${apiPrefix}/`) && !url.startsWith('/oauth/');
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  about: { status: number; code: string; correlationId: string; evidence: string | null },
): FastifyReply {
  const { status, code, correlationId, evidence } = about;
  const language = languageFrom(request.headers['accept-language']);
  const params = status >= 500 ? { correlationId } : {};
  const problem = problemOf(refuse(code, params), { status, language, origin: status >= 500 ? 'platform' : 'caller', evidence });
  return reply.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Errors of the HTTP layer itself, before any route: a body too large, of an unknown type, or not JSON. */
function bodyProblem(error: FastifyError): { status: number; code: string } {
  if (error.statusCode === 413) return { status: 413, code: 'request.too-large' };
  if (error.statusCode === 415) return { status: 415, code: 'request.unsupported-type' };
  if (error.statusCode !== undefined && error.statusCode < 500) return { status: 400, code: 'request.body-unreadable' };
  return isDatabaseAway(error) ? { status: 503, code: 'request.outage' } : { status: 500, code: 'request.fault' };
}
