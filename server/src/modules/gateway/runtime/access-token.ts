import { hash, verify } from 'node:crypto';
import type { GatewayTables } from './tables.ts';

/** How far a clock may be behind the issuer's before a token is from the future, in milliseconds. */
const skewMsMax = 5_000;
const tokenCharactersMax = 4096;
const rememberedMax = 10_000;

export type TokenFault = 'missing' | 'malformed' | 'signature' | 'expired' | 'future' | 'audience' | 'issuer';
/** Who must have issued a token, and for whom. */
export type Expected = { readonly issuer: string; readonly audience: string };
export type AccessToken = { readonly clientId: string; readonly notBeforeMs: number; readonly expiresAtMs: number };

/**
 * Reads access tokens that identity's token endpoint issued (JWT, ES256, RFC 9068). A token is verified once in a process and
 * remembered by its SHA-256 until it expires or a token key changes; its times are looked at on every call.
 */
export class TokenReader {
  readonly #tables: GatewayTables;
  readonly #expected: Expected;
  readonly #known = new Map<string, AccessToken>();
  #epoch = 0;

  constructor(tables: GatewayTables, expected: Expected) {
    this.#tables = tables;
    this.#expected = expected;
  }

  read(authorization: string | undefined, atMs: number): AccessToken | TokenFault {
    if (authorization === undefined || !/^bearer /i.test(authorization)) return 'missing';
    if (authorization.length > tokenCharactersMax) return 'malformed';
    const token = authorization.slice(7).trim();
    if (this.#epoch !== this.#tables.tokenKeyEpoch) this.#forgetAll();
    const digest = hash('sha256', token, 'base64');
    const known = this.#known.get(digest) ?? this.#verified(token, digest);
    return typeof known === 'string' ? known : timely(known, atMs);
  }

  #forgetAll(): void {
    this.#known.clear();
    this.#epoch = this.#tables.tokenKeyEpoch;
  }

  #verified(token: string, digest: string): AccessToken | TokenFault {
    const jwt = partsOf(token);
    if (!jwt || !isAccessTokenHeader(jwt.header)) return 'malformed';
    if (!this.#isSigned(jwt.header['kid'], jwt.signed, jwt.signature)) return 'signature';
    const read = readClaims(jwt.claims);
    if (!read) return 'malformed';
    const fault = this.#strange(jwt.claims);
    if (fault) return fault;
    this.#remember(digest, read);
    return read;
  }

  #strange(claims: Record<string, unknown>): TokenFault | undefined {
    if (claims['iss'] !== this.#expected.issuer) return 'issuer';
    return isFor(this.#expected.audience, claims['aud']) ? undefined : 'audience';
  }

  #isSigned(keyId: unknown, signed: Buffer, signature: Buffer): boolean {
    const key = typeof keyId === 'string' ? this.#tables.tokenKey(keyId) : undefined;
    return key !== undefined && verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
  }

  #remember(digest: string, token: AccessToken): void {
    if (this.#known.size >= rememberedMax) {
      // A Map keeps the order of insertion: the oldest goes.
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    this.#known.set(digest, token);
  }
}

type Jwt = {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  readonly signed: Buffer;
  readonly signature: Buffer;
};

function partsOf(token: string): Jwt | undefined {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  const header = fieldsOf(head);
  const claims = fieldsOf(body);
  if (rest.length > 0 || !header || !claims) return undefined;
  return { header, claims, signed: Buffer.from(`${head}.${body}`), signature: Buffer.from(signature, 'base64url') };
}

function timely(token: AccessToken, atMs: number): AccessToken | TokenFault {
  if (token.notBeforeMs > atMs + skewMsMax) return 'future';
  return token.expiresAtMs <= atMs ? 'expired' : token;
}

function readClaims(claims: Record<string, unknown>): AccessToken | undefined {
  const { sub, exp, iat, nbf } = claims;
  if (typeof sub !== 'string' || typeof exp !== 'number' || typeof iat !== 'number') return undefined;
  // Issued in the future is refused like not yet valid: somebody's clock was moved.
  const notBefore = typeof nbf === 'number' ? Math.max(nbf, iat) : iat;
  return { clientId: sub, notBeforeMs: notBefore * 1000, expiresAtMs: exp * 1000 };
}

/** RFC 9068: another kind of JWT of the same issuer is no access token. */
function isAccessTokenHeader(header: Record<string, unknown>): boolean {
  return header['alg'] === 'ES256' && header['typ'] === 'at+jwt';
}

function isFor(audience: string, claim: unknown): boolean {
  return claim === audience || (Array.isArray(claim) && claim.includes(audience));
}

function fieldsOf(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    // Not JSON: whoever wrote it is told that the token is malformed.
    return undefined;
  }
}
