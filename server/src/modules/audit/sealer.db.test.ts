import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { silentLog, type Log } from '@karez/kit/logging/log';
import { exportVerifier } from '@karez/policy/evidence/verify-export';
import { beforeAll, expect, test } from 'vitest';
import { keysFrom } from '#platform/keys';
import { createTestDatabase } from '#test/test-database';
import { recordEvidence, type EvidenceDraft } from './append.ts';
import { beginFirstLog } from './begin-log.ts';
import { startEvidenceWork } from './evidence-work.ts';
import { exportEvidence } from './export-evidence.ts';
import { headSigner, publicHeadKeys, rotateHeadKey } from './head-key.ts';
import { IDLE_HEAD_EVERY_MS, newSealerState, runSealer, sealTurn } from './sealer.ts';
import { lastHead, openTree } from './tree-store.ts';
import { cityAuditor } from './test-auditor.ts';

const { database } = await createTestDatabase();
const clock = settableClock('2026-11-22T06:00:00.000Z');
const needs = { database, clock, newId, keys: keysFrom(Buffer.alloc(32, 1)), log: silentLog };
const signer = await headSigner(needs);
const draft: EvidenceDraft = {
  at: clock.now(),
  actor: { kind: 'system', id: 'test', orgId: null },
  action: 'desk.do-something',
  outcome: { result: 'done' },
};

beforeAll(() => beginFirstLog({ ...needs, signer }));

const head = async () => lastHead(database.reader, (await openTree(database.reader))?.log ?? 0);
const write = (more: Partial<EvidenceDraft> = {}) =>
  database.transaction((tx) => recordEvidence(tx, { ...draft, at: clock.now(), ...more }));

async function lines(): Promise<string[]> {
  const file = await exportEvidence({ ...needs, publicKeys: await publicHeadKeys(needs) }, { actor: cityAuditor, origin: 'test' });
  if (isRefusal(file)) throw new Error(file.code);
  const all: string[] = [];
  for await (const line of file.lines) all.push(line);
  return all;
}

test('with nothing new one head a minute is signed, also while the clock stands in the past; the jump is told once', async () => {
  let elapsed = 1_000_000;
  const alarms: string[] = [];
  const log: Log = { ...silentLog, error: (message) => void alarms.push(message) };
  const turn = { ...needs, signer, log, elapsedMs: () => elapsed };
  const state = newSealerState(elapsed);
  await sealTurn(turn, state);
  const first = await head();

  elapsed += IDLE_HEAD_EVERY_MS - 1;
  await sealTurn(turn, state);
  expect((await head())?.number).toBe(first?.number);

  clock.advance(-86_400_000);
  elapsed += 1;
  await sealTurn(turn, state);
  await sealTurn(turn, state);
  clock.advance(86_400_000);
  elapsed += IDLE_HEAD_EVERY_MS;
  await sealTurn(turn, state);

  expect((await head())?.number).toBeGreaterThanOrEqual((first?.number ?? 0) + 2);
  expect(alarms).toHaveLength(1);
  expect((await lines()).filter((line) => line.startsWith('{"action":"audit.report-clock-jump"'))).toHaveLength(1);
});

test('heads signed before and after a change of the key verify in one file, and each key’s beginning is in the log', async () => {
  await write();
  await sealTurn({ ...needs, signer, elapsedMs: () => 0 }, newSealerState(0));
  const next = await rotateHeadKey(needs, 'ed25519');
  await sealTurn({ ...needs, signer: next, elapsedMs: () => 0 }, newSealerState(0));

  const file = await lines();

  const verifier = exportVerifier({ keys: await publicHeadKeys(needs) });
  for (const line of file) verifier.take(Buffer.from(line, 'utf8'));
  expect(verifier.end()).toMatchObject({ intact: true, head: { key: next.keyId } });
  expect(file.filter((line) => line.startsWith('{"action":"audit.begin-key"'))).toHaveLength(2);
});

test('the background work seals what is written, and stops when asked to', async () => {
  const stop = new AbortController();
  const work = await startEvidenceWork(needs, { signal: stop.signal });
  if (isRefusal(work)) throw new Error(work.code);
  const before = await openTree(database.reader);
  await write();

  await expect.poll(async () => (await openTree(database.reader))?.size, { timeout: 5000 }).toBeGreaterThan(before?.size ?? 0);
  stop.abort();
  await work.stopped;
});

test('a database that is down is an alarm after three failures, and sealing goes on when it is back', async () => {
  const levels: string[] = [];
  const log: Log = { ...silentLog, warn: () => void levels.push('warn'), error: () => void levels.push('error') };
  const stop = new AbortController();
  let failures = 5;
  const flaky = {
    ...database,
    transaction: <T>(work: Parameters<typeof database.transaction<T>>[0]) => {
      failures -= 1;
      if (failures >= 0) return Promise.reject(new Error('connection refused'));
      stop.abort();
      return database.transaction(work);
    },
  };

  await runSealer({ ...needs, database: flaky, signer, log, elapsedMs: () => 0 }, stop.signal, () => Promise.resolve());

  expect(levels).toEqual(['warn', 'warn', 'error', 'error', 'error']);
});
