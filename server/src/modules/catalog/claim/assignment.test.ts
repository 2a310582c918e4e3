import { isRefusal } from '@karez/kit/refusal';
import { assignmentStates } from '@karez/contract/catalog/claim-assignment';
import { describe, expect, test } from 'vitest';
import { assignmentEvents, endAssignment, nextAssignmentState, type Assignment } from './assignment.ts';

const ends = { claim: 'claimed', decline: 'declined', withdraw: 'withdrawn', lapse: 'ended' } as const;
const asked = (state: Assignment['state']): Assignment => ({
  id: 'a',
  entryId: 'e',
  organisationId: 'o',
  assignedBy: 'p',
  assignedAt: new Date('2026-11-23T02:00:00Z'),
  reason: '属该部门职责',
  state,
  ended: null,
});

describe('an assignment to claim', () => {
  test.each(assignmentStates.flatMap((state) => assignmentEvents.map((event) => [state, event] as const)))(
    'that is %s ends by %s only while it is open',
    (state, event) => {
      const next = nextAssignmentState(state, event);

      if (state === 'open') expect(next).toBe(ends[event]);
      else expect(next).toMatchObject({ code: 'catalog.claim.assignment-ended', params: { state, event } });
    },
  );

  test('keeps who ended it, when and why', () => {
    const ended = { by: 'q', at: new Date('2026-11-24T02:00:00Z'), reason: '不属本部门' };

    expect(endAssignment(asked('open'), 'decline', ended)).toEqual({ ...asked('open'), state: 'declined', ended });
    expect(isRefusal(endAssignment(asked('declined'), 'withdraw', ended))).toBe(true);
  });
});
