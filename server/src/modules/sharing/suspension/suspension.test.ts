import { grantSuspensionSchema } from '@karez/contract/sharing/schemas';
import { isRefusal } from '@karez/kit/refusal';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterSuspensionEvent, mayTerminate, suspensionEvents, suspensionMachine, type Suspension } from './suspension.ts';

const states = grantSuspensionSchema.shape.state.options;
const ends = ['restored', 'terminated', 'ended'];

describe('the machine of a suspension', () => {
  test.each(states.flatMap((state) => suspensionEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const told = suspensionMachine[state][event];
      const next = afterSuspensionEvent(state, event);
      if (told === undefined) expect(next).toMatchObject({ code: 'sharing.suspension.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('an ended one never moves again, every other can be left, every state is reached', () => {
    for (const state of states) expect(Object.keys(suspensionMachine[state]).length === 0).toBe(ends.includes(state));
    const reached = new Set<string>(['suspended', ...states.flatMap((state) => Object.values(suspensionMachine[state]))]);
    expect([...reached].toSorted()).toEqual([...states].toSorted());
  });

  test('no walk ends a grant for want of rectification before a report or the end of the term', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...suspensionEvents), { maxLength: 20 }), fc.boolean(), (walk, ranOut) => {
        let state: Suspension['state'] = 'suspended';
        for (const event of walk) {
          const next = afterSuspensionEvent(state, event);
          if (isRefusal(next) || (event === 'terminate' && isRefusal(mayTerminate({ state }, ranOut)))) continue;
          if (next === 'terminated') expect(state === 'reported' || ranOut).toBe(true);
          state = next;
        }
      }),
    );
  });
});
