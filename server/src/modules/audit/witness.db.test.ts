import { settableClock } from '@karez/kit/clock';
import { generateKeyPair, signerOf } from '@karez/kit/crypto/signing';
import { newId } from '@karez/kit/id';
import { parseHead } from '@karez/policy/evidence/head';
import type { WitnessMemory } from '@karez/policy/evidence/witness-memory';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '#platform/database';
import { createTestDatabase } from '#test/test-database';
import { recordBatch } from './append.ts';
import { beginFirstLog, beginLogAfterRestore } from './begin-log.ts';
import { mayAppend } from './check-witness.ts';
import { consistencyProof } from './proof.ts';
import { seal } from './seal.ts';
import { allTrees, headsFrom } from './tree-store.ts';
import { keepHeads, keepKeys, readWitnessFolder } from './witness-folder.ts';
import { witnessRound, type WitnessedPlatform, type WitnessStore } from './witness.ts';

const keys = generateKeyPair('sm2');
const signer = signerOf(keys);
const clock = settableClock('2026-11-22T06:00:00.000Z');
const live = await createTestDatabase();
const restored = await createTestDatabase();
const logId = newId();
const folder = await mkdtemp(path.join(tmpdir(), 'karez-witness-'));
afterAll(() => rm(folder, { recursive: true }));

const store: WitnessStore = {
  read: () => readWitnessFolder(folder),
  keepHeads: (log, heads) => keepHeads(folder, log, heads),
  keepKeys: (fresh) => keepKeys(folder, fresh),
};

function platformOn({ reader }: Database): WitnessedPlatform {
  const treeOf = async (log: string) => {
    const tree = (await allTrees(reader)).find((known) => known.logId === log);
    if (!tree) throw new Error(`no log ${log}`);
    return tree;
  };
  return {
    logs: async () => (await allTrees(reader)).map((tree) => ({ log: tree.logId, size: tree.size })),
    keys: () => Promise.resolve([keys]),
    heads: async (log, from) => headsFrom(reader, (await treeOf(log)).log, { from, limit: 1000 }),
    consistency: async (log, sizes) => consistencyProof(reader, await treeOf(log), sizes),
  };
}

async function grow(database: Database, count: number): Promise<void> {
  clock.advance(1000);
  const draft = {
    at: clock.now(),
    actor: { kind: 'system', id: 'test', orgId: null },
    action: 'desk.do-something',
    outcome: { result: 'done' },
  } as const;
  await database.transaction((tx) =>
    recordBatch(
      tx,
      Array.from({ length: count }, () => draft),
    ),
  );
  await seal({ database, clock, signer });
}

/** The same log in two databases up to here: the second is what a restored old backup has. */
beforeAll(async () => {
  for (const { database } of [live, restored]) await beginFirstLog({ database, clock, signer, newId: () => logId });
});

const last = (memory: WitnessMemory) => memory.heads.map((signed) => parseHead(signed.body)).at(-1);

test('a witness keeps every head of a log that only grows, on disk, without gaps', async () => {
  await grow(live.database, 300);
  await witnessRound(platformOn(live.database), store);
  await grow(live.database, 5);
  await grow(live.database, 700);

  const round = await witnessRound(platformOn(live.database), store);

  expect(round).toEqual([{ log: logId, kept: 2, refused: null }]);
  const memory = await store.read();
  expect(memory.heads.map((signed) => parseHead(signed.body)?.number)).toEqual([0, 1, 2, 3]);
  expect(last(memory)?.size).toBe(1006);
  expect(await mayAppend(live.database.reader, memory)).toBe(true);
});

test('a restored old backup is turned away by the witness and must not go on appending', async () => {
  const memory = await store.read();

  expect(await witnessRound(platformOn(restored.database), store)).toEqual([{ log: logId, kept: 0, refused: 'shorter' }]);
  expect(await mayAppend(restored.database.reader, memory)).toMatchObject({
    code: 'audit.log.rolled-back',
    params: { size: 1, witnessSize: 1006 },
  });
  for (let round = 0; round < 5; round += 1) await grow(restored.database, 400);
  expect(await witnessRound(platformOn(restored.database), store)).toEqual([{ log: logId, kept: 0, refused: 'not-linked' }]);
  expect(await mayAppend(restored.database.reader, memory)).toMatchObject({ code: 'audit.log.rolled-back' });
  expect((await store.read()).heads).toHaveLength(4);
});

test('a new log that names the lost one by the witness’s last head may be appended to and is witnessed', async () => {
  const memory = await store.read();

  await beginLogAfterRestore(
    { database: restored.database, clock, signer, newId },
    { reason: 'disk failure', orderedBy: 'order 12', lastKnown: last(memory) ?? null },
  );
  await grow(restored.database, 3);

  expect(await mayAppend(restored.database.reader, memory)).toBe(true);
  const rounds = await witnessRound(platformOn(restored.database), store);
  expect(rounds.map(({ refused }) => refused)).toEqual(['not-linked', null]);
});
