import type { PublicKey } from '@karez/kit/crypto/signing';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { receiptText } from '@karez/policy/evidence/receipt';
import type { Caller } from '#platform/caller';
import type { Reader } from '#platform/database';
import { openableBy, oversightOf } from './act-policy.ts';
import { leafOfRecord } from './leaf-store.ts';
import { consistencyProof } from './proof.ts';
import { receiptOf } from './receipt.ts';
import { organisationsOf, type ActReading } from './search-acts.ts';
import { allTrees, headsFrom, lastHead, tilesAt, type StoredTree } from './tree-store.ts';

type SignedHeadAnswer = { body: string; signature: string };
type LogAnswer = { log: string; hash: StoredTree['hash']; size: number; open: boolean; head: SignedHeadAnswer | null };

/** Every log with its newest head. */
export async function readLogs(reader: Reader): Promise<LogAnswer[]> {
  const trees = await allTrees(reader);
  return Promise.all(
    trees.map(async ({ log, logId, hash, size, open }) => {
      const head = await lastHead(reader, log);
      return { log: logId, hash, size, open, head: head ? { body: head.body, signature: head.signature } : null };
    }),
  );
}

async function treeNamed(reader: Reader, logId: string): Promise<StoredTree | Refusal> {
  return (await allTrees(reader)).find((tree) => tree.logId === logId) ?? refuse('audit.log.not-found');
}

export async function readHeads(
  reader: Reader,
  logId: string,
  page: { from: number; limit: number },
): Promise<{ items: SignedHeadAnswer[] } | Refusal> {
  const tree = await treeNamed(reader, logId);
  if (isRefusal(tree)) return tree;
  const heads = await headsFrom(reader, tree.log, page);
  return { items: heads.map(({ body, signature }) => ({ body, signature })) };
}

export async function readConsistency(
  reader: Reader,
  logId: string,
  sizes: { first: number; second: number },
): Promise<{ proof: string[] } | Refusal> {
  const tree = await treeNamed(reader, logId);
  if (isRefusal(tree)) return tree;
  if (sizes.first > sizes.second || sizes.second > tree.size) return refuse('audit.range.outside', { size: tree.size });
  return { proof: await consistencyProof(reader, tree, sizes) };
}

export async function readTile(
  reader: Reader,
  logId: string,
  place: { level: number; index: number },
): Promise<{ hashes: string } | Refusal> {
  const tree = await treeNamed(reader, logId);
  if (isRefusal(tree)) return tree;
  const [tile] = await tilesAt(reader, tree.log, [place]);
  return tile ? { hashes: tile.hashes.toString('hex') } : refuse('audit.tile.not-found');
}

/** A receipt as a file, with what this caller may open; to nobody but a party does the record exist. */
export async function readReceipt(
  { publicKeys, ...reading }: ActReading & { readonly publicKeys: readonly PublicKey[] },
  caller: Caller,
  recordId: string,
): Promise<{ fileName: string; contentType: string; content: Uint8Array } | Refusal> {
  const { reader } = reading;
  const leaf = await leafOfRecord(reader, recordId);
  const overseen = await organisationsOf(reading, oversightOf(caller, 'audit.read-all'));
  const openings = leaf?.body ? openableBy(caller, { record: leaf.body.toString('utf8'), overseen }) : [];
  if (isRefusal(openings)) return openings;
  const receipt = await receiptOf(reader, publicKeys, { recordId, openings });
  if (isRefusal(receipt)) return receipt;
  return {
    fileName: `karez-receipt-${recordId}.json`,
    contentType: 'application/json',
    content: Buffer.from(`${receiptText(receipt)}\n`, 'utf8'),
  };
}
