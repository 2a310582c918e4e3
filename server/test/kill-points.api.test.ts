import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharingJobs } from '#modules/sharing/jobs';
import { enterVersion } from '../../tools/seed/enter-version.ts';
import { openCity } from './city.ts';
import { entering } from './published-entry.ts';
import { requestsTo } from './route-role-requests.ts';
import { requestOf, send, type Seat, type Sending } from './route-role-seats.ts';
import { access, covers } from './route-role-table.ts';
import { openWorld, type World } from './route-role-world.ts';
import { storedRows } from './stored-rows.ts';
import { lostProcess } from './lost-process.ts';
import { createTestDatabase } from './test-database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('./killed-process.ts', import.meta.url));
const modules = 'server/src/modules';

/** Hooks at which a killed process stands in the suite of what it was doing: the file names the hook and loses the process. */
const killedElsewhere: Readonly<Record<string, string>> = {
  'audit.seal.signed': `${modules}/audit/killed-sealer.db.test.ts`,
  'audit.seal.taken': `${modules}/audit/killed-sealer.db.test.ts`,
  'catalog.change-feed.taken': `${modules}/catalog/killed-job.api.test.ts`,
  'catalog.conformance.batch-committed': `${modules}/catalog/conformance/review.db.test.ts`,
  'catalog.conformance.batch-written': `${modules}/catalog/conformance/review.db.test.ts`,
  'catalog.edition.before-commit': `${modules}/catalog/edition/edition.api.test.ts`,
  'catalog.edition.stored': `${modules}/catalog/edition/edition.api.test.ts`,
  'catalog.import.batch-committed': `${modules}/catalog/import/import.db.test.ts`,
  'catalog.import.batch-written': `${modules}/catalog/import/import.db.test.ts`,
  'catalog.import.file-erased': `${modules}/catalog/import/erased-file.db.test.ts`,
  'catalog.import.check-batch': `${modules}/catalog/import/import.db.test.ts`,
  'catalog.import.undo-batch-committed': `${modules}/catalog/import/undo-import.api.test.ts`,
  'catalog.import.undo-batch-written': `${modules}/catalog/import/undo-import.api.test.ts`,
  'catalog.read-aloud.batch-committed': `${modules}/catalog/killed-job.api.test.ts`,
  'catalog.rename-provider.batch-committed': `${modules}/catalog/transfer/rename-provider.api.test.ts`,
  'catalog.rename-provider.batch-written': `${modules}/catalog/transfer/rename-provider.api.test.ts`,
  'catalog.tell-subscribers.told': `${modules}/catalog/killed-job.api.test.ts`,
  'catalog.watch-freshness.before-commit': `${modules}/catalog/killed-job.api.test.ts`,
  'catalog.watch-promises.before-commit': `${modules}/catalog/killed-job.api.test.ts`,
  'catalog.webhook.sent': `${modules}/catalog/webhook/webhook-kill.db.test.ts`,
  'desk.mail.digest-placed': `${modules}/desk/mail/mail-choice.api.test.ts`,
  'desk.mail.placed': `${modules}/desk/mail/refused-mail.api.test.ts`,
  'desk.mail.sent': `${modules}/desk/mail/refused-mail.api.test.ts`,
  'gateway.call.begun': `${modules}/gateway/runtime/kill.api.test.ts`,
  'gateway.call.decided': `${modules}/gateway/runtime/kill.api.test.ts`,
  'gateway.call.marked': `${modules}/gateway/runtime/kill.api.test.ts`,
  'gateway.call.marking': `${modules}/gateway/runtime/kill.api.test.ts`,
  'sharing.bring-filings-into-force.before-commit': `${modules}/sharing/filing/filing.api.test.ts`,
  'sharing.bring-filings-into-force.grant-ended': `${modules}/sharing/filing/filing.api.test.ts`,
  'sharing.watch-stoppages.before-commit': `${modules}/sharing/stoppage/stoppage.api.test.ts`,
  'gateway.call.recorded': `${modules}/gateway/runtime/kill.api.test.ts`,
};

type Deed = {
  /** Row of the table of who gets through: its request is sent by the first seat that it names. */
  readonly row: string;
  /** Killed at each of these, nothing of it is stored. */
  readonly hooks: readonly string[];
};

/** Deeds of the portal's process; each is killed at its hooks and then while it answers. */
const deeds: readonly Deed[] = [
  { row: 'catalog.acknowledge-version', hooks: ['catalog.acknowledgement.speak'] },
  { row: 'catalog.agree-adjustment', hooks: ['catalog.adjustment.before-commit'] },
  { row: 'catalog.claim-entry', hooks: ['catalog.claim.before-commit'] },
  { row: 'catalog.list-entry', hooks: ['catalog.listing.before-commit'] },
  { row: 'catalog.decide-status-request', hooks: ['catalog.status.before-commit'] },
  { row: 'catalog.accept-transfer', hooks: ['catalog.transfer.before-commit'] },
  { row: 'catalog.publish-entry', hooks: ['catalog.publish.coded', 'catalog.publish.before-commit'] },
  {
    row: 'sharing.consent-in',
    hooks: ['sharing.consent-in.locked', 'sharing.consent-in.agreed', 'sharing.consent-in.before-feed', 'sharing.consent-in.before-commit'],
  },
  { row: 'sharing.assign-divisions', hooks: ['sharing.assign-divisions.before-commit'] },
  { row: 'sharing.suspend-grant', hooks: ['sharing.suspend-grant.before-feed'] },
  { row: 'sharing.recheck-suspension', hooks: ['sharing.recheck-suspension.before-feed'] },
  { row: 'correction.file-correction', hooks: ['correction.step.before-commit'] },
  { row: 'correction.sign-answer', hooks: ['correction.step.before-commit'] },
  { row: 'correction.decide-dispute', hooks: ['correction.step.before-commit'] },
  { row: 'sharing.file-service-change', hooks: ['sharing.file-service-change.before-commit'] },
  { row: 'sharing.decide-dispute', hooks: ['sharing.decide-dispute.before-commit'] },
  { row: 'sharing.enter-paper-signature', hooks: ['sharing.enter-paper-signature.before-commit'] },
  { row: 'sharing.confirm-paper-signature', hooks: ['sharing.confirm-paper-signature.before-commit'] },
  { row: 'sharing.sign-disposal', hooks: ['sharing.sign-disposal.before-commit'] },
  { row: 'identity.apply-system-import', hooks: ['identity.system-import.before-commit'] },
];
const answering = 'platform.http.answering';
/** Jobs of the worker's process that do one thing in one transaction. */
const jobs: Readonly<Record<string, string>> = {
  'sharing.fill-use-records.before-commit': 'sharing.fill-use-records',
  'sharing.watch-demand-promises.before-commit': 'sharing.watch-demand-promises',
  'sharing.end-expired-uses.before-commit': 'sharing.end-expired-uses',
  'sharing.open-disposals.before-commit': 'sharing.open-disposals',
};
const told = 'catalog.acknowledgement.told';
const oneDone = 'catalog.bulk.one-done';

const store = await createTestDatabase();
const city = await openCity(store);
let world: World;
let requests: Readonly<Record<string, Sending>> = {};

beforeAll(async () => {
  world = await openWorld(city);
  requests = requestsTo(world);
}, 300_000);

/** Every hook that the code of the server names. */
function hooksInCode(): string[] {
  const files = readdirSync(path.join(root, 'server/src'), { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => file.endsWith('.ts') && !/(?:\.test|\/test-[^/]*)\.ts$/u.test(file));
  const named = code.flatMap((file) =>
    [...readFileSync(path.join(root, 'server/src', file), 'utf8').matchAll(/await reached\('([a-z.-]+)'\)/gu)].map(
      ([, hook]) => hook ?? '',
    ),
  );
  return [...new Set(named)].toSorted();
}

function seatFor(row: string): Seat {
  const who = access[row];
  const seat = world.seats.find((each) => who !== undefined && who !== 'own-session' && who !== 'everyone' && covers(who, each));
  if (!seat) throw new Error(`nobody gets through ${row}`);
  return seat;
}

function sendingOf(row: string): Sending {
  const sending = requests[row];
  if (!sending) throw new Error(`${row} has no request`);
  return sending;
}

/** A process that does a step and is killed at the hook. */
async function killedAt(hook: string, step: string | Awaited<ReturnType<typeof requestOf>>): Promise<void> {
  const now = city.needs.clock.now().toISOString();
  await lostProcess(store, program, [city.needs.config.KAREZ_DATA_FOLDER, now, hook, JSON.stringify(step)]);
}

const doneRecords = async () =>
  (await sql<{ count: number }>`SELECT count(*)::int AS count FROM audit.pending WHERE result = 'done'`.execute(store.database.reader))
    .rows[0]?.count;

const published = async (ids: readonly string[]) =>
  (
    await sql<{ id: string }>`SELECT id FROM catalog.entry WHERE id = ANY (${ids}::uuid[]) AND state = 'published'`.execute(
      store.database.reader,
    )
  ).rows.map(({ id }) => id);
const unendedPresses = async () =>
  (
    await sql<{ count: number }>`SELECT count(*)::int AS count FROM audit.unended WHERE action = 'catalog.publish-entries'`.execute(
      store.database.reader,
    )
  ).rows[0]?.count;

test('every kill point of the code stands here or in the suite that kills a process at it', () => {
  const here = [...deeds.flatMap(({ hooks }) => hooks), answering, ...Object.keys(jobs), told, oneDone];
  const known = [...new Set([...here, ...Object.keys(killedElsewhere)])].toSorted();

  expect(hooksInCode()).toEqual(known);
  for (const [hook, file] of Object.entries(killedElsewhere)) {
    const suite = readFileSync(path.join(root, file), 'utf8');
    expect(suite.includes(hook) && /lostProcess|'SIGKILL'/u.test(suite), `${file} does not kill at ${hook}`).toBe(true);
  }
});

describe('a portal that is killed (SIGKILL) in the middle of a deed has done nothing of it, and one that is killed while it answers all of it', () => {
  test.each(deeds)('$row', { timeout: 120_000 }, async ({ row, hooks }) => {
    const [seat, sending] = [seatFor(row), sendingOf(row)];
    const before = await storedRows(city);

    for (const hook of hooks) {
      await killedAt(hook, await requestOf(city, seat, sending));
      expect(await storedRows(city), `half of it is there at ${hook}`).toEqual(before);
    }
    const records = await doneRecords();
    await killedAt(answering, await requestOf(city, seat, sending));

    const after = await storedRows(city);
    expect(after).not.toEqual(before);
    expect(await doneRecords()).toBeGreaterThan(records ?? 0);
    // Whoever did not hear the answer sends the same again: the state, the revision number or the code that counted once says no.
    const again = await send(city, seat, { ...sending, signs: false });
    expect(again.status, again.text).toBeGreaterThanOrEqual(400);
    expect(again.status).toBeLessThan(500);
    expect(await storedRows(city), 'it was done twice').toEqual(after);
  });
});

test('a portal that is killed (SIGKILL) between two deeds of one press: the first is whole, the second untouched, the press is in the evidence, and the rest can be pressed again', async () => {
  const seat = seatFor('catalog.publish-entries');
  const entries = ['returnableSigned', 'readableSigned'].map((key) => ({
    entryId: world.entry(key).id,
    revision: world.entry(key).revision,
  }));
  const ids = entries.map(({ entryId }) => entryId);
  // Nothing is published unread.
  for (const id of ids) expect((await send(city, seat, { method: 'GET', url: `/catalog/entries/${id}` })).status).toBe(200);
  const press: Sending = { method: 'POST', url: '/catalog/bulk/publish', body: { entries, opinion: '同意。' } };

  await killedAt(oneDone, await requestOf(city, seat, press));

  expect(await published(ids)).toEqual(ids.slice(0, 1));
  expect(await unendedPresses()).toBe(1);
  const rest = await send(city, seat, press);
  expect(JSON.parse(rest.text)).toMatchObject({ done: 1, refused: 1 });
  expect(await published(ids)).toHaveLength(2);
}, 60_000);

test('a portal that is killed (SIGKILL) when the users of a new major version have been told: no version, no notice, no duty; published again, each is told once', async () => {
  const seat = seatFor('catalog.publish-entry');
  const { entryId } = world.acknowledgements;
  const through = entering(city);
  let publication: Sending | undefined;
  await enterVersion(
    {
      ...through,
      ask: async (account, request, more = {}) => {
        if (!request.endsWith('/publication')) return through.ask(account, request, more);
        publication = { method: 'POST', url: request.slice('POST '.length), body: more.body, ifMatch: Number(more.ifMatch) };
        return {};
      },
    },
    {
      entryId,
      department: 'scjg',
      reason: '编码改短。',
      changedOn: '2026-11-20',
      change: (content) => ({ ...content, items: content.items.map((item) => ({ ...item, lengthBytes: 9 })) }),
    },
  );
  if (!publication) throw new Error('the new version did not come to its publication');
  const before = await storedRows(city);
  const versions = async () =>
    (
      await sql<{ count: number }>`SELECT count(*)::int AS count FROM catalog.major_version WHERE entry_id = ${entryId}`.execute(
        store.database.reader,
      )
    ).rows[0]?.count;
  const known = (await versions()) ?? 0;

  await killedAt(told, await requestOf(city, seat, publication));

  expect(await storedRows(city)).toEqual(before);
  expect((await send(city, seat, publication)).status).toBe(200);
  expect(await versions()).toBe(known + 1);
  expect((await send(city, seat, publication)).status).toBeGreaterThanOrEqual(400);
  expect(await versions()).toBe(known + 1);
}, 60_000);

test.each(Object.entries(jobs))(
  'a worker that is killed (SIGKILL) at %s has done nothing of it; the next run does it, and once',
  { timeout: 60_000 },
  async (hook, id) => {
    // By then every promise of the city has been broken and every grant has run out.
    city.needs.clock.set('2031-01-01T02:00:00Z');
    const run = async () =>
      sharingJobs(city.needs)
        .find((job) => job.id === id)
        ?.run({});
    const before = await storedRows(city);

    await killedAt(hook, id);

    expect(await storedRows(city)).toEqual(before);
    await run();
    const after = await storedRows(city);
    expect(after).not.toEqual(before);
    await run();
    expect(await storedRows(city)).toEqual(after);
  },
);
