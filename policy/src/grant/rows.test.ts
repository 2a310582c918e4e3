import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, Cutter } from './cut.ts';
import { compileCut, type CutShape } from './cut-plan.ts';
import { parseCompiledGrant } from './grant.ts';
import { sampleGrant } from './grant-samples.ts';
import { codePrefixOf, heldRecordBytesMax, heldRecordPersonsMax, liesIn } from './row-filter.ts';

const shape: CutShape = {
  recordsAt: 'data',
  envelope: ['total', 'more'],
  fields: [{ path: 'name', mask: 'none' }],
  subject: null,
  rows: { path: 'region', codePrefix: '650421' },
};

function cutRows(answer: unknown, changes: Partial<CutShape> = {}): string {
  const result = cut(compileCut({ ...shape, ...changes }), Buffer.from(JSON.stringify(answer)));
  return 'reason' in result ? result.reason : result.bytes.toString();
}

test.each([
  ['650000', '65'],
  ['650400', '6504'],
  ['650421', '650421'],
  ['650421100', '650421100'],
  ['650421000', '650421'],
  ['650421100000', '650421100'],
  ['650421100201', '650421100201'],
  ['441900003', '441900003'],
])('every code of the region %s begins with %s', (code, prefix) => {
  expect(codePrefixOf(code)).toBe(prefix);
});

test.each(['', '000000', '6504', '6504212', '65042x', '65042110020100', '６５０４２１'])('%o is no region', (code) => {
  expect(codePrefixOf(code)).toBeUndefined();
});

test('a row lies in a region at the boundary of a code only, and what is no region code lies nowhere', () => {
  for (const code of ['650421', '650421100', '650421100201', '650421000000']) expect(liesIn('650421', code)).toBe(true);
  for (const code of ['650422', '650400', '6504211', '65042110', '650421199001011234', ' 650421', '650421\n', ''])
    expect(liesIn('650421', code)).toBe(false);
});

test('809-24: of a list only the rows of the region leave; the code is read though it is not granted, and totals do not leave', () => {
  const data = [{ name: 'a', region: '650421' }, { name: 'b', region: '650422' }, { region: '650421100201', name: 'c' }, { name: 'd' }];

  expect(cutRows({ total: 4, data, more: true })).toBe('{"data":[{"name":"a"},{"name":"c"}]}');
  expect(cutRows({ data }, { fields: [{ path: 'region', mask: 'none' }] })).toBe(
    '{"data":[{"region":"650421"},{"region":"650421100201"}]}',
  );
  expect(cutRows(data, { recordsAt: '' })).toBe('[{"name":"a"},{"name":"c"}]');
});

test.each([
  ['absent', {}],
  ['null', { region: null }],
  ['a number', { region: 650421 }],
  ['true', { region: true }],
  ['an object', { region: { code: '650421' } }],
  ['an empty list', { region: [] }],
  ['a list with another region', { region: ['650421', '650422'] }],
  ['a list with an object', { region: ['650421', {}] }],
  ['another region', { region: '650422' }],
  ['the city above', { region: '650400' }],
  ['an identity number', { region: '650421199001011234' }],
  ['empty', { region: '' }],
])('a row whose code is %s does not leave, whatever is granted', (_what, record) => {
  for (const fields of [shape.fields, [{ path: 'region', mask: 'none' }], [{ path: 'region', mask: 'hidden' }]] as const) {
    expect(cutRows({ data: [{ name: 'x', ...record }, null, 'text', 7] }, { fields })).toBe('{"data":[]}');
  }
});

test('one record of another region reads like none at all', () => {
  for (const answer of [{ data: { name: 'x', region: '650422' } }, { data: null }, { data: 'x' }, {}, { data: {} }, { total: 1 }]) {
    expect(cutRows(answer)).toBe('no-row');
  }
  expect(cutRows({ name: 'x', region: '650422' }, { recordsAt: '' })).toBe('no-row');
  expect(cutRows(null, { recordsAt: '' })).toBe('no-row');
  expect(cutRows({ data: { name: 'x', region: '650421' } })).toBe('{"data":{"name":"x"}}');
  expect(cutRows({ name: 'x', region: '650421' }, { recordsAt: '' })).toBe('{"name":"x"}');
});

test('lists whose length would tell of the rows of others are refused', () => {
  const mine = { name: 'x', region: '650421' };

  expect(cutRows({ data: [[mine], [mine]] })).toBe('shape');
  expect(cutRows([{ data: [mine] }])).toBe('shape');
  expect(cutRows({ page: [{ rows: mine }] }, { recordsAt: 'page.rows' })).toBe('shape');
  expect(cutRows({ page: { rows: [mine] } }, { recordsAt: 'page.rows' })).toBe('{"page":{"rows":[{"name":"x"}]}}');
});

test('a code named twice is refused: nobody could say which counts', () => {
  const text = '{"data":[{"region":"650421","name":"x","r\\u0065gion":"650422"}]}';
  expect(cut(compileCut(shape), Buffer.from(text))).toMatchObject({ reason: 'duplicate-key' });
});

test('the code is read where it stands: below, before masking, in a copied and in a masked object, in a list', () => {
  const rows = { path: 'place.code', codePrefix: '6504' };
  const data = [
    { name: 'a', place: { code: '650421', street: 's' } },
    { name: 'b', place: { code: '650100', street: 't' } },
  ];

  expect(cutRows({ data }, { rows })).toBe('{"data":[{"name":"a"}]}');
  expect(cutRows({ data }, { rows, fields: [{ path: 'place', mask: 'none' }] })).toBe(
    '{"data":[{"place":{"code":"650421","street":"s"}}]}',
  );
  expect(cutRows({ data }, { rows, fields: [{ path: 'place', mask: 'hidden' }] })).toBe('{"data":[{"place":"***"}]}');
  expect(cutRows({ data }, { rows, fields: [{ path: 'place.code', mask: 'hidden' }] })).toBe('{"data":[{"place":{"code":"***"}}]}');
  expect(cutRows({ data: [{ name: 'a', place: [{ code: '650421' }, { code: '650402' }] }] }, { rows })).toBe('{"data":[{"name":"a"}]}');
  expect(cutRows({ data: [{ name: 'a', region: '650421' }] }, { rows: { path: '', codePrefix: '65' } })).toBe('{"data":[]}');
});

test('persons of a row that does not leave are not named, and it is not counted', () => {
  const data = [{ name: 'a', region: '650421', id: 'P1' }, { id: 'P2', region: '650422' }, { region: '650422' }, { region: '650421' }];
  const result = cut(compileCut({ ...shape, subject: 'id' }), Buffer.from(JSON.stringify({ data })));

  expect(result).toMatchObject({ records: 2, persons: { ids: ['P1'], withoutPerson: 1 } });
});

const textOf = (piece: ReturnType<Cutter['write']>) => ('reason' in piece ? piece.reason : piece.toString());

test('a record is held until its row is known, and no longer than its bound', () => {
  const cutter = new Cutter(compileCut({ ...shape, subject: 'id' }));
  expect(textOf(cutter.write(Buffer.from('{"data":[{"name":"a","region":"650421"},{"id":"P1","name":"b')))).toBe('{"data":[{"name":"a"}');
  expect(cutter.persons?.take().ids).toEqual([]);
  expect(textOf(cutter.write(Buffer.from('","region":"650422"},{"name":"c","region":"650421"')))).toBe('');
  expect(textOf(cutter.finish(Buffer.from('}]}')))).toBe(',{"name":"c"}]}');

  const endless = new Cutter(compileCut({ ...shape, fields: [{ path: 'list', mask: 'none' }] }));
  endless.write(Buffer.from('{"data":[{"list":[1'));
  const piece = Buffer.from(',1'.repeat(100_000));
  let last = endless.write(piece);
  for (let bytes = 0; bytes <= heldRecordBytesMax && !('reason' in last); bytes += piece.length) last = endless.write(piece);
  expect(last).toMatchObject({ reason: 'record-size' });

  const crowded = new Cutter(compileCut({ ...shape, subject: 'id' }));
  const ids = Array.from({ length: heldRecordPersonsMax + 1 }, (_, index) => `"P${index}"`).join(',');
  expect(crowded.write(Buffer.from(`{"data":[{"id":[${ids}]`))).toMatchObject({ reason: 'record-size' });
});

test('a grant of some rows has a format of its own, so that a door which cannot cut rows does not serve it', () => {
  const rowFilter = { itemNo: 4, codePrefix: '650421' };
  const whole = { ...sampleGrant(), format: 2, rowFilter };

  expect(parseCompiledGrant(whole)).toEqual(whole);
  const wrong: object[] = [
    { format: 1 },
    { rowFilter: undefined },
    { rowFilter: null },
    { format: 1, rowFilter: null },
    { format: 3 },
    ...['', '6', '65042', '6504211', 'x', '6504%'].map((codePrefix) => ({ rowFilter: { itemNo: 4, codePrefix } })),
    ...[0, 1000, 1.5, '4', null].map((itemNo) => ({ rowFilter: { itemNo, codePrefix: '650421' } })),
  ];
  for (const changes of wrong) expect(parseCompiledGrant({ ...whole, ...changes })).toHaveProperty('code');
});

// The naive way to the same result: parse all, keep the rows of the region, build anew.
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

function reached(value: Json, path: readonly string[]): (Json | undefined)[] {
  if (Array.isArray(value)) return value.flatMap((one) => reached(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return reached(value[name] ?? null, rest);
}

const isObject = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isMine(record: Json, path: readonly string[]): boolean {
  const codes = reached(record, path);
  return codes.length > 0 && codes.every((code) => typeof code === 'string' && /^650421(\d{3}){0,2}$/.test(code));
}

/** The whole answer without the rows of others, and without what stands around the records; undefined where nothing may be told. */
function without(answer: Json, path: readonly string[]): Json | undefined {
  if (Array.isArray(answer)) return undefined;
  const data = isObject(answer) && Object.hasOwn(answer, 'data') ? answer['data'] : undefined;
  if (Array.isArray(data)) {
    if (data.some((one) => Array.isArray(one))) return undefined;
    return { data: data.filter((one) => isObject(one) && isMine(one, path)) };
  }
  return isObject(data) && isMine(data, path) ? { data } : undefined;
}

const code = fc.constantFrom<Json[]>('650421', '650421100', '650421100201', '650422', '650400', '6504211', '65042', null, 650421, true, '');
const leaf = fc.oneof(code, fc.string({ unit: fc.constantFrom('a', '中', '"', '\\', '😀') }), fc.integer());
const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('data', 'name', 'region', 'code', 'total', '中'), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;
const record = fc.record(
  { total: leaf, region: fc.oneof(code, fc.record({ code }), anyJson), name: anyJson, more: leaf },
  { requiredKeys: [] },
);
const anyAnswer: fc.Arbitrary<Json> = fc.oneof(
  anyJson,
  fc.record({ total: leaf, data: fc.oneof(anyJson, record, fc.array(fc.oneof(record, record, anyJson), { maxLength: 6 })), more: leaf }),
);
const anyPath = fc.constantFrom('region', 'region.code');
const anyFields = fc.constantFrom<CutShape['fields'][]>(
  [{ path: 'name', mask: 'none' }],
  [{ path: 'region', mask: 'none' }],
  [
    { path: 'region', mask: 'hidden' },
    { path: 'name', mask: 'none' },
  ],
  [],
);
const anySizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });

function inPieces(plan: ReturnType<typeof compileCut>, bytes: Buffer, sizes: readonly number[]): string {
  const cutter = new Cutter(plan);
  const parts: Buffer[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    const part = cutter.write(bytes.subarray(at, at + size));
    if ('reason' in part) return part.reason;
    parts.push(part);
    at += size;
  }
  const last = cutter.finish();
  return 'reason' in last ? last.reason : Buffer.concat([...parts, last]).toString();
}

test('809-24: for any answer, grant and pieces, what leaves is what parsing and dropping the rows of others leaves', () => {
  fc.assert(
    fc.property(anyAnswer, anyPath, anyFields, anySizes, (answer, path, fields, sizes) => {
      const mine = without(answer, path.split('.'));
      const plain = compileCut({ ...shape, envelope: [], fields, rows: null });
      const whole = mine === undefined ? undefined : cut(plain, Buffer.from(JSON.stringify(mine)));
      const expected = whole === undefined ? undefined : 'reason' in whole ? whole.reason : whole.bytes.toString();

      const left = inPieces(
        compileCut({ ...shape, fields, rows: { path, codePrefix: '650421' } }),
        Buffer.from(JSON.stringify(answer)),
        sizes,
      );

      if (expected === undefined) expect(['no-row', 'shape']).toContain(left);
      else expect(left).toBe(expected);
    }),
    { numRuns: 3000 },
  );
});

test('809-24: no value of another region’s row ever leaves, in whatever pieces it comes', () => {
  const rows = fc.array(fc.record({ region: fc.constantFrom('650421', '650422'), name: fc.constant('') }), { maxLength: 12 });
  fc.assert(
    fc.property(rows, anySizes, (made, sizes) => {
      const data = made.map(({ region }, index) => ({ name: `${region}#${index}`, region }));
      const left = inPieces(compileCut(shape), Buffer.from(JSON.stringify({ total: data.length, data })), sizes);
      expect(JSON.parse(left)).toEqual({ data: data.flatMap(({ name, region }) => (region === '650421' ? [{ name }] : [])) });
    }),
    { numRuns: 500 },
  );
});
