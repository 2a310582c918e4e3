import { roleCodes } from '@karez/contract/identity/roles';
import { assignmentStates } from '@karez/contract/sharing/handling-schemas';
import { applicationStates } from '@karez/contract/sharing/schemas';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../src/modules/identity/actor.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import { emptyContent } from '../src/modules/sharing/application.ts';
import type { ApplicationRecord } from '../src/modules/sharing/application-store.ts';
import {
  afterAssignmentEvent,
  assignmentEvents,
  assignmentMachine,
  faultOfOpinion,
  type Assignment,
} from '../src/modules/sharing/handling/assignment.ts';
import { divisionDeeds, mayInDivision } from '../src/modules/sharing/handling/may-assign.ts';

const at = new Date('2026-11-23T02:00:00Z');
const application = (state: ApplicationRecord['state'], startedBy = 'applicant'): ApplicationRecord => ({
  id: 'application',
  no: 'SQ-1',
  revision: 3,
  state,
  entryId: 'entry',
  entryVersion: '1.0',
  entryRevisionNo: 1,
  requesterOrgId: 'requester',
  requesterRegionCode: '650400',
  authorityRegionCode: '650400',
  providerOrgId: 'provider',
  providerRegionCode: '650400',
  content: emptyContent(),
  proposal: null,
  reply: null,
  ruleSetId: 'rules',
  requesterSignature: null,
  startedBy,
  submittedBy: 'applicant',
  consentedOutBy: 'requester-head',
  proposedBy: null,
  signedInBy: null,
  earlierHands: [],
  standIns: [],
  providerHands: [],
  preparedBy: null,
  returned: null,
  createdAt: at,
  submittedAt: at,
  decidedAt: null,
  renewsGrantId: null,
  renewsVersion: null,
});
const assignment = (state: Assignment['state']): Assignment => ({
  id: 'assignment',
  handlingId: 'handling',
  divisionId: 'registry',
  divisionName: '登记注册科',
  words: '请提出意见',
  dueOn: '2026-11-25',
  state,
  assignedBy: 'handler',
  assignedAt: at,
  opened: null,
  answer: null,
  reason: null,
  ended: null,
});
const walkers = ['provider', 'requester', 'other'].flatMap((orgId) =>
  ['registry', 'food', null].flatMap((divisionId) =>
    roleCodes.map((role): Actor & { readonly role: string; readonly divisionId: string | null } => ({
      kind: 'person',
      id: `${role}@${orgId}/${String(divisionId)}`,
      orgId,
      regionCode: '650400',
      powers: powersOf([{ role, orgId, regionCode: '650400', divisionId, memberships: [] }]),
      role,
      divisionId,
    })),
  ),
);

describe('what a division is asked', () => {
  test.each(assignmentStates.flatMap((state) => assignmentEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const told = assignmentMachine[state][event];
      if (told === undefined)
        expect(afterAssignmentEvent(state, event)).toMatchObject({ code: 'sharing.handling.illegal-transition', params: { state, event } });
      else expect(afterAssignmentEvent(state, event)).toBe(told);
    },
  );

  test('nothing is answered unopened, nothing opened is taken back, and every state is reached and left or an end', () => {
    const reached = new Set<string>(['sent']);
    for (let turn = 0; turn < assignmentStates.length; turn += 1)
      for (const state of assignmentStates)
        if (reached.has(state)) Object.values(assignmentMachine[state]).forEach((next) => reached.add(next));
    expect([...reached].toSorted()).toEqual([...assignmentStates].toSorted());
    expect(assignmentMachine.sent.answer).toBeUndefined();
    expect(assignmentMachine.opened.recall).toBeUndefined();
  });

  test.each(divisionDeeds)('%s: every state × state of the application × role × place is answered as the tables say', (deed) => {
    const wrong = assignmentStates.flatMap((state) =>
      applicationStates.flatMap((stage) =>
        walkers.flatMap((actor) => {
          const answer = mayInDivision({ actor, application: application(stage), assignment: assignment(state) }, deed);
          const stands = actor.role === 'DIVISION_CLERK' && actor.orgId === 'provider' && actor.divisionId === 'registry';
          const inTime = stage === 'at-provider' || stage === 'awaiting-consent-in';
          const expected = stands && inTime && assignmentMachine[state][deed] !== undefined;
          return (answer === true) === expected ? [] : [`${actor.id} ${state} ${stage}: ${isRefusal(answer) ? answer.code : 'may'}`];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('whoever wrote the application for the other department does not judge it here', () => {
    const actor = walkers.find(
      ({ role, orgId, divisionId }) => role === 'DIVISION_CLERK' && orgId === 'provider' && divisionId === 'registry',
    );
    if (!actor) throw new Error('the division has no clerk');

    expect(
      mayInDivision({ actor, application: application('at-provider', actor.id), assignment: assignment('opened') }, 'answer'),
    ).toMatchObject({
      code: 'sharing.application.own-work',
    });
  });

  test('an opinion judges only what was applied for, each item once, and “partly” says what it is against', () => {
    const codesOf = (result: 'agree' | 'partly' | 'refuse', items: { no: number; agrees: boolean; words: string }[]) =>
      faultOfOpinion({ result, opinion: 'x', items }, [1, 2])?.fields.map(({ code }) => code);
    const on = (no: number, agrees = false) => ({ no, agrees, words: '' });

    expect(codesOf('agree', [])).toBeUndefined();
    expect(codesOf('partly', [on(1)])).toBeUndefined();
    expect(codesOf('partly', [on(1, true)])).toEqual(['required']);
    expect(codesOf('refuse', [on(9)])).toEqual(['sharing.item-not-applied-for']);
    expect(codesOf('refuse', [on(1), on(1)])).toEqual(['sharing.item-answered-twice']);
    expect(codesOf('agree', [on(1)])).toEqual(['sharing.item-against-result']);
  });
});
