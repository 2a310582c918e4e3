import { array, assert, integer, property, record, shuffledSubarray, uuid } from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from './bulk.ts';

const refs = array(record({ entryId: uuid(), revision: integer({ min: 1, max: 99 }) }), { minLength: 1, maxLength: 6 });
const terms = { dueOn: '2027-06-30', mode: 'api' };

test('what one signature covers does not hang on the order of the rows', () => {
  assert(
    property(
      refs.chain((list) => shuffledSubarray(list, { minLength: list.length }).map((other) => [list, other] as const)),
      ([list, other]) => {
        expect(digestOf(other, terms)).toBe(digestOf(list, terms));
      },
    ),
  );
});

test('one entry more or fewer, another revision or another promise is another signature', () => {
  const list = [
    { entryId: 'a', revision: 1 },
    { entryId: 'b', revision: 2 },
  ];
  const digests = [
    digestOf(list, terms),
    digestOf(list.slice(1), terms),
    digestOf([{ entryId: 'a', revision: 2 }, ...list.slice(1)], terms),
    digestOf(list, { ...terms, dueOn: '2027-07-01' }),
    digestOf(list, { ...terms, dueOn: null }),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});
