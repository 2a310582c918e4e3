import { issueAccessToken as declared } from '@karez/contract/identity/machines';
import { isRefusal } from '@karez/kit/refusal';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { anonymous } from '#platform/caller';
import type { Door } from '#platform/http/mount';
import type { Needs } from '#platform/needs';
import type { SessionActor } from './actor.ts';
import { issueAccessToken } from './issue-access-token.ts';
import { publicTokenKeys } from './token-key.ts';

type OAuthError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type';

/** Serves the token endpoint and the public keys at the root: form in, RFC 6749 errors out, which is what every OAuth client library expects. */
export async function mountOAuth(app: FastifyInstance, needs: Needs, door: Pick<Door<SessionActor>, 'recordFailure'>): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });
    scope.post(declared.path, async (request, reply) => {
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

function sendJson(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply
    .status(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body));
}
