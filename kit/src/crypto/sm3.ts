import { createHash, hash } from 'node:crypto';

/** SM3 (GB/T 32905, GM/T 0004) of the joined parts: 32 bytes. */
export function sm3(...parts: readonly Uint8Array[]): Buffer {
  return digest('sm3', parts);
}

/** SHA-256 of the joined parts: 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Buffer {
  return digest('sha256', parts);
}

/** HMAC-SM3 (GB/T 15852.2) of the joined parts: 32 bytes. */
export function hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  // Measured on 18 bytes: two plain hashes cost a third of node's Hmac object, and a batch of marks takes thousands.
  const secret = key.length > blockBytes ? sm3(key) : key;
  const inner = Buffer.alloc(blockBytes, 0x36);
  const outer = Buffer.alloc(blockBytes, 0x5c);
  for (const [at, byte] of secret.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return sm3(outer, sm3(inner, ...parts));
}

/** Block of SM3: what an HMAC key is filled up to. */
const blockBytes = 64;

/** An SM3 that is fed piece by piece, for bytes that are not held at once. */
export type Sm3Stream = { update(part: Uint8Array): void; digest(): Buffer };

export function sm3Stream(): Sm3Stream {
  const state = createHash('sm3');
  return {
    update: (part) => {
      state.update(part);
    },
    digest: () => state.digest(),
  };
}

/** Short parts are joined here instead of in a new buffer each time: hashing is synchronous, so no two calls ever share it. */
const joined = Buffer.allocUnsafeSlow(32 * 1024);

function digest(algorithm: 'sm3' | 'sha256', parts: readonly Uint8Array[]): Buffer {
  // Measured on 65 and 854 bytes: one call is a third faster than an incremental object, and a binary text twice as fast to hand over as a buffer.
  return Buffer.from(hash(algorithm, wholeOf(parts), 'binary'), 'binary');
}

function wholeOf(parts: readonly Uint8Array[]): Uint8Array {
  const [only, second] = parts;
  if (only !== undefined && second === undefined) return only;
  let length = 0;
  for (const part of parts) length += part.length;
  if (length > joined.length) return Buffer.concat(parts);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined.subarray(0, length);
}
