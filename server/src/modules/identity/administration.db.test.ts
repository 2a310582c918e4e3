import { isRefusal } from '@karez/kit/refusal';
import { dayIn } from '@karez/kit/clock';
import { beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { joinedTo, type Transaction } from '#platform/database';
import { createTestDatabase } from '#test/test-database';
import { personActor } from './actor-store.ts';
import { appointAdministrators } from './appoint-administrators.ts';
import { authorityFor } from './authority-for.ts';
import { clientsOfSystem } from './client-store.ts';
import { createOrganisation } from './create-organisation.ts';
import { decidePost } from './decide-post.ts';
import { endOverduePosts } from './end-overdue-posts.ts';
import { endPost } from './end-post.ts';
import { fileDocument, missingDocuments, readDocument } from './file-document.ts';
import { namePerson, proposePost } from './name-person.ts';
import { organisationsMatching } from './organisation-store.ts';
import { personsWithPower } from './persons-with-power.ts';
import { addPost, standingPostsOf } from './post-store.ts';
import { changeBusinessSystem, registerBusinessSystem, retireBusinessSystem } from './register-business-system.ts';
import { registerMachineClient } from './register-machine-client.ts';
import { sampleDepartment } from './sample-department.ts';
import { confirmSecondFactor } from './second-factor.ts';
import { setSharingOffice } from './set-sharing-office.ts';
import { systemActor, type Actor } from './actor.ts';
import { expectDone, testPlan, testWorld } from './test-world.ts';

const { database } = await createTestDatabase();
const { needs, founded } = await testWorld(database);
const org = (key: string) => founded.organisations.get(key) ?? '';
const person = (account: string) => founded.people.get(account) ?? '';

beforeEach(() => needs.clock.advance(24 * 3_600_000));

async function actor(account: string): Promise<Actor> {
  const found = await personActor(
    database.reader,
    { personId: person(account), actingPostId: null },
    dayIn('Asia/Shanghai', needs.clock.now()),
  );
  if (!found) throw new Error(`${account} has no post in force`);
  return found;
}

const post = (role: Parameters<typeof proposePost>[1]['post']['role'], endsOn: string | null = null) => ({
  role,
  divisionId: null,
  endsOn,
});

test('the three administrators are three people: the database refuses a second such post, whatever the program does', async () => {
  const forced = database.transaction(async (tx) => {
    const more = { id: needs.newId(), personId: person('sec'), orgId: org('office'), role: 'SYS_ADMIN' as const, divisionId: null };
    await addPost(tx, { ...more, state: 'confirmed', endsOn: null, proposedBy: 'system:test', proposedAt: needs.clock.now() });
  });

  await expect(forced).rejects.toThrow(/three_administrators_are_three_people/);
});

test('409: naming an administrator into a second administrator’s post is refused with both roles', async () => {
  const refused = await proposePost(needs, {
    actor: await actor('sys'),
    orgId: org('office'),
    personId: person('audit'),
    post: post('SEC_ADMIN'),
  });

  expect(refused).toMatchObject({ code: 'identity.post.excluded', params: { role: 'SEC_ADMIN', other: 'AUDIT_ADMIN' } });
});

test('the first administrators are appointed once', async () => {
  const { SYS_ADMIN, SEC_ADMIN, AUDIT_ADMIN } = testPlan.administrators;

  const again = await appointAdministrators(needs, { orgId: org('office'), administrators: { SYS_ADMIN, SEC_ADMIN, AUDIT_ADMIN } });

  expect(again).toMatchObject({ code: 'identity.post.exists' });
});

test('91-3.2: a 单位管理员 names the registrar of the own department, and of no other', async () => {
  const admin = await actor('water.gly');

  const own = await namePerson(needs, {
    actor: admin,
    orgId: org('water'),
    account: 'water.djy2',
    title: '水利局·登记员二',
    posts: [post('CATALOG_REGISTRAR')],
  });
  const other = await namePerson(needs, {
    actor: admin,
    orgId: org('county'),
    account: 'county.djy',
    title: '登记员',
    posts: [post('CATALOG_REGISTRAR')],
  });
  const higher = await namePerson(needs, {
    actor: admin,
    orgId: org('water'),
    account: 'water.aq',
    title: '安全',
    posts: [post('SEC_ADMIN')],
  });

  expect(isRefusal(own)).toBe(false);
  expect(other).toMatchObject({ code: 'identity.post.role-not-assignable' });
  expect(higher).toMatchObject({ code: 'identity.post.role-not-assignable' });
});

test('a high power counts only once the security administrator has confirmed it, who can confirm neither own nor self-proposed posts', async () => {
  const admin = await actor('water.gly');
  const named = expectDone(
    await namePerson(needs, {
      actor: admin,
      orgId: org('water'),
      account: 'water.fg',
      title: '水利局·分管负责人',
      posts: [post('DEPT_LEADER')],
    }),
  );
  const [proposed] = await standingPostsOf(database.reader, [named.personId]);
  const before = await personsWithPower(database.reader, org('water'), 'catalog.sign');

  const byProposer = await decidePost(needs, { actor: admin, postId: proposed?.id ?? '', decision: 'confirm' });
  const bySecurity = await decidePost(needs, { actor: await actor('sec'), postId: proposed?.id ?? '', decision: 'confirm' });
  const twice = await decidePost(needs, { actor: await actor('sec'), postId: proposed?.id ?? '', decision: 'confirm' });
  const after = await personsWithPower(database.reader, org('water'), 'catalog.sign');

  expect(proposed?.state).toBe('proposed');
  expect(byProposer).toMatchObject({ code: 'identity.power.missing' });
  expect(isRefusal(bySecurity)).toBe(false);
  expect(twice).toMatchObject({ code: 'identity.post.not-proposed' });
  expect(after.length).toBe(before.length + 1);
});

test('only members of an authority have its roles', async () => {
  const refused = await proposePost(needs, {
    actor: await actor('water.gly'),
    orgId: org('water'),
    personId: person('water.fzr'),
    post: post('AUTHORITY_LEADER'),
  });

  expect(refused).toMatchObject({ code: 'identity.post.role-not-in-organisation' });
});

test('an ended post carries no power any more, and the office loses its head with it', async () => {
  const [head] = (await standingPostsOf(database.reader, [person('water.fzr')])).filter((standing) => standing.role === 'OFFICE_HEAD');

  const ended = await endPost(needs, { actor: await actor('water.gly'), postId: head?.id ?? '' });

  expect(ended).toEqual({ done: true });
  expect(await personsWithPower(database.reader, org('water'), 'sharing.consent-out')).toHaveLength(0);
  const vacant = await setSharingOffice(needs, {
    actor: await actor('water.gly'),
    orgId: org('water'),
    name: '水利局信息中心',
    headPersonId: person('water.fzr'),
  });
  expect(vacant).toMatchObject({ code: 'identity.office-head.not-confirmed' });
});

test('409: the last security administrator cannot be removed', async () => {
  const [only] = await standingPostsOf(database.reader, [person('sec')]);

  expect(await endPost(needs, { actor: await actor('sys'), postId: only?.id ?? '' })).toMatchObject({ code: 'identity.post.last-of-kind' });
});

test('a contractor’s post needs a last day and ends on the day after it', async () => {
  const admin = await actor('water.gly');
  const today = dayIn('Asia/Shanghai', needs.clock.now());
  const boundless = await namePerson(needs, {
    actor: admin,
    orgId: org('water'),
    account: 'water.wb0',
    title: '受托方',
    posts: [post('CONTRACTOR')],
  });
  const named = expectDone(
    await namePerson(needs, {
      actor: admin,
      orgId: org('water'),
      account: 'water.wb',
      title: '受托方',
      posts: [post('CONTRACTOR', today)],
    }),
  );

  const sameDay = await endOverduePosts(needs);
  needs.clock.advance(24 * 3_600_000);
  const nextDay = await endOverduePosts(needs);

  expect(boundless).toMatchObject({ code: 'identity.post.end-date-required' });
  expect([sameDay, nextDay]).toEqual([0, 1]);
  expect(await standingPostsOf(database.reader, [named.personId])).toHaveLength(0);
});

test('91-7.1.2: the county’s own authority is competent inside the county, the city’s across, and never a party', async () => {
  const inCounty = await authorityFor(database.reader, { regionCodes: ['650421', '650421100'] });
  const across = await authorityFor(database.reader, { regionCodes: ['650421', '650400'] });
  const withoutOwn = await authorityFor(database.reader, { regionCodes: ['650422'] });
  const asParty = await authorityFor(database.reader, { regionCodes: ['650400'], power: 'sharing.extend', parties: [org('office')] });

  expect(inCounty?.regionCode).toBe('650421');
  expect(across?.regionCode).toBe('650400');
  expect(withoutOwn?.regionCode).toBe('650400');
  expect(asParty?.members).toEqual([]);
});

test('an organisation is found by a former name, and a wrong check character is refused', async () => {
  const found = await organisationsMatching(database.reader, { text: '水务', after: null, limit: 10 });
  const wrong = {
    uscc: '11650400000000020X',
    name: '市某局',
    shortName: '某局',
    formerNames: [],
    type: 'government' as const,
    regionCode: '650400',
    parentId: null,
    divisions: [],
  };

  const refused = await createOrganisation(needs, { actor: systemActor('test'), ...wrong });

  expect(found.ids).toEqual([org('water')]);
  expect(refused).toMatchObject({ code: 'identity.organisation.uscc-invalid', fields: [{ path: '/body/uscc' }] });
});

test('a department from an imported catalogue has no code, no people, and is not among the city’s organisations', async () => {
  const sample = await database.transaction((tx) =>
    sampleDepartment(tx, needs, { regionCode: '440300', regionName: '深圳市', name: '某局' }),
  );
  const again = await database.transaction((tx) =>
    sampleDepartment(tx, needs, { regionCode: '440300', regionName: '深圳市', name: '某局' }),
  );

  const named = await namePerson(needs, {
    actor: systemActor('test'),
    orgId: sample,
    account: 'sample.djy',
    title: '登记员',
    posts: [post('CATALOG_REGISTRAR')],
  });

  expect(again).toBe(sample);
  expect(named).toMatchObject({ code: 'identity.organisation.sample' });
  expect((await organisationsMatching(database.reader, { after: null, limit: 100 })).ids).not.toContain(sample);
});

test('91-3.2, 91-5.1: what a department has not filed is listed to its authority, and another department cannot read what it has', async () => {
  const bytes = Buffer.from('%PDF-1.7 invented');
  const paper = {
    secrecyDeclaration: 'not-secret' as const,
    kind: 'catalog-rules' as const,
    title: '目录管理制度',
    documentNumber: '吐水发〔2026〕1号',
    issuedOn: '2026-03-01',
  };
  const filed = expectDone(
    await fileDocument(needs, { actor: await actor('water.gly'), orgId: org('water'), ...paper, file: { fileName: '制度.pdf', bytes } }),
  );
  const disguised = await fileDocument(needs, {
    actor: await actor('water.gly'),
    orgId: org('water'),
    ...paper,
    file: { fileName: '制度.pdf', bytes: Buffer.from('MZ') },
  });

  const missing = await missingDocuments(database.reader, await actor('office.zg'));
  const strange = await readDocument(needs, { actor: await actor('county.gly'), documentId: filed.id });
  const overseen = expectDone(await readDocument(needs, { actor: await actor('office.zg'), documentId: filed.id }));

  expect(missing.find((list) => list.orgId === org('water'))?.kinds).not.toContain('catalog-rules');
  expect(missing.map((list) => list.orgId)).not.toContain(org('county'));
  expect(strange).toMatchObject({ code: 'identity.document.not-found' });
  expect(overseen.content.equals(bytes)).toBe(true);
  expect(disguised).toMatchObject({ code: 'identity.document.type' });
});

test('91-2.2: a business system is registered once by its own department, changed from the version seen, and takes its clients with it', async () => {
  const admin = await actor('water.gly');
  const facts = {
    name: '山洪预警系统',
    divisionId: null,
    builder: '市水利局',
    operator: '市水利局',
    networkZone: 'cloud' as const,
    protectionLevel: 2,
    joinedOn: null,
    purpose: '预警',
  };
  const system = expectDone(await registerBusinessSystem(needs, { actor: admin, facts }));
  expectDone(
    await registerMachineClient(needs, { actor: await actor('water.djy'), name: '预警调用端', systemId: system.id, publicJwk: null }),
  );

  const twice = await registerBusinessSystem(needs, { actor: admin, facts });
  const changed = expectDone(
    await changeBusinessSystem(needs, { actor: admin, systemId: system.id, version: 1, facts: { ...facts, protectionLevel: 3 } }),
  );
  const stale = await changeBusinessSystem(needs, { actor: admin, systemId: system.id, version: 1, facts });
  const strange = await changeBusinessSystem(needs, { actor: await actor('county.gly'), systemId: system.id, version: 2, facts });
  const retired = await retireBusinessSystem(needs, { actor: admin, systemId: system.id });

  expect(twice).toMatchObject({ code: 'identity.system.name-taken' });
  expect(changed).toMatchObject({ protectionLevel: 3, version: 2 });
  expect(stale).toMatchObject({ code: 'identity.system.changed' });
  expect(strange).toMatchObject({ code: 'identity.system.not-found' });
  expect(retired).toEqual({ done: true });
  expect(await clientsOfSystem(database.reader, system.id)).toEqual([]);
});

test('signing asks for the second factor again: a code counts once, and no system or client can sign', async () => {
  const { listDemoAccounts } = await import('./prepare-demo-account.ts');
  const code = (await listDemoAccounts(needs)).find((shown) => shown.account === 'office.zg')?.code ?? '';
  const leader = await actor('office.zg');

  const first = await confirmSecondFactor(needs, leader, code);
  const second = await confirmSecondFactor(needs, leader, code);
  const system = await confirmSecondFactor(needs, systemActor('job'), code);

  expect(first).toBe(true);
  expect(second).toMatchObject({ code: 'identity.second-factor.used' });
  expect(system).toMatchObject({ code: 'identity.second-factor.wrong' });
});

test('a client that is registered while its business system retires is refused: the retired system never has a live one', async () => {
  const admin = await actor('water.gly');
  const facts = {
    name: '并发退役系统',
    divisionId: null,
    builder: '水利局',
    operator: '水利局',
    networkZone: 'e-government-extranet' as const,
    protectionLevel: 2,
    joinedOn: null,
    purpose: '试',
  };
  const system = expectDone(await registerBusinessSystem(needs, { actor: admin, facts }));
  const applicant = await actor('water.djy');
  let registering: ReturnType<typeof registerMachineClient> | undefined;

  await database.transaction(async (tx) => {
    expectDone(await retireBusinessSystem({ ...needs, database: joinedTo(tx) }, { actor: admin, systemId: system.id }));
    registering = registerMachineClient(needs, { actor: applicant, name: '迟到的客户端', systemId: system.id, publicJwk: null });
    // It either waits for this transaction, or has been let in already.
    await Promise.race([registering, waitingForLock(tx)]);
  });

  expect(await registering).toMatchObject({ code: 'identity.system.retired' });
  expect(await clientsOfSystem(database.reader, system.id)).toEqual([]);
});

/** Resolves when another connection waits for a lock that this transaction holds. */
async function waitingForLock(tx: Transaction): Promise<void> {
  for (;;) {
    const waiting = await sql`SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))`.execute(tx);
    if (waiting.rows.length > 0) return;
  }
}
