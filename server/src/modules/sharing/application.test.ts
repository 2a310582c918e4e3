import type { Proposal } from '@karez/contract/sharing/schemas';
import { applicationStates } from '@karez/contract/sharing/schemas';
import { isRefusal } from '@karez/kit/refusal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterEvent, applicationEvents, applicationMachine, emptyContent, signingEvent } from './application.ts';
import { faultOf, faultOfEntry } from './proposal.ts';
import type { RequestableEntry, RequestableItem } from './requestable.ts';

const ends = ['agreed', 'partly-agreed', 'refused', 'withdrawn'];

describe('the application machine', () => {
  test.each(applicationStates.flatMap((state) => applicationEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const next = afterEvent(state, event);

      const told = applicationMachine[state][event];
      if (told === undefined) expect(next).toMatchObject({ code: 'sharing.application.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('a decided or withdrawn application never moves again, but for a refusal that a dispute opens; every other state can be left', () => {
    for (const state of applicationStates) {
      const events = Object.keys(applicationMachine[state]);
      if (state === 'refused') expect(events).toEqual(['reopen']);
      else expect(events.length === 0).toBe(ends.includes(state));
    }
  });

  test('no walk of events reaches an agreement that the requester’s head and the provider’s side have not both signed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...applicationEvents), { maxLength: 30 }), (walk) => {
        let state: (typeof applicationStates)[number] = 'draft';
        const done: string[] = [];
        for (const event of walk) {
          const next = afterEvent(state, event);
          if (isRefusal(next)) continue;
          state = next;
          done.push(event);
        }
        if (state !== 'agreed' && state !== 'partly-agreed') return;
        expect(done).toContain('consent-out');
        expect(done.at(-1)).toMatch(/^(sign-agreed|sign-partly-agreed|agree-by-standing-consent)$/);
      }),
    );
  });

  test('every state is reached by some walk', () => {
    const reached = new Set<string>(['draft']);
    for (let turn = 0; turn < applicationStates.length; turn += 1) {
      for (const state of applicationStates)
        if (reached.has(state)) Object.values(applicationMachine[state]).forEach((next) => reached.add(next));
    }
    expect([...reached].toSorted()).toEqual([...applicationStates].toSorted());
  });
});

const grounds = [
  { code: 'not-duty-related', authorityDecides: false },
  { code: 'not-held', authorityDecides: true },
];
const refusal: Proposal = {
  result: 'refuse',
  items: [],
  leftOut: [],
  conditions: '',
  quota: null,
  validTo: null,
  ground: 'not-duty-related',
  basis: [],
  opinion: 'x',
};
const cited = { title: '政务数据共享条例', docNo: '国务院令第809号', article: '20', quotation: '', articleId: '809-20' };

describe('a proposed reply', () => {
  const content = { ...emptyContent(), itemNos: [1, 2], validFrom: '2026-01-01', validTo: '2026-12-31' };
  const agree: Proposal = {
    ...refusal,
    result: 'agree',
    ground: null,
    items: [
      { no: 1, mask: 'none' },
      { no: 2, mask: 'none' },
    ],
    quota: { perSecond: 5, perDay: 100 },
  };

  test('91-5.1: a refusal without a cited article is refused, unless the authority decides on its ground', () => {
    expect(faultOf(refusal, content, grounds)).toMatchObject({ code: 'sharing.proposal.basis-missing' });
    expect(faultOf({ ...refusal, basis: [cited] }, content, grounds)).toBeNull();
    expect(faultOf({ ...refusal, ground: 'not-held' }, content, grounds)).toBeNull();
    expect(faultOf({ ...refusal, ground: 'other', basis: [cited] }, content, grounds)).toMatchObject({
      code: 'sharing.proposal.incomplete',
    });
  });

  test('an agreement answers every item exactly once, with a reason for each that is left out', () => {
    const fieldsOf = (proposal: Proposal) => faultOf(proposal, content, grounds)?.fields.map((field) => field.code);

    expect(fieldsOf(agree)).toBeUndefined();
    expect(fieldsOf({ ...agree, items: [{ no: 1, mask: 'none' }] })).toEqual(['sharing.item-unanswered']);
    expect(fieldsOf({ ...agree, leftOut: [{ no: 2, reason: 'x' }] })).toEqual(['sharing.item-answered-twice']);
    expect(fieldsOf({ ...agree, items: [...agree.items, { no: 9, mask: 'none' }] })).toEqual(['sharing.item-not-applied-for']);
    expect(fieldsOf({ ...agree, items: [...agree.items, { no: 2, mask: 'name' }] })).toEqual(['sharing.item-answered-twice']);
    expect(fieldsOf({ ...agree, quota: null })).toEqual(['required']);
    expect(fieldsOf({ ...agree, validTo: '2027-01-01' })).toEqual(['sharing.period-widened']);
  });

  test('an agreement that is older than the entry’s version in force stands only as far as that version allows', () => {
    const item = (no: number, more: Partial<RequestableItem> = {}): RequestableItem => ({
      no,
      nameZh: '项',
      fieldName: `f${no}`,
      meaning: '',
      shareType: 'conditional',
      sensitivity: 'none',
      defaultMask: 'none',
      ...more,
    });
    const entry = (second: RequestableItem[], monthsMax: number | null = null): RequestableEntry => ({
      entryId: 'e',
      code: 'c',
      name: 'n',
      version: '1.1',
      revisionNo: 2,
      shareType: 'conditional',
      provider: { id: 'p', name: 'p', uscc: 'u', regionCode: '650400' },
      items: [item(1), ...second],
      monthsMax,
      useConditions: '',
      regionItem: null,
      conditionsOfLaw: { monthsMax: null, text: '' },
      standingConsent: null,
    });
    const codesOf = (now: RequestableEntry) => faultOfEntry(agree, content, now)?.fields.map((field) => field.code);

    expect(codesOf(entry([item(2)]))).toBeUndefined();
    expect(codesOf(entry([]))).toEqual(['sharing.item-unknown']);
    expect(codesOf(entry([item(2, { shareType: 'denied' })]))).toEqual(['sharing.item-denied']);
    expect(codesOf(entry([item(2, { fieldName: null })]))).toEqual(['sharing.item-without-field']);
    expect(codesOf(entry([item(2, { sensitivity: 'personal' })]))).toEqual(['sharing.matter-required']);
    expect(codesOf(entry([item(2)], 6))).toEqual(['sharing.period-too-long']);
  });

  test('the signature under it becomes agreement, part agreement, refusal, or a refusal that the authority decides', () => {
    expect(signingEvent(agree, grounds)).toBe('sign-agreed');
    expect(signingEvent({ ...agree, leftOut: [{ no: 2, reason: 'x' }] }, grounds)).toBe('sign-partly-agreed');
    expect(signingEvent(refusal, grounds)).toBe('sign-refused');
    expect(signingEvent({ ...refusal, ground: 'not-held' }, grounds)).toBe('sign-contested-refusal');
  });
});
