import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { silentLog, type Log } from '@karez/kit/logging/log';
import { openDatabase, openWatchingReader } from '#platform/database';
import { createTestDatabase } from '#test/test-database';
import { expect, onTestFinished, test } from 'vitest';
import { recordEvidence } from './append.ts';
import { SealingWatch } from './sealing-watch.ts';
import { testSealing } from '#test/sealing';

const { database, connectionString } = await createTestDatabase();
const { beginLog, signHead, ageHeads } = testSealing(database);
const hour = 3_600_000;

/** A watch with a steady clock of its own, which a test moves. */
function watching(reader = database.reader) {
  let nowMs = 0;
  const alarms: string[] = [];
  const log: Log = { ...silentLog, error: (message) => void alarms.push(message), warn: (message) => void alarms.push(message) };
  const watch = new SealingWatch({ reader, steadyMs: () => nowMs, log, stallSecondsMax: 300, lookMsMax: 200 });
  return {
    watch,
    alarms,
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
  };
}

test('without a log nothing stalls before the time is over, counted from the first look', async () => {
  const { watch, pass } = watching();
  await watch.look();

  pass(300);
  await watch.look();
  expect(watch.health()).toEqual({ behindSeconds: 300, stalled: false });
  pass(1);
  expect(watch.isStalled()).toBe(true);
});

test('a sealer that stops is an alarm, then a stall; with the next head both are over, and each change is told once', async () => {
  await beginLog();
  const { watch, alarms, pass } = watching();
  await watch.look();
  for (const seconds of [91, 100, 120, 60]) {
    pass(seconds);
    await watch.look();
  }
  const stalled = watch.isStalled();
  await signHead();
  await watch.look();

  expect([stalled, watch.isStalled()]).toEqual([true, false]);
  expect(alarms).toEqual([
    'evidence is not being sealed',
    'evidence is not being sealed; nothing is served until it is',
    'evidence is being sealed again',
  ]);
});

test('a head a minute is enough, also while another transaction stays open for ten minutes', async () => {
  await using slow = openDatabase(connectionString);
  const { watch, alarms, pass } = watching();
  await watch.look();
  const begun = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const open = slow.transaction(async (tx) => {
    await recordEvidence(tx, {
      at: new Date(0),
      actor: { kind: 'system', id: 'test', orgId: null },
      action: 'desk.do-something',
      outcome: { result: 'done' },
    });
    begun.resolve();
    await over.promise;
  });
  await begun.promise;

  for (let minute = 0; minute < 10; minute += 1) {
    pass(60);
    await signHead();
    await watch.look();
    expect(watch.health()).toEqual({ behindSeconds: 0, stalled: false });
  }
  over.resolve();
  await open;

  expect(alarms).toEqual([]);
});

test('a process that starts long after the last head knows at its first look, and one whose database’s clock was moved back counts by itself', async () => {
  await signHead();
  await ageHeads(hour);
  const late = watching();
  await late.watch.look();
  await signHead();
  await ageHeads(-2 * hour);
  const moved = watching();
  await moved.watch.look();
  const before = moved.watch.isStalled();
  moved.pass(301);
  await moved.watch.look();

  expect(late.watch.isStalled()).toBe(true);
  expect([before, moved.watch.isStalled()]).toEqual([false, true]);
});

test('a clock that jumps back while a process watches does not make an old head young', async () => {
  await signHead();
  const { watch, pass } = watching();
  await watch.look();
  pass(200);
  await ageHeads(-hour);
  await watch.look();
  pass(101);
  await watch.look();

  expect(watch.isStalled()).toBe(true);
});

test('a database that answers no more is told once, and the time goes on', async () => {
  const away = openDatabase('postgres://127.0.0.1:1/nothing');
  const { watch, alarms, pass } = watching(away.reader);
  for (const seconds of [0, 50, 251]) {
    pass(seconds);
    await watch.look();
  }

  expect(watch.isStalled()).toBe(true);
  expect(alarms).toEqual(['the newest head cannot be read', 'evidence is not being sealed; nothing is served until it is']);
  await away[Symbol.asyncDispose]();
});

/** A door to the database that can fall silent: connections stay open and carry nothing any more, as behind a cut line. */
async function silentDoor() {
  const { hostname, port, searchParams } = new URL(connectionString);
  const folder = searchParams.get('host');
  const reach = () =>
    folder === null ? connect(Number(port || 5432), hostname) : connect(`${folder}/.s.PGSQL.${port === '' ? '5432' : port}`);
  let isSilent = false;
  const ends: Socket[] = [];
  const door = createServer((near) => {
    const far = reach();
    for (const end of [near, far]) end.on('error', () => undefined).on('close', () => [near, far].forEach((each) => each.destroy()));
    near.on('data', (bytes) => isSilent || far.write(bytes));
    far.on('data', (bytes) => isSilent || near.write(bytes));
    ends.push(near);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  const url = new URL(connectionString);
  url.searchParams.delete('host');
  url.host = `127.0.0.1:${typeof address === 'object' ? String(address?.port) : ''}`;
  const cut = () => {
    for (const end of ends) end.destroy();
  };
  onTestFinished(() => {
    cut();
    door.close();
  });
  return {
    url: url.href,
    cut,
    fall: (silent: boolean) => {
      isSilent = silent;
    },
    open: () => ends.filter(({ destroyed }) => !destroyed).length,
  };
}

test('a database that takes a look and never answers is a miss, and the first look after it is back opens the door', async () => {
  await signHead();
  const door = await silentDoor();
  await using behind = openDatabase(door.url);
  const watchingReader = openWatchingReader(behind, 200);
  onTestFinished(() => watchingReader[Symbol.asyncDispose]());
  const { watch, alarms, pass } = watching(watchingReader.reader);
  await watch.look();
  door.fall(true);
  for (let looks = 0; looks < 4; looks += 1) {
    pass(80);
    await watch.look();
  }
  const shut = watch.isStalled();
  const open = door.open();
  door.fall(false);
  await signHead();
  await watch.look();

  expect([shut, watch.isStalled()]).toEqual([true, false]);
  expect(open).toBeLessThanOrEqual(1);
  expect(alarms).toEqual([
    'the newest head cannot be read',
    'evidence is not being sealed',
    'evidence is not being sealed; nothing is served until it is',
    'evidence is being sealed again',
  ]);
});

test('a connection that never comes about does not hold the watch: a look that is not answered in time is a miss', async () => {
  const door = await silentDoor();
  door.fall(true);
  const behind = openDatabase(door.url);
  const { watch, alarms } = watching(behind.reader);
  await watch.look();
  door.cut();
  await behind[Symbol.asyncDispose]();

  expect(alarms).toEqual(['the newest head cannot be read']);
});
