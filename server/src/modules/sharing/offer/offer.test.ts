import { offerStates } from '@karez/contract/sharing/offer';
import { describe, expect, test } from 'vitest';
import { emptyContent } from '../application.ts';
import { afterOfferEvent, contentOf, offerEvents, offerMachine, wrongInOffer } from './offer.ts';

describe('the machine of an offer', () => {
  test.each(offerStates.flatMap((state) => offerEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const told = offerMachine[state][event];
      const next = afterOfferEvent(state, event);
      if (told === undefined) expect(next).toMatchObject({ code: 'sharing.offer.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('every state is reached, and an offer is answered once', () => {
    expect(['open', ...Object.values(offerMachine.open)].toSorted()).toEqual([...offerStates].toSorted());
    expect(offerStates.filter((state) => Object.keys(offerMachine[state]).length > 0)).toEqual(['open']);
  });
});

const item = (no: number, shareType: 'conditional' | 'denied' = 'conditional') => ({
  no,
  nameZh: `项${no}`,
  shareType,
  fieldName: shareType === 'denied' ? null : `f${no}`,
});
const offered = { itemNos: [1, 2], callsPerDay: 50, validFrom: '2026-12-01', validTo: '2027-06-30', words: '贵局每年都来函索取。' };
const ground = { items: [item(1), item(2), item(3, 'denied')], today: '2026-11-23' };

test('an offer is whole, or everything that is wrong is told place by place', () => {
  expect(wrongInOffer(offered, ground)).toEqual([]);
  expect(wrongInOffer({ ...offered, callsPerDay: null, validFrom: null, validTo: null }, ground)).toEqual([]);
  const wrong = (more: object) => wrongInOffer({ ...offered, ...more }, ground).map(({ path }) => path.replace('/body/content/', ''));
  expect(wrong({ itemNos: [] })).toEqual(['itemNos']);
  expect(wrong({ itemNos: [3], validFrom: '2026-11-22', validTo: '2026-11-22' })).toEqual(['itemNos', 'validFrom', 'validTo']);
  expect(wrong({ itemNos: [9] })).toEqual(['itemNos']);
  expect(wrong({ validFrom: null, validTo: '2026-11-23' })).toEqual(['validTo']);
});

test('809-20: a draft begins with the scope and with nothing that the requester must write; what is not shared any more is named', () => {
  const begun = contentOf(offered, [item(1), item(2, 'denied')]);

  expect(begun).toEqual({
    content: { ...emptyContent(), itemNos: [1], callsPerDay: 50, validFrom: '2026-12-01', validTo: '2027-06-30' },
    leftOut: ['项2'],
  });
});
