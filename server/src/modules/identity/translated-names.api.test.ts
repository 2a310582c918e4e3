import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { testCaller } from './test-caller.ts';
import { testWorld } from './test-world.ts';

const { database } = await createTestDatabase();
const world = await testWorld(database);
const { needs, founded } = world;
const { call, signedIn } = testCaller(world);
const orgId = founded.organisations.get('water') ?? '';
const names = { nameUg: 'تۇرپان شەھەرلىك سۇچىلىق ئىدارىسى', nameEn: 'Turpan Water Resources Bureau', ugReviewed: false };

const recordsOfNaming = async () => {
  const found = await sql<{ body: string }>`
    SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE action = 'identity.translate-organisation'`.execute(database.reader);
  return found.rows;
};

beforeEach(() => needs.clock.advance(24 * 3_600_000));

test('91-7.1.1: the system administrator names a department in Uyghur and English with evidence, and everybody reads the names', async () => {
  const given = await call('PUT', `/organisations/${orgId}/translated-names`, { ...(await signedIn('sys')), body: names });
  const read = await call('GET', '/organisation-names', await signedIn('county.gly'));

  expect(given).toMatchObject({ status: 200, answer: { orgId, ...names } });
  expect(read.answer['items']).toEqual([{ orgId, ...names }]);
  const records = await recordsOfNaming();
  expect(records).toHaveLength(1);
  expect(records[0]?.body).toContain(names.nameUg);
});

test('who does not keep the register names no department, and a name in another script is refused where it stands', async () => {
  const before = await recordsOfNaming();
  const admin = await signedIn('sys');

  const own = await call('PUT', `/organisations/${orgId}/translated-names`, { ...(await signedIn('water.gly')), body: names });
  const chinese = await call('PUT', `/organisations/${orgId}/translated-names`, { ...admin, body: { ...names, nameUg: '市水利局' } });
  const turned = await call('PUT', `/organisations/${orgId}/translated-names`, {
    ...admin,
    body: { ...names, nameEn: 'Water\u202EBureau' },
  });

  expect(own).toMatchObject({ status: 403, answer: { code: 'request.not-permitted' } });
  expect(chinese).toMatchObject({ status: 400, answer: { fields: [{ path: '/body/nameUg' }] } });
  expect(turned).toMatchObject({ status: 400, answer: { fields: [{ path: '/body/nameEn' }] } });
  expect(await recordsOfNaming()).toEqual(before);
});

test('a review of a Uyghur name that is not there does not count, and a renaming takes the names away', async () => {
  const admin = await signedIn('sys');
  const path = `/organisations/${orgId}/translated-names`;

  const none = await call('PUT', path, { ...admin, body: { nameUg: null, nameEn: names.nameEn, ugReviewed: true } });
  const ordered = { documentNumber: '吐编发〔2026〕8号', decidedOn: '2026-11-20', reason: '机构改革' };
  const renamed = await call('POST', `/organisations/${orgId}/names`, {
    ...admin,
    body: { ...ordered, name: '市水务局', shortName: '水务局' },
  });
  const read = await call('GET', '/organisation-names', admin);

  expect(none).toMatchObject({ status: 200, answer: { nameUg: null, ugReviewed: false } });
  expect(renamed.status).toBe(200);
  expect(read.answer['items']).toEqual([]);
});

test('the regions above the towns carry names in three languages; a town without one carries none', async () => {
  const { answer } = await call('GET', '/regions', await signedIn('water.djy'));

  expect(answer['items']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: '650400', nameUg: 'تۇرپان شەھىرى', nameEn: 'Turpan City' }),
      expect.objectContaining({ code: '650421100', nameUg: null, nameEn: null }),
    ]),
  );
});
