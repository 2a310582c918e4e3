import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, explain, readyGrant, type GrantCase } from './decision.ts';
import { parseCompiledGrant, type CompiledGrant } from './grant.ts';
import { sampleGrant } from './grant-samples.ts';

const noon = Date.parse('2026-06-01T04:00:00Z');

function caseOf(grant: Partial<CompiledGrant> = {}, changes: Partial<GrantCase> = {}): GrantCase {
  const ready = readyGrant(sampleGrant(grant));
  if (!ready) throw new Error('the sample grant does not compile');
  return {
    ready,
    use: { door: 'api', clientId: 'client-1', atMs: noon, matter: 'SW-2026-17', operator: 'window-3' },
    service: { entryId: 'entry-1', online: true, itemNos: [1] },
    left: { secondLeft: 1, dayLeft: 1, totalLeft: null, dayEndsInSeconds: 3600 },
    ...changes,
  };
}

const base = caseOf();
const restriction = {
  id: 'r1',
  by: 'authority',
  basis: { instrument: '809-2025', article: '27.2' },
  from: '2026-05-01T00:00:00Z',
  to: null,
} as const;

const denials: readonly [string, GrantCase, string, number][] = [
  ['a service that is offline', caseOf({}, { service: { ...base.service, online: false } }), 'grant.service.offline', 404],
  ['a service of another entry', caseOf({}, { service: { ...base.service, entryId: 'entry-2' } }), 'grant.service.offline', 404],
  ['a client that the grant does not name', caseOf({ clientIds: ['client-2'] }), 'grant.client.not-named', 403],
  ['a grant for another door', caseOf({ mode: 'file' }), 'grant.door.other', 403],
  ['a restriction in force', caseOf({ restrictions: [restriction] }), 'grant.restriction.in-force', 451],
  ['a suspended grant', caseOf({ state: 'suspended' }), 'grant.state.closed', 403],
  ['a revoked grant', caseOf({ state: 'revoked' }), 'grant.state.closed', 403],
  ['a grant that has not begun', caseOf({ validFrom: '2026-06-02T00:00:00Z' }), 'grant.validity.not-begun', 403],
  ['a grant that ended this instant', caseOf({ validTo: '2026-06-01T04:00:00Z' }), 'grant.validity.ended', 403],
  [
    'personal data without a named matter',
    caseOf({ personal: true, purpose: { code: 'x', matterCode: null } }),
    'grant.purpose.unnamed',
    403,
  ],
  ['no matter number', caseOf({}, { use: { ...base.use, matter: null } }), 'grant.matter.missing', 403],
  ['a matter number of another format', caseOf({}, { use: { ...base.use, matter: 'GA-1' } }), 'grant.matter.format', 403],
  ['no operator', caseOf({}, { use: { ...base.use, operator: null } }), 'grant.operator.missing', 403],
  ['no granted item in the service', caseOf({}, { service: { ...base.service, itemNos: [9] } }), 'grant.items.none', 403],
  ['a used-up total', caseOf({}, { left: { ...base.left, totalLeft: 0 } }), 'grant.quota.total', 403],
  ['a used-up day', caseOf({}, { left: { ...base.left, dayLeft: 0 } }), 'grant.quota.day', 429],
  ['a used-up second', caseOf({}, { left: { ...base.left, secondLeft: 0 } }), 'grant.quota.second', 429],
];

test('a use that meets every condition is allowed', () => {
  expect(decide(base)).toEqual({ allowed: true });
  expect(explain(base).every((line) => line.passed)).toBe(true);
});

test.each(denials)('%s is denied with its own code', (...[, aCase, code, status]) => {
  const decision = decide(aCase);

  expect(decision).toMatchObject({ allowed: false, code, status });
  expect(explain(aCase).find((line) => !line.passed)?.code).toBe(code);
});

test('809-27.2: a restriction answers with the article that it rests on, also when the grant is suspended', () => {
  expect(decide(caseOf({ restrictions: [restriction], state: 'suspended' }))).toMatchObject({
    status: 451,
    basis: { instrument: '809-2025', article: '27.2' },
  });
});

test('a restriction that has ended or not begun denies nothing', () => {
  expect(decide(caseOf({ restrictions: [{ ...restriction, to: '2026-06-01T04:00:00Z' }] }))).toEqual({ allowed: true });
  expect(decide(caseOf({ restrictions: [{ ...restriction, from: '2026-06-01T04:00:01Z' }] }))).toEqual({ allowed: true });
});

test('used-up quotas say when to come again, and a used-up total does not', () => {
  expect(decide(caseOf({}, { left: { ...base.left, dayLeft: 0 } }))).toMatchObject({ retryAfterSeconds: 3600 });
  expect(decide(caseOf({}, { left: { ...base.left, secondLeft: 0 } }))).toMatchObject({ retryAfterSeconds: 1 });
  expect(decide(caseOf({}, { left: { ...base.left, totalLeft: 0 } }))).toMatchObject({ retryAfterSeconds: null });
});

test('a use is allowed exactly when EXPLAIN shows no failed check', () => {
  const flag = fc.boolean();
  fc.assert(
    fc.property(
      fc.tuple(flag, flag, flag, flag, flag),
      fc.integer({ min: -1, max: 2 }),
      ([online, named, active, matter, operator], secondLeft) => {
        const aCase = caseOf(
          { clientIds: named ? ['client-1'] : [], state: active ? 'active' : 'terminated' },
          {
            service: { ...base.service, online },
            use: { ...base.use, matter: matter ? 'SW-2026-1' : '?', operator: operator ? 'o' : null },
            left: { ...base.left, secondLeft },
          },
        );
        expect(decide(aCase).allowed).toBe(explain(aCase).every((line) => line.passed));
        expect(decide(aCase).allowed).toBe(online && named && active && matter && operator && secondLeft > 0);
      },
    ),
  );
});

test('a compiled grant is read back from JSON as it was', () => {
  const grant = sampleGrant({ restrictions: [restriction], legalBasis: [{ instrument: 'duty document', article: '' }] });

  expect(parseCompiledGrant(JSON.parse(JSON.stringify(grant)))).toEqual(grant);
});

test('a compiled grant with any field missing or of another type is refused with the place', () => {
  const grant: Record<string, unknown> = { ...sampleGrant() };
  for (const name of Object.keys(grant)) {
    for (const value of [undefined, null, {}, [], -1, 'Z']) {
      const isStillRight =
        name === 'clientIds' || name === 'restrictions' || name === 'legalBasis' ? Array.isArray(value) : isPlainWord(name, value);
      if (isStillRight) continue;
      expect(parseCompiledGrant({ ...grant, [name]: value }), `${name} = ${JSON.stringify(value)}`).toMatchObject({ refused: true });
    }
  }
});

function isPlainWord(name: string, value: unknown): boolean {
  return (
    value === 'Z' && ['grantId', 'entryId', 'entryCode', 'entryVersion', 'providerOrgId', 'requesterOrgId', 'matterFormat'].includes(name)
  );
}

test('a compiled grant that names an item twice, or no item, is refused', () => {
  const [first] = sampleGrant().items;
  expect(parseCompiledGrant(sampleGrant({ items: [] }))).toMatchObject({ refused: true });
  expect(parseCompiledGrant({ ...sampleGrant(), items: [first, first] })).toMatchObject({ refused: true });
});
