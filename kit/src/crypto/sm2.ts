import { sm2 } from 'sm-crypto-v2';
import { sm3 } from './sm3.ts';

/** Order of the curve of GM/T 0003.5. */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** ENTL ‖ ID ‖ a ‖ b ‖ xG ‖ yG of GM/T 0003.5 with the user id `1234567812345678` that GM/T 0009 prescribes where none is agreed. Node's own SM2 uses an empty id. */
const identityPrefix = Buffer.from(
  '008031323334353637383132333435363738' +
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  'hex',
);

/** Hex: `privateKey` 32 bytes, `publicKey` `04 ‖ x ‖ y`, 65 bytes. */
export type Sm2KeyPair = { readonly privateKey: string; readonly publicKey: string };

export type Verify = (message: Uint8Array, signature: Uint8Array) => boolean;

export function generateSm2KeyPair(): Sm2KeyPair {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  return { privateKey, publicKey };
}

/** Whether a text is a point of the curve in the form `04 ‖ x ‖ y` (hex). */
export function isSm2PublicKey(publicKey: string): boolean {
  if (!/^04[0-9a-f]{128}$/.test(publicKey)) return false;
  try {
    return sm2.verifyPublicKey(publicKey);
  } catch {
    // The library throws for some points off the curve and answers false for others.
    return false;
  }
}

/** Signs by GM/T 0003.2 with SM3 and the standard user id: `r ‖ s`, 64 bytes. */
export function sm2Sign(message: Uint8Array, keys: Sm2KeyPair): Buffer {
  const digest = sm3(identityDigest(keys.publicKey), message);
  return Buffer.from(sm2.doSignature(digest, keys.privateKey), 'hex');
}

/** A verifier for one public key. Making it costs a table of points; a check is then about six times as fast. Throws for what is no public key. */
export function sm2Verifier(publicKey: string): Verify {
  if (!isSm2PublicKey(publicKey)) throw new TypeError('not an SM2 public key');
  const point = sm2.precomputePublicKey(publicKey);
  const identity = identityDigest(publicKey);
  return (message, signature) => {
    const hex = Buffer.from(signature).toString('hex');
    // The library does not check the ranges that GM/T 0003.2 §7.1 asks for.
    if (hex.length !== 128 || !inRange(hex.slice(0, 64)) || !inRange(hex.slice(64))) return false;
    return sm2.doVerifySignature(sm3(identity, message), hex, point);
  };
}

/**
 * A signature as `r ‖ s`, 64 bytes, from either form that keys and agents hand out: that one, or `SEQUENCE { INTEGER r, INTEGER s }` of GM/T 0009 in
 * DER. Undefined for anything else.
 */
export function rawSm2Signature(bytes: Uint8Array): Buffer | undefined {
  const parts = derIntegers(Buffer.from(bytes));
  if (parts) return Buffer.concat(parts.map((part) => Buffer.concat([Buffer.alloc(numberBytes - part.length), part])));
  return bytes.length === 2 * numberBytes ? Buffer.from(bytes) : undefined;
}

const numberBytes = 32;

/** The two integers of a DER sequence, without the leading zero of a sign. */
function derIntegers(bytes: Buffer): Buffer[] | undefined {
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) return undefined;
  const r = derInteger(bytes, 2);
  const s = derInteger(bytes, r?.next ?? bytes.length);
  return r && s?.next === bytes.length ? [r.digits, s.digits] : undefined;
}

/** A positive DER integer of at most 32 bytes at a place, and where the next one begins. */
function derInteger(bytes: Buffer, at: number): { readonly digits: Buffer; readonly next: number } | undefined {
  const [tag, length = 0] = bytes.subarray(at, at + 2);
  const next = at + 2 + length;
  const digits = tag === 0x02 && next <= bytes.length ? unsigned(bytes.subarray(at + 2, next)) : undefined;
  return digits && digits.length <= numberBytes ? { digits, next } : undefined;
}

/** A number written in the fewest bytes, as DER demands: a zero stands before a set top bit and nowhere else. */
function unsigned(written: Buffer): Buffer | undefined {
  const [first = 0, second = 0] = written;
  if (first === 0) return second >= 0x80 ? written.subarray(1) : undefined;
  return first < 0x80 ? written : undefined;
}

function identityDigest(publicKey: string): Buffer {
  return sm3(identityPrefix, Buffer.from(publicKey.slice(2), 'hex'));
}

function inRange(hex: string): boolean {
  const number = BigInt(`0x${hex}`);
  return number > 0n && number < order;
}
