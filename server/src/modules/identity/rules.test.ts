import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { isRefusal } from '@karez/kit/refusal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Caller } from '#platform/caller';
import { countAttempt, FAILURES_MAX, isLocked, LOCK_MINUTES, WINDOW_MINUTES, type Attempts } from './lock-out.ts';
import { checkPassword } from './password.ts';
import { mayUse, powersOf, rolesWith, type PostInForce } from './powers.ts';
import { excludeEachOther } from './role.ts';
import { isLive } from './session.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 2, 0) + minutes * 60_000);
const post = (role: RoleCode, more: Partial<PostInForce> = {}): PostInForce => ({
  role,
  orgId: 'own',
  regionCode: '650400',
  memberships: [],
  ...more,
});
const actor = (...posts: PostInForce[]): Caller => ({
  kind: 'person',
  id: 'p',
  orgId: posts[0]?.orgId ?? null,
  regionCode: '650400',
  powers: powersOf(posts),
});

test('the three administrators exclude each other, and so do the operator and whoever approves; no other pair does', () => {
  const pairs = roleCodes.flatMap((first, index) =>
    roleCodes
      .slice(index + 1)
      .filter((second) => excludeEachOther(first, second))
      .map((second) => `${first}+${second}`),
  );

  expect(pairs.toSorted()).toEqual(
    [
      'AUTHORITY_ADMIN+PLATFORM_OPERATOR',
      'AUTHORITY_LEADER+PLATFORM_OPERATOR',
      'CATALOG_REVIEWER+PLATFORM_OPERATOR',
      'DEPT_LEADER+PLATFORM_OPERATOR',
      'OFFICE_HEAD+PLATFORM_OPERATOR',
      'SEC_ADMIN+AUDIT_ADMIN',
      'SYS_ADMIN+AUDIT_ADMIN',
      'SYS_ADMIN+SEC_ADMIN',
    ].toSorted(),
  );
});

test('exclusion does not depend on the order in which roles are given', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...roleCodes),
      fc.constantFrom(...roleCodes),
      (first, second) => excludeEachOther(first, second) === excludeEachOther(second, first),
    ),
  );
});

test('a power of one’s own department counts there and nowhere else', () => {
  const registrar = actor(post('CATALOG_REGISTRAR'));

  expect(mayUse(registrar, 'catalog.register', { orgId: 'own' })).toBe(true);
  expect(mayUse(registrar, 'catalog.register', { orgId: 'other' })).toMatchObject({ code: 'identity.power.other-organisation' });
  expect(mayUse(registrar, 'catalog.review', { orgId: 'own' })).toMatchObject({ code: 'identity.power.missing' });
});

test('a matter that belongs to no organisation is nobody’s to act on', () => {
  const registrar = actor(post('CATALOG_REGISTRAR'));

  expect(isRefusal(mayUse(registrar, 'catalog.register', { orgId: null }))).toBe(true);
  expect(mayUse(registrar, 'catalog.register')).toBe(true);
});

test('91-7.1.2: an authority decides for exactly its own region; the city does not decide the county’s matters', () => {
  const membership = { regionCode: '650400', powers: ['catalog.publish'] };
  const admin = actor(post('AUTHORITY_ADMIN', { memberships: [membership] }));

  expect(mayUse(admin, 'catalog.publish', { regionCode: '650400' })).toBe(true);
  expect(mayUse(admin, 'catalog.publish', { regionCode: '650421' })).toMatchObject({ code: 'identity.power.other-region' });
});

test('91-7.1: a member of the authority has only the powers that its membership gives', () => {
  const admin = actor(post('AUTHORITY_ADMIN', { memberships: [{ regionCode: '650400', powers: ['sharing.coordinate'] }] }));

  expect(isRefusal(mayUse(admin, 'catalog.publish', { regionCode: '650400' }))).toBe(true);
  expect(mayUse(admin, 'sharing.coordinate', { regionCode: '650400' })).toBe(true);
});

test('91-7.1: a member of the authority that is party to a case cannot decide it', () => {
  const leader = actor(post('AUTHORITY_LEADER', { memberships: [{ regionCode: '650400', powers: ['sharing.decide-dispute'] }] }));

  expect(mayUse(leader, 'sharing.decide-dispute', { regionCode: '650400', parties: ['other', 'own'] })).toMatchObject({
    code: 'identity.power.party',
  });
  expect(mayUse(leader, 'sharing.decide-dispute', { regionCode: '650400', parties: ['other', 'third'] })).toBe(true);
});

test('refusals to verify, extensions, disputes and suspensions are the leader’s, routine publication the administrator’s', () => {
  for (const power of ['catalog.verify-denial', 'sharing.extend', 'sharing.decide-dispute', 'catalog.suspend'])
    expect(rolesWith(power)).toEqual(['AUTHORITY_LEADER']);
  expect(rolesWith('catalog.publish')).toEqual(['AUTHORITY_ADMIN']);
});

test('809-13, 809-20: the department’s leader signs the catalogue, the office head consents out and in', () => {
  expect(rolesWith('catalog.sign')).toEqual(['DEPT_LEADER']);
  expect(rolesWith('sharing.consent-out')).toEqual(['OFFICE_HEAD']);
  expect(rolesWith('sharing.consent-in')).toEqual(['OFFICE_HEAD']);
});

test('an administrator’s power covers the region and everything below it, nothing above', () => {
  const cityAdmin = actor(post('SYS_ADMIN'));
  const countyAdmin = actor(post('SYS_ADMIN', { regionCode: '650421' }));

  expect(mayUse(cityAdmin, 'identity.organisations', { regionCode: '650421' })).toBe(true);
  expect(isRefusal(mayUse(countyAdmin, 'identity.organisations', { regionCode: '650400' }))).toBe(true);
});

test('every process of a department can be finished by three people', () => {
  const roles: readonly RoleCode[][] = [
    ['CATALOG_REGISTRAR', 'APPLICANT', 'PROVIDER_HANDLER', 'DATA_STEWARD'],
    ['CATALOG_REVIEWER', 'ORG_ADMIN'],
    ['DEPT_LEADER', 'OFFICE_HEAD'],
  ];

  for (const person of roles) expect(person.some((first) => person.some((second) => excludeEachOther(first, second)))).toBe(false);
});

test('the fifth failure within the window locks, and the lock ends by itself', () => {
  let attempts: Attempts | undefined;
  for (let count = 0; count < FAILURES_MAX; count += 1) {
    expect(isLocked(attempts, at(count))).toBe(false);
    attempts = countAttempt(attempts, at(count));
  }

  expect(isLocked(attempts, at(FAILURES_MAX))).toBe(true);
  expect(isLocked(attempts, at(FAILURES_MAX - 1 + LOCK_MINUTES))).toBe(false);
});

test('failures further apart than the window never add up', () => {
  let attempts: Attempts | undefined;
  for (let count = 0; count < 20; count += 1) attempts = countAttempt(attempts, at(count * (WINDOW_MINUTES + 1)));

  expect(attempts?.failures).toBe(1);
  expect(isLocked(attempts, at(20 * (WINDOW_MINUTES + 1)))).toBe(false);
});

test('a session ends when idle too long, when open too long, and when signed out', () => {
  const limits = { idleMinutes: 30, hoursMax: 12 };
  const session = { beganAt: at(0), seenAt: at(0), endedAt: null };

  expect(isLive(session, limits, at(29))).toBe(true);
  expect(isLive(session, limits, at(30))).toBe(false);
  expect(isLive({ ...session, seenAt: at(719) }, limits, at(719.5))).toBe(true);
  expect(isLive({ ...session, seenAt: at(719) }, limits, at(720))).toBe(false);
  expect(isLive({ ...session, endedAt: at(1) }, limits, at(2))).toBe(false);
});

test('a password needs twelve characters of three classes without the account’s name', () => {
  expect(checkPassword('Karez-Water-2026', 'scjg.djy')).toBe(true);
  for (const weak of ['Short-1a', 'alllowercase1', 'scjg.djy-2026-X', 'aaaaaaaaaaA1'])
    expect(isRefusal(checkPassword(weak, 'scjg.djy'))).toBe(true);
});
