import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** A request as it stands at the door: read, bounded, believed in nothing. */
export type Knock = {
  readonly method: string;
  readonly target: string;
  readonly authorization: string | undefined;
  /** `Karez-Matter`: number of the matter, percent-encoded where it is not ASCII; null when absent or unreadable. */
  readonly matter: string | null;
  /** `Karez-Operator`: who at the requester's asks, as their own system names them. */
  readonly operator: string | null;
  /** `Karez-Grant`: chooses among several grants for one entry. */
  readonly grantId: string | null;
  readonly language: string | undefined;
  readonly origin: string;
};

const headerCharactersMax = 300;
const operatorCharactersMax = 64;

export function knockOf(request: IncomingMessage, trustedProxies: ReadonlySet<string>): Knock {
  const { headers } = request;
  const operator = readable(headers['karez-operator']);
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    authorization: headers.authorization,
    matter: readable(headers['karez-matter']),
    operator: operator !== null && operator.length <= operatorCharactersMax ? operator : null,
    grantId: readable(headers['karez-grant']),
    language: headers['accept-language'],
    origin: originOf(request, trustedProxies),
  };
}

function readable(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string' || header === '' || header.length > headerCharactersMax) return null;
  if (!header.includes('%')) return isClean(header) ? header : null;
  try {
    const text = decodeURIComponent(header);
    return isClean(text) ? text : null;
  } catch {
    // Percent signs that encode nothing: as good as absent, and the decision says so.
    return null;
  }
}

/** No control character; lone surrogates cannot arise from a header. */
function isClean(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x7f) return false;
  }
  return true;
}

/** The address that the connection came from; of a trusted front proxy, the last address that it added. */
function originOf(request: IncomingMessage, trustedProxies: ReadonlySet<string>): string {
  const address = plainAddress(request.socket.remoteAddress ?? '');
  if (!trustedProxies.has(address)) return address;
  const forwarded = request.headers['x-forwarded-for'];
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? address : plainAddress(last);
}

export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
