import { generateKeyPair } from '@karez/kit/crypto/signing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paperStart, paperText, readPaper, verifyPaper } from './paper.ts';
import { sampleLog, samplePaper } from './sample-log.ts';

const keys = generateKeyPair('ed25519');
const sample = sampleLog(40, { keys });
const signed = [
  { by: '市水利局', text: '{"no":"SQ-7"}' },
  { by: '市市场监督管理局', text: '{"terms":"限于审批"}' },
];
const paper = samplePaper(sample, signed);
const kinds = (changed: typeof paper) => verifyPaper(changed, { keys: [keys] }).findings.map(({ kind }) => kind);

test('a paper survives being written and read, and verifies with every signature', () => {
  const text = paperText(paper);

  expect(text.startsWith(paperStart)).toBe(true);
  expect(readPaper(text)).toEqual(paper);
  expect(verifyPaper(paper, { keys: [keys] })).toMatchObject({ intact: true, form: 'paper', records: 2, log: sample.log, findings: [] });
  expect(verifyPaper(paper).notes.filter(({ kind }) => kind === 'keys-from-file')).toHaveLength(1);
});

test('it fails when a text, a receipt or the case of a signature is another one', () => {
  const change = (at: number, what: Partial<(typeof paper.signed)[number]>) => ({
    ...paper,
    signed: paper.signed.map((one, place) => (place === at ? { ...one, ...what } : one)),
  });
  const [first, second] = paper.signed;
  if (!first || !second) throw new Error('the paper has two signatures');

  expect(kinds(change(0, { text: '{"no":"SQ-8"}' }))).toEqual(['signed-text-differs']);
  expect(kinds(change(1, { receipt: { ...second.receipt, record: second.receipt.record.replace('done', 'gone') } }))).toEqual([
    'proof-fails',
  ]);
  expect(kinds(change(1, { receipt: first.receipt }))).toEqual(['signed-text-differs']);
  const elsewhere = samplePaper(
    sample,
    signed.map((one, at) => ({ ...one, caseId: `application-${at}` })),
  );
  expect(kinds(elsewhere)).toEqual(['signed-apart']);
});

test('what is no paper is not read as one', () => {
  for (const text of [
    '',
    '{"karez":"paper"}',
    '{"karez":"paper","no":"1","paper":"agreement","signed":[],"v":1}',
    paperText(paper).replace('"v":1', '"v":2'),
  ])
    expect(readPaper(text)).toBeUndefined();
  fc.assert(fc.property(fc.json(), (text) => readPaper(text) === undefined));
});
