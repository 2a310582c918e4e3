import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { hmacSm3 } from './sm3.ts';

const version = 1;
const nonceLength = 16;
const tagLength = 32;

/** Length in bytes of a key-encryption key. */
export const envelopeKeyLength = 32;

/**
 * Encrypts by SM4-CTR and authenticates by HMAC-SM3 over the ciphertext (OpenSSL has no SM4-GCM): `01 ‖ nonce ‖ ciphertext ‖ tag`.
 * `context` is bound to the envelope but not stored: an envelope opened under another context is refused.
 */
export function sealEnvelope(key: Uint8Array, plaintext: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const keys = keysOf(key, nonce);
  const cipher = createCipheriv('sm4-ctr', keys.encryption, nonce);
  const sealed = Buffer.concat([Buffer.of(version), nonce, cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([sealed, tagOf(keys.authentication, sealed, context)]);
}

/** Opens an envelope, or answers undefined where key, context or a byte is not what it was sealed with. */
export function openEnvelope(key: Uint8Array, envelope: Uint8Array, context: string): Buffer | undefined {
  if (envelope.length < 1 + nonceLength + tagLength || envelope[0] !== version) return undefined;
  const sealed = envelope.subarray(0, envelope.length - tagLength);
  const nonce = sealed.subarray(1, 1 + nonceLength);
  const keys = keysOf(key, nonce);
  if (!timingSafeEqual(tagOf(keys.authentication, sealed, context), envelope.subarray(sealed.length))) return undefined;
  const decipher = createDecipheriv('sm4-ctr', keys.encryption, nonce);
  return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength)), decipher.final()]);
}

function keysOf(key: Uint8Array, nonce: Uint8Array): { encryption: Buffer; authentication: Buffer } {
  if (key.length !== envelopeKeyLength) throw new TypeError(`a key-encryption key has ${envelopeKeyLength} bytes`);
  // Own keys for each envelope, so no counter is ever used twice under one key.
  return {
    encryption: hmacSm3(key, Buffer.from('karez envelope 1 encryption\0'), nonce).subarray(0, 16),
    authentication: hmacSm3(key, Buffer.from('karez envelope 1 authentication\0'), nonce),
  };
}

function tagOf(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const bound = Buffer.from(context, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bound.length);
  return hmacSm3(key, length, bound, sealed);
}
