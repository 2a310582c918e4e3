import { createHash } from 'node:crypto';
import { keyStateSchema } from '@karez/contract/sharing/unit-key-schemas';
import { generateSm2KeyPair, rawSm2Signature, sm2Sign, sm2Verifier } from '@karez/kit/crypto/sm2';
import { sm3 } from '@karez/kit/crypto/sm3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOf, printedWithin, statesSignature } from './stamped-copy.ts';
import { afterKeyEvent, fingerprintOf, isFingerprintOf, possessionText, signatureOver } from './unit-key.ts';

describe('design §8: keys of units', () => {
  test('a state moves as the machine says, for each state and each event, and no other way', () => {
    const moves = keyStateSchema.options.flatMap((state) =>
      (['confirm', 'refuse', 'replace', 'revoke'] as const).flatMap((event) => {
        const after = afterKeyEvent(state, event);
        return typeof after === 'string' ? [`${state} ${event} ${after}`] : [];
      }),
    );

    expect(moves).toEqual([
      'asked confirm in-force',
      'asked refuse refused',
      'asked revoke revoked',
      'in-force replace replaced',
      'in-force revoke revoked',
    ]);
  });

  // Made by OpenSSL 3.0.19: openssl dgst -sm3 -sign KEY -sigopt distid:1234567812345678, over the bytes “karez”.
  const byOpenssl = {
    publicKey:
      '045d534570b4676706af362ab9d58bef8a16374f4478d068a26c7e917441d59ba35d0854623b970be5ca4fd5d9f72eb9178a23535edba7acadc325d7671d20eaf1',
    der: '3046022100f620ed652af9ae5921a7755d6b34583b2a6aab5b7c9ac54ad2d76c5d4b2a89ed022100c778dc3adc950a6e04833ece4a94e61d412599958080d3ad6ab0c1705ebbd7a9',
  };

  test('a signature that OpenSSL made in DER verifies, and is kept as r ‖ s; another text, another key and a changed digit do not', () => {
    const { publicKey, der } = byOpenssl;
    const raw = signatureOver('karez', { publicKey, signature: der });

    expect(raw).toMatch(/^[0-9a-f]{128}$/);
    expect(signatureOver('karez', { publicKey, signature: raw ?? '' })).toBe(raw);
    expect(signatureOver('karez ', { publicKey, signature: der })).toBeUndefined();
    expect(signatureOver('karez', { publicKey: generateSm2KeyPair().publicKey, signature: der })).toBeUndefined();
    expect(signatureOver('karez', { publicKey, signature: `${der.slice(0, -1)}${der.endsWith('0') ? '1' : '0'}` })).toBeUndefined();
    expect(signatureOver('karez', { publicKey: `04${'0'.repeat(128)}`, signature: der })).toBeUndefined();
  });

  test('the form of DER does not matter to what is signed, and broken DER is no signature', () => {
    const keys = generateSm2KeyPair();
    const integer = (bytes: Buffer) => {
      const bare = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
      const digits = (bare[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bare]) : bare;
      return Buffer.concat([Buffer.from([2, digits.length]), digits]);
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(), (message, at) => {
        const raw = sm2Sign(message, keys);
        const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
        const der = Buffer.concat([Buffer.from([0x30, body.length]), body]);
        expect(rawSm2Signature(der)?.equals(raw)).toBe(true);
        // Cut anywhere, or with a byte behind it, it is none that verifies.
        const cut = rawSm2Signature(der.subarray(0, at % der.length));
        expect(cut === undefined || !sm2Verifier(keys.publicKey)(message, cut)).toBe(true);
        expect(rawSm2Signature(Buffer.concat([der, Buffer.from([0])]))).toBeUndefined();
      }),
      { numRuns: 25 },
    );
  });

  test('what shows possession names department, key and day', () => {
    const of = { organisationId: 'org-1', publicKey: '04ab', today: '2026-11-23' };
    expect(possessionText(of)).toBe('{"karez":"unit-key","on":"2026-11-23","organisation":"org-1","publicKey":"04ab","v":1}');
  });

  test('a fingerprint is compared without blanks, dashes and capitals, and with every digit', () => {
    const { publicKey } = generateSm2KeyPair();
    const fingerprint = fingerprintOf(publicKey);
    expect(isFingerprintOf(` ${fingerprint.slice(0, 8).toUpperCase()}-${fingerprint.slice(8)}`, publicKey)).toBe(true);
    expect(isFingerprintOf(fingerprint.slice(0, 31), publicKey)).toBe(false);
    expect(isFingerprintOf('', publicKey)).toBe(false);
  });
});

describe('design §8: sealed copies', () => {
  const printed = Buffer.from('%PDF-1.7\n1 0 obj << /Names /EmbeddedFile >> endobj\n%%EOF\n');
  const known = [{ bytes: printed.length, digest: sm3(printed).toString('hex') }];
  /** The printed file with a signature behind it whose range is `[0 hole resume rest]`. */
  const sealed = (shift = 0): Buffer => {
    const hole = `<3082${'5a'.repeat(128)}>`;
    const before = (range: string) => `2 0 obj << /Type /Sig /ByteRange [0 ${range}] /Contents `;
    const behind = ' >> endobj\n%%EOF\n';
    const pad = (number: number) => String(number).padStart(6, '0');
    const start = printed.length + before([0, 0, 0].map(pad).join(' ')).length;
    const range = [start, start + hole.length, behind.length + shift].map(pad).join(' ');
    return Buffer.concat([printed, Buffer.from(`${before(range)}${hole}${behind}`)]);
  };

  test('a copy begins with the file that was printed, or it does not', () => {
    expect(printedWithin(sealed(), known)).toEqual(known[0]);
    const other = sealed();
    other[12] = (other[12] ?? 0) ^ 1;
    expect(printedWithin(other, known)).toBeUndefined();
    expect(printedWithin(printed.subarray(0, -1), known)).toBeUndefined();
    const digest = createHash('sha256').update(printed).digest('hex');
    expect(printedWithin(sealed(), [{ bytes: printed.length, digest }])).toBeUndefined();
  });

  test('a signature counts only where it covers the whole file but for itself', () => {
    expect(statesSignature(sealed(), printed.length)).toBe(true);
    expect(statesSignature(Buffer.concat([sealed(), Buffer.from('more')]), printed.length)).toBe(false);
    expect(statesSignature(sealed(-1), printed.length)).toBe(false);
    expect(statesSignature(printed, printed.length)).toBe(false);
    // In a comment, with nothing for a signature, or with a hole that lies elsewhere, it is none.
    const n = printed.length;
    const comment = `\n%/Type /Sig /ByteRange [0 ${n + 40} ${n + 42} 7] /Contents <>\n%%EOF\n`;
    expect(statesSignature(Buffer.concat([printed, Buffer.from(comment)]), n)).toBe(false);
    const empty = sealed();
    expect(statesSignature(Buffer.from(empty.toString('latin1').replace('<3082', '<zz82'), 'latin1'), n)).toBe(false);
    expect(statesSignature(sealed(), sealed().length)).toBe(false);
  });

  test('what a copy is said to be follows from its bytes', () => {
    expect(kindOf(sealed(), { mediaType: 'application/pdf', printed: known[0] })).toBe('e-seal');
    expect(kindOf(sealed(), { mediaType: 'application/pdf', printed: undefined })).toBe('e-seal-other');
    expect(kindOf(printed, { mediaType: 'application/pdf', printed: known[0] })).toBe('scan');
    expect(kindOf(sealed(), { mediaType: 'image/png', printed: undefined })).toBe('scan');
  });
});
