import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;

beforeAll(async () => {
  world = await catalogWorld(store.database);
});

const keep = (by: string, kind: string, text: string) => world.call(by, 'POST /catalog/opinion-templates', { body: { kind, text } });
const list = async (by: string) => (await world.call(by, 'GET /catalog/opinion-templates')).body;

test('catalog.keep-opinion-template, catalog.list-opinion-templates: an organisation keeps its own opinions ready and sees no other’s', async () => {
  const kept = await keep('market.sh', 'return', '请补充数据项含义后重新提交。');
  await keep('office.fb', 'publish', '符合编制指南，予以发布。');

  expect(kept).toMatchObject({ status: 201, body: { kind: 'return', text: '请补充数据项含义后重新提交。', revision: 1 } });
  expect(await list('market.ld')).toMatchObject({ items: [{ kind: 'return' }], allowed: true });
  expect(await list('market.dj')).toMatchObject({ items: [{ kind: 'return' }], allowed: false });
  expect(await list('office.ld')).toMatchObject({ items: [{ kind: 'publish', text: '符合编制指南，予以发布。' }] });
  expect(await list('water.gly')).toMatchObject({ items: [], allowed: false });
});

test('catalog.change-opinion-template, catalog.remove-opinion-template: changed over what was read, and forgotten; each with evidence that holds no text', async () => {
  const id = String((await keep('market.sh', 'review', '内容完整，同意报送。')).body['id']);
  const change = (by: string, ifMatch: number) =>
    world.call(by, `PUT /catalog/opinion-templates/${id}`, { body: { kind: 'review', text: '内容完整、依据齐全，同意报送。' }, ifMatch });
  const remove = (by: string, ifMatch: number) => world.call(by, `POST /catalog/opinion-templates/${id}/removal`, { ifMatch });

  expect(await change('market.ld', 1)).toMatchObject({ status: 200, body: { revision: 2, text: '内容完整、依据齐全，同意报送。' } });
  expect(await change('market.sh', 1)).toMatchObject({ status: 412, body: { code: 'catalog.opinion.stale' } });
  expect(await change('office.fb', 2)).toMatchObject({ status: 404, body: { code: 'catalog.opinion.not-found' } });
  expect(await remove('office.fb', 2)).toMatchObject({ status: 404 });
  expect(await remove('market.dj', 2)).toMatchObject({ status: 403 });
  expect(await remove('market.sh', 2)).toMatchObject({ status: 200 });
  expect(await change('market.sh', 2)).toMatchObject({ status: 404 });
  expect(JSON.stringify(await list('market.sh'))).not.toContain(id);
  const { rows } = await sql<{ body: string }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending`.execute(store.database.reader);
  const told = rows.map(({ body }) => body).filter((body) => body.includes(id) && body.includes('"done"'));
  expect(told).toHaveLength(3);
  expect(told.join('')).not.toContain('依据齐全');
});

test('403, 409: who decides on nothing keeps nothing; one text once for a kind; no more than the limit', async () => {
  expect(await keep('market.dj', 'return', '请更正。')).toMatchObject({ status: 403, body: { code: 'request.not-permitted' } });
  expect(await keep('water.ld', 'sign', '同意。')).toMatchObject({ status: 201 });
  expect(await keep('water.ld', 'sign', '同意。')).toMatchObject({ status: 409, body: { code: 'catalog.opinion.same' } });
  expect(await keep('water.ld', 'return', '同意。')).toMatchObject({ status: 201 });
  await sql`
    INSERT INTO catalog.opinion_template (id, org_id, revision, kind, text, changed_at)
    SELECT gen_random_uuid(), ${world.orgId('county')}::uuid, 1, 'publish', 'n' || n, now() FROM generate_series(1, 100) n`.execute(
    store.database.reader,
  );
  expect(await keep('county.gly', 'publish', '同意。')).toMatchObject({
    status: 409,
    body: { code: 'catalog.opinion.too-many', params: { most: 100 } },
  });
});
