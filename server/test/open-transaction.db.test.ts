import { settableClock } from '@karez/kit/clock';
import { generateKeyPair, signerOf } from '@karez/kit/crypto/signing';
import { newId } from '@karez/kit/id';
import { parseHead } from '@karez/policy/evidence/head';
import { expect, test } from 'vitest';
import { recordEvidence } from '#modules/audit/append';
import { beginFirstLog } from '../src/modules/audit/begin-log.ts';
import { seal } from '../src/modules/audit/seal.ts';
import { openDatabase } from '../src/platform/database.ts';
import { createTestDatabase } from './test-database.ts';

const { database, connectionString } = await createTestDatabase();
const clock = settableClock('2026-11-23T02:00:00.000Z');
const needs = { database, clock, newId, signer: signerOf(generateKeyPair('ed25519')) };
const draft = () =>
  ({
    at: clock.now(),
    actor: { kind: 'system', id: 'test', orgId: null },
    action: 'desk.do-something',
    outcome: { result: 'done' },
  }) as const;

test('a transaction that stays open for ten minutes stops no head: each record is under one within two seconds, and its own comes when it commits', async () => {
  await beginFirstLog(needs);
  await using slow = openDatabase(connectionString);
  const written = Promise.withResolvers<string>();
  const tenMinutesOver = Promise.withResolvers<void>();
  const slowWork = slow.transaction(async (tx) => {
    const { id } = await recordEvidence(tx, draft());
    written.resolve(id);
    await tenMinutesOver.promise;
  });
  const slowRecord = await written.promise;

  const late: string[] = [];
  for (let second = 0; second < 600; second += 1) {
    const at = clock.now();
    await database.transaction((tx) => recordEvidence(tx, draft()));
    clock.advance(1000);
    const sealed = await seal(needs);
    const head = sealed.state === 'sealed' ? parseHead(sealed.head.body) : undefined;
    const lagMs = head ? new Date(head.at).getTime() - at.getTime() : Infinity;
    if (sealed.state !== 'sealed' || sealed.count !== 1 || lagMs > 2000) late.push(`second ${second}: ${sealed.state}, ${lagMs} ms`);
  }
  tenMinutesOver.resolve();
  await slowWork;
  const last = await seal(needs);

  expect(late).toEqual([]);
  expect(last).toMatchObject({ state: 'sealed', count: 1 });
  const { rows } = await database.pool.query<{ index: number }>('SELECT index FROM audit.leaf WHERE record_id = $1', [slowRecord]);
  expect(rows).toEqual([{ index: last.state === 'sealed' ? last.head.size - 1 : -1 }]);
});
