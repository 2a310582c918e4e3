import { isRefusal } from '@karez/kit/refusal';
import { newId } from '@karez/kit/id';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import * as catalog from '#modules/catalog';
import { createTestDatabase } from '#test/test-database';
import { insertConsent } from '../consent/consent-store.ts';
import { insertEntry } from './entry-store.ts';
import { entryIdFrom, type Entry } from './entry.ts';
import { insertRevision } from '../revision/revision-store.ts';
import type { Revision } from '../revision/revision.ts';
import { searchDocumentOf } from '../search/search-document.ts';
import { saveSearchDocuments } from '../search/search-store.ts';
import { conditionalContent, contentWith, itemWith } from '../test-content.ts';
import { usesBehind } from '../use/use-store.ts';

const { database } = await createTestDatabase();
const market = '0199aaaa-0000-7000-8000-000000000002';
const today = '2026-11-23';
const act = (by: string) => ({ by, orgId: market, at: new Date('2026-11-22T02:00:00Z'), opinion: '同意' });
const provider = {
  organisationId: market,
  name: '市市场监督管理局',
  aliases: [],
  uscc: '11650400000000422C',
  regionCode: '650400',
  sample: false,
};

async function store(entry: Entry, live: Revision | null, working: Revision | null): Promise<string> {
  await database.transaction(async (tx) => {
    await insertEntry(tx, entry, entry.id);
    for (const revision of [live, working]) if (revision !== null) await insertRevision(tx, revision);
    await saveSearchDocuments(tx, [searchDocumentOf({ entry, live, working, authorityRegion: '650400' })]);
  });
  return entry.id;
}

let serial = 0;
async function published(content = contentWith()): Promise<string> {
  const id = entryIdFrom(newId());
  const acts = {
    submitted: act('registrar'),
    reviewed: act('reviewer'),
    signed: act('leader'),
    decided: act('authority'),
    version: '1.0',
    denialUntil: null,
  };
  const live: Revision = { entryId: id, no: 1, content, authors: ['registrar'], trigger: null, ...acts, state: 'effective' };
  const resourceCode = `102000650400001/${String((serial += 1)).padStart(6, '0')}`;
  return store({ id, provider, revision: 1, state: 'published', resourceCode, publishedOn: '2026-11-22', liveNo: 1 }, live, null);
}

test('a grant rests on the version in force: its items with codes and share types, its conditions, its provider', async () => {
  const content = conditionalContent({ items: [itemWith(), itemWith({ no: 7, fieldName: 'name', shareType: 'denied' })] });
  const id = await published(content);

  const entry = await catalog.findPublishedEntry(database.reader, id, today);

  expect(entry).toMatchObject({
    id,
    version: '1.0',
    shareType: 'conditional',
    conditions: content.conditions,
    standingConsent: null,
    provider: { organisationId: market },
    items: [
      { no: 1, shareType: 'conditional' },
      { no: 7, shareType: 'denied' },
    ],
  });
  expect(isRefusal(entry) ? '' : entry.items[1]?.code).toMatch(/^102000650400001\/\d{6}-007$/);
});

test('nothing rests on a draft or on an imported entry that nobody has claimed, and their names are still known', async () => {
  const draftId = entryIdFrom(newId());
  const common = { no: 1, content: contentWith({ name: '草稿' }), authors: ['registrar'], trigger: null };
  await store({ id: draftId, provider, revision: 1, state: 'unpublished', workingNo: 1 }, null, {
    ...common,
    entryId: draftId,
    state: 'draft',
    returned: null,
  });
  const legacyId = entryIdFrom(newId());
  await sql`
    INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, region_code, sample, name_folded, live_no, source, source_id, source_raw)
    VALUES (${legacyId}, 'legacy-incomplete', 1, ${newId()}, '某县林业局', '410100', true, '林地名录', 1, 'sample', 'row 1', '{}')`.execute(
    database.reader,
  );
  await database.transaction((tx) =>
    insertRevision(tx, { ...common, content: contentWith({ name: '林地名录', shareType: null }), entryId: legacyId, state: 'imported' }),
  );

  expect(await catalog.findPublishedEntry(database.reader, draftId, today)).toMatchObject({ code: 'catalog.entry.not-found' });
  expect(await catalog.findPublishedEntry(database.reader, legacyId, today)).toMatchObject({ code: 'catalog.entry.not-requestable' });
  expect(await catalog.findPublishedEntry(database.reader, newId(), today)).toMatchObject({ code: 'catalog.entry.not-found' });
  expect((await catalog.entryTitles(database.reader, [draftId, newId()])).get(draftId)).toBe('草稿');
});

const quota = { perSecond: 20, perDay: 10_000 };

test('a consent given in advance counts to its last day, not one longer', async () => {
  const id = await published();
  const consent = {
    id: newId(),
    entryId: id,
    revisionNo: 1,
    organisationId: market,
    givenBy: 'head',
    givenOn: '2026-11-22',
    validUntil: '2027-11-22',
    terms: '依法使用',
    quota,
  };
  await database.transaction((tx) => insertConsent(tx, consent));

  expect(await catalog.findPublishedEntry(database.reader, id, '2027-11-22')).toMatchObject({ standingConsent: { id: consent.id } });
  expect(await catalog.findPublishedEntry(database.reader, id, '2027-11-23')).toMatchObject({ standingConsent: null });
});

test('the database itself refuses a consent of more than twelve months and a second open one', async () => {
  const id = await published();
  const consent = { entryId: id, revisionNo: 1, organisationId: market, givenBy: 'head', givenOn: '2026-11-22', terms: '依法使用', quota };
  const give = (validUntil: string) => database.transaction((tx) => insertConsent(tx, { ...consent, id: newId(), validUntil }));

  await expect(give('2027-11-23')).rejects.toThrow(/check constraint/);
  await give('2027-11-22');
  await expect(give('2027-01-01')).rejects.toThrow(/standing_consent_one_open/);
});

/** Until somebody waits for a lock in this database, or what should wait has got through. */
async function waitedFor(through: () => boolean): Promise<void> {
  for (let looks = 0; looks < 5000 && !through(); looks += 1) {
    const waiting = await sql`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(database.reader);
    if (waiting.rows.length > 0) return;
  }
}

test('while a grant is being made, the entry does not change under it', async () => {
  const id = await published();
  const steps: string[] = [];
  let decided = (): void => undefined;
  const deciding = new Promise<void>((resolve) => (decided = resolve));

  const granting = database.transaction(async (tx) => {
    await catalog.lockEntryForGrant(tx, id, today);
    steps.push('locked');
    decided();
    await waitedFor(() => steps.includes('changed'));
    await catalog.registerUse(tx, {
      useId: newId(),
      entryId: id,
      revisionNo: 1,
      organisationId: newId(),
      organisationName: '市水利局',
      systemName: null,
      since: today,
    });
    steps.push('granted');
  });
  await deciding;
  await database.transaction(async (tx) => {
    await catalog.lockEntryForGrant(tx, id, today);
    steps.push('changed');
  });
  await granting;

  expect(steps).toEqual(['locked', 'granted', 'changed']);
});

test('a use is entered once and ends once', async () => {
  const id = await published();
  const use = {
    useId: newId(),
    entryId: id,
    revisionNo: 1,
    organisationId: newId(),
    organisationName: '市水利局',
    systemName: '机井取水许可系统',
    since: today,
  };
  await database.transaction((tx) => catalog.registerUse(tx, use));

  const ended = await database.transaction((tx) => catalog.endUse(tx, { useId: use.useId, endedOn: '2026-12-01' }));
  const again = await database.transaction((tx) => catalog.endUse(tx, { useId: use.useId, endedOn: '2026-12-02' }));

  expect([ended, again]).toEqual([true, false]);
  expect(await usesBehind(database.reader, id, { after: null, limit: 100 })).toEqual([{ ...use, endedOn: '2026-12-01' }]);
});
