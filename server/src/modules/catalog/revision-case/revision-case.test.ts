import { revisionCaseStates } from '@karez/contract/catalog/revision-case';
import { powerIds, type PowerId } from '@karez/contract/identity/roles';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import { entryIdFrom } from '../entry/entry.ts';
import type { Act } from '../revision/revision.ts';
import { caseDeeds, mayDo, seesCase, type CaseDeed, type CaseScene } from './revision-case-policy.ts';
import {
  abandonChange,
  askExtension,
  begin,
  comeIntoForce,
  confirmUnchanged,
  decideExtension,
  declineUnchanged,
  nextCaseState,
  reportUnchanged,
  retireEntry,
  revisionCaseEvents,
  sendBack,
  sign,
  type CaseExtension,
  type RevisionCase,
  type RevisionCaseEvent,
  type RevisionCaseState,
} from './revision-case.ts';

const act = (by: string): Act => ({ by, orgId: 'o', at: new Date('2026-11-23T02:00:00Z'), opinion: '意见' });
const asked: CaseExtension = { workingDays: 5, asked: act('registrar'), decided: null, granted: null };
const common = { id: 'c', eventId: 'e', entryId: entryIdFrom('n'), revision: 3, restsOn: [], openedAt: new Date(0), declined: null };

function caseIn(state: RevisionCaseState, extension: CaseExtension | null = null): RevisionCase {
  const given = { ...common, extension };
  if (state === 'open') return { ...given, state };
  if (state === 'in-hand') return { ...given, state, revisionNo: 2 };
  if (state === 'reported') return { ...given, state, revisionNo: 2, reported: act('head') };
  if (state === 'unchanged-reported') return { ...given, state, reported: act('registrar') };
  return { ...given, state, outcome: 'revised', revisionNo: 2, reported: act('head'), ended: act('officer') };
}

const moves: Readonly<Record<RevisionCaseEvent, (given: RevisionCase) => RevisionCase | Refusal>> = {
  begin: (given) => begin(given, 2),
  'report-unchanged': (given) => reportUnchanged(given, act('registrar')),
  'ask-extension': (given) => askExtension(given, asked),
  'decide-extension': (given) => decideExtension({ ...given, extension: asked }, { granted: true, decided: act('officer') }),
  'confirm-unchanged': (given) => confirmUnchanged(given, act('officer')),
  'decline-unchanged': (given) => declineUnchanged(given, act('officer')),
  sign: (given) => sign(given, act('head')),
  'send-back': (given) => sendBack(given),
  'abandon-change': (given) => abandonChange(given),
  'come-into-force': (given) => comeIntoForce(given, act('officer')),
  'retire-entry': (given) => retireEntry(given, act('officer')),
};

describe('every event on a case of every state', () => {
  test.each(revisionCaseStates.flatMap((state) => revisionCaseEvents.map((event) => ({ state, event }))))(
    '91-3.3, 809-17: $event on a case that is $state does what the transition table says',
    ({ state, event }) => {
      const expected = nextCaseState(state, event);
      const result = moves[event](caseIn(state));

      if (isRefusal(expected)) expect(result).toEqual(expected);
      else expect(result).toMatchObject({ state: expected, revision: 4, id: 'c' });
    },
  );

  test('a request for more days that nobody answered falls away with the report, one that was answered stays', () => {
    const answered = { ...asked, decided: act('officer'), granted: true };

    expect(reportUnchanged(caseIn('open', asked), act('registrar'))).toMatchObject({ extension: null });
    expect(sign(caseIn('in-hand', answered), act('head'))).toMatchObject({ extension: { granted: true } });
  });

  test('809-17: more days are granted once; after a refusal they may be asked for again', () => {
    const answered = (granted: boolean) => caseIn('open', { ...asked, decided: act('officer'), granted });

    expect(askExtension(caseIn('open', asked), asked)).toMatchObject({ code: 'catalog.revision-case.extension-asked' });
    expect(askExtension(answered(true), asked)).toMatchObject({ code: 'catalog.revision-case.extension-asked' });
    expect(askExtension(answered(false), asked)).toMatchObject({ state: 'open', extension: { granted: null } });
    expect(decideExtension(caseIn('open'), { granted: true, decided: act('officer') })).toMatchObject({
      code: 'catalog.revision-case.illegal-transition',
    });
  });
});

const scene: CaseScene = { providerOrgId: 'provider', authorityRegion: '650400', isMoving: false };
const seats = ['provider', 'authority', 'authority-as-provider', 'other', 'county'] as const;

/** Somebody with one power, for their own organisation or, as a member of an authority, over its region. */
function actorAt(power: PowerId, seat: (typeof seats)[number]) {
  const orgId = seat === 'authority-as-provider' ? 'provider' : seat;
  const regionCode = seat === 'county' ? '650421' : '650400';
  const isOverRegion = power === 'catalog.publish' || power === 'catalog.verify-denial';
  const held = isOverRegion ? { power, orgId: null, regionCode } : { power, orgId, regionCode: null };
  return { kind: 'person' as const, id: power, orgId, regionCode, powers: [held] };
}

/** Who may do a deed at all, written down by hand (law.md §6.1; 91-7.1): which roles carry the power is identity's to test. */
function isTheirs(deed: CaseDeed, power: PowerId, seat: (typeof seats)[number]): boolean {
  if (caseDeeds[deed] === 'department') return power === 'catalog.register' && (seat === 'provider' || seat === 'authority-as-provider');
  return power === 'catalog.publish' && (seat === 'authority' || seat === 'other');
}

const deeds: readonly CaseDeed[] = [
  'begin',
  'report-unchanged',
  'ask-extension',
  'confirm-unchanged',
  'decline-unchanged',
  'decide-extension',
];

describe('every deed by every power at every seat in every state', () => {
  test.each(deeds)('%s is open to those whose deed it is, in the states that have it, and to nobody else', (deed) => {
    for (const state of revisionCaseStates)
      for (const power of powerIds)
        for (const seat of seats) {
          const given = caseIn(state, deed === 'decide-extension' ? asked : null);
          const possible = !isRefusal(nextCaseState(state, deed)) && isTheirs(deed, power, seat);

          expect(mayDo(actorAt(power, seat), deed, { given, scene }) === true, `${deed} ${state} ${power} ${seat}`).toBe(possible);
        }
  });

  test('a case exists for the provider’s people and its region’s authority only', () => {
    expect(seesCase(actorAt('sharing.apply', 'provider'), scene)).toBe(true);
    expect(seesCase(actorAt('catalog.publish', 'authority'), scene)).toBe(true);
    expect(seesCase(actorAt('catalog.publish', 'county'), scene)).toBe(false);
    expect(seesCase(actorAt('catalog.register', 'other'), scene)).toBe(false);
  });
});
