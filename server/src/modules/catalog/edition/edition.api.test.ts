import { fileURLToPath } from 'node:url';
import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';
import { contentWith, deniedContent } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
const live = new Set<string>();
let world: World;
let story: ReturnType<typeof storyIn>;
let mounted: Walked;
let unlisted: Walked;

const issue = async (by = 'office.fb', regionCode = '650400') =>
  world.call(by, 'POST /catalog/editions', {
    body: { regionCode, opinion: '同意发布', secondFactor: await world.codeOf(by) },
    key: world.needs.newId(),
  });
const list = async ({ id, revision }: Walked, promise: object | null) =>
  world.call('market.ld', `POST /catalog/entries/${id}/listing`, {
    body: { promise, opinion: '同意纳入', secondFactor: await world.codeOf('market.ld') },
    ifMatch: revision,
  });
const linesOf = async (id: string, part: string) =>
  (await world.call('water.gly', `GET /catalog/editions/${id}/lines?part=${part}`)).body['items'] as Record<string, unknown>[];
const stored = async () => {
  const found = await sql<{ editions: number; lines: number; told: number; evidenced: number }>`
    SELECT (SELECT count(*)::int FROM catalog.edition) AS editions, (SELECT count(*)::int FROM catalog.edition_line) AS lines,
      (SELECT count(*)::int FROM desk.notice WHERE subject_kind = 'catalog.edition') AS told,
      (SELECT count(*)::int FROM audit.pending WHERE action = 'catalog.issue-edition') AS evidenced`.execute(store.database.reader);
  return found.rows[0];
};

beforeAll(async () => {
  world = await catalogWorld(store.database, { live });
  story = storyIn(world);
});

describe('91-3.2.1, 809-16: the unified catalogues are issued as editions', () => {
  test('409: a region in which nothing is published has nothing to issue', async () => {
    expect(await issue('county.gly', '650421')).toMatchObject({ status: 409, body: { code: 'catalog.edition.empty' } });
  });

  test('a process killed (SIGKILL) while it issues leaves no half: no edition, no line, no notice, no evidence', async () => {
    mounted = await story.published(contentWith({ name: '坎儿井名录' }));
    live.add(mounted.id);
    expect((await list(mounted, null)).status).toBe(200);
    unlisted = await story.published(contentWith({ name: '机井名录' }));
    const killed = fileURLToPath(new URL('./test-killed-issuer.ts', import.meta.url));

    for (const point of ['catalog.edition.stored', 'catalog.edition.before-commit']) {
      await lostProcess(store, killed, [point]);
    }

    expect(await stored()).toEqual({ editions: 0, lines: 0, told: 0, evidenced: 0 });
  });

  test('catalog.issue-edition: the authority issues number 1 of the year: frozen, with its digest in the evidence, and each provider is told', async () => {
    const issued = await issue();

    expect(issued).toMatchObject({
      status: 201,
      body: {
        year: 2026,
        no: 1,
        resourceCount: 2,
        sharedCount: 1,
        deniedCount: 0,
        addedCount: 2,
        former: null,
        organisation: '市政府办公室',
      },
    });
    expect(await stored()).toMatchObject({ editions: 1, lines: 2, told: 1 });
    const facts = await sql<{ facts: string }>`
      SELECT convert_from(body, 'UTF8') AS facts FROM audit.pending WHERE action = 'catalog.issue-edition'`.execute(store.database.reader);
    expect(facts.rows[0]?.facts).toContain(String(issued.body['digest']));
    expect((await world.call('market.dj', 'GET /desk/notices')).text).toContain('catalog.notice.edition');
    expect((await linesOf(String(issued.body['id']), 'shared')).map(({ name }) => name)).toEqual(['坎儿井名录']);
    expect(await issue()).toMatchObject({ status: 409, body: { code: 'catalog.edition.nothing-changed' } });
  });

  test('91-3.1: the next edition counts on, names what is new, changed and gone, shows of a denial name, reason and basis only, and leaves the former as it was', async () => {
    const { body } = await world.call('water.gly', 'GET /catalog/editions');
    const former = (body['items'] as { id: string; digest: string }[])[0];
    const promise = { dueOn: '2026-12-31', mode: 'file', responsible: '数据科' };
    expect((await list(unlisted, promise)).status).toBe(200);
    const draft = await story.register(deniedContent({ name: '举报人名录', useConditions: '不得外传' }));
    const signed = await story.sign(await story.review(await story.submit(draft)));
    await world.call('office.ld', 'GET /desk/notices');
    const verified = await world.call('office.ld', `POST /catalog/entries/${draft.id}/denial-verification`, {
      body: { verdict: 'upheld', until: null, opinion: '核定', secondFactor: await world.codeOf('office.ld') },
      ifMatch: signed.revision,
    });
    expect(verified.status, verified.text).toBe(200);

    const issued = await issue();

    expect(issued).toMatchObject({
      status: 201,
      body: { no: 2, resourceCount: 3, sharedCount: 2, deniedCount: 1, addedCount: 1, changedCount: 1, former: { no: 1 } },
    });
    const id = String(issued.body['id']);
    expect(await linesOf(id, 'changed')).toMatchObject([
      { name: '机井名录', changedFields: ['listing', 'promisedOn'], promisedOn: '2026-12-31' },
    ]);
    expect(await linesOf(id, 'denied')).toMatchObject([
      {
        name: '举报人名录',
        shared: false,
        denialReason: '法律规定应当为举报人保密',
        category: null,
        useConditions: '',
        conditions: [],
        updateCycle: null,
        modeType: null,
        denialBasis: [expect.stringContaining('第一百一十五条')],
      },
    ]);
    const again = await world.call('water.gly', `GET /catalog/editions/${former?.id}`);
    expect(again.body).toMatchObject({ no: 1, digest: former?.digest, resourceCount: 2 });
  });

  test('catalog.download-edition: everyone takes the edition as a workbook, in Uyghur with each name set apart, and the taking is evidenced', async () => {
    const { body } = await world.call('water.gly', 'GET /catalog/editions');
    const id = (body['items'] as { id: string }[])[0]?.id ?? '';

    const got = await world.call('water.gly', `GET /catalog/editions/${id}/workbook`);

    expect(got.status).toBe(200);
    const rowsOf = async (bytes: typeof got.bytes): Promise<string[]> => {
      const rows: string[] = [];
      for await (const { values } of streamXlsxRows(bytes)) rows.push(values.join('|'));
      return rows;
    };
    const rows = await rowsOf(got.bytes);
    expect(rows[0]).toContain('2026 年第 2 期');
    expect(rows.join('\n')).toContain('|举报人名录|');
    const inUyghur = await world.call('water.gly', `GET /catalog/editions/${id}/workbook`, { language: 'ug' });
    expect((await rowsOf(inUyghur.bytes)).join('\n')).toContain('|\u2068举报人名录\u2069|');
    const taken = await sql`SELECT 1 FROM audit.pending WHERE action = 'catalog.download-edition' AND object_id = ${id}`.execute(
      store.database.reader,
    );
    expect(taken.rows).toHaveLength(2);
  });

  test('403: no department, no leader without that power and no authority of another region issues; 404: an edition that is not there', async () => {
    for (const by of ['market.ld', 'water.gly', 'county.gly']) expect((await issue(by)).status).toBe(403);
    const nowhere = world.needs.newId();
    for (const path of ['', '/lines', '/workbook'])
      expect((await world.call('water.gly', `GET /catalog/editions/${nowhere}${path}`)).body['code']).toBe('catalog.edition.not-found');
  });

  test('an edition is never changed, also not in the database', async () => {
    const change = (statement: ReturnType<typeof sql>) => store.database.transaction((tx) => statement.execute(tx));

    await expect(change(sql`UPDATE catalog.edition SET opinion = 'x'`)).rejects.toThrow('never changed');
    await expect(change(sql`DELETE FROM catalog.edition_line`)).rejects.toThrow('never changed');
  });
});

test('91-4.3, catalog.count-listings: the region’s sums are for everyone, the departments’ for its authority, a department’s own for itself', async () => {
  const seen = async (by: string) => (await world.call(by, 'GET /catalog/listings/counts')).body;

  expect(await seen('office.fb')).toMatchObject({
    region: { regionCode: '650400', due: 2, listed: 2, mounted: 1, promised: 1, unlisted: 0 },
    departments: [{ organisationId: world.orgId('market'), due: 2, mounted: 1 }],
  });
  expect(await seen('water.gly')).toMatchObject({ region: { due: 2 }, departments: [] });
  expect((await seen('market.dj'))['departments']).toHaveLength(1);
});
