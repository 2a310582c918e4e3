import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, Cutter } from './cut.ts';
import { cutDepthMax, tokenBytesMax, type CutFault } from './cut-outcome.ts';
import { compileCut, type CutShape } from './cut-plan.ts';
import { mask } from './masks.ts';

const shape: CutShape = {
  recordsAt: 'data',
  envelope: ['total'],
  fields: [
    { path: 'name', mask: 'none' },
    { path: 'phone', mask: 'phone' },
    { path: 'owner.name', mask: 'name' },
  ],
  subject: null,
};

function cutText(text: string, changes: Partial<CutShape> = {}): string | CutFault {
  const result = cut(compileCut({ ...shape, ...changes }), Buffer.from(text));
  return 'reason' in result ? result : result.bytes.toString();
}

test('only granted items leave, masked, from an envelope with records', () => {
  const answer =
    '{ "code": 0, "total": 1, "data": [ {"name":"x","idNumber":"650402199001011234","phone":"13812341234","owner":{"name":"张三","id":1}} ] }';

  expect(cutText(answer)).toBe('{"total":1,"data":[{"name":"x","phone":"138****1234","owner":{"name":"张**"}}]}');
});

test('one record, a list of records and a list at the root are all cut', () => {
  expect(cutText('{"data":{"name":"x","secret":1}}')).toBe('{"data":{"name":"x"}}');
  expect(cutText('[{"name":"x","secret":1},{"secret":2}]', { recordsAt: '' })).toBe('[{"name":"x"},{}]');
  expect(cutText('{"name":"x","secret":1}', { recordsAt: '', envelope: [] })).toBe('{"name":"x"}');
});

test('numbers beyond double precision and escapes leave as they came', () => {
  expect(cutText('{"data":{"name":12345678901234567890.10}}')).toBe('{"data":{"name":12345678901234567890.10}}');
  expect(cutText('{"data":{"name":"\\u4e2d\\"\\n"}}')).toBe('{"data":{"name":"\\u4e2d\\"\\n"}}');
});

test('a name written with escapes is the same name', () => {
  expect(cutText('{"data":{"n\\u0061me":"x","sec\\u0072et":1}}')).toBe('{"data":{"name":"x"}}');
});

test('a masked item never leaves unmasked, whatever its type', () => {
  expect(cutText('{"data":{"phone":13812341234}}')).toBe('{"data":{"phone":"138****1234"}}');
  expect(cutText('{"data":{"phone":["13812341234",true,null,{"a":"13812341234"}]}}')).toBe(
    '{"data":{"phone":["138****1234","***",null,"***"]}}',
  );
  expect(cutText('{"data":{"phone":{"number":"13812341234"}}}')).toBe('{"data":{"phone":"***"}}');
});

test('an envelope field leaves only as a number or a truth value, never as a text', () => {
  expect(cutText('{"total":"13812341234","data":[]}')).toBe('{"data":[]}');
  expect(cutText('{"total":true,"data":[]}')).toBe('{"total":true,"data":[]}');
  expect(cutText('{"total":{"name":"x"},"data":[]}')).toBe('{"data":[]}');
  expect(cutText('{"total":[1],"data":[]}')).toBe('{"data":[]}');
});

test('of two overlapping items the narrower holds, in either order', () => {
  const both = [{ path: 'owner', mask: 'none' } as const, { path: 'owner.name', mask: 'name' } as const];
  const answer = '{"data":{"owner":{"name":"张三","id":1}}}';
  for (const fields of [both, both.toReversed()]) expect(cutText(answer, { fields })).toBe('{"data":{"owner":{"name":"张**"}}}');
});

const faults: readonly [string, string, CutFault['reason']][] = [
  ['a granted name twice', '{"data":{"name":1,"name":2}}', 'duplicate-key'],
  ['a granted name twice, once escaped', '{"data":{"name":1,"n\\u0061me":2}}', 'duplicate-key'],
  ['text after the end', '{"data":[]} x', 'syntax'],
  ['two documents', '{"data":[]}{"data":[]}', 'syntax'],
  ['a missing bracket', '{"data":[{"name":1}', 'truncated'],
  ['an unfinished string', '{"data":[{"name":"x', 'truncated'],
  ['nothing', '', 'truncated'],
  ['only blanks', ' \n', 'truncated'],
  ['a bare word', '{"data":nil}', 'syntax'],
  ['a trailing comma', '{"data":[1,]}', 'syntax'],
  ['a leading zero', '{"total":01,"data":[]}', 'syntax'],
  ['a lone minus in dropped data', '{"x":-}', 'syntax'],
  ['a bare control character in dropped data', '{"x":"\u0001"}', 'syntax'],
  ['an unknown escape in dropped data', '{"x":"\\q"}', 'syntax'],
  ['single quotes', "{'data':[]}", 'syntax'],
  ['a page in HTML', '<html></html>', 'syntax'],
  ['a scalar where records belong', '"x"', 'shape'],
];

test.each(faults)('an answer with %s is refused', (_what, text, reason) => {
  expect(cutText(text)).toMatchObject({ reason });
});

test('an answer that is not UTF-8 is refused', () => {
  const answer = Buffer.concat([Buffer.from('{"data":{"name":"'), Buffer.from([0xd6, 0xd0]), Buffer.from('"}}')]);
  expect(cut(compileCut(shape), answer)).toMatchObject({ reason: 'encoding' });
});

test('nesting and single values are bounded', () => {
  expect(cutText('['.repeat(cutDepthMax + 1))).toMatchObject({ reason: 'depth' });
  expect(cutText(`{"x":${'['.repeat(100_000)}`)).toMatchObject({ reason: 'depth' });
  expect(cutText(`{"x":"${'a'.repeat(tokenBytesMax)}"}`)).toMatchObject({ reason: 'token-size' });
});

test('a value that never ends is not held beyond its bound', () => {
  const cutter = new Cutter(compileCut(shape));
  cutter.write(Buffer.from('{"x":"'));
  const chunk = Buffer.alloc(65_536, 'a');
  let result = cutter.write(chunk);
  for (let i = 0; i < 20 && !('reason' in result); i++) result = cutter.write(chunk);
  expect(result).toMatchObject({ reason: 'token-size' });
});

// The naive way to the same result: parse all, build anew, write all.
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Tree = { readonly [name: string]: Tree | 'none' | 'phone' | 'number' };
const tree: Tree = { total: 'number', data: { name: 'none', phone: 'phone', owner: { name: 'none' } } };
const oracleShape: CutShape = { ...shape, fields: [...shape.fields.slice(0, 2), { path: 'owner.name', mask: 'none' }] };

function naivePhone(value: Json): Json {
  return typeof value === 'string' || typeof value === 'number' ? mask('phone', String(value)) : '***';
}

function naive(value: Json, rule: Tree[string]): Json | undefined {
  if (value === null || rule === 'none') return value;
  if (Array.isArray(value)) return rule === 'number' ? undefined : value.map((one) => naive(one, rule)).filter((one) => one !== undefined);
  if (rule === 'phone') return naivePhone(value);
  if (typeof value !== 'object') return rule === 'number' && typeof value !== 'string' ? value : undefined;
  return rule === 'number' ? undefined : naiveObject(value, rule);
}

function naiveObject(value: { [name: string]: Json }, rule: Tree): Json {
  const kept = Object.entries(value).map(
    ([name, one]) => [name, Object.hasOwn(rule, name) ? naive(one, rule[name] ?? 'number') : undefined] as const,
  );
  return Object.fromEntries(kept.filter((pair): pair is [string, Json] => pair[1] !== undefined));
}

const leaf = fc.oneof(
  fc.constantFrom<Json[]>(null, true, false, '13812341234', 13812341234, ''),
  fc.string({ unit: fc.constantFrom('a', '中', ' ', '{', ']', ',', 'é', '😀') }),
  fc.integer(),
);
const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('data', 'name', 'phone', 'owner', 'total', 'secret', '中'), tie('value'), {
      maxKeys: 5,
      noNullPrototype: true,
    }),
  ),
})).value;
const anyAnswer = fc.oneof(anyJson, fc.record({ total: leaf, data: fc.oneof(anyJson, fc.array(anyJson)) }));

test('for any answer the scanner leaves exactly what parsing, cutting and writing anew leaves', () => {
  const plan = compileCut(oracleShape);
  fc.assert(
    fc.property(anyAnswer, fc.constantFrom(0, 2), (answer, indent) => {
      const expected = naive(answer, tree);
      const result = cut(plan, Buffer.from(JSON.stringify(answer, null, indent)));
      const left = 'reason' in result ? result.reason : result.bytes.toString();
      expect(left).toBe(expected === undefined ? 'shape' : JSON.stringify(expected));
    }),
    { numRuns: 500 },
  );
});

test('the same leaves whatever the pieces in which an answer arrives', () => {
  const plan = compileCut(oracleShape);
  fc.assert(
    fc.property(anyAnswer, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }), (answer, sizes) => {
      const bytes = Buffer.from(JSON.stringify(answer, null, 1));
      const whole = cut(plan, bytes);
      const cutter = new Cutter(plan);
      const parts: Buffer[] = [];
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const size = sizes[i % sizes.length] ?? 1;
        const part = cutter.write(bytes.subarray(at, at + size));
        if (!('reason' in part)) parts.push(part);
        at += size;
      }
      const last = cutter.finish();
      const pieced = 'reason' in last ? last.reason : Buffer.concat([...parts, last]).toString();
      expect(pieced).toBe('reason' in whole ? whole.reason : whole.bytes.toString());
    }),
    { numRuns: 500 },
  );
});

test('whatever bytes arrive, what JSON.parse refuses is refused, and nothing throws', () => {
  const plan = compileCut({ ...oracleShape, recordsAt: '', fields: [{ path: 'name', mask: 'none' }] });
  const noise = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', 'u', '0', '1', '-', '.', 'e', 'true', 'null', 'name', ' '),
    maxLength: 30,
  });
  fc.assert(
    fc.property(noise, (text) => {
      const result = cut(plan, Buffer.from(text));
      if ('reason' in result && ['shape', 'duplicate-key', 'depth'].includes(result.reason)) return;
      expect('reason' in result).toBe(!isJson(text));
    }),
    { numRuns: 2000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
