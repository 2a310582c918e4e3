import { roleCodes } from '@karez/contract/identity/roles';
import { useRecordStates } from '@karez/contract/sharing/use-record';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import { powersOf } from '../src/modules/identity/powers.ts';
import { mayTellUse, type UseDeed } from '../src/modules/sharing/use-record/use-record-policy.ts';
import { grantBetween } from './grant-between.ts';

const deeds = ['state-use', 'say-unchanged', 'match-call'] as const satisfies readonly UseDeed[];
const places = ['provider', 'requester', 'authority', 'other'] as const;
const walkers = places.flatMap((place) =>
  roleCodes.map((role) => {
    const regionCode = '650400';
    const memberships = place === 'authority' ? [{ regionCode, powers: ['sharing.restrict', 'sharing.coordinate'] }] : [];
    const powers = powersOf([{ role, orgId: place, regionCode, memberships }]);
    return { place, role, actor: { kind: 'person' as const, id: `${role}@${place}`, orgId: place, regionCode, powers } };
  }),
);
const situations = [...useRecordStates, 'none' as const].flatMap((state) =>
  [false, true].flatMap((isKnown) => [false, true].map((hasWaitingCalls) => ({ state, isKnown, hasWaitingCalls }))),
);

describe.each(deeds)('809-29: %s', (deed) => {
  test('every state × role × place is answered as the tables say: only the holder’s clerks, and only while something is to be said', () => {
    const wrong = situations.flatMap(({ state, isKnown, hasWaitingCalls }) =>
      walkers.flatMap(({ place, role, actor }) => {
        const record = state === 'none' ? undefined : { state, quarter: '2026Q4' };
        const answer = mayTellUse(actor, deed, { grant: grantBetween('requester', 'provider'), record, isKnown, hasWaitingCalls });
        const holds = place === 'requester' && role === 'APPLICANT';
        const open =
          deed === 'match-call' ? hasWaitingCalls : (state === 'running' || state === 'owed') && (deed === 'state-use' || isKnown);
        if ((answer === true) === (holds && open)) return [];
        return [`${actor.id} in ${state}: ${isRefusal(answer) ? answer.code : 'may'}`];
      }),
    );

    expect(wrong).toEqual([]);
  });
});
