import { canonicalJson } from '@karez/kit/canonical-json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnfitEvidence, writeRecord, type EvidenceDraft } from './record.ts';
import { sampleDraft, sampleSalts } from './sample-log.ts';

const id = '019abcde-0000-7000-8000-0000000000aa';
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const count = fc.maxSafeNat();

const drafts: fc.Arbitrary<EvidenceDraft> = fc.record({
  at: fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  actor: fc.record({ kind: fc.constantFrom('person', 'client', 'system', 'anonymous'), id: text, orgId: maybe(text) }),
  action: text,
  outcome: fc.oneof(fc.constant({ result: 'done' as const }), fc.record({ result: fc.constant('refused' as const), code: text })),
  object: maybe(fc.record({ kind: text, id: text, revision: maybe(count) })),
  grant: maybe(fc.record({ id: text, version: count })),
  purpose: maybe(text),
  matter: maybe(text),
  operator: maybe(text),
  origin: maybe(text),
  payload: maybe(fc.uint8Array({ maxLength: 50 })),
  sizes: fc.record({ in: maybe(count), out: maybe(count), rows: maybe(count) }),
  facts: fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/), fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null)), {
    noNullPrototype: true,
  }),
});

test('a record is exactly its RFC 8785 text, whatever is in it', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const record = writeRecord(draft, id, sampleSalts(1));

      expect(canonicalJson(JSON.parse(record.text))).toBe(record.text);
      expect(record.bytes.toString('utf8')).toBe(record.text);
    }),
  );
});

test('personal fields and the payload are committed to and do not stand in the record', () => {
  const secrets = { matter: '水许〔2026〕1号', operator: '经办人甲', origin: '10.1.2.3', payload: Buffer.from('a whole answer') };

  const record = writeRecord({ ...sampleDraft(1), ...secrets }, id, sampleSalts(1));

  for (const secret of Object.values(secrets)) expect(record.text).not.toContain(secret.toString());
  expect(Object.values(record.salts).every((salt) => salt !== null)).toBe(true);
});

test('the same value is committed to differently in two records', () => {
  const [first, second] = [1, 2].map((seed) => JSON.parse(writeRecord({ ...sampleDraft(1) }, id, sampleSalts(seed)).text).committed.matter);

  expect(first).not.toBe(second);
});

test.each([
  ['a fraction among the facts', { facts: { share: 0.5 } }],
  ['a fact whose name would sort as a number', { facts: { '1': true } }],
  ['a size beyond safe integers', { sizes: { out: 2 ** 60 } }],
  ['more than 16 KiB', { facts: { long: 'x'.repeat(17_000) } }],
])('a draft with %s is unfit', (_what, part) => {
  expect(() => writeRecord({ ...sampleDraft(1), ...part }, id, sampleSalts(1))).toThrow(UnfitEvidence);
});

test('a lone surrogate is refused, and text that only looks like its escape is kept', () => {
  expect(() => writeRecord({ ...sampleDraft(1), purpose: '\ud800' }, id, sampleSalts(1))).toThrow('lone surrogate');
  expect(JSON.parse(writeRecord({ ...sampleDraft(1), purpose: String.raw`\ud800` }, id, sampleSalts(1)).text).purpose).toBe(
    String.raw`\ud800`,
  );
});
