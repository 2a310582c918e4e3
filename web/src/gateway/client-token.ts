import { z } from 'zod';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_SECONDS = 120;

const keyFileSchema = z.object({ client_id: z.uuid(), private_jwk: z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() }) });
const tokenSchema = z.object({ access_token: z.string() });

/** The key file that the page of machine clients hands out, read in the browser. */
export type KeyFile = z.infer<typeof keyFileSchema>;

/** Reads a key file; null where the text is none. */
export function readKeyFile(text: string): KeyFile | null {
  try {
    return keyFileSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Thrown when the token endpoint says no; the message is its OAuth error code. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function part(value: object): string {
  return base64url(new TextEncoder().encode(JSON.stringify(value)));
}

/** Signs an assertion in this browser (private_key_jwt, RFC 7523) and gets a token for it. The private key goes nowhere. */
export async function tokenFor({ client_id: id, private_jwk: jwk }: KeyFile, { tokenEndpoint, nowMs }: { tokenEndpoint: string; nowMs: number }): Promise<string> {
  const now = Math.floor(nowMs / 1000);
  const claims = { iss: id, sub: id, aud: tokenEndpoint, iat: now, exp: now + ASSERTION_SECONDS, jti: crypto.randomUUID() };
  const signed = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}`;
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(signed));
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: ASSERTION_TYPE, client_assertion: `${signed}.${base64url(new Uint8Array(signature))}` });
  // The endpoint of the portal that this page came from: the address inside the assertion stays the published one.
  const response = await fetch(new URL(tokenEndpoint).pathname, { method: 'POST', body: form, credentials: 'omit' });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new TokenRefused(errorOf(answer) ?? String(response.status));
  return tokenSchema.parse(answer).access_token;
}

function errorOf(answer: unknown): string | undefined {
  return z.object({ error: z.string() }).safeParse(answer).data?.error;
}
