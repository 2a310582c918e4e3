import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { importJWK, SignJWT } from 'jose';
import { z } from 'zod';

const keyFile = z.object({
  client_id: z.string(),
  token_endpoint: z.url(),
  audience: z.string(),
  private_jwk: z.record(z.string(), z.string()),
});
const tokenAnswer = z.object({ access_token: z.string(), token_type: z.literal('Bearer') });

export type Called = { readonly status: number; readonly evidence: string; readonly body: unknown };
export type RequesterSystem = {
  call(url: string, headers: Readonly<Record<string, string>>): Promise<Called>;
};

/** A department's own system, as a developer would write it from the service's page: the key file, a token (RFC 7523), then calls. */
export async function requesterSystem(keyPath: string): Promise<RequesterSystem> {
  const key = keyFile.parse(JSON.parse(await readFile(keyPath, 'utf8')));
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(key.client_id)
    .setSubject(key.client_id)
    .setAudience(key.token_endpoint)
    .setIssuedAt()
    .setExpirationTime('2m')
    .setJti(randomUUID())
    .sign(await importJWK(key.private_jwk, 'ES256'));
  const answer = await fetch(key.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  const token = tokenAnswer.parse(await answer.json());
  return {
    call: async (url, headers) => {
      const called = await fetch(url, { headers: { ...headers, authorization: `Bearer ${token.access_token}` } });
      return { status: called.status, evidence: called.headers.get('karez-evidence') ?? '', body: await called.json() };
    },
  };
}
