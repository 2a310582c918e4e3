/** Where a scan of a string stands when its bytes arrive in pieces: how far it has come from the token's start. */
export type StringScan = { from: number; isEscaped: boolean };

const incomplete = -1;
const broken = -2;

const quote = 0x22;
const backslash = 0x5c;

const simpleEscape = new Uint8Array(256);
for (const character of '"\\/bfnrt') simpleEscape[character.charCodeAt(0)] = 1;
const isHexDigit = new Uint8Array(256);
for (const character of '0123456789abcdefABCDEF') isHexDigit[character.charCodeAt(0)] = 1;

/**
 * The offset after the string token that begins at `start` (its quote); -1 when the bytes end inside it, and then `scan` remembers
 * how far it was read; -2 when it is no string of RFC 8259. UTF-8 is checked elsewhere.
 */
export function stringEnd(bytes: Uint8Array, start: number, scan: StringScan): number {
  if (scan.from === 0) scan.isEscaped = false;
  let at = plainEnd(bytes, start + Math.max(1, scan.from));
  while (bytes[at] === backslash) {
    scan.isEscaped = true;
    const after = escapeEnd(bytes, at);
    if (after === broken) return broken;
    if (after === incomplete) break;
    at = plainEnd(bytes, after);
  }
  const stopper = bytes[at];
  if (stopper === quote) return at + 1;
  if (stopper !== undefined && stopper !== backslash) return broken;
  scan.from = at - start;
  return incomplete;
}

/** The offset of the first byte that cannot simply stand inside a string. */
function plainEnd(bytes: Uint8Array, from: number): number {
  const length = bytes.length;
  let at = from;
  while (at < length) {
    const byte = bytes[at] ?? 0;
    if (byte === quote || byte === backslash || byte < 0x20) break;
    at++;
  }
  return at;
}

function escapeEnd(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1];
  if (letter === undefined) return incomplete;
  if (simpleEscape[letter] === 1) return at + 2;
  if (letter !== 0x75) return broken;
  for (let i = at + 2; i < at + 6; i++) {
    const digit = bytes[i];
    if (digit === undefined) return incomplete;
    if (isHexDigit[digit] === 0) return broken;
  }
  return at + 6;
}

/** The offset after the number that begins at `start`; -1 when the bytes end where more is needed, -2 when it is no number of RFC 8259. */
export function numberEnd(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === 0x2d ? start + 1 : start;
  at = bytes[at] === 0x30 ? at + 1 : digitsEnd(bytes, at);
  if (at >= 0 && bytes[at] === 0x2e) at = digitsEnd(bytes, at + 1);
  if (at < 0 || (bytes[at] !== 0x65 && bytes[at] !== 0x45)) return at;
  const sign = bytes[at + 1];
  return digitsEnd(bytes, sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
}

function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && isDigit(bytes[at] ?? 0)) at++;
  if (at > start) return at;
  return at >= bytes.length ? incomplete : broken;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** The words of JSON by their first byte. */
export const literals: Readonly<Record<number, Uint8Array>> = {
  0x74: Buffer.from('true'),
  0x66: Buffer.from('false'),
  0x6e: Buffer.from('null'),
};

/** The offset after the word that should stand at `start`; -1 when the bytes end inside it, -2 when another stands there. */
export function literalEnd(bytes: Uint8Array, start: number, literal: Uint8Array): number {
  const present = Math.min(literal.length, bytes.length - start);
  for (let i = 1; i < present; i++) if (bytes[start + i] !== literal[i]) return broken;
  return present < literal.length ? incomplete : start + present;
}

export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
