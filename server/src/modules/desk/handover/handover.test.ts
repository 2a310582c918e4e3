import { expect, test } from 'vitest';
import type { Actor } from '#modules/identity';

import { maySeeHandover, unitOfHandover } from './handover.ts';

const person = (id: string, ...powers: string[]): Actor => ({
  kind: 'person',
  id,
  orgId: 'water',
  regionCode: '650400',
  powers: powers.map((power) => ({ power, orgId: 'water', regionCode: null })),
});
const standsFor = { delegationId: 'd', no: 'DL-000001', personId: 'head', byTitle: '', forTitle: '', lastDay: null, deeds: [] };
const handover = {
  id: 'h',
  no: 'YJ-000001',
  orgId: 'water',
  fromId: 'from',
  toId: 'to',
  byId: 'by',
  reason: '调岗',
  at: new Date('2026-11-24T02:00:00Z'),
  counts: { handed: 1, ended: 0, left: 0 },
};
const refused = expect.objectContaining({ code: 'desk.handover.not-yours' }) as unknown;

test('one hands over one’s own, and as a head anybody’s; whoever administers people does not, nor does anybody for another', () => {
  expect(unitOfHandover(person('from'), 'from')).toEqual({ orgId: 'water' });
  expect(unitOfHandover(person('head', 'desk.oversee'), 'from')).toEqual({ orgId: 'water' });
  expect(unitOfHandover(person('administrator', 'desk.hand-over'), 'from')).toEqual(refused);
  expect(unitOfHandover(person('colleague'), 'from')).toEqual(refused);
  expect(unitOfHandover({ ...person('head', 'desk.oversee'), standsFor }, 'from')).toEqual(refused);
  expect(unitOfHandover({ ...person('from'), standsFor }, 'from')).toEqual(refused);
  expect(unitOfHandover({ ...person('from'), orgId: null }, 'from')).toEqual(refused);
});

test('a hand-over is read by the three whom it names and the heads of its unit, as themselves', () => {
  for (const id of ['from', 'to', 'by']) expect(maySeeHandover(person(id), handover), id).toBe(true);
  expect(maySeeHandover(person('head', 'desk.oversee'), handover)).toBe(true);
  expect(maySeeHandover(person('colleague'), handover)).toBe(false);
  expect(maySeeHandover({ ...person('from'), orgId: 'market' }, handover)).toBe(false);
  expect(maySeeHandover({ ...person('head', 'desk.oversee'), standsFor }, handover)).toBe(false);
});
