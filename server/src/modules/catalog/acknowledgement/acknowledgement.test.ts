import { acknowledgementStates } from '@karez/contract/catalog/acknowledgement';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { contentWith, itemWith } from '../test-content.ts';
import {
  acknowledgementEvents,
  ended,
  nextAcknowledgementState,
  spoken,
  toldAnew,
  turnOf,
  type Acknowledgement,
  type AcknowledgementEvent,
  type AcknowledgementState,
  type Said,
} from './acknowledgement.ts';
import { breaksBetween, touchedBy, type RunningGrant } from './impact.ts';

const at = new Date('2026-11-23T02:00:00Z');
const word = { by: 'p1', orgId: 'water', organisationName: '市水利局', at, text: '已改造' };
const said = (kind: Said['kind']): Said => ({ ...word, kind, version: '2.0' });
const saidIn: Readonly<Record<AcknowledgementState, readonly Said[]>> = {
  open: [],
  contested: [said('objection')],
  answered: [said('objection'), said('answer')],
  acknowledged: [said('acknowledgement')],
  superseded: [],
  lapsed: [],
};
const isOpen = (state: AcknowledgementState) => turnOf(state) !== null;
const inState = (state: AcknowledgementState): Acknowledgement => ({
  id: 'a',
  entryId: 'e',
  organisationId: 'water',
  organisationName: '市水利局',
  regionCode: '650400',
  state,
  from: { no: 1, version: '1.0' },
  to: { no: 2, version: '2.0' },
  said: saidIn[state],
  openedAt: at,
  closedAt: isOpen(state) ? null : at,
});
const happen: Readonly<Record<AcknowledgementEvent, (told: Acknowledgement) => Acknowledgement | Refusal>> = {
  acknowledge: (told) => spoken(told, 'acknowledge', word),
  contest: (told) => spoken(told, 'contest', word),
  answer: (told) => spoken(told, 'answer', word),
  supersede: (told) => ended(told, 'supersede', at),
  lapse: (told) => ended(told, 'lapse', at),
};

const legal: Readonly<Record<string, AcknowledgementState>> = {
  'open acknowledge': 'acknowledged',
  'open contest': 'contested',
  'open supersede': 'superseded',
  'open lapse': 'lapsed',
  'contested acknowledge': 'acknowledged',
  'contested answer': 'answered',
  'contested supersede': 'superseded',
  'contested lapse': 'lapsed',
  'answered acknowledge': 'acknowledged',
  'answered contest': 'contested',
  'answered supersede': 'superseded',
  'answered lapse': 'lapsed',
};
const pairs = acknowledgementStates.flatMap((state) => acknowledgementEvents.map((event) => ({ state, event })));

test.each(pairs)('an acknowledgement that is $state answers $event as the table says, in the table and in the act', ({ state, event }) => {
  const expected = legal[`${state} ${event}`] ?? 'catalog.acknowledgement.illegal-transition';

  const inTable = nextAcknowledgementState(state, event);
  const acted = happen[event](inState(state));

  expect(isRefusal(inTable) ? inTable.code : inTable).toBe(expected);
  expect(isRefusal(acted) ? acted.code : acted.state).toBe(expected);
  if (!isRefusal(acted)) expect(acted.closedAt === null).toBe(isOpen(acted.state));
});

test.each(acknowledgementStates)(
  'the next major version takes over an acknowledgement that is %s from the version that was known',
  (state) => {
    const next = toldAnew({ ...inState('open'), id: 'b', from: { no: 2, version: '2.0' }, to: { no: 3, version: '3.0' } }, inState(state));

    expect(next).toMatchObject({ id: 'b', from: { version: '1.0' }, to: { version: '3.0' }, said: saidIn[state] });
    // An objection that waits for its answer is not lost by publishing again.
    expect(next.state).toBe(state === 'contested' ? 'contested' : 'open');
  },
);

const grant = (organisationId: string, itemNos: readonly number[]): RunningGrant => ({
  grantId: `g-${organisationId}`,
  grantNo: 'SQD-1',
  applicationId: 'x',
  applicationNo: 'SQ-1',
  organisationId,
  organisationName: organisationId,
  systemName: '取水许可系统',
  validTo: '2027-11-30T16:00:00.000Z',
  itemNos: [...itemNos],
});

test('a change touches the grants that name what it changes, and says what of each is gone', () => {
  const before = contentWith({
    items: [itemWith(), itemWith({ no: 2, nameZh: '名称', fieldName: 'b' }), itemWith({ no: 3, fieldName: 'c' })],
  });
  const after = contentWith({ items: [itemWith({ dataType: 'N' }), itemWith({ no: 3, fieldName: 'c' })] });

  const breaks = breaksBetween(before, after);
  const touched = touchedBy([grant('water', [1, 2]), grant('land', [2]), grant('fire', [3])], breaks);

  expect(breaks).toEqual([
    { itemNo: 1, itemName: '统一社会信用代码', kind: 'type-changed' },
    { itemNo: 2, itemName: '名称', kind: 'item-removed' },
  ]);
  expect(touched).toMatchObject([
    { organisationId: 'water', touchedNos: [1, 2], goneNos: [2] },
    { organisationId: 'land', touchedNos: [2], goneNos: [2] },
  ]);
});

test('an entry without items that is shared more strictly touches every grant', () => {
  const breaks = breaksBetween(contentWith({ items: [] }), contentWith({ items: [], shareType: 'conditional' }));

  expect(breaks).toEqual([{ itemNo: null, itemName: '企业登记信息', kind: 'share-type-tightened' }]);
  expect(touchedBy([grant('water', [])], breaks)).toMatchObject([{ organisationId: 'water', touchedNos: [], goneNos: [] }]);
});
