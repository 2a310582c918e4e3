import { canonicalJson } from '@karez/kit/canonical-json';
import { signerOf, type KeyPair } from '@karez/kit/crypto/signing';
import { sm3 } from '@karez/kit/crypto/sm3';
import { uuidv7 } from '@karez/kit/id';
import { eraseAction } from './erasures.ts';
import { erasedLine, headerLine, headLine, keyLine, tileLine, tilesOfExport } from './export-file.ts';
import { linkTo, signHead, type SignedHead } from './head.ts';
import type { PaperEvidence } from './paper.ts';
import type { Receipt } from './receipt.ts';
import { saltLength, writeRecord, type EvidenceDraft, type WrittenRecord } from './record.ts';
import { grow, hashesOf, rangeRoots, tileKey, tileWidth, type TilePlace } from './tiles.ts';
import { inclusionRanges, leafHash, type Hash, type TreeHash } from './tree.ts';

/** A whole log in memory, for tests and for making the published test vectors. Everything but SM2 signatures is the same each time. */
export type SampleLog = {
  readonly log: string;
  readonly hash: TreeHash;
  readonly keys: KeyPair;
  readonly records: WrittenRecord[];
  readonly leaves: Hash[];
  readonly heads: SignedHead[];
  readonly tiles: Map<string, Buffer>;
  size: number;
};

const startMs = Date.UTC(2026, 10, 22, 6);
const day = (number: number) => new Date(startMs + number * 1000);

/** Salts that are predictable, so that vectors can be made again: never for real records. */
export function sampleSalts(seed: number): Buffer {
  const parts = Array.from({ length: 4 }, (_none, place) => sm3(Buffer.from(`sample salt ${seed} ${place}`)));
  return Buffer.concat(parts).subarray(0, 4 * saltLength);
}

export function sampleDraft(number: number): EvidenceDraft {
  return {
    at: day(number),
    actor: { kind: 'client', id: 'client-well-permits', orgId: 'org-water' },
    action: 'gateway.call-service',
    outcome: number % 5 === 4 ? { result: 'refused', code: 'gateway.quota.used-up' } : { result: 'done' },
    object: { kind: 'service', id: 'service-company', revision: 3 },
    grant: { id: 'grant-0007', version: 2 },
    purpose: 'well-permit',
    matter: `水许〔2026〕${number}号`,
    operator: `operator-${number % 3}`,
    origin: '10.20.0.7',
    payload: Buffer.from(`{"company":${number}}`),
    sizes: { in: 120, out: 840 + number, rows: 1 },
    facts: { upstreamStatus: 200, cached: false, region: '650400', note: '坎儿井 "\\"\u0001' },
  };
}

export function beginLog({ log, keys, hash = 'sm3' }: { log: string; keys: KeyPair; hash?: TreeHash }): SampleLog {
  const sample: SampleLog = { log, hash, keys, records: [], leaves: [], heads: [], tiles: new Map(), size: 0 };
  const facts = {
    hash,
    key: signerOf(keys).keyId,
    orderedBy: null,
    previousLog: null,
    previousNumber: null,
    previousRoot: null,
    previousSize: null,
    reason: null,
  };
  addRecords(sample, [
    {
      at: day(0),
      actor: { kind: 'system', id: 'audit', orgId: null },
      action: 'audit.begin-log',
      outcome: { result: 'done' },
      object: { kind: 'log', id: log },
      facts,
    },
  ]);
  return sample;
}

export function addRecords(sample: SampleLog, drafts: readonly EvidenceDraft[]): void {
  for (const draft of drafts) {
    const number = sample.records.length;
    const id = uuidv7(draft.at.getTime(), sm3(Buffer.from(`${sample.log} ${number}`)).subarray(0, 10));
    const record = writeRecord(draft, id, sampleSalts(number));
    sample.records.push(record);
    sample.leaves.push(leafHash(sample.hash, record.bytes));
  }
}

/** Seals whatever was added since the last head. */
export function seal(sample: SampleLog): SignedHead {
  const growth = grow(
    sample.hash,
    { size: sample.size, lookup: (place) => sample.tiles.get(tileKey(place)) },
    sample.leaves.slice(sample.size),
  );
  for (const tile of growth.tiles) sample.tiles.set(tileKey(tile), tile.hashes);
  sample.size = growth.size;
  const previous = sample.heads.at(-1);
  const head = signHead(
    {
      at: day(sample.records.length + sample.heads.length).toISOString(),
      hash: sample.hash,
      log: sample.log,
      number: sample.heads.length,
      previous: previous ? linkTo(sample.hash, previous) : null,
      root: growth.root.toString('hex'),
      size: growth.size,
    },
    signerOf(sample.keys),
  );
  sample.heads.push(head);
  return head;
}

/** A log with its first leaf and `count` more, sealed in batches. */
export function sampleLog(
  count: number,
  { keys, hash = 'sm3', batch = 100 }: { keys: KeyPair; hash?: TreeHash; batch?: number },
): SampleLog {
  const sample = beginLog({ log: '019abcde-0000-7000-8000-000000000001', keys, hash });
  seal(sample);
  for (let at = 1; at <= count; at += batch) {
    addRecords(
      sample,
      Array.from({ length: Math.min(batch, count - at + 1) }, (_none, step) => sampleDraft(at + step)),
    );
    seal(sample);
  }
  return sample;
}

/** The receipt of one sealed record under the newest head, with nothing opened. */
export function sampleReceipt(sample: SampleLog, index: number): Receipt {
  const head = sample.heads.at(-1);
  const record = sample.records[index];
  if (!head || !record) throw new Error(`the sample has no sealed record ${index}`);
  const root = rangeRoots(sample.hash, (place) => sample.tiles.get(tileKey(place)));
  const proof = inclusionRanges(index, sample.size).map(([from, to]) => root(from, to).toString('hex'));
  const { algorithm, publicKey } = sample.keys;
  return { head, index, keys: [{ algorithm, publicKey }], openings: [], proof, record: record.text };
}

type SamplePaper = {
  readonly caseIds?: readonly string[];
  readonly acts?: readonly string[];
  readonly terms?: Readonly<Record<string, string>>;
  /** What each side's record says besides its digest. */
  readonly facts?: readonly Readonly<Record<string, string>>[];
};

/** What two sides signed, as a paper carries it. */
export function samplePaper(
  sample: SampleLog,
  {
    caseIds = ['application-7', 'application-7'],
    acts = ['sharing.consent-out', 'sharing.consent-in'],
    terms = { entryCode: 'E-1' },
    facts = [{}, {}],
  }: SamplePaper = {},
): PaperEvidence {
  const from = sample.records.length;
  const texts = [canonicalJson({ application: 'application-7', entry: 'E-1' }), canonicalJson(terms)];
  const drafts = texts.map((text, at) => ({
    ...sampleDraft(from + at),
    action: acts[at] ?? '',
    object: { kind: 'sharing.application', id: caseIds[at] ?? '' },
    facts: { digest: sm3(Buffer.from(text, 'utf8')).toString('hex'), ...facts[at] },
  }));
  addRecords(sample, drafts);
  seal(sample);
  const sides = ['requester', 'provider'] as const;
  return { signed: sides.map((side, at) => ({ side, text: texts[at] ?? '', receipt: sampleReceipt(sample, from + at) })) };
}

/** Adds the record of an erasure and says which leaf lines an export then has in place of bodies. */
export function eraseBodies(
  sample: SampleLog,
  { from, to, rule }: { from: number; to: number; rule: string },
): { by: string; lines: Map<number, string> } {
  addRecords(sample, [
    {
      at: day(sample.records.length),
      actor: { kind: 'system', id: 'audit', orgId: null },
      action: eraseAction,
      outcome: { result: 'done' },
      object: { kind: 'log', id: sample.log },
      facts: { from, to, rule },
    },
  ]);
  seal(sample);
  const by = sample.records.at(-1)?.id ?? '';
  const erased = sample.leaves
    .slice(from, to)
    .map((hash, step) => [from + step, erasedLine({ by, hash: hash.toString('hex'), rule })] as const);
  return { by, lines: new Map(erased) };
}

/** The lines of an export of leaves `from` to `to`, with every head. */
export function sampleExport(
  sample: SampleLog,
  range: { from?: number; to?: number; made?: string; erased?: ReadonlyMap<number, string> } = {},
): string[] {
  const { from = 0, to = sample.size, made = day(sample.size + 5000).toISOString() } = range;
  const { size } = sample;
  return [
    headerLine({ from, hash: sample.hash, log: sample.log, made, size, to }),
    keyLine(sample.keys),
    ...sample.heads.map(headLine),
    ...tilesOfExport({ from, to, size }).map((place) => tileLine({ ...place, hashes: tileOf(sample, place) })),
    ...sample.records.slice(from, to).map((record, step) => range.erased?.get(from + step) ?? record.text),
  ];
}

function tileOf(sample: SampleLog, place: TilePlace): Buffer {
  const hashes = hashesOf(sample.tiles.get(tileKey(place)) ?? Buffer.alloc(0));
  return Buffer.concat(hashes.slice(0, tileWidth));
}
