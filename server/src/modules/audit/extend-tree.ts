import type { Signer } from '@karez/kit/crypto/signing';
import { linkTo, signHead } from '@karez/policy/evidence/head';
import { edgeTiles, grow, hashesOf, tileKey } from '@karez/policy/evidence/tiles';
import type { Transaction } from '#platform/database';
import { advanceTree, lastHead, saveHead, saveTiles, tilesAt, type StoredHead, type StoredTree } from './tree-store.ts';

/** Another sealer moved the log on in the meantime: nothing of this attempt may stay. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

export type Extension = { readonly hashes: Buffer; readonly now: Date; readonly signer: Signer };

/**
 * Appends leaf hashes to a log and signs the head above them, all in the caller's transaction. The head's time never lies before the one
 * before it, whatever the clock says. Throws {@link LostRace} when the log has moved.
 */
export async function extendTree(tx: Transaction, tree: StoredTree, { hashes, now, signer }: Extension): Promise<StoredHead> {
  // First of all: who has moved the log on holds its row, so that tiles and heads stand still until the commit.
  const moved = await advanceTree(tx, { log: tree.log, from: tree.size, to: tree.size + hashes.length / 32 });
  if (!moved) throw new LostRace(`log ${tree.logId} is no longer of size ${tree.size}`);
  const stored = await tilesAt(tx, tree.log, edgeTiles(tree.size));
  const tiles = new Map(stored.map((tile) => [tileKey(tile), tile.hashes]));
  const growth = grow(tree.hash, { size: tree.size, lookup: (place) => tiles.get(tileKey(place)) }, hashesOf(hashes));
  await saveTiles(tx, tree.log, growth.tiles);

  const previous = await lastHead(tx, tree.log);
  const at = previous && previous.at > now ? previous.at : now;
  const number = previous ? previous.number + 1 : 0;
  const signed = signHead(
    {
      at: at.toISOString(),
      hash: tree.hash,
      log: tree.logId,
      number,
      previous: previous ? linkTo(tree.hash, previous) : null,
      root: growth.root.toString('hex'),
      size: growth.size,
    },
    signer,
  );
  const head = { ...signed, number, size: growth.size, at };
  await saveHead(tx, tree.log, head);
  return head;
}
