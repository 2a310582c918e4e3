import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import {
  afterPaperEvent,
  checkCodeOf,
  dueOnPaper,
  isCodeOf,
  paperEvents,
  sheetCodeOf,
  type PaperSignatureRecord,
} from './paper-signature.ts';

const digest = 'a1b2c3d4e5f60718'.padEnd(64, '9');
const entered: PaperSignatureRecord = {
  id: 'paper',
  applicationId: 'application',
  organisationId: 'department',
  act: 'consent-out',
  state: 'entered',
  sheetDigest: digest,
  docNo: '市水发〔2026〕12号',
  signedOn: '2026-11-20',
  signerRole: 'DEPT_LEADER',
  opinion: '同意',
  overMissing: null,
  fileName: 'a.pdf',
  mediaType: 'application/pdf',
  bytes: 10,
  scanDigest: digest,
  reference: digest,
  sealedKey: Buffer.from('key'),
  enteredBy: 'one',
  enteredAt: new Date(0),
  openedBy: [],
  endedBy: null,
  endedAt: null,
  reason: null,
};
const ended = { by: 'two', at: new Date(1), reason: null };

test('a sheet ends once; only a confirmed one keeps its scan', () => {
  for (const event of ['confirm', 'return', 'withdraw', 'overtake'] as const) {
    const after = afterPaperEvent(entered, event, ended);
    if (isRefusal(after)) throw new Error(after.code);
    expect(after).toMatchObject({ state: paperEvents[event], sealedKey: event === 'confirm' ? entered.sealedKey : null, endedBy: 'two' });
    for (const again of ['confirm', 'return', 'withdraw', 'overtake'] as const)
      expect(afterPaperEvent(after, again, ended)).toMatchObject({ code: 'sharing.paper-signature.not-open' });
  }
});

test('a signature is due where a head has to sign, and nowhere else', () => {
  expect(dueOnPaper({ state: 'awaiting-consent-out' })).toEqual({ act: 'consent-out', side: 'requester' });
  expect(dueOnPaper({ state: 'awaiting-supplement-consent' })).toEqual({ act: 'consent-supplement', side: 'requester' });
  expect(dueOnPaper({ state: 'awaiting-consent-in' })).toEqual({ act: 'consent-in', side: 'provider' });
  for (const state of ['draft', 'at-provider', 'supplement-asked', 'refusal-at-authority', 'agreed', 'refused', 'withdrawn'] as const)
    expect(dueOnPaper({ state })).toBeUndefined();
});

test('the code of a sheet is known however it is typed, and the code of another text is not', () => {
  expect(checkCodeOf(digest)).toBe('A1B2-C3D4-E5F6-0718');
  for (const typed of [checkCodeOf(digest), ' a1b2 c3d4 e5f6 0718', 'Ａ１Ｂ２－Ｃ３Ｄ４－Ｅ５Ｆ６－０７１８', digest, sheetCodeOf(digest)])
    expect(isCodeOf(digest, typed)).toBe(true);
  for (const typed of ['', '-', 'A1B2', 'A1B2-C3D4-E5F6-0719', digest.slice(0, 63), `${digest}0`, sheetCodeOf('b'.repeat(64))])
    expect(isCodeOf(digest, typed)).toBe(false);
});
