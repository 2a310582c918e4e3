import { contractTables } from '../../tools/laws/contract-tables.ts';
import { describe, expect, test } from 'vitest';
import { lendable, lendableBy, passingNow } from '../src/modules/desk/delegation/delegable.ts';
import type { SessionActor } from '../src/modules/identity/actor.ts';
import { permit } from '../src/modules/identity/authenticate.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import { layered } from '../src/modules/law/rule-set.ts';
import { shippedRuleSets } from '../src/modules/law/shipped-law.ts';

const inForce = layered(shippedRuleSets(), '809-2025');
const { deputised } = inForce;
const powersIn = (...roles: Parameters<typeof powersOf>[0][number]['role'][]) =>
  powersOf(roles.map((role) => ({ role, orgId: 'unit', regionCode: '650400', memberships: [] })));
const headPowers = powersIn('OFFICE_HEAD');
const workerPowers = powersIn('APPLICANT', 'PROVIDER_HANDLER');
const named = { delegationId: 'delegation', no: 'DL-000001', personId: 'P', byTitle: '', forTitle: '', lastDay: null };

/** Whoever acts under the widest delegation that can be given by somebody with some powers. */
function actingFor(powers: typeof headPowers): SessionActor {
  const { work, signatures } = lendableBy(powers, 'unit', inForce);
  const passing = passingNow({ deeds: [...work, ...signatures], orgId: 'unit' }, powers);
  const standsFor = { ...named, deeds: passing?.deeds ?? [] };
  return { kind: 'person', id: 'D', orgId: 'unit', regionCode: '650400', powers: passing?.powers ?? [], standsFor, session: null };
}

/** What stays one's own whomever one acts for: going back, acting for somebody else, leaving, one's own notices; and what asks for nobody. */
const ownWrites = ['desk.act-as-self', 'desk.act-for', 'desk.read-notice', 'desk.read-all-notices'];
const everyRoute = (await contractTables()).routes.map(({ route }) => route);
const writes = everyRoute.filter(({ method }) => method !== 'GET');

describe('the deeds that may be done for another', () => {
  test('every route that writes is refused to whoever acts for another, but those that the rule set names', () => {
    for (const [powers, by] of [
      [headPowers, 'head'],
      [workerPowers, 'handler'],
    ] as const) {
      const acting = actingFor(powers);
      const open = writes.filter((route) => permit(acting, route)?.code !== 'request.not-lent' && route.audience !== 'anyone');
      const lent = [...deputised.values()].filter((one) => one.by === by).map(({ deed }) => deed);

      expect(open.map(({ id }) => id).toSorted()).toEqual([...ownWrites, ...lent].toSorted());
      // What is lent is also permitted: no button that opens nothing.
      expect(writes.filter(({ id }) => lent.includes(id)).map((route) => permit(acting, route))).toEqual(lent.map(() => null));
    }
    expect(writes.length).toBeGreaterThan(200);
  });

  test('under a delegation that has ended nothing is done, and only going back and what is one’s own stays open', () => {
    const { standsFor: _ended, ...own } = actingFor(headPowers);
    const lapsed: SessionActor = { ...own, powers: headPowers, lapsed: named };
    const open = writes.filter((route) => permit(lapsed, route)?.code !== 'request.delegation-ended' && route.audience !== 'anyone');

    expect(open.map(({ id }) => id).toSorted()).toEqual(ownWrites.toSorted());
  });

  test('reading passes with what a case needs, and nothing that administers, supervises or decides', () => {
    const held = (powers: typeof headPowers) => [...new Set(actingFor(powers).powers.map(({ power }) => power))].toSorted();

    expect(held(headPowers)).toEqual(['catalog.read', 'law.read', 'sharing.consent-in', 'sharing.consent-out', 'sharing.read']);
    expect(held(workerPowers)).toEqual(['catalog.read', 'law.read', 'sharing.apply', 'sharing.handle', 'sharing.read']);
  });

  test('809-20: what the rule set names is what a case can bear, each deed a route with the power that the list says, and an internal rule', () => {
    expect([...deputised.keys()].toSorted()).toEqual(Object.keys(lendable).toSorted());
    for (const { deed, by, nature } of deputised.values()) {
      const route = everyRoute.find(({ id }) => id === deed);
      expect([deed, route?.power, nature]).toEqual([deed, lendable[deed]?.power, 'internal']);
      expect([deed, lendable[deed]?.signedWith === undefined]).toEqual([deed, by === 'head']);
    }
  });

  test('who signs lends no work that they sign, not even what they had lent before', () => {
    const both = powersIn('OFFICE_HEAD', 'PROVIDER_HANDLER', 'APPLICANT');

    expect(lendableBy(both, 'unit', inForce).work).toEqual([]);
    expect(passingNow({ deeds: ['sharing.propose-reply'], orgId: 'unit' }, workerPowers)?.deeds).toEqual(['sharing.propose-reply']);
    expect(passingNow({ deeds: ['sharing.propose-reply'], orgId: 'unit' }, both)).toBeUndefined();
    expect(passingNow({ deeds: ['sharing.consent-in'], orgId: 'unit' }, workerPowers)).toBeUndefined();
  });
});
