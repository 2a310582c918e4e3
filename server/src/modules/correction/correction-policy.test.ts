import { correctionStates } from '@karez/contract/correction/schemas';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import type { Actor } from '#modules/identity';
import { allowedOnCorrection, mayDoCorrection, mayOpenParticulars, maySeeCorrection, type CorrectionAction } from './correction-policy.ts';
import type { CorrectionRecord } from './correction-store.ts';
import { correctionMachine, type CorrectionEvent } from './correction.ts';

const at = new Date('2026-11-23T02:00:00Z');
const record = (some: Partial<CorrectionRecord> = {}): CorrectionRecord => ({
  id: 'r',
  no: 'JH-1',
  revision: 1,
  state: 'filed',
  entryId: 'e',
  requesterOrgId: 'water',
  requesterRegionCode: '650400',
  requesterEnded: false,
  authorityRegionCode: '650400',
  providerOrgId: 'source',
  providerRegionCode: '650400',
  providerBy: 'redirect',
  askedOrgIds: ['market', 'source'],
  ground: { kind: 'grant', grantId: 'g', grantNo: 'SQ-1' },
  content: { itemNos: [1], issue: 'inaccurate', description: '', references: [] },
  itemNos: [1],
  itemNames: ['名称'],
  particulars: null,
  proposal: null,
  reply: null,
  objection: null,
  decision: null,
  ordered: false,
  ruleSetId: null,
  startedBy: 'writer',
  filedBy: 'writer',
  proposedBy: 'proposer',
  signedBy: 'signer',
  createdAt: at,
  filedAt: at,
  answeredAt: null,
  endedAt: null,
  dueAt: null,
  ...some,
});
const own = ['sharing.read', 'sharing.apply', 'sharing.handle', 'sharing.consent-in'] as const;
const authorityPowers = ['sharing.coordinate', 'sharing.decide-dispute'] as const;
function actor(orgId: string, { id = 'somebody', overseeing = [] as readonly string[] } = {}): Actor {
  return {
    kind: 'person',
    id,
    orgId,
    regionCode: '650400',
    powers: [
      ...own.map((power) => ({ power, orgId, regionCode: null })),
      ...overseeing.flatMap((regionCode) => authorityPowers.map((power) => ({ power, orgId: null, regionCode }))),
    ],
  };
}

const people = {
  requester: actor('water'),
  provider: actor('source'),
  former: actor('market'),
  authority: actor('office', { overseeing: ['650400'] }),
  partyOfAuthority: actor('market', { overseeing: ['650400'] }),
  otherAuthority: actor('county', { overseeing: ['650421'] }),
  outsider: actor('land'),
};
/** By hand: whose step each action is, and the event that it takes. */
const told: Readonly<Record<CorrectionAction, readonly [keyof typeof people, CorrectionEvent]>> = {
  save: ['requester', 'file'],
  file: ['requester', 'file'],
  withdraw: ['requester', 'withdraw'],
  accept: ['provider', 'accept'],
  answer: ['provider', 'propose'],
  sign: ['provider', 'return-to-handler'],
  confirm: ['requester', 'confirm'],
  dispute: ['requester', 'dispute'],
  decide: ['authority', 'uphold'],
  assign: ['authority', 'assign'],
  'dispute-decision': ['requester', 'order-above'],
};
const actions = Object.keys(told) as CorrectionAction[];

describe('who may do what with a report', () => {
  test.each(correctionStates.flatMap((state) => actions.map((action) => [state, action] as const)))(
    '%s × %s: everybody but the one side is told that it is not theirs, the one side what the state allows',
    (state, action) => {
      const [side, event] = told[action];
      // Only one department has had what is still taken back.
      const asked = action === 'withdraw' ? { askedOrgIds: ['source'] } : {};
      for (const [name, who] of Object.entries(people)) {
        const answer = mayDoCorrection(who, action, record({ state, ...asked }));
        if (name !== side) expect(isRefusal(answer) && answer.code, name).toMatch(/^correction\.(?:not-own|party-decides)$/u);
        else if (correctionMachine[state][event] === undefined) expect(answer).toMatchObject({ code: 'correction.illegal-transition' });
        else expect(answer).toBe(true);
      }
    },
  );

  test('what was passed on, handed over or ordered is filed again, and no longer its requester’s to take back; its button says so', () => {
    const decided = { at: at.toISOString(), decision: 'order', reason: '应予更正' } as const;
    const first = record({ askedOrgIds: ['source'] });
    expect(allowedOnCorrection(people.requester, first)['withdraw']).toMatchObject({ allowed: true });
    for (const later of [record(), record({ askedOrgIds: ['source'], decision: decided })]) {
      expect(mayDoCorrection(people.requester, 'withdraw', later)).toMatchObject({ code: 'correction.illegal-transition' });
      expect(allowedOnCorrection(people.requester, later)['withdraw']).toMatchObject({ allowed: false });
    }
  });

  test('nobody signs what they wrote, on either side, nor decides on it', () => {
    for (const id of ['writer', 'proposer'])
      expect(mayDoCorrection(actor('source', { id }), 'sign', record({ state: 'awaiting-signature' }))).toMatchObject({
        code: 'correction.own-work',
      });
    for (const id of ['writer', 'proposer', 'signer'])
      expect(mayDoCorrection(actor('office', { id, overseeing: ['650400'] }), 'decide', record({ state: 'disputed' }))).toMatchObject({
        code: 'correction.own-work',
      });
  });

  test('a draft is seen by its own department only; a filed report also by every department that was asked, and by its authority', () => {
    const seeing = (request: CorrectionRecord) =>
      Object.entries(people).flatMap(([name, who]) => (maySeeCorrection(who, request) ? [name] : []));
    expect(seeing(record({ state: 'draft', filedAt: null }))).toEqual(['requester']);
    expect(seeing(record())).toEqual(['requester', 'provider', 'former', 'authority', 'partyOfAuthority']);
  });

  test('the values of records are open to the requester, to the provider from acceptance to signature, to the authority in a dispute, to nobody else', () => {
    const open = (state: CorrectionRecord['state']) =>
      Object.entries(people).flatMap(([name, who]) => (mayOpenParticulars(who, record({ state })) === true ? [name] : []));
    for (const state of correctionStates) {
      const expectedOpen = [
        'requester',
        ...(['verifying', 'awaiting-signature'].includes(state) ? ['provider'] : []),
        ...(state === 'disputed' ? ['authority'] : []),
      ];
      expect(open(state), state).toEqual(expectedOpen);
    }
  });

  test('a side is shown its own actions only', () => {
    expect(Object.keys(allowedOnCorrection(people.outsider, record()))).toEqual([]);
    expect(Object.keys(allowedOnCorrection(people.provider, record()))).toEqual(['accept', 'answer', 'sign']);
  });
});
