const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_SECONDS = 120;

/** The key file that the page of machine clients hands out, as far as getting a token needs it. */
type KeyFile = { readonly clientId: string; readonly privateJwk: JsonWebKey };

/** A member of what was parsed from JSON; undefined where there is none. */
function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Reads a key file in the browser; null where the text is none. */
export function readKeyFile(text: string): KeyFile | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const clientId = memberOf(parsed, 'client_id');
    const jwk = memberOf(parsed, 'private_jwk');
    const [x, y, d] = ['x', 'y', 'd'].map((name) => memberOf(jwk, name));
    const isKey = memberOf(jwk, 'crv') === 'P-256' && typeof x === 'string' && typeof y === 'string' && typeof d === 'string';
    return typeof clientId === 'string' && isKey ? { clientId, privateJwk: { kty: 'EC', crv: 'P-256', x, y, d } } : null;
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
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function part(value: object): string {
  return base64url(new TextEncoder().encode(JSON.stringify(value)));
}

/** Signs an assertion in this browser (private_key_jwt, RFC 7523) and gets a token for it. The private key goes nowhere. */
export async function tokenFor(
  { clientId: id, privateJwk: jwk }: KeyFile,
  { tokenEndpoint, nowMs }: { tokenEndpoint: string; nowMs: number },
): Promise<string> {
  const now = Math.floor(nowMs / 1000);
  const claims = { iss: id, sub: id, aud: tokenEndpoint, iat: now, exp: now + ASSERTION_SECONDS, jti: crypto.randomUUID() };
  const signed = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}`;
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(signed));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: `${signed}.${base64url(new Uint8Array(signature))}`,
  });
  // The endpoint of the portal that this page came from: the address inside the assertion stays the published one.
  const response = await fetch(new URL(tokenEndpoint).pathname, { method: 'POST', body: form, credentials: 'omit' });
  const answer: unknown = await response.json().catch(() => null);
  const [error, token] = ['error', 'access_token'].map((name) => memberOf(answer, name));
  if (typeof token !== 'string') throw new TokenRefused(typeof error === 'string' ? error : String(response.status));
  return token;
}
