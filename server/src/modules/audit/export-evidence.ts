import type { PublicKey } from '@karez/kit/crypto/signing';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { erasedLine, headerLine, headLine, keyLine, proofLine, tileLine, tilesOfExport } from '@karez/policy/evidence/export-file';
import { isMembers, membersOf } from '@karez/policy/evidence/lines';
import { edgeTiles, tileKey } from '@karez/policy/evidence/tiles';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { mayExport, type Asker } from './act-policy.ts';
import { recordEvidence } from './append.ts';
import { erasuresBetween, leafOfRecord, leavesBetween, type StoredLeaf } from './leaf-store.ts';
import { inclusionProof } from './proof.ts';
import { allTrees, firstHeadOver, headsFrom, lastHead, tilesAt, type StoredHead, type StoredTree } from './tree-store.ts';

const LEAVES_AT_ONCE = 1000;
const TILES_AT_ONCE = 100;
const HEADS_AT_ONCE = 1000;

type ExportNeeds = Pick<Needs, 'database' | 'clock'> & { readonly publicKeys: readonly PublicKey[] };

export type ExportRequest = {
  readonly actor: Asker;
  /** Address that the request came from. */
  readonly origin: string;
  /** The log; the open one when absent. */
  readonly log?: string | undefined;
  /** First leaf; 0 when absent. */
  readonly from?: number | undefined;
  /** Leaf after the last; the newest head's size when absent. */
  readonly to?: number | undefined;
};

export type EvidenceExport = { readonly fileName: string; readonly lines: AsyncIterable<string> };

/** Exports a range of a log as a file that `karez evidence verify` checks offline. The export is itself recorded before the first line is given. */
export async function exportEvidence(
  { database, clock, publicKeys }: ExportNeeds,
  request: ExportRequest,
): Promise<EvidenceExport | Refusal> {
  const permitted = mayExport(request.actor);
  if (isRefusal(permitted)) return permitted;
  const trees = await allTrees(database.reader);
  const tree = trees.find(({ logId, open }) => (request.log === undefined ? open : logId === request.log));
  if (!tree) return refuse('audit.log.not-found');
  const head = await lastHead(database.reader, tree.log);
  if (!head) return refuse('audit.log.not-found');
  const range = { from: request.from ?? 0, to: request.to ?? head.size };
  if (range.from > range.to || range.to > head.size) return refuse('audit.range.outside', { size: head.size });

  const made = clock.now();
  const { kind, id, orgId } = request.actor;
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at: made,
      actor: { kind, id, orgId },
      origin: request.origin,
      action: 'audit.export-evidence',
      outcome: { result: 'done' },
      object: { kind: 'log', id: tree.logId },
      facts: { ...range, headNumber: head.number },
    }),
  );
  const lines = exportLines({ reader: database.reader, tree, head, range }, { publicKeys, made });
  return { fileName: `karez-evidence-${tree.logId}-${range.from}-${range.to}.jsonl`, lines };
}

type Part = {
  readonly reader: Reader;
  readonly tree: StoredTree;
  readonly head: StoredHead;
  readonly range: { readonly from: number; readonly to: number };
};

// Everything up to a signed head never changes any more, so the parts may be read one after another without a snapshot.
async function* exportLines(part: Part, { publicKeys, made }: { publicKeys: readonly PublicKey[]; made: Date }): AsyncIterable<string> {
  const { tree, head, range } = part;
  yield headerLine({ ...range, hash: tree.hash, log: tree.logId, made: made.toISOString(), size: head.size });
  for (const key of publicKeys) yield keyLine(key);
  yield* headLines(part);
  yield* tileLines(part);
  const rules = new Map<string, string>();
  for (const recordId of await erasuresBetween(part.reader, tree.log, range)) {
    const proven = await provenErasure(part, recordId);
    if (!proven) continue;
    rules.set(recordId, proven.rule);
    if (proven.index < range.from || proven.index >= range.to) yield proven.line;
  }
  for (let from = range.from; from < range.to; from += LEAVES_AT_ONCE) {
    const leaves = await leavesBetween(part.reader, tree.log, { from, to: Math.min(from + LEAVES_AT_ONCE, range.to) });
    for (const leaf of leaves) yield leafLine(leaf, rules);
  }
}

function leafLine(leaf: StoredLeaf, rules: ReadonlyMap<string, string>): string {
  if (leaf.body) return leaf.body.toString('utf8');
  const by = leaf.erasedBy ?? '';
  return erasedLine({ by, hash: leaf.hash.toString('hex'), rule: rules.get(by) ?? '' });
}

async function* headLines({ reader, tree, head, range }: Part): AsyncIterable<string> {
  const first = (await firstHeadOver(reader, tree.log, range.from)) ?? head.number;
  for (let from = Math.min(first, head.number); from <= head.number; from += HEADS_AT_ONCE) {
    const heads = await headsFrom(reader, tree.log, { from, limit: HEADS_AT_ONCE });
    for (const signed of heads.filter(({ number }) => number <= head.number)) yield headLine(signed);
  }
}

async function* tileLines({ reader, tree, head, range }: Part): AsyncIterable<string> {
  const widths = new Map(edgeTiles(head.size).map((edge) => [tileKey(edge), edge.width]));
  const places = tilesOfExport({ ...range, size: head.size });
  for (let at = 0; at < places.length; at += TILES_AT_ONCE) {
    const tiles = await tilesAt(reader, tree.log, places.slice(at, at + TILES_AT_ONCE));
    for (const tile of tiles) {
      // The log may have grown since the head: its edge then had fewer hashes.
      const width = widths.get(tileKey(tile));
      yield tileLine({ ...tile, hashes: width === undefined ? tile.hashes : tile.hashes.subarray(0, width * 32) });
    }
  }
}

async function provenErasure(
  { reader, tree, head }: Part,
  recordId: string,
): Promise<{ index: number; line: string; rule: string } | undefined> {
  const leaf = await leafOfRecord(reader, recordId);
  // Not yet sealed under this head: the verifier will say that the erasure has no record.
  if (!leaf?.body || leaf.index >= head.size) return undefined;
  const record = leaf.body.toString('utf8');
  const facts = membersOf(record)?.['facts'];
  const rule = isMembers(facts) && typeof facts['rule'] === 'string' ? facts['rule'] : '';
  const proof = await inclusionProof(reader, tree, { index: leaf.index, size: head.size });
  return { index: leaf.index, line: proofLine({ index: leaf.index, proof, record }), rule };
}
