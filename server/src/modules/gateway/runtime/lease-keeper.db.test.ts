import { sampleGrant } from '@karez/policy/grant/grant-samples';
import { silentLog } from '@karez/kit/logging/log';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { appendFeed } from '#platform/feed';
import { everyoneHasApplied } from '#platform/lease';
import { createTestDatabase } from '#test/test-database';
import { LeaseKeeper } from './lease-keeper.ts';
import { gatewayTopic, GatewayTables } from './tables.ts';

const { database } = await createTestDatabase();
const grant = sampleGrant({});
const publish = (body: unknown) =>
  database.transaction((tx) => appendFeed(tx, gatewayTopic, [{ kind: 'grant', key: grant.grantId, body }]));

/** What a test holds up: rounds begin when it says so, and it learns when one has read its news and is about to renew. */
function heldUp(processId: string) {
  const tables = new GatewayTables();
  let nowMs = 0;
  let begin = () => {};
  let read = Promise.withResolvers<void>();
  let ended = Promise.withResolvers<void>();
  const steadyMs = () => {
    read.resolve();
    return nowMs;
  };
  const pause = () => {
    ended.resolve();
    return new Promise<void>((resolve) => {
      begin = resolve;
    });
  };
  const keeper = new LeaseKeeper({ reader: database.reader, tables, processId, steadyMs, log: silentLog, pause });
  return {
    keeper,
    tables,
    passTo: (milliseconds: number) => {
      nowMs = milliseconds;
    },
    /** Begins a round; `news` is when it has read the feed, `end` when it has ended. */
    round: () => {
      [read, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      begin();
      return { news: read.promise, end: ended.promise };
    },
    firstNews: () => read.promise,
    end: async () => {
      const disposed = keeper[Symbol.asyncDispose]();
      begin();
      await disposed;
    },
  };
}

/** Keeps every process from renewing until `release`; whoever revokes can still read who holds a lease. */
async function withoutRenewals() {
  const locked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const done = database.transaction(async (tx) => {
    await sql`LOCK TABLE platform.lease IN EXCLUSIVE MODE`.execute(tx);
    locked.resolve();
    await released.promise;
  });
  await locked.promise;
  return async () => {
    released.resolve();
    await done;
  };
}

test('a grant revoked while a starting process takes its first lease is closed before that lease counts', async () => {
  await publish(grant);
  const gateway = heldUp('starting');
  const release = await withoutRenewals();

  const started = gateway.keeper.start(null);
  await gateway.firstNews();
  const position = await publish(null);
  const answered = await everyoneHasApplied(database.reader, { topic: gatewayTopic, position });
  await release();
  await started;

  expect(answered).toBe(true);
  expect([gateway.keeper.holds(), gateway.tables.size.grants]).toEqual([true, 0]);
  await gateway.end();
});

test('a grant revoked while a process that was paused takes its lapsed lease again is closed before that lease counts', async () => {
  await publish(grant);
  const gateway = heldUp('paused');
  await gateway.keeper.start(null);
  expect([gateway.keeper.holds(), gateway.tables.size.grants]).toEqual([true, 1]);
  gateway.passTo(5000);
  await sql`UPDATE platform.lease SET expires_at = clock_timestamp() - interval '4 seconds' WHERE process_id = 'paused'`.execute(
    database.reader,
  );
  const release = await withoutRenewals();

  const { news, end } = gateway.round();
  await news;
  const position = await publish(null);
  const answered = await everyoneHasApplied(database.reader, { topic: gatewayTopic, position });
  await release();
  await end;

  expect(answered).toBe(true);
  expect([gateway.keeper.holds(), gateway.tables.size.grants]).toEqual([true, 0]);
  await gateway.end();
});
