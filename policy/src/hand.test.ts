import { expect, test } from 'vitest';
import { holderOf, isAmong, withStandIn } from './hand.ts';

const [delegator, delegate, head, other] = [{ id: 'P' }, { id: 'D' }, { id: 'H' }, { id: 'X' }];
const dForP = { id: 'D', standsFor: { personId: 'P' } };
const dForH = { id: 'D', standsFor: { personId: 'H' } };
const eForP = { id: 'E', standsFor: { personId: 'P' } };

test.each([
  ['whoever did it', delegate, ['D'], [], true],
  ['somebody else', delegator, ['D'], [], false],
  ['the one in whose name it was done', delegator, ['D'], [{ by: 'D', for: 'P' }], true],
  ['whoever once acted for the one who did it', delegate, ['P'], [{ by: 'D', for: 'P' }], true],
  ['whoever acts now for the one who did it', dForP, ['P'], [], true],
  ['a delegate of another head, who did it for the first', dForH, ['D'], [{ by: 'D', for: 'P' }], true],
  ['a second delegate of the one in whose name it was done', eForP, ['D'], [{ by: 'D', for: 'P' }], true],
  [
    'a second stand-in for the same post, of the other’s own work',
    { id: 'R' },
    ['P'],
    [
      { by: 'R', for: 'Q' },
      { by: 'P', for: 'Q' },
    ],
    true,
  ],
  ['a head with no part in it', head, ['D', 'P'], [{ by: 'D', for: 'P' }], false],
  ['a stranger', other, ['D', 'P', null, undefined], [{ by: 'D', for: 'P' }], false],
])('a hand is a set: %s', (_who, caller, hands, standIns, expected) => {
  expect(isAmong(caller, hands, standIns)).toBe(expected);
});

test('a case keeps each pair once, and takes nothing from whoever acts for themselves', () => {
  const once = withStandIn([], dForP);

  expect(once).toEqual([{ by: 'D', for: 'P' }]);
  expect(withStandIn(once, dForP)).toEqual(once);
  expect(withStandIn(once, delegate)).toEqual(once);
  expect(withStandIn(once, dForH)).toHaveLength(2);
});

test('what is taken into hand for another lies in that other’s hand', () => {
  expect([holderOf(delegate), holderOf(dForP)]).toEqual(['D', 'P']);
});
