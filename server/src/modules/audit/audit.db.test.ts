import { settableClock } from '@karez/kit/clock';
import { signerOf, generateKeyPair } from '@karez/kit/crypto/signing';
import { newId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { verifyReceipt } from '@karez/policy/evidence/receipt';
import { exportVerifier } from '@karez/policy/evidence/verify-export';
import type { WitnessMemory } from '@karez/policy/evidence/witness-memory';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '#platform/database';
import { createTestDatabase } from '#test/test-database';
import { recordBatch, recordEvidence, type EvidenceDraft } from './append.ts';
import { beginFirstLog, beginLogAfterRestore } from './begin-log.ts';
import { closeUnended } from './close-unended.ts';
import { eraseBodies } from './erase-bodies.ts';
import { exportEvidence } from './export-evidence.ts';
import { receiptOf } from './receipt.ts';
import { recordClockJump, seal } from './seal.ts';
import { headsFrom, lastHead, openTree } from './tree-store.ts';
import { cityAuditor } from './test-auditor.ts';

const { database, connectionString } = await createTestDatabase();
const keys = generateKeyPair('sm2');
const signer = signerOf(keys);
const clock = settableClock('2026-11-22T06:00:00.000Z');
const needs = { database, clock, newId, signer, publicKeys: [keys] };
const auditor = { kind: 'person', id: 'auditor', orgId: 'org-audit' } as const;

const draft = (number: number): EvidenceDraft => ({
  at: clock.now(),
  actor: { kind: 'client', id: `client-${number}`, orgId: 'org-water' },
  action: 'gateway.call-service',
  outcome: { result: 'done' },
  matter: `matter ${number}`,
  operator: '经办人',
  payload: Buffer.from(`payload ${number}`),
});
const write = (count: number, into: Database = database) =>
  into.transaction((tx) =>
    recordBatch(
      tx,
      Array.from({ length: count }, (_none, number) => draft(number)),
    ),
  );

async function sealed(options = {}) {
  const result = await seal(needs, options);
  if (result.state !== 'sealed') throw new Error(`not sealed: ${result.state}`);
  return result;
}
async function exported(range: { log?: string; from?: number; to?: number } = {}): Promise<string[]> {
  const file = await exportEvidence(needs, { actor: cityAuditor, origin: '127.0.0.1', ...range });
  if (isRefusal(file)) throw new Error(file.code);
  const lines: string[] = [];
  for await (const line of file.lines) lines.push(line);
  return lines;
}
function verify(lines: readonly string[], witness?: WitnessMemory) {
  const verifier = exportVerifier({ keys: [keys], witness });
  for (const line of lines) verifier.take(Buffer.from(line, 'utf8'));
  return verifier.end();
}

/** Something one side waits for and the other gives. */
function signal(): { given: Promise<void>; give(): void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

beforeAll(() => beginFirstLog(needs));

describe('sealing', () => {
  test('an act that is rolled back leaves no evidence, and one that commits leaves exactly one record', async () => {
    await database.transaction(async (tx) => recordEvidence(tx, draft(1)));
    await expect(
      database.transaction(async (tx) => {
        await recordEvidence(tx, draft(2));
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');

    expect((await sealed()).count).toBe(1);
  });

  test('everything that was sealed over many batches is verified offline from an export, and the export is itself evidence', async () => {
    await write(300);
    await sealed();
    await write(700);
    const before = await sealed();

    const lines = await exported();

    expect(verify(lines)).toMatchObject({ intact: true, records: before.head.size });
    expect((await sealed()).count).toBe(1);
    const last = (await exported({ from: before.head.size })).at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ action: 'audit.export-evidence', actor: { id: 'auditor' } });
  });

  test('no personal value and no payload stands in the stored bodies', async () => {
    await write(3);
    await sealed();

    const text = (await exported()).join('\n');

    for (const secret of ['经办人', 'matter 1', 'payload 1']) expect(text).not.toContain(secret);
  });

  test('a transaction that stays open does not stop the heads, and its record is sealed once it commits', async () => {
    const slow = openDatabase(connectionString);
    const open = signal();
    const written = signal();
    const slowWork = slow.transaction(async (tx) => {
      await recordEvidence(tx, draft(77));
      written.give();
      await open.given;
    });
    await written.given;
    for (let round = 0; round < 3; round += 1) {
      await write(5);
      expect((await sealed()).count).toBeGreaterThanOrEqual(5);
    }
    open.give();
    await slowWork;

    expect((await sealed()).count).toBe(1);
    await slow[Symbol.asyncDispose]();
    expect(verify(await exported()).intact).toBe(true);
  });

  test('sealers at the same time never fork the log, even without the lock', async () => {
    const before = (await openTree(database.reader))?.size ?? 0;
    let written = 0;
    for (let round = 0; round < 6; round += 1) {
      await write(40);
      written += 40;
      const results = await Promise.all([1, 2, 3, 4].map(() => seal(needs, { withoutLock: true, evenIfEmpty: true })));
      expect(results.some(({ state }) => state === 'sealed')).toBe(true);
    }
    await seal(needs, { evenIfEmpty: true });

    const tree = await openTree(database.reader);
    expect(tree?.size).toBeGreaterThanOrEqual(before + written);
    const heads = await headsFrom(database.reader, tree?.log ?? 0, { from: 0, limit: 1000 });
    expect(heads.map(({ number }) => number)).toEqual(heads.map((_head, at) => at));
    expect(verify(await exported())).toMatchObject({ intact: true, records: tree?.size });
  });

  test('head times stand still when the clock is moved back, and the jump is named', async () => {
    const before = await sealed({ evenIfEmpty: true });
    clock.advance(-3_600_000);

    const after = await sealed({ evenIfEmpty: true });
    await recordClockJump(needs, after.clockBehindMs ?? 0);
    clock.advance(3_600_000);
    await sealed();

    expect(after.head.at).toEqual(before.head.at);
    expect(after.clockBehindMs).toBe(3_600_000);
    expect((await exported()).at(-1)).toContain('"facts":{"behindMs":3600000}');
    expect(verify(await exported()).intact).toBe(true);
  });
});

describe('what is kept', () => {
  test.each([
    ['a leaf', sql`UPDATE audit.leaf SET hash = decode(repeat('00', 32), 'hex') WHERE index = 1`],
    ['a leaf', sql`DELETE FROM audit.leaf WHERE index = 1`],
    ['a head', sql`UPDATE audit.head SET size = 0 WHERE number = 0`],
    ['a tile', sql`UPDATE audit.tile SET hashes = substring(hashes FOR 32) WHERE level = 0 AND index = 0`],
  ])('%s cannot be changed by SQL', async (_what, statement) => {
    await expect(statement.execute(database.reader)).rejects.toThrow(/append-only|only grows/);
  });

  test('a body that went by rule is reported as erased, and its openings are gone with it', async () => {
    const tree = await openTree(database.reader);
    const erased = await eraseBodies(needs, { actor: auditor, from: 2, to: 12, rule: 'retention-3-years' });
    await sealed();

    const result = verify(await exported());
    const part = verify(await exported({ from: 0, to: 50 }));

    expect(tree?.size).toBeGreaterThan(50);
    expect(erased).toEqual({ erased: 10 });
    expect(result).toMatchObject({ intact: true, erased: 10 });
    expect(part).toMatchObject({ intact: true, erased: 10 });
  });
});

describe('receipts', () => {
  test('a receipt proves one record and opens what its holder may know', async () => {
    const [reference] = await write(1);
    const recordId = reference?.id ?? '';
    expect(await receiptOf(database.reader, [keys], { recordId, openings: [] })).toMatchObject({ code: 'audit.record.not-sealed' });
    await sealed();

    const receipt = await receiptOf(database.reader, [keys], { recordId, openings: ['matter', 'payload'] });

    if (isRefusal(receipt)) throw new Error(receipt.code);
    expect(verifyReceipt(receipt, { keys: [keys] })).toMatchObject({ intact: true });
    expect(receipt.openings).toEqual([
      { field: 'matter', salt: expect.any(String), value: 'matter 0' },
      { field: 'payload', salt: reference?.payloadSalt, value: null },
    ]);
  });

  test('there is none for a record that does not exist, and none with a body that is gone', async () => {
    expect(await receiptOf(database.reader, [keys], { recordId: newId(), openings: [] })).toMatchObject({ code: 'audit.record.not-found' });
  });
});

describe('answers that began', () => {
  test('are closed as unknown when nobody ended them, once, and not when they ended', async () => {
    const [lost, ended] = await database.transaction((tx) =>
      recordBatch(tx, [
        { ...draft(1), phase: 'begun' },
        { ...draft(2), phase: 'begun' },
      ]),
    );
    await database.transaction((tx) => recordEvidence(tx, { ...draft(2), phase: 'ended', begun: ended?.id ?? null }));
    clock.advance(3_600_000);

    expect([await closeUnended(needs), await closeUnended(needs)]).toEqual([1, 0]);

    await sealed();
    expect(JSON.parse((await exported()).at(-1) ?? '')).toMatchObject({
      begun: lost?.id,
      phase: 'ended',
      outcome: { result: 'unknown', code: null },
    });
  });
});

describe('a log after a restore', () => {
  test('closes the old one and names it in its first leaf; both verify', async () => {
    const old = await openTree(database.reader);
    const oldHead = await lastHead(database.reader, old?.log ?? 0);

    const begun = await beginLogAfterRestore(needs, { reason: 'disk failure', orderedBy: 'order 12', lastKnown: null });
    await write(5);
    await sealed();

    if (isRefusal(begun)) throw new Error(begun.code);
    const result = verify(await exported());
    expect(result).toMatchObject({ intact: true, log: begun.logId, records: expect.any(Number) });
    expect(result.notes).toContainEqual({
      kind: 'follows-log',
      log: old?.logId,
      size: oldHead?.size,
      reason: 'disk failure',
      witnessSize: null,
    });
    expect(verify(await exported({ log: old?.logId ?? '' })).intact).toBe(true);
  });
});
