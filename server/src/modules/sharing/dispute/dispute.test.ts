import { disputeStates } from '@karez/contract/sharing/dispute';
import { isRefusal } from '@karez/kit/refusal';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterDisputeEvent, disputeEvents, disputeMachine, endStates, faultOfResult, type DisputeEvent } from './dispute.ts';

describe('the machine of a dispute', () => {
  test.each(disputeStates.flatMap((state) => disputeEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const told = disputeMachine[state][event];
      const next = afterDisputeEvent(state, event);
      if (told === undefined) expect(next).toMatchObject({ code: 'sharing.dispute.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('an ended one never moves again, every other can be left, every state is reached', () => {
    for (const state of disputeStates) expect(Object.keys(disputeMachine[state]).length === 0).toBe(endStates.includes(state));
    const reached = new Set<string>(['negotiating', ...disputeStates.flatMap((state) => Object.values(disputeMachine[state]))]);
    expect([...reached].toSorted()).toEqual([...disputeStates].toSorted());
  });

  test('809-28: no walk is decided above before the authority had it, nor counts before a second officer has confirmed it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...disputeEvents), { maxLength: 30 }), (walk) => {
        let state: (typeof disputeStates)[number] = 'negotiating';
        const taken: DisputeEvent[] = [];
        for (const event of walk) {
          const next = afterDisputeEvent(state, event);
          if (isRefusal(next)) continue;
          taken.push(event);
          if (next === 'above') expect(taken).toContain('refer');
          if (event === 'confirm-order' || event === 'confirm-stands') expect(taken).toEqual(expect.arrayContaining(['escalate', 'enter']));
          state = next;
        }
      }),
    );
  });
});

describe('a result', () => {
  const application = { kind: 'application', itemNos: [1, 2] } as const;
  const entry = { kind: 'entry', itemNos: [] } as const;

  test.each([
    ['names what is to be shared', application, 'for-requester', [1], true],
    ['names nothing to be shared', application, 'for-requester', [], false],
    ['names what nobody disputed', application, 'for-requester', [3], false],
    ['names an item twice', application, 'for-requester', [1, 1], false],
    ['leaves the answer as it is', application, 'stands', [], true],
    ['leaves the answer and names items', application, 'stands', [1], false],
    ['is about an entry', entry, 'for-requester', [], true],
    ['is about an entry and names items', entry, 'for-requester', [1], false],
  ] as const)('that %s', (_name, about, result, itemNos, isWhole) => {
    expect(faultOfResult(about, { result, itemNos }) === null).toBe(isWhole);
  });
});
