import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { keyIdOf, type KeyPair } from '@karez/kit/crypto/signing';
import { proofLine } from '@karez/policy/evidence/export-file';
import { linkTo } from '@karez/policy/evidence/head';
import { receiptText } from '@karez/policy/evidence/receipt';
import {
  addRecords,
  eraseBodies,
  sampleDraft,
  sampleExport,
  sampleLog,
  sampleSalts,
  seal,
  type SampleLog,
} from '@karez/policy/evidence/sample-log';
import { rangeRoots, tileKey } from '@karez/policy/evidence/tiles';
import { consistencyRanges, inclusionRanges, leafHash, rootOf } from '@karez/policy/evidence/tree';

/** Makes policy/src/evidence/vectors.json. Run once: what it wrote is frozen, for these bytes can never change. */

// The key pair that GM/T 0003.5 publishes.
const privateKey = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
const sm2Keys: KeyPair = {
  algorithm: 'sm2',
  privateKey,
  publicKey:
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
};
const ed25519Keys: KeyPair = {
  algorithm: 'ed25519',
  privateKey: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
};

const proofIn = (log: SampleLog, index: number) => {
  const root = rangeRoots(log.hash, (place) => log.tiles.get(tileKey(place)));
  return inclusionRanges(index, log.size).map(([from, to]) => root(from, to).toString('hex'));
};
const joined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

const broken = (kind: string, name: string, text: string) => ({ name, intact: false, finding: kind, text });
const intact = (name: string, text: string) => ({ name, intact: true, finding: null, text });

function files(): { name: string; intact: boolean; finding: string | null; text: string }[] {
  const log = sampleLog(12, { keys: sm2Keys, batch: 6 });
  const lines = sampleExport(log);
  const at = lines.findIndex((line) => line.startsWith('{"action":'));
  const erasing = sampleLog(12, { keys: sm2Keys, batch: 6 });
  const { lines: erased } = eraseBodies(erasing, { from: 2, to: 4, rule: 'retention-3-years' });
  const large = sampleLog(299, { keys: ed25519Keys, batch: 150 });
  const swap = [lines[at + 4] ?? '', lines[at + 3] ?? ''];
  const receipt = {
    head: log.heads.at(-1) ?? { body: '', signature: '' },
    index: 7,
    keys: [sm2Keys],
    openings: [{ field: 'matter' as const, salt: sampleSalts(7).subarray(0, 32).toString('hex'), value: '水许〔2026〕7号' }],
    proof: proofIn(log, 7),
    record: log.records[7]?.text ?? '',
  };
  const outside = sampleExport(erasing, { erased, to: 6 });
  const proof = proofLine({ index: 13, proof: proofIn(erasing, 13), record: erasing.records[13]?.text ?? '' });
  return [
    intact('export, SM2', joined(lines)),
    intact('export of a part, Ed25519, two levels of tiles', joined(sampleExport(large, { from: 250, to: 280 }))),
    intact('export, SHA-256', joined(sampleExport(sampleLog(12, { keys: sm2Keys, hash: 'sha256', batch: 6 })))),
    intact('bodies erased by rule', joined(sampleExport(erasing, { erased }))),
    intact(
      'bodies erased by a record outside of the range',
      joined(
        outside.toSpliced(
          outside.findIndex((line) => line.startsWith('{"action":')),
          0,
          proof,
        ),
      ),
    ),
    broken('erased-without-record', 'bodies gone without a record', joined(outside)),
    broken('altered', 'a record altered', joined(lines.with(at + 5, (lines[at + 5] ?? '').replace('"done"', '"gone"')))),
    broken('missing', 'a record dropped', joined(lines.toSpliced(at + 5, 1))),
    broken('duplicated', 'a record repeated', joined(lines.toSpliced(at + 5, 0, lines[at + 2] ?? ''))),
    broken('out-of-order', 'two records exchanged', joined(lines.toSpliced(at + 3, 2, ...swap))),
    broken('cut-short', 'the tail cut off', joined(lines.slice(0, -3))),
    broken('root-differs', 'a tile altered', joined(lines.map((line) => line.replace(/("karez":"tile","hashes":")../, '$100')))),
    broken('head-signature', 'a head’s signature altered', joined(lines.map((line) => line.replace(/("signature":")../, '$100')))),
    intact('receipt', `${receiptText(receipt)}\n`),
    broken(
      'proof-fails',
      'receipt with an altered record',
      `${receiptText({ ...receipt, record: receipt.record.replace('"rows":1', '"rows":2') })}\n`,
    ),
    broken(
      'opening-differs',
      'receipt with another matter',
      `${receiptText({ ...receipt, openings: [{ ...receipt.openings[0], field: 'matter', salt: sampleSalts(7).subarray(0, 32).toString('hex'), value: '另一事项' }] })}\n`,
    ),
  ];
}

function treeVectors(hash: 'sm3' | 'sha256') {
  const leaves = Array.from({ length: 300 }, (_none, index) => leafHash(hash, Buffer.from(`leaf ${index}`)));
  const root = (from: number, to: number) => rootOf(hash, leaves.slice(from, to)).toString('hex');
  const inclusion = [0, 6, 12].map((index) => ({ index, size: 13, proof: inclusionRanges(index, 13).map(([from, to]) => root(from, to)) }));
  const consistency = [3, 8, 13].map((first) => ({
    first,
    second: 13,
    proof: consistencyRanges(first, 13).map(([from, to]) => root(from, to)),
  }));
  return {
    hash,
    leaf: 'leaf <index>',
    roots: [0, 1, 2, 3, 7, 8, 13, 255, 256, 257, 300].map((size) => ({ size, root: root(0, size) })),
    inclusion,
    consistency,
  };
}

function recordVectors() {
  const log = sampleLog(3, { keys: sm2Keys, batch: 6 });
  addRecords(log, [
    {
      at: new Date(0),
      actor: { kind: 'anonymous', id: 'anonymous', orgId: null },
      action: 'identity.sign-in',
      outcome: { result: 'refused', code: 'identity.sign-in.wrong' },
    },
  ]);
  seal(log);
  return log.records.map((record, number) => ({
    text: record.text,
    salts: sampleSalts(number).toString('hex'),
    leaf: { sm3: leafHash('sm3', record.bytes).toString('hex'), sha256: leafHash('sha256', record.bytes).toString('hex') },
    ...(number > 0 && number < 4
      ? {
          opened: {
            matter: sampleDraft(number).matter,
            operator: sampleDraft(number).operator,
            origin: sampleDraft(number).origin,
            payload: `{"company":${number}}`,
          },
        }
      : {}),
  }));
}

const head = sampleLog(2, { keys: sm2Keys }).heads[0] ?? { body: '', signature: '' };
const vectors = {
  about: 'docs/decisions/0002-evidence-bytes.md; frozen: these bytes can never change',
  keys: [sm2Keys, ed25519Keys].map((keys) => ({ algorithm: keys.algorithm, publicKey: keys.publicKey, id: keyIdOf(keys) })),
  records: recordVectors(),
  trees: [treeVectors('sm3'), treeVectors('sha256')],
  heads: [{ ...head, link: { sm3: linkTo('sm3', head), sha256: linkTo('sha256', head) } }],
  files: files(),
};
await writeFile(
  fileURLToPath(new URL('../../policy/src/evidence/vectors.json', import.meta.url)),
  `${JSON.stringify(vectors, undefined, 1)}\n`,
);
