import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalPersonId, personIdCharactersMax } from '../evidence/person-id.ts';
import { cut, Cutter } from './cut.ts';
import { compileCut, type CutShape } from './cut-plan.ts';
import type { PersonsOfPart } from './persons-seen.ts';

const shape: CutShape = {
  recordsAt: 'data',
  envelope: ['total'],
  fields: [
    { path: 'name', mask: 'none' },
    { path: 'phone', mask: 'phone' },
  ],
  subject: 'owner.id',
};

function personsIn(answer: unknown, changes: Partial<CutShape> = {}): PersonsOfPart | null {
  const result = cut(compileCut({ ...shape, ...changes }), Buffer.from(JSON.stringify(answer)));
  if ('reason' in result) throw new Error(result.reason);
  return result.persons;
}

test('the persons that records are about are read though the item is not granted, and nothing of them leaves', () => {
  const answer = { data: [{ name: 'a', owner: { id: 'P1' } }, { owner: { id: 'P2', name: 'x' } }, { name: 'c', owner: { id: 'P1' } }] };
  const result = cut(compileCut(shape), Buffer.from(JSON.stringify(answer)));

  expect(result).toMatchObject({ records: 3, persons: { ids: ['P1', 'P2'], withoutPerson: 0 } });
  expect('bytes' in result && result.bytes.toString()).toBe('{"data":[{"name":"a"},{},{"name":"c"}]}');
});

test.each([
  ['masked', [{ path: 'owner.id', mask: 'identity-number' }]],
  ['granted as it is', [{ path: 'owner.id', mask: 'none' }]],
  ['inside a masked object', [{ path: 'owner', mask: 'hidden' }]],
  ['inside a granted object', [{ path: 'owner', mask: 'none' }]],
  ['beside a granted field', [{ path: 'owner.name', mask: 'none' }]],
] as const)('the person is read before masking: %s', (_what, fields) => {
  expect(personsIn({ data: [{ owner: { id: '650499190001011230', name: 'n' } }] }, { fields })?.ids).toEqual(['650499190001011230']);
});

test('a masked object that holds the person leaves as its mask only', () => {
  const result = cut(compileCut({ ...shape, fields: [{ path: 'owner', mask: 'hidden' }] }), Buffer.from('{"data":{"owner":{"id":"P1"}}}'));

  expect('bytes' in result && result.bytes.toString()).toBe('{"data":{"owner":"***"}}');
});

test.each([
  ['absent', {}],
  ['null', { owner: { id: null } }],
  ['empty', { owner: { id: ' \u3000' } }],
  ['a truth value', { owner: { id: true } }],
  ['a fraction', { owner: { id: 1.5 } }],
  ['an object', { owner: { id: { number: 'P1' } } }],
  ['a text where the object should be', { owner: 'P1' }],
  ['longer than any identifier', { owner: { id: '9'.repeat(personIdCharactersMax + 1) } }],
])('a record whose person is %s is counted, and names nobody', (_what, record) => {
  expect(personsIn({ data: [record, { owner: { id: 'P2' } }] })).toEqual({ ids: ['P2'], withoutPerson: 1 });
});

test('a whole number counts as its digits, and a record about several persons names them all', () => {
  expect(personsIn({ data: [{ owner: { id: 650499 } }, { owner: [{ id: 'A' }, { id: ['B', 'C'] }] }] })).toEqual({
    ids: ['650499', 'A', 'B', 'C'],
    withoutPerson: 0,
  });
});

test('a person named twice in one object is refused: nobody could say which of the two it is about', () => {
  expect(cut(compileCut(shape), Buffer.from('{"data":{"owner":{"id":"P1","id":"P2"}}}'))).toMatchObject({ reason: 'duplicate-key' });
});

test('without a subject nothing is collected', () => {
  expect(personsIn({ data: [{ owner: { id: 'P1' } }] }, { subject: null })).toBeNull();
});

test('one person has one identifier, however it was typed', () => {
  for (const typed of ['65049919000101123X', ' 65049919000101123x\n', '\uff16\uff15049919000101123\uff38', '65049919000101123\uff58\u3000'])
    expect(normalPersonId(typed)).toBe('65049919000101123X');
  expect(normalPersonId('')).toBeUndefined();
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('1', 'x', 'X', '\uff10', '\uff19', '\uff38', '\uff58', ' ', '\u3000', '\n', '中', '😀'),
        maxLength: 40,
      }),
      (text) => {
        const once = normalPersonId(text);
        expect(once === undefined ? undefined : normalPersonId(once)).toBe(once);
      },
    ),
  );
});

// The naive way: parse all, walk to the records, walk to the persons.
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

function reached(value: Json, path: readonly string[]): Json[] {
  if (Array.isArray(value)) return value.flatMap((one) => reached(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return reached(value[name] ?? null, rest);
}

function naive(answer: Json): PersonsOfPart {
  const records = reached(answer, ['data']).filter((one) => typeof one === 'object' && one !== null);
  const named = records.map((record) =>
    reached(record, ['owner', 'id']).flatMap((id) => {
      const isWhole = typeof id === 'number' && /^\d+$/.test(JSON.stringify(id));
      return typeof id === 'string' || isWhole ? (normalPersonId(String(id)) ?? []) : [];
    }),
  );
  return { ids: [...new Set(named.flat())], withoutPerson: named.filter((ids) => ids.length === 0).length };
}

const leaf = fc.oneof(
  fc.constantFrom<Json[]>(null, true, '', ' ', 'P1', 'P2', '\uff11x', 7, -7, 1.5),
  fc.string({ unit: fc.constantFrom('1', 'x', '中', ' ', '"', '\\', '\u0001') }),
  fc.integer(),
);
const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('data', 'owner', 'id', 'name', 'phone', 'total'), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;
const aRecord = fc.record(
  { owner: fc.oneof(anyJson, fc.record({ id: anyJson, name: leaf })), name: leaf, phone: leaf },
  { requiredKeys: [] },
);
const anyAnswer: fc.Arbitrary<Json> = fc.oneof(anyJson, fc.record({ total: leaf, data: fc.oneof(anyJson, fc.array(aRecord)) }));
const anyFields = fc.constantFrom<CutShape['fields'][]>(
  shape.fields,
  [{ path: 'owner', mask: 'none' }],
  [{ path: 'owner', mask: 'hidden' }],
  [{ path: 'owner.id', mask: 'identity-number' }],
  [],
);

test('for any answer, grant and pieces, the persons collected are the persons of the raw answer', () => {
  fc.assert(
    fc.property(
      anyAnswer,
      anyFields,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
      (answer, fields, sizes) => {
        const cutter = new Cutter(compileCut({ ...shape, fields }));
        const bytes = Buffer.from(JSON.stringify(answer));
        let isRefused = false;
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          isRefused ||= 'reason' in cutter.write(bytes.subarray(at, at + size));
          at += size;
        }
        if (isRefused || 'reason' in cutter.finish()) return;

        expect(cutter.persons?.take()).toEqual(naive(answer));
      },
    ),
    { numRuns: 1000 },
  );
});

test('whatever the pieces, what stands before an open record names only persons that have been seen', () => {
  const records = fc.array(fc.record({ name: fc.constantFrom('a', 'bb'), owner: fc.record({ id: fc.integer({ min: 0, max: 30 }) }) }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 40 }), (data, size) => {
      const numbered = data.map(({ name, owner }) => ({ name: `${name}#${owner.id}#`, owner }));
      const cutter = new Cutter(compileCut(shape));
      const bytes = Buffer.from(JSON.stringify({ data: numbered }));
      const seen = new Set<string>();
      let held = '';
      for (let at = 0; at < bytes.length; at += size) {
        const piece = cutter.write(bytes.subarray(at, at + size));
        if ('reason' in piece) throw new Error(piece.reason);
        for (const id of cutter.persons?.take().ids ?? []) seen.add(id);
        const settled = piece.toString('utf8', 0, cutter.settledBytes);
        const leaving = cutter.settledBytes === 0 ? '' : held + settled;
        held = cutter.settledBytes === 0 ? held + piece.toString() : piece.toString('utf8', cutter.settledBytes);
        for (const match of leaving.matchAll(/#(\d+)#/g)) expect(seen).toContain(match[1]);
      }
    }),
  );
});
