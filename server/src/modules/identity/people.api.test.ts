import { beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { FAILURES_MAX } from './lock-out.ts';
import { multipartOf, testCaller, type Step } from './test-caller.ts';
import { password, testWorld } from './test-world.ts';

const { database } = await createTestDatabase();
const world = await testWorld(database);
const { needs, founded } = world;
const { call, signedIn } = testCaller(world);
const org = (key: string) => founded.organisations.get(key) ?? '';
const person = (account: string) => founded.people.get(account) ?? '';
const items = ({ answer }: Step): { id: string; role?: string; account?: string; name?: string }[] =>
  Array.isArray(answer['items']) ? answer['items'] : [];

beforeEach(() => needs.clock.advance(24 * 3_600_000));

test('the regions of the installation and its organisations are open to everybody signed in; organisations answer to former names', async () => {
  const reader = await signedIn('water.djy');

  const regions = await call('GET', '/regions', reader);
  const found = await call('GET', `/organisations?text=${encodeURIComponent('水务')}`, reader);
  const page = await call('GET', '/organisations?limit=2', reader);
  const next = await call('GET', `/organisations?limit=2&cursor=${encodeURIComponent(String(page.answer['next']))}`, reader);

  expect(items(regions)).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: '650402', name: '高昌区', parentCode: '650400' })]),
  );
  expect(items(found)).toMatchObject([{ name: '市水利局', formerNames: ['市水务局'] }]);
  expect(items(page).length + items(next).length).toBe(3);
  expect(next.answer['next']).toBeNull();
});

test('403: organisations are registered by the system administrator only, with a code whose check characters fit', async () => {
  const uscc = '119904000099170018';
  const body = { uscc, name: '市统计局', shortName: '统计局', type: 'government', regionCode: '650400' };

  const byRegistrar = await call('POST', '/organisations', { ...(await signedIn('water.djy')), body });
  const wrong = await call('POST', '/organisations', { ...(await signedIn('sys')), body });

  expect(byRegistrar).toMatchObject({ status: 403, answer: { code: 'request.not-permitted' } });
  expect(wrong).toMatchObject({ status: 422, answer: { code: 'identity.organisation.uscc-invalid', fields: [{ path: '/body/uscc' }] } });
});

test('809-8: a department names its sharing office; its head is somebody who holds that post there', async () => {
  const admin = await signedIn('water.gly');

  const refused = await call('PUT', `/organisations/${org('water')}/sharing-office`, {
    ...admin,
    body: { name: '水利局信息中心', headPersonId: person('water.djy') },
  });
  const named = await call('PUT', `/organisations/${org('water')}/sharing-office`, {
    ...admin,
    body: { name: '水利局信息中心', headPersonId: person('water.fzr') },
  });
  const read = await call('GET', `/organisations/${org('water')}`, await signedIn('county.gly'));

  expect(refused).toMatchObject({ status: 422, answer: { code: 'identity.office-head.not-confirmed' } });
  expect(named.status).toBe(200);
  expect(read.answer).toMatchObject({ sharingOffice: { headTitle: '水利局·负责人' }, allowed: { setSharingOffice: { allowed: false } } });
});

test('a filed paper is read by its department and the authority, and is not there for anybody else', async () => {
  const admin = await signedIn('water.gly');
  const fields = {
    secrecyDeclaration: 'not-secret',
    kind: 'sharing-rules',
    title: '共享管理制度',
    documentNumber: '吐水发〔2026〕5号',
    issuedOn: '2026-04-01',
  };
  const filed = await call('POST', `/organisations/${org('water')}/documents`, {
    ...admin,
    multipart: multipartOf(fields, { name: 'rules.pdf', content: '%PDF-1.7 rules' }),
  });
  const id = String(filed.answer['id']);

  const own = await call('GET', `/documents/${id}/file`, admin);
  const strange = await call('GET', `/documents/${id}/file`, await signedIn('county.gly'));

  expect(own).toMatchObject({ status: 200, answer: { text: '%PDF-1.7 rules' } });
  expect(strange).toMatchObject({ status: 404, answer: { code: 'identity.document.not-found' } });
});

test('a post is proposed and ended by the department’s own administrator, and its holder is signed out with it', async () => {
  const admin = await signedIn('water.gly');
  const holder = await signedIn('water.djy');
  const proposed = await call('POST', `/organisations/${org('water')}/people/${person('water.djy')}/posts`, {
    ...admin,
    body: { role: 'DATA_STEWARD' },
  });
  const twice = await call('POST', `/organisations/${org('water')}/people/${person('water.djy')}/posts`, {
    ...admin,
    body: { role: 'DATA_STEWARD' },
  });
  const posts = Array.isArray(proposed.answer['posts']) ? proposed.answer['posts'] : [];
  const steward = posts.find((post) => post.role === 'DATA_STEWARD');

  const stranger = await call('DELETE', `/posts/${steward.id}`, await signedIn('county.gly'));
  const ended = await call('DELETE', `/posts/${steward.id}`, admin);
  const after = await call('GET', '/me', holder);

  expect(proposed).toMatchObject({ status: 201 });
  expect(twice).toMatchObject({ status: 409, answer: { code: 'identity.post.exists' } });
  expect(stranger).toMatchObject({ status: 403, answer: { code: 'identity.post.role-not-assignable' } });
  expect(ended.status).toBe(200);
  expect(after.status).toBe(401);
});

test('91-6.2: the security administrator unlocks a person and gives new credentials; nobody else, and nobody for themselves', async () => {
  for (let count = 0; count < FAILURES_MAX; count += 1)
    await call('POST', '/session', { body: { account: 'water.fzr', password: `Wrong-Guess-${count}` } });
  const security = await signedIn('sec');
  const listed = await call('GET', `/organisations/${org('water')}/people`, security);

  const byOther = await call('POST', `/people/${person('water.fzr')}/unlock`, await signedIn('water.gly'));
  const self = await call('POST', `/people/${person('sec')}/credentials`, security);
  const unlocked = await call('POST', `/people/${person('water.fzr')}/unlock`, security);
  const again = await call('POST', '/session', { body: { account: 'water.fzr', password } });
  const reset = await call('POST', `/people/${person('water.fzr')}/credentials`, security);
  const withOld = await call('POST', '/session', { body: { account: 'water.fzr', password } });
  const withNew = await call('POST', '/session', { body: { account: 'water.fzr', password: String(reset.answer['initialPassword']) } });

  expect(items(listed).find((shown) => shown.account === 'water.fzr')).toMatchObject({
    lockedUntil: expect.any(String),
    allowed: { unlock: { allowed: true } },
  });
  expect(byOther).toMatchObject({ status: 403, answer: { code: 'request.not-permitted' } });
  expect(self).toMatchObject({ status: 403, answer: { code: 'identity.person.self' } });
  expect(unlocked.status).toBe(200);
  expect(again.status).toBe(200);
  expect(withOld.status).toBe(401);
  expect(withNew.answer['step']).toBe('enrol-second-factor');
});

test('a business system is changed from the version seen and retired; a machine client gets a new key and is disabled', async () => {
  const applicant = await signedIn('water.djy');
  const facts = {
    divisionId: null,
    builder: '市水利局',
    operator: '市水利局',
    networkZone: 'cloud',
    protectionLevel: 2,
    joinedOn: null,
    purpose: '巡检',
  };
  const made = await call('POST', '/business-systems', { ...applicant, body: { ...facts, name: '渠道巡检系统' } });
  const systemId = String(made.answer['id']);
  const registered = await call('POST', '/machine-clients', {
    ...applicant,
    body: { name: '巡检调用端', systemId: made.answer['id'], publicJwk: null },
  });
  const clientId = String(Object(registered.answer['client']).id);

  const changed = await call('PUT', `/business-systems/${systemId}`, {
    ...applicant,
    body: { ...facts, name: '渠道巡检系统', protectionLevel: 3, version: 1 },
  });
  const stale = await call('PUT', `/business-systems/${systemId}`, { ...applicant, body: { ...facts, name: '渠道巡检系统', version: 1 } });
  const rotated = await call('POST', `/machine-clients/${clientId}/key`, { ...applicant, body: { publicJwk: null } });
  const strange = await call('DELETE', `/machine-clients/${clientId}`, await signedIn('county.gly'));
  const disabled = await call('DELETE', `/machine-clients/${clientId}`, applicant);
  const twice = await call('DELETE', `/machine-clients/${clientId}`, applicant);
  const retired = await call('DELETE', `/business-systems/${systemId}`, applicant);

  expect(changed).toMatchObject({ status: 200, answer: { version: 2, protectionLevel: 3 } });
  expect(stale).toMatchObject({ status: 412, answer: { code: 'identity.system.changed' } });
  expect(rotated).toMatchObject({ status: 200, answer: { privateJwk: { d: expect.any(String) } } });
  expect(strange).toMatchObject({ status: 403, answer: { code: 'request.not-permitted' } });
  expect([disabled.status, twice.status, retired.status]).toEqual([200, 409, 200]);
});
