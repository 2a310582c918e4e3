import { randomBytes } from 'node:crypto';
import type { Signer } from '@karez/kit/crypto/signing';
import { uuidv7 } from '@karez/kit/id';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { parseHead, type TreeHead } from '@karez/policy/evidence/head';
import { committedFields, saltLength, writeRecord, type Fact } from '@karez/policy/evidence/record';
import { leafHash, type TreeHash } from '@karez/policy/evidence/tree';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { extendTree } from './extend-tree.ts';
import { insertFirstLeaf } from './leaf-store.ts';
import { closeTree, insertTree, lastHead, openTree, waitForSealingLock, type StoredTree } from './tree-store.ts';

type LogNeeds = Pick<Needs, 'database' | 'clock' | 'newId'> & { readonly signer: Signer };

/** Begins the very first log of an installation; does nothing where one is open. */
export async function beginFirstLog({ database, clock, newId, signer }: LogNeeds, hash: TreeHash = 'sm3'): Promise<void> {
  await database.transaction(async (tx) => {
    await waitForSealingLock(tx);
    if (await openTree(tx)) return;
    await beginLog(tx, { hash, logId: newId(), now: clock.now(), signer, facts: { ...noLogBefore } });
  });
}

export type Restart = { readonly reason: string; readonly orderedBy: string; readonly lastKnown: TreeHead | null };

/**
 * Begins a new log after a lawful restore. The old one is closed; the new one's first leaf names it, the last head that anybody knows of it
 * (a witness's, where there is one), the reason and who ordered it.
 */
export async function beginLogAfterRestore(
  { database, clock, newId, signer }: LogNeeds,
  restart: Restart,
): Promise<{ logId: string } | Refusal> {
  return database.transaction(async (tx) => {
    await waitForSealingLock(tx);
    const old = await openTree(tx);
    if (!old) return refuse('audit.log.none-open');
    const known = restart.lastKnown ?? (await ownLastHead(tx, old));
    if (!known || known.log !== old.logId) return refuse('audit.log.other-log', { log: known?.log ?? '' });
    await closeTree(tx, old.log);
    const logId = newId();
    const facts = {
      previousLog: known.log,
      previousSize: known.size,
      previousRoot: known.root,
      previousNumber: known.number,
      reason: restart.reason,
      orderedBy: restart.orderedBy,
    };
    await beginLog(tx, { hash: old.hash, logId, now: clock.now(), signer, facts });
    return { logId };
  });
}

const noLogBefore = { previousLog: null, previousSize: null, previousRoot: null, previousNumber: null, reason: null, orderedBy: null };

async function ownLastHead(tx: Transaction, old: StoredTree): Promise<TreeHead | undefined> {
  const last = await lastHead(tx, old.log);
  return last && parseHead(last.body);
}

type Beginning = { hash: TreeHash; logId: string; now: Date; signer: Signer; facts: Record<string, Fact> };

async function beginLog(tx: Transaction, { hash, logId, now, signer, facts }: Beginning): Promise<void> {
  const tree = await insertTree(tx, { logId, hash, begunAt: now });
  const action = 'audit.begin-log';
  const record = writeRecord(
    {
      at: now,
      actor: { kind: 'system', id: 'audit', orgId: null },
      action,
      outcome: { result: 'done' },
      object: { kind: 'log', id: logId },
      facts: { ...facts, hash, key: signer.keyId },
    },
    uuidv7(now.getTime()),
    randomBytes(committedFields.length * saltLength),
  );
  const leaf = leafHash(hash, record.bytes);
  await insertFirstLeaf(tx, tree.log, { recordId: record.id, body: record.bytes, hash: leaf, at: now, action, actorId: 'audit', logId });
  await extendTree(tx, tree, { hashes: leaf, now, signer });
}
