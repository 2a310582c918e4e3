import { beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { multipartOf, testCaller } from './test-caller.ts';
import { testWorld } from './test-world.ts';

const { database } = await createTestDatabase();
const world = await testWorld(database);
const { needs, founded } = world;
const { call, codeOf, signedIn } = testCaller(world);
const org = (key: string) => founded.organisations.get(key) ?? '';

beforeEach(() => needs.clock.advance(24 * 3_600_000));

test('91-7.1, 91-7.1.2: everybody sees which organisations are a region’s authority; a county without one has the city’s', async () => {
  const reader = await signedIn('water.djy');

  const city = await call('GET', '/regions/650400/authority', reader);
  const town = await call('GET', '/regions/650421100/authority', reader);
  const without = await call('GET', '/regions/650422/authority', reader);

  expect(city.answer).toMatchObject({ regionName: '吐鲁番市', members: [{ orgName: '市政府办公室', lead: true }] });
  expect(town.answer).toMatchObject({ regionCode: '650421', members: [{ orgName: '鄯善县政府办公室' }] });
  expect(without.answer).toMatchObject({ regionCode: '650400' });
});

test('91-3.2, 91-5.1: a department files its rules and designations, and the authority sees what is missing', async () => {
  const admin = await signedIn('water.gly');
  const fields = {
    secrecyDeclaration: 'not-secret',
    kind: 'registrar-designation',
    title: '关于指定目录登记和审核人员的通知',
    documentNumber: '吐水发〔2026〕3号',
    issuedOn: '2026-03-02',
  };
  const multipart = multipartOf(fields, { name: 'notice.pdf', content: '%PDF-1.7 invented' });

  const filed = await call('POST', `/organisations/${org('water')}/documents`, { ...admin, multipart });
  const secret = await call('POST', `/organisations/${org('water')}/documents`, {
    ...admin,
    multipart: multipartOf(
      { ...fields, secrecyDeclaration: 'work-secret', title: 'ZZ-SECRET-ZZ' },
      { name: 'zz.pdf', content: '%PDF-1.7 ZZ' },
    ),
  });
  const elsewhere = await call('POST', `/organisations/${org('office')}/documents`, { ...admin, multipart });
  const listed = await call('GET', `/organisations/${org('water')}/documents`, admin);
  const missing = await call('GET', '/documents/missing', await signedIn('office.zg'));
  const notOverseen = await call('GET', '/documents/missing', admin);

  expect(filed).toMatchObject({
    status: 201,
    answer: { kind: 'registrar-designation', documentNumber: '吐水发〔2026〕3号', mediaType: 'application/pdf' },
  });
  // 809-3: what is declared secret is refused before anything of it is kept.
  expect(secret).toMatchObject({ status: 422, answer: { code: 'identity.document.secret' } });
  expect(JSON.stringify(listed.answer)).not.toContain('ZZ-SECRET-ZZ');
  expect(elsewhere).toMatchObject({ status: 403, answer: { code: 'identity.power.other-organisation' } });
  expect(listed.answer['missing']).toEqual([
    'catalog-rules',
    'sharing-procedure',
    'sharing-rules',
    'accountability-rules',
    'office-designation',
  ]);
  expect(JSON.stringify(missing.answer)).toContain('市水利局');
  expect(notOverseen).toMatchObject({ status: 403, answer: { code: 'request.not-permitted' } });
});

test('91-3.2: the unit administrator names a reviewer at once, a leader only with the security administrator’s second factor', async () => {
  const admin = await signedIn('water.gly');
  const person = { account: 'water.xfzr', title: '水利局·新负责人', posts: [{ role: 'CATALOG_REVIEWER' }, { role: 'DEPT_LEADER' }] };
  const named = await call('POST', `/organisations/${org('water')}/people`, { ...admin, body: person });
  const security = await signedIn('sec');
  const proposed = await call('GET', '/posts/proposed', security);
  const [waiting] = Array.isArray(proposed.answer['items']) ? proposed.answer['items'] : [];
  needs.clock.advance(60_000);
  const code = await codeOf('sec');

  const withoutPower = await call('POST', `/posts/${waiting.id}/decision`, { ...admin, body: { decision: 'confirm', code } });
  const wrongCode = await call('POST', `/posts/${waiting.id}/decision`, { ...security, body: { decision: 'confirm', code: '000000' } });
  const confirmed = await call('POST', `/posts/${waiting.id}/decision`, { ...security, body: { decision: 'confirm', code } });

  expect(named.status).toBe(201);
  expect(named.answer).toMatchObject({
    person: {
      posts: [
        { role: 'CATALOG_REVIEWER', state: 'confirmed' },
        { role: 'DEPT_LEADER', state: 'proposed' },
      ],
    },
  });
  expect(waiting).toMatchObject({ role: 'DEPT_LEADER', personTitle: '水利局·新负责人', allowed: { confirm: { allowed: true } } });
  expect(withoutPower).toMatchObject({ status: 403, answer: { code: 'request.not-permitted' } });
  expect(wrongCode).toMatchObject({ status: 403, answer: { code: 'identity.second-factor.wrong' } });
  expect(confirmed).toMatchObject({ status: 200, answer: { state: 'confirmed' } });
});

test('91-2.2: business systems are registered by their own department; another department sees none, the authority all, changing none', async () => {
  const admin = await signedIn('water.gly');
  const facts = {
    divisionId: null,
    builder: '市水利局',
    operator: '市水利局',
    networkZone: 'cloud',
    protectionLevel: 2,
    joinedOn: null,
    purpose: '预警',
  };

  const made = await call('POST', '/business-systems', { ...admin, body: { ...facts, name: '山洪预警系统' } });
  const level = await call('POST', '/business-systems', { ...admin, body: { ...facts, name: '某系统', protectionLevel: 6 } });
  const own = await call('GET', '/business-systems', admin);
  const other = await call('GET', '/business-systems', await signedIn('county.gly'));
  const authority = await call('GET', `/business-systems?text=${encodeURIComponent('预警')}`, await signedIn('office.zg'));

  expect(made).toMatchObject({ status: 201, answer: { name: '山洪预警系统', allowed: { change: { allowed: true } } } });
  expect(level).toMatchObject({ status: 400, answer: { fields: [{ path: '/body/protectionLevel' }] } });
  expect(own.answer).toMatchObject({ total: 2 });
  expect(other.answer).toMatchObject({ total: 0, items: [] });
  expect(authority.answer).toMatchObject({
    total: 1,
    items: [{ orgName: '市水利局', allowed: { change: { allowed: false, reason: 'identity.power.missing' } } }],
  });
});

test('the private half of a key made here is in the answer that makes it and in no other', async () => {
  const applicant = await signedIn('water.djy');
  const body = { name: '取水许可调用端', systemId: founded.systems.get('wells'), publicJwk: null };
  const withPrivate = { ...body, publicJwk: { kty: 'OKP', crv: 'Ed25519', x: 'a', d: 'secret' } };

  const made = await call('POST', '/machine-clients', { ...applicant, body });
  const listed = await call('GET', '/machine-clients', applicant);
  const refused = await call('POST', '/machine-clients', { ...applicant, body: withPrivate });

  expect(made).toMatchObject({ status: 201, answer: { privateJwk: { kty: 'EC', d: expect.any(String) } } });
  expect(JSON.stringify(listed.answer)).not.toMatch(/"d":|private/);
  expect(refused).toMatchObject({ status: 400, answer: { fields: [{ path: '/body/publicJwk/d', code: 'unknown' }] } });
});

test('a person with posts in two units acts for one of them at a time', async () => {
  const admin = await signedIn('county.gly');
  const path = `/organisations/${org('county')}/people/${founded.people.get('water.djy')}/posts`;
  const joined = await call('POST', path, { ...admin, body: { role: 'CATALOG_REGISTRAR' } });
  const registrar = await signedIn('water.djy');
  const me = await call('GET', '/me', registrar);
  const posts = Array.isArray(me.answer['posts']) ? me.answer['posts'] : [];
  const countyPost = posts.find((post) => post.orgId === org('county'));

  const switched = await call('PUT', '/me/acting-post', { ...registrar, body: { postId: countyPost?.id } });
  const foreign = await call('PUT', '/me/acting-post', { ...registrar, body: { postId: org('water') } });

  expect(joined.status).toBe(201);
  expect(me.answer).toMatchObject({ organisation: { name: '市水利局' } });
  expect(switched.answer).toMatchObject({
    organisation: { name: '鄯善县政府办公室' },
    powers: expect.not.arrayContaining(['sharing.apply']),
  });
  expect(foreign).toMatchObject({ status: 403, answer: { code: 'identity.post.not-yours' } });
});
