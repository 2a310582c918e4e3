import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { generateSm2KeyPair, isSm2PublicKey, sm2Sign, sm2Verifier, type Verify } from './sm2.ts';
import { sm3 } from './sm3.ts';

export type SignatureAlgorithm = 'sm2' | 'ed25519';

/** `publicKey` in hex: SM2 `04 ‖ x ‖ y`, Ed25519 32 bytes. */
export type PublicKey = { readonly algorithm: SignatureAlgorithm; readonly publicKey: string };
/** `privateKey` in hex, 32 bytes for both algorithms. */
export type KeyPair = PublicKey & { readonly privateKey: string };

/** Signs with one key; signatures are always 64 bytes. */
export type Signer = PublicKey & { readonly keyId: string; sign(message: Uint8Array): Buffer };

// RFC 8410: everything of a PKCS #8 or SubjectPublicKeyInfo text but the 32 bytes of the key.
const ed25519PrivatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const ed25519PublicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export function generateKeyPair(algorithm: SignatureAlgorithm): KeyPair {
  if (algorithm === 'sm2') return { algorithm, ...generateSm2KeyPair() };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    algorithm,
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(ed25519PrivatePrefix.length).toString('hex'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(ed25519PublicPrefix.length).toString('hex'),
  };
}

/** Names a public key: the first 16 bytes of SM3("karez-key-1" ‖ 0 ‖ algorithm ‖ 0 ‖ key) in hex. */
export function keyIdOf({ algorithm, publicKey }: PublicKey): string {
  return sm3(Buffer.from(`karez-key-1\0${algorithm}\0`, 'utf8'), Buffer.from(publicKey, 'hex'))
    .subarray(0, 16)
    .toString('hex');
}

export function signerOf(keys: KeyPair): Signer {
  const { algorithm, publicKey } = keys;
  const common = { algorithm, publicKey, keyId: keyIdOf(keys) };
  if (algorithm === 'sm2') return { ...common, sign: (message) => sm2Sign(message, keys) };
  const der = Buffer.concat([ed25519PrivatePrefix, Buffer.from(keys.privateKey, 'hex')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { ...common, sign: (message) => sign(null, message, key) };
}

/** The verifier of a public key, or undefined where the text is no key of its algorithm. */
export function verifierOf({ algorithm, publicKey }: PublicKey): Verify | undefined {
  if (algorithm === 'sm2') return isSm2PublicKey(publicKey) ? sm2Verifier(publicKey) : undefined;
  const key = ed25519PublicKey(publicKey);
  return key && ((message, signature) => signature.length === 64 && verify(null, message, key, signature));
}

function ed25519PublicKey(publicKey: string): KeyObject | undefined {
  if (!/^[0-9a-f]{64}$/.test(publicKey)) return undefined;
  return createPublicKey({ key: Buffer.concat([ed25519PublicPrefix, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' });
}
