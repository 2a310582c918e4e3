import { issueAccessToken as declared } from '@karez/contract/identity/machines';
import { languageFrom } from '@karez/contract/wording';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anonymous } from '#platform/caller';
import type { Door } from '#platform/http/mount';
import { originWindow } from '#platform/http/origin-window';
import { problemOf } from '#platform/http/problem';
import type { Needs } from '#platform/needs';
import type { SessionActor } from './actor.ts';
import { issueAccessToken } from './issue-access-token.ts';
import { publicTokenKeys } from './token-key.ts';

type OAuthError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type';
type OAuthDoor = Pick<Door<SessionActor>, 'recordFailure' | 'shut'>;

/** Serves the token endpoint and the public keys at the root: form in, RFC 6749 errors out, which is what every OAuth client library expects. */
export async function mountOAuth(app: FastifyInstance, needs: Needs, door: OAuthDoor): Promise<void> {
  const tries = originWindow({ clock: needs.clock, perMinuteMax: needs.config.KAREZ_TOKENS_PER_MINUTE_MAX });
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });
    scope.post(declared.path, { config: { contractRoute: declared } }, async (request, reply) => {
      const refused = async (error: OAuthError) => {
        const status = error === 'invalid_client' ? 401 : 400;
        await door.recordFailure({
          route: declared,
          caller: anonymous,
          code: `oauth.${error}`,
          status,
          origin: request.ip,
          correlationId: needs.newId(),
        });
        return sendJson(reply, status, { error });
      };
      const later = async (refusal: Refusal, status: 429 | 503) => {
        const failed = { route: declared, caller: anonymous, code: refusal.code, status, origin: request.ip, correlationId: needs.newId() };
        const recorded = door.recordFailure(failed);
        // A house that is shut says so although its trouble may be that nothing can be written; no token leaves with it.
        const evidence = await (status === 503 ? recorded.catch(() => null) : recorded);
        return sendLater(reply, request, { refusal, status, evidence });
      };
      const shut = door.shut?.(declared) ?? null;
      if (shut) return later(shut, 503);
      const retryAfterSeconds = tries.take(request.ip);
      if (retryAfterSeconds !== null) return later(refuse('identity.token.too-often', { retryAfterSeconds }), 429);
      const form = declared.body.safeParse(request.body);
      if (!form.success) return refused(errorOf(request.body));
      const issued = await issueAccessToken(needs, { assertion: form.data.client_assertion, origin: request.ip });
      if (isRefusal(issued)) return refused('invalid_client');
      return sendJson(reply, 200, { access_token: issued.accessToken, token_type: 'Bearer', expires_in: issued.expiresInSeconds });
    });
    scope.get('/oauth/jwks', async (_request, reply) => sendJson(reply, 200, { keys: await publicTokenKeys(needs) }));
  });
}

function errorOf(body: unknown): OAuthError {
  const asked = typeof body === 'object' && body !== null && 'grant_type' in body ? body.grant_type : undefined;
  return asked !== undefined && asked !== 'client_credentials' ? 'unsupported_grant_type' : 'invalid_request';
}

/** A problem as everywhere in the house, with the `error` that OAuth clients look for: come again later. */
function sendLater(
  reply: FastifyReply,
  request: FastifyRequest,
  { refusal, status, evidence }: { refusal: Refusal; status: 429 | 503; evidence: string | null },
): FastifyReply {
  const language = languageFrom(request.headers['accept-language']);
  const problem = problemOf(refusal, { status, language, origin: status === 503 ? 'platform' : 'caller', evidence });
  return reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('retry-after', String(refusal.params['retryAfterSeconds'] ?? ''))
    .send(JSON.stringify({ ...problem, error: 'temporarily_unavailable' }));
}

function sendJson(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply
    .status(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body));
}
