import { keyIdOf } from '@karez/kit/crypto/signing';
import { canonicalJson } from '@karez/kit/canonical-json';
import { describe, expect, test } from 'vitest';
import { isSignedBy, linkTo, parseHead } from './head.ts';
import { readReceipt, verifyReceipt } from './receipt.ts';
import { commitment, committedFields, saltLength } from './record.ts';
import { sampleLog } from './sample-log.ts';
import { consistencyRanges, includes, inclusionRanges, isConsistent, leafHash, rootOf } from './tree.ts';
import vectors from './vectors.json' with { type: 'json' };
import { exportVerifier } from './verify-export.ts';
import { keyring } from './verify-heads.ts';

const algorithms = ['sm3', 'sha256'] as const;
const keys = vectors.keys.map(({ publicKey, algorithm }) => ({
  publicKey,
  algorithm: algorithm === 'sm2' ? ('sm2' as const) : ('ed25519' as const),
}));

/** The bytes of evidence are fixed: what these frozen vectors say must hold as long as the product exists. */
describe('frozen evidence bytes', () => {
  test('key ids', () => {
    expect(keys.map(keyIdOf)).toEqual(vectors.keys.map(({ id }) => id));
  });

  test.each(vectors.records.map((record, number) => ({ record, number })))(
    'record $number: text is canonical, leaf hashes and commitments are as published',
    ({ record }) => {
      const bytes = Buffer.from(record.text, 'utf8');
      const committed: Record<string, unknown> = JSON.parse(record.text).committed;

      expect(canonicalJson(JSON.parse(record.text))).toBe(record.text);
      for (const algorithm of algorithms) expect(leafHash(algorithm, bytes).toString('hex')).toBe(record.leaf[algorithm]);
      committedFields.forEach((field, place) => {
        const value = record.opened?.[field];
        const salt = Buffer.from(record.salts, 'hex').subarray(place * saltLength, (place + 1) * saltLength);
        if (value !== undefined) expect(commitment(salt, Buffer.from(value, 'utf8'))).toBe(committed[field]);
      });
    },
  );

  test('the same drafts, ids and salts are written as the same records today', () => {
    const [key = { algorithm: 'sm2' as const, publicKey: '' }] = keys;
    const again = sampleLog(3, {
      keys: { ...key, privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8' },
      batch: 6,
    });

    expect(again.records.map(({ text }) => text)).toEqual(vectors.records.slice(0, 4).map(({ text }) => text));
  });

  test.each(vectors.trees)('tree with $hash: roots and proofs', (tree) => {
    const algorithm = tree.hash === 'sm3' ? 'sm3' : 'sha256';
    const leaves = Array.from({ length: 300 }, (_none, index) => leafHash(algorithm, Buffer.from(`leaf ${index}`)));
    const root = (from: number, to: number) => rootOf(algorithm, leaves.slice(from, to)).toString('hex');
    const bytes = (texts: readonly string[]) => texts.map((text) => Buffer.from(text, 'hex'));

    for (const published of tree.roots) expect(root(0, published.size)).toBe(published.root);
    for (const { index, size, proof } of tree.inclusion) {
      expect(inclusionRanges(index, size).map(([from, to]) => root(from, to))).toEqual(proof);
      expect(
        includes(algorithm, {
          leaf: leaves[index] ?? Buffer.alloc(0),
          index,
          size,
          root: Buffer.from(root(0, size), 'hex'),
          proof: bytes(proof),
        }),
      ).toBe(true);
    }
    for (const { first, second, proof } of tree.consistency) {
      const roots = { firstRoot: Buffer.from(root(0, first), 'hex'), secondRoot: Buffer.from(root(0, second), 'hex') };
      expect(consistencyRanges(first, second).map(([from, to]) => root(from, to))).toEqual(proof);
      expect(isConsistent(algorithm, { first, second, ...roots, proof: bytes(proof) })).toBe(true);
    }
  });

  test('heads: text, signature and link', () => {
    for (const head of vectors.heads) {
      const verify = keyring(keys)(parseHead(head.body)?.key ?? '');
      expect(verify && isSignedBy(verify, head)).toBe(true);
      for (const algorithm of algorithms) expect(linkTo(algorithm, head)).toBe(head.link[algorithm]);
    }
  });

  test.each(vectors.files)('file: $name', ({ text, intact, finding }) => {
    const lines = text.split('\n').slice(0, -1);
    const receipt = readReceipt(lines[0] ?? '');
    const verifier = exportVerifier({ keys });
    if (!receipt) lines.forEach((line) => verifier.take(Buffer.from(line, 'utf8')));

    const verification = receipt ? verifyReceipt(receipt, { keys }) : verifier.end();

    expect(verification.intact).toBe(intact);
    if (finding !== null) expect(verification.findings.map(({ kind }) => kind)).toContain(finding);
  });
});
