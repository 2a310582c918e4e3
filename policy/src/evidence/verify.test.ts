import { generateKeyPair, signerOf } from '@karez/kit/crypto/signing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proofLine } from './export-file.ts';
import type { Finding, Verification } from './findings.ts';
import { parseHead, signHead } from './head.ts';
import { readReceipt, receiptText, verifyReceipt, type Receipt } from './receipt.ts';
import {
  addRecords,
  beginLog,
  eraseBodies,
  sampleDraft,
  sampleExport,
  sampleLog,
  sampleSalts,
  seal,
  type SampleLog,
} from './sample-log.ts';
import { rangeRoots, tileKey } from './tiles.ts';
import { inclusionRanges } from './tree.ts';
import { exportVerifier, type VerifyOptions } from './verify-export.ts';

const keys = generateKeyPair('ed25519');
const sample = sampleLog(700, { keys });
const lines = sampleExport(sample);
const firstLeaf = lines.findIndex((line) => line.startsWith('{"action":'));
const lineOf = (index: number) => firstLeaf + index + 1;
const witness = (log: SampleLog, heads = log.heads.length) => ({ heads: log.heads.slice(0, heads), keys: [keys] });

function verify(text: readonly (string | Uint8Array)[], options: VerifyOptions = { keys: [keys] }): Verification {
  const verifier = exportVerifier(options);
  for (const line of text) verifier.take(typeof line === 'string' ? Buffer.from(line, 'utf8') : line);
  return verifier.end();
}
const findings = (text: readonly (string | Uint8Array)[], options?: VerifyOptions): readonly Finding[] => verify(text, options).findings;
const swapped = (text: readonly string[], at: number, line: string) => text.with(at, line);
const proofOf = (log: SampleLog, index: number) => {
  const root = rangeRoots(log.hash, (place) => log.tiles.get(tileKey(place)));
  return inclusionRanges(index, log.size).map(([from, to]) => root(from, to).toString('hex'));
};

describe('an untouched export', () => {
  test.each(['sm2', 'ed25519'] as const)('is intact when signed with %s', (algorithm) => {
    const own = generateKeyPair(algorithm);
    const log = sampleLog(300, { keys: own, batch: 150 });

    const result = verify(sampleExport(log), { keys: [own] });

    expect(result).toMatchObject({ intact: true, records: 301, from: 0, to: 301, head: { number: 2, size: 301 } });
  });

  test('is intact with SHA-256 as the hash of the log', () => {
    expect(findings(sampleExport(sampleLog(300, { keys, hash: 'sha256' })))).toEqual([]);
  });

  test('says that a cut-off end cannot be excluded without a witness, and whose keys were believed', () => {
    const result = verify(lines, {});

    expect(result.intact).toBe(true);
    expect(result.notes).toContainEqual({ kind: 'no-witness' });
    expect(result.notes.some((note) => note.kind === 'keys-from-file')).toBe(true);
  });

  test('of a part of the log is intact whatever the part', () => {
    fc.assert(
      fc.property(fc.nat(701), fc.nat(701), (a, b) => {
        const range = { from: Math.min(a, b), to: Math.max(a, b) };

        expect(findings(sampleExport(sample, range))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a changed export', () => {
  test('a flipped byte anywhere in a record is located', () => {
    const bytes = fc.tuple(fc.nat(700), fc.nat(10_000), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(bytes, ([index, place, mask]) => {
        const record = Buffer.from(lines[firstLeaf + index] ?? '', 'utf8');
        record.writeUInt8(record.readUInt8(place % record.length) ^ mask, place % record.length);

        const result = findings([...lines.slice(0, firstLeaf + index), record, ...lines.slice(firstLeaf + index + 1)]);

        expect(result).toEqual([{ kind: 'altered', line: lineOf(index), index }]);
      }),
      { numRuns: 60 },
    );
  });

  test('one flipped character anywhere in the file is never taken for intact', () => {
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(1_000_000), (at, place) => {
        const line = Buffer.from(lines[at] ?? '', 'utf8');
        line.writeUInt8(line.readUInt8(place % line.length) ^ 1, place % line.length);
        const unsignedPart = at === 0 || lines[at]?.startsWith('{"karez":"key"');

        const changed = findings([...lines.slice(0, at), line, ...lines.slice(at + 1)]);

        if (!unsignedPart) expect(changed).not.toEqual([]);
      }),
      { numRuns: 80 },
    );
  }, 30_000);

  test('a dropped record is located', () => {
    expect(findings(lines.toSpliced(firstLeaf + 300, 1))).toEqual([{ kind: 'missing', from: 300, to: 301 }]);
  });

  test('a duplicated record is located', () => {
    expect(findings(lines.toSpliced(firstLeaf + 300, 0, lines[firstLeaf + 20] ?? ''))).toEqual([
      { kind: 'duplicated', line: lineOf(300), index: 20 },
    ]);
  });

  test('two records that changed places are located', () => {
    const [a = '', b = ''] = lines.slice(firstLeaf + 300, firstLeaf + 302);

    expect(findings(lines.toSpliced(firstLeaf + 300, 2, b, a))).toEqual([{ kind: 'out-of-order', line: lineOf(301), index: 300 }]);
  });

  test('a record that was never sealed is told from an altered one', () => {
    expect(findings(lines.toSpliced(firstLeaf + 300, 0, lines[firstLeaf + 20]?.replace('client', 'person') ?? ''))).toEqual([
      { kind: 'foreign', line: lineOf(300) },
    ]);
  });

  test('a cut-off tail is located', () => {
    expect(findings(lines.slice(0, -40))).toEqual([{ kind: 'cut-short', from: 661, to: 701 }]);
    expect(findings(lines.slice(0, 1))).toContainEqual({ kind: 'head-missing' });
    expect(verify([]).intact).toBe(false);
  });

  test('a damaged tile is named and its records are still checked against the rest of the tree', () => {
    const at = lines.findIndex((line) => line.startsWith('{"karez":"tile"') && line.includes('"index":1,"level":0'));
    const other = lines.at(at + 1) ?? '';
    const broken = swapped(lines, at, (lines[at] ?? '').replace(/"hashes":"../, '"hashes":"00'));

    expect(findings(broken)).toEqual([{ kind: 'tile-broken', level: 0, index: 1 }]);
    expect(findings(lines.toSpliced(at, 1))).toEqual([{ kind: 'tile-missing', level: 0, index: 1 }]);
    expect(findings(swapped(broken, firstLeaf + 300, other.replace('tile', 'till')))).toContainEqual({
      kind: 'range-altered',
      from: 256,
      to: 512,
    });
  });

  test('a head that another key signed, a changed head and a missing head are named', () => {
    const heads = lines.findIndex((line) => line.startsWith('{"karez":"head"'));
    const others = sampleExport(sampleLog(700, { keys: generateKeyPair('ed25519') }));

    expect(findings(others).map(({ kind }) => kind)).toContain('head-key-unknown');
    expect(
      findings(swapped(lines, heads + 2, (lines[heads + 2] ?? '').replace('"signature":"', '"signature":"00').replace('00"}', '"}')))
        .length,
    ).toBeGreaterThan(0);
    expect(findings(lines.toSpliced(heads + 2, 1))).toEqual([{ kind: 'head-chain', number: 3 }]);
  });

  test('a head that was signed a second time with another text breaks the chain at the next one', () => {
    const second = parseHead(sample.heads[2]?.body ?? '');
    if (!second) throw new Error('no head');
    const again = signHead({ ...second, at: second.at.replace('000Z', '001Z') }, signerOf(keys));

    expect(findings(sampleExport({ ...sample, heads: sample.heads.with(2, again) }))).toEqual([{ kind: 'head-chain', number: 3 }]);
  });

  test('a record replaced together with its tile hash contradicts the signed root', () => {
    const forged = sampleLog(700, { keys });
    forged.records.splice(650, 1, { ...sampleRecord(forged, 650), text: sampleRecord(forged, 650).text.replace('done', 'gone') });
    const other = beginLog({ log: sample.log, keys });
    addRecords(other, [sampleDraft(9)]);
    seal(other);
    const mixed = sampleExport({ ...sample, tiles: other.tiles, records: forged.records });

    expect(findings(mixed).map(({ kind }) => kind)).toContain('tile-broken');
  });
});

function sampleRecord(log: SampleLog, index: number) {
  const record = log.records[index];
  if (!record) throw new Error(`no record ${index}`);
  return record;
}

describe('bodies erased by rule', () => {
  test('are told from missing ones when the record of the erasure is in the file', () => {
    const log = sampleLog(300, { keys });
    const { lines: erased } = eraseBodies(log, { from: 10, to: 20, rule: 'retention-3-years' });

    const result = verify(sampleExport(log, { erased }));

    expect(result).toMatchObject({ intact: true, erased: 10, records: 292 });
    expect(result.notes).toContainEqual({ kind: 'erased-by-rule', rule: 'retention-3-years', count: 10 });
  });

  test('are a finding when no record says so, or when it speaks of other leaves', () => {
    const log = sampleLog(300, { keys });
    const { by, lines: erased } = eraseBodies(log, { from: 10, to: 20, rule: 'retention-3-years' });
    const outside = new Map([[30, (erased.get(10) ?? '').replace(/"hash":"[0-9a-f]+"/, `"hash":"${log.leaves[30]?.toString('hex')}"`)]]);

    expect(findings(sampleExport(log, { erased, to: 200 }))).toHaveLength(10);
    expect(findings(sampleExport(log, { erased: outside }))).toEqual([
      { kind: 'erased-without-record', line: expect.any(Number), index: 30, by },
    ]);
  });

  test('are proven by a record outside of the exported part', () => {
    const log = sampleLog(300, { keys });
    const { lines: erased } = eraseBodies(log, { from: 10, to: 20, rule: 'retention-3-years' });
    const part = sampleExport(log, { erased, to: 200 });
    const proof = proofLine({ index: 301, proof: proofOf(log, 301), record: sampleRecord(log, 301).text });
    const at = part.findIndex((line) => line.startsWith('{"action":'));

    expect(findings(part.toSpliced(at, 0, proof))).toEqual([]);
    expect(findings(part.toSpliced(at, 0, proof.replace('"index":301', '"index":300')))[0]).toEqual({ kind: 'proof-fails', index: 300 });
  });
});

describe('with a witness', () => {
  test('an export that goes on from what the witness saw is intact', () => {
    expect(verify(lines, { keys: [keys], witness: witness(sample, 4) })).toMatchObject({
      intact: true,
      notes: [{ kind: 'witness-agrees', number: 3, size: 301 }],
    });
  });

  test('a log that was cut or rolled back is found', () => {
    const shorter = sampleLog(500, { keys });
    const made = '2030-01-01T00:00:00.000Z';

    expect(findings(sampleExport(shorter, { made }), { keys: [keys], witness: witness(sample) })).toEqual([
      { kind: 'rolled-back', size: 501, witnessSize: 701 },
    ]);
  });

  test('a file older than the witness is told from a rolled back log', () => {
    const result = verify(sampleExport(sampleLog(500, { keys }), { made: '2026-11-22T06:00:01.000Z' }), {
      keys: [keys],
      witness: witness(sample),
    });

    expect(result.notes).toEqual([{ kind: 'witness-saw-more', size: 501, witnessSize: 701 }]);
  });

  test('an old backup that was restored and went on is found as a second history', () => {
    const restored = sampleLog(500, { keys });
    addRecords(restored, [sampleDraft(9000)]);
    seal(restored);

    expect(findings(sampleExport(restored), { keys: [keys], witness: witness(sample) })).toEqual([{ kind: 'fork', number: 6 }]);
  });

  test('a second history is found although the file no longer carries the head that the witness holds', () => {
    const restored = sampleLog(200, { keys });
    addRecords(
      restored,
      Array.from({ length: 600 }, (_none, at) => sampleDraft(2000 + at)),
    );
    for (let more = 0; more < 8; more += 1) seal(restored);
    const recent = { ...restored, heads: restored.heads.slice(-1) };

    expect(findings(sampleExport(recent), { keys: [keys], witness: witness(sample) })).toEqual([{ kind: 'fork', number: 7 }]);
  });
});

describe('a receipt', () => {
  const index = 420;
  const salt = sampleSalts(index).subarray(0, 32).toString('hex');
  const receipt: Receipt = {
    head: sample.heads.at(-1) ?? { body: '', signature: '' },
    index,
    keys: [keys],
    openings: [{ field: 'matter', salt, value: `水许〔2026〕${index}号` }],
    proof: proofOf(sample, index),
    record: sampleRecord(sample, index).text,
  };

  test('survives being written and read, and verifies', () => {
    const read = readReceipt(receiptText(receipt));

    expect(read && verifyReceipt(read, { keys: [keys] })).toMatchObject({ intact: true, form: 'receipt', log: sample.log });
    expect(receiptText(receipt)).not.toContain(keys.privateKey);
  });

  test('fails when record, place, proof, head or opened value differ', () => {
    const kinds = (changed: Partial<Receipt>) =>
      verifyReceipt({ ...receipt, ...changed }, { keys: [keys] }).findings.map(({ kind }) => kind);

    expect(kinds({ record: receipt.record.replace('done', 'gone') })).toEqual(['proof-fails']);
    expect(kinds({ index: index + 1 })).toEqual(['proof-fails']);
    expect(kinds({ proof: receipt.proof.slice(1) })).toEqual(['proof-fails']);
    expect(kinds({ openings: [{ field: 'matter', salt, value: 'another matter' }] })).toEqual(['opening-differs']);
    expect(kinds({ head: { ...receipt.head, signature: '00'.repeat(64) } })).toEqual(['head-signature']);
    expect(kinds({ head: { ...receipt.head, body: receipt.head.body.replace('"size":701', '"size":702') } })).toContain('head-signature');
  });

  test('what is no receipt is not read as one', () => {
    expect(readReceipt('{"karez":"receipt"}')).toBeUndefined();
    expect(readReceipt('not JSON')).toBeUndefined();
  });
});
