import { canonicalJson } from '@karez/kit/canonical-json';
import { generateKeyPair } from '@karez/kit/crypto/signing';
import { sm3 } from '@karez/kit/crypto/sm3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paperStart, paperText, readPaper, verifyPaper, type PaperEvidence } from './paper.ts';
import { sampleLog, samplePaper } from './sample-log.ts';

const keys = generateKeyPair('ed25519');
const sample = sampleLog(40, { keys });
const paper = samplePaper(sample);
const [asked, terms] = paper.signed;
if (!asked || !terms) throw new Error('the paper has two signatures');
const kinds = (changed: PaperEvidence) => verifyPaper(changed, { keys: [keys] }).findings.map(({ kind }) => kind);

test('a paper survives being written and read, and verifies with both signatures', () => {
  const text = paperText(paper);

  expect(text.startsWith(paperStart)).toBe(true);
  expect(readPaper(text)).toEqual(paper);
  expect(verifyPaper(paper, { keys: [keys] })).toMatchObject({
    intact: true,
    form: 'paper',
    records: 2,
    log: sample.log,
    signed: [{ side: 'requester' }, { side: 'provider', organisation: 'org-water', text: '{"entryCode":"E-1"}' }],
    findings: [],
  });
  const notes = verifyPaper(paper).notes.map(({ kind }) => kind);
  expect(notes.filter((kind) => kind === 'keys-from-file')).toHaveLength(1);
  expect(notes).toContain('page-unbound');
});

test('it fails when a text or a receipt is another one', () => {
  expect(kinds({ signed: [{ ...asked, text: asked.text.replace('}', ',"no":"SQ-8"}') }, terms] })).toEqual(['signed-text-differs']);
  const altered = { ...terms.receipt, record: terms.receipt.record.replace('done', 'gone') };
  expect(kinds({ signed: [asked, { ...terms, receipt: altered }] })).toEqual(['proof-fails']);
});

test('a genuine signature proves nothing but its own side, act, case and entry', () => {
  expect(kinds({ signed: [asked, { ...asked, side: 'provider' }] })).toEqual(['signed-otherwise', 'signed-apart']);
  expect(kinds({ signed: [{ ...terms, side: 'requester' }, terms] })).toEqual(['signed-otherwise', 'signed-apart']);
  expect(kinds({ signed: [asked] })).toEqual(['signature-missing']);
  expect(kinds(samplePaper(sample, { acts: ['sharing.withdraw-application', 'sharing.consent-in'] }))).toEqual(['signed-otherwise']);
  expect(kinds(samplePaper(sample, { caseIds: ['application-7', 'application-8'] }))).toEqual(['signed-apart']);
  expect(kinds(samplePaper(sample, { caseIds: ['application-8', 'application-8'] }))).toEqual(['signed-apart']);
  expect(kinds(samplePaper(sample, { terms: { entryCode: 'E-2' } }))).toEqual(['signed-apart']);
  expect(verifyPaper({ signed: [terms] }, { keys: [keys] })).toMatchObject({
    intact: true,
    notes: expect.arrayContaining([{ kind: 'one-side-only' }]),
  });
});

test('of a signature on paper the record names its side, and the sheet bore the text that was signed, before the application had its number', () => {
  const digestOf = (value: unknown) => sm3(Buffer.from(canonicalJson(value), 'utf8')).toString('hex');
  const onPaper = 'sharing.confirm-paper-signature';
  const sheets = {
    requester: digestOf({ application: 'application-7', entry: 'E-1', no: null }),
    provider: digestOf({ terms: digestOf({ entryCode: 'E-1' }), beside: 'dd' }),
  };
  const signed = (out: Record<string, string>, inward: Record<string, string>) =>
    samplePaper(sample, { acts: [onPaper, onPaper], facts: [out, inward] });
  const [out, inward] = [
    { side: 'requester', sheet: sheets.requester, scan: 'aa' },
    { side: 'provider', sheet: sheets.provider, scan: 'bb', beside: 'dd' },
  ];

  expect(verifyPaper(signed(out, inward), { keys: [keys] })).toMatchObject({ intact: true, signed: [{ scan: 'aa' }, { scan: 'bb' }] });
  expect(verifyPaper(paper, { keys: [keys] }).signed?.some((one) => 'scan' in one)).toBe(false);
  expect(kinds(signed({ ...out, sheet: digestOf({ application: 'application-8' }) }, inward))).toEqual(['sheet-differs']);
  // Nor is what was decided besides the terms another, or left out.
  expect(kinds(signed(out, { ...inward, beside: 'ee' }))).toEqual(['sheet-differs']);
  expect(kinds(signed(out, { ...inward, sheet: digestOf({ entryCode: 'E-1' }) }))).toEqual(['sheet-differs']);
  // A provider's sheet has every number: nothing of it may be left out.
  expect(kinds(signed(out, { ...inward, sheet: digestOf({ entryCode: 'E-1', no: null }) }))).toEqual(['sheet-differs']);
  expect(kinds(signed({ ...out, side: 'provider' }, inward))).toEqual(['signed-otherwise']);
});

test('what is no paper is not read as one', () => {
  const text = paperText(paper);
  const twice = paperText({ signed: [terms, terms] });
  for (const other of ['', '{"karez":"paper"}', '{"karez":"paper","signed":[],"v":1}', text.replace('"v":1', '"v":2'), twice])
    expect(readPaper(other)).toBeUndefined();
  fc.assert(fc.property(fc.json(), (words) => readPaper(words) === undefined));
});
