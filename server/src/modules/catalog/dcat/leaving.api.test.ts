import type { EntryContent } from '@karez/contract/catalog/content';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { liveIndex, type LiveIndex } from '../search/live-index.ts';
import { findIn, type SearchIndex } from '../search/search-index.ts';
import { contentWith, deniedContent } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';

const { database } = await createTestDatabase();

/** An index that goes on with what it knew, from the moment on that it is held. */
function holdableIndex(index: LiveIndex): LiveIndex & { hold(): Promise<SearchIndex>; release(): void } {
  let held: SearchIndex | null = null;
  return {
    current: async () => held ?? index.current(),
    hold: async () => (held = await index.current()),
    release: () => (held = null),
  };
}
const index = holdableIndex(liveIndex(database.reader));
const world = await catalogWorld(database, { index });
const { call, codeOf } = world;
const story = storyIn(world);

const revisionOf = ({ body }: Walked['answer']): number => Number(body['revision']);

async function retire({ id, revision }: Walked): Promise<void> {
  const body = { reason: '系统停用', lastDay: '2026-12-31', successorId: null, secondFactor: await codeOf('market.gx') };
  const asked = await call('market.gx', `POST /catalog/entries/${id}/retirement`, { body, ifMatch: revision });
  const retired = await call('office.fb', `POST /catalog/entries/${id}/status-request/decision`, {
    body: { decision: 'approve', opinion: '已核' },
    ifMatch: revisionOf(asked),
  });
  expect(retired).toMatchObject({ status: 200, body: { state: 'retired' } });
}

/** Puts a new version in force, along the whole way that it takes. */
async function signedVersion({ id, revision }: Walked, content: EntryContent): Promise<Walked> {
  const opened = await call('market.dj', `POST /catalog/entries/${id}/changes`, {
    body: { kind: 'other', changedOn: '2026-11-20', reason: '调整' },
    ifMatch: revision,
  });
  const saved = await call('market.dj', `PUT /catalog/entries/${id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content },
    ifMatch: revisionOf(opened),
  });
  return story.sign(await story.review(await story.submit({ id, revision: revisionOf(saved), answer: saved })));
}

async function deny(entry: Walked, name: string): Promise<void> {
  const { id, revision } = await signedVersion(entry, deniedContent({ name, openToPublic: false }));
  const body = { verdict: 'upheld', until: '2027-10-31', opinion: '依据充分', secondFactor: await codeOf('office.ld') };
  const denied = await call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body, ifMatch: revision });
  expect(denied).toMatchObject({ status: 200, body: { entry: { state: 'published' } } });
}

const told = async (entries: readonly Walked[]): Promise<{ whole: boolean[]; alone: number[] }> => {
  const { text } = await call('water.gly', 'GET /catalog/dcat.jsonld');
  const alone = await Promise.all(entries.map(({ id }) => call('water.gly', `GET /catalog/dcat/${id}.jsonld`)));
  return { whole: entries.map(({ id }) => text.includes(id)), alone: alone.map(({ status }) => status) };
};
const leavingIn = (known: SearchIndex): string[] =>
  findIn(known, {
    eyes: { orgId: null, authorityRegions: [] },
    reach: 'leaving',
    words: [],
    phrase: '',
    filters: { shareType: [], provider: [], category: [], format: [], updateCycle: [], region: [], state: [], listing: [], freshness: [] },
    onlyOwn: false,
    after: null,
    limit: 100,
  }).page.map(({ id }) => id);

async function three(mark: string): Promise<[Walked, Walked, Walked]> {
  const make = (name: string) => story.published(contentWith({ name: `${mark}${name}` }));
  return [await make('留存'), await make('将停用'), await make('将不予共享')];
}

test('an entry that was retired or denied before the question is in no export of a process that had it in its index', async () => {
  const entries = await three('在用');
  expect(await told(entries)).toEqual({ whole: [true, true, true], alone: [200, 200, 200] });

  await retire(entries[1]);
  expect(await told(entries)).toEqual({ whole: [true, false, true], alone: [200, 404, 200] });
  await deny(entries[2], '在用将不予共享');

  expect(await told(entries)).toEqual({ whole: [true, false, false], alone: [200, 404, 404] });
  expect(leavingIn(await index.current())).toEqual([entries[0].id]);
});

test('an index that knows nothing of it lets no retired or denied entry leave: the statement that reads the fields decides', async () => {
  const entries = await three('陈旧');
  const known = await index.hold();
  await retire(entries[1]);
  await deny(entries[2], '陈旧将不予共享');

  const { text } = await call('water.gly', 'GET /catalog/dcat.jsonld');

  expect(leavingIn(known)).toEqual(expect.arrayContaining(entries.map(({ id }) => id)));
  expect(await told(entries)).toEqual({ whole: [true, false, false], alone: [200, 404, 404] });
  expect([text.includes('陈旧留存'), text.includes('陈旧将')]).toEqual([true, false]);
  index.release();
});
