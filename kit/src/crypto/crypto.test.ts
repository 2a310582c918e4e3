import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { sm2 } from 'sm-crypto-v2';
import { describe, expect, test } from 'vitest';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { generateKeyPair, keyIdOf, signerOf, verifierOf } from './signing.ts';
import { generateSm2KeyPair, isSm2PublicKey, sm2Sign, sm2Verifier } from './sm2.ts';
import { hmacSm3, sha256, sm3, sm3Stream } from './sm3.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const bytes = () => fc.uint8Array({ maxLength: 300 });

describe('SM3', () => {
  test('gives the two digests that GM/T 0004 publishes', () => {
    expect(sm3(Buffer.from('abc')).toString('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3(Buffer.from('abcd'.repeat(16))).toString('hex')).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  test('does not depend on how the bytes are cut into parts', () => {
    fc.assert(
      fc.property(fc.array(bytes(), { maxLength: 5 }), (parts) => {
        const stream = sm3Stream();
        for (const part of parts) stream.update(part);
        const whole = sm3(Buffer.concat(parts));

        expect(sm3(...parts).equals(whole)).toBe(true);
        expect(stream.digest().equals(whole)).toBe(true);
      }),
    );
  });

  test('HMAC-SM3 is what another implementation of RFC 2104 makes of SM3, whatever the lengths', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), bytes(), bytes(), (key, one, other) => {
        const expected = createHmac('sm3', key).update(one).update(other).digest();

        expect(hmacSm3(key, one, other).equals(expected)).toBe(true);
      }),
    );
  });

  test('SHA-256 gives the digest that FIPS 180 publishes', () => {
    expect(sha256(Buffer.from('abc')).toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('SM2', () => {
  const publicKey =
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
  const signature = hex(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  );
  const message = Buffer.from('message digest');

  test('accepts the signature that GM/T 0003.5 publishes for the standard user id', () => {
    expect(sm2Verifier(publicKey)(message, signature)).toBe(true);
  });

  test('refuses that signature with any one bit turned', () => {
    const verify = sm2Verifier(publicKey);
    for (let bit = 0; bit < 512; bit += 7) {
      const turned = Buffer.from(signature);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(verify(message, turned)).toBe(false);
    }
  });

  test.each([
    ['r is zero', `${'00'.repeat(32)}${'01'.repeat(32)}`],
    ['s is zero', `${'01'.repeat(32)}${'00'.repeat(32)}`],
    ['s is the order of the curve', `${'01'.repeat(32)}fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123`],
    ['it is short', '0102'],
    ['it is empty', ''],
  ])('refuses a signature, without throwing, when %s', (_why, text) => {
    expect(sm2Verifier(publicKey)(message, hex(text))).toBe(false);
  });

  test('its signatures are verified by the library with its own hashing, so other programs accept them', () => {
    const keys = generateSm2KeyPair();

    const ours = sm2Sign(message, keys);
    const theirs = hex(sm2.doSignature(message, keys.privateKey, { hash: true, publicKey: keys.publicKey }));

    expect(sm2.doVerifySignature(message, ours.toString('hex'), keys.publicKey, { hash: true })).toBe(true);
    expect(sm2Verifier(keys.publicKey)(message, theirs)).toBe(true);
  });

  test('a key made by the order of the bytes is on the curve, and a changed one is not', () => {
    expect(isSm2PublicKey(publicKey)).toBe(true);
    expect(isSm2PublicKey(`${publicKey.slice(0, -1)}4`)).toBe(false);
    expect(isSm2PublicKey('04')).toBe(false);
  });
});

describe('signing', () => {
  test.each(['sm2', 'ed25519'] as const)('%s: what was signed verifies, another message and another key do not', (algorithm) => {
    const keys = generateKeyPair(algorithm);
    const signer = signerOf(keys);

    const signature = signer.sign(Buffer.from('head'));

    expect(signature).toHaveLength(64);
    expect(verifierOf(keys)?.(Buffer.from('head'), signature)).toBe(true);
    expect(verifierOf(keys)?.(Buffer.from('heap'), signature)).toBe(false);
    expect(verifierOf(generateKeyPair(algorithm))?.(Buffer.from('head'), signature)).toBe(false);
    expect(signer.keyId).toBe(keyIdOf(keys));
  });

  test('Ed25519 accepts test 1 of RFC 8032', () => {
    const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
    const privateKey = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const signature = signerOf({ algorithm: 'ed25519', publicKey, privateKey }).sign(Buffer.alloc(0));

    expect(signature.toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });

  test('what is no key of its algorithm has no verifier', () => {
    expect(verifierOf({ algorithm: 'sm2', publicKey: 'ff' })).toBeUndefined();
    expect(verifierOf({ algorithm: 'ed25519', publicKey: '04' })).toBeUndefined();
  });
});

describe('envelope', () => {
  const key = Buffer.alloc(32, 7);

  test('opens to the bytes that were sealed', () => {
    fc.assert(
      fc.property(bytes(), fc.string(), (plaintext, context) => {
        expect(openEnvelope(key, sealEnvelope(key, plaintext, context), context)?.equals(plaintext)).toBe(true);
      }),
    );
  });

  test('is refused when any byte, the key or the context differs', () => {
    const envelope = sealEnvelope(key, Buffer.from('a signing key'), 'key 1');

    for (let at = 0; at < envelope.length; at += 1) {
      const flipped = Buffer.from(envelope);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      expect(openEnvelope(key, flipped, 'key 1')).toBeUndefined();
    }
    expect(openEnvelope(Buffer.alloc(32, 8), envelope, 'key 1')).toBeUndefined();
    expect(openEnvelope(key, envelope, 'key 2')).toBeUndefined();
    expect(openEnvelope(key, envelope.subarray(0, 20), 'key 1')).toBeUndefined();
  });
});
