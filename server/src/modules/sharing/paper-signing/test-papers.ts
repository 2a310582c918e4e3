import { expect } from 'vitest';
import { extractText, getDocumentProxy } from 'unpdf';
import type { City } from '#test/city';
import { expected, type Answer, type Upload } from '../../../../../tools/seed/city-people.ts';

export const scanBytes = (words = '签批单'): Buffer => Buffer.from(`%PDF-1.4\n% ${words}\n%%EOF\n`);
const fields = {
  secrecyDeclaration: 'not-secret',
  docNo: '市水发〔2026〕12号',
  signedOn: '2026-11-23',
  signerRole: 'DEPT_LEADER',
  opinion: '同意。',
} as const;
type Changes = Partial<Record<keyof typeof fields | 'overMissing', string>> & Partial<Pick<Upload, 'fileName' | 'content'>>;

/** Test support: sheets that are printed, signed by hand and entered. */
export function papersIn({ as, codeOf, founded }: City) {
  const path = (application: string, step = '') => `/sharing/applications/${application}${step}`;
  const read = async (by: string, application: string): Promise<Answer> => expected(await as(by, `GET ${path(application)}`), 200);

  /** The authority lets departments sign on paper. */
  const permit = async (department: string, given: object = {}): Promise<Answer> => {
    const body = {
      organisationId: founded.organisations.get(department),
      docNo: '吐政办〔2026〕3号',
      reason: '负责人在外驻点',
      lastDay: '2027-06-30',
    };
    return as('zfb.zgl', 'POST /sharing/paper-permissions', {
      body: { ...body, code: await codeOf('zfb.zgl'), ...given },
      key: crypto.randomUUID(),
    });
  };

  /** The sheet as a reader prints it; its words without blanks. */
  const print = async (by: string, application: string): Promise<{ text: string; code: string }> => {
    const { bytes } = expected(await as(by, `GET ${path(application, '/papers/signing-sheet')}`), 200);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
    const words = text.replaceAll(/\s+/gu, '');
    const code = /校验码：([0-9A-F-]{19})/u.exec(words)?.[1];
    if (code === undefined) throw new Error(`the sheet has no check code: ${words}`);
    return { text: words, code };
  };

  const enter = async (
    by: string,
    application: string,
    sheetCode: string,
    changes: Changes & { ifMatch?: string } = {},
  ): Promise<Answer> => {
    const { fileName = '签批单.pdf', content = scanBytes(), ifMatch, ...others } = changes;
    const etag = ifMatch ?? (await read(by, application)).etag ?? '';
    const upload: Upload = { fields: { ...fields, sheetCode, ...others }, fileName, content };
    return as(by, `POST ${path(application, '/paper-signatures')}`, { upload, ifMatch: etag });
  };
  /** Printed, signed and entered: answers the id of the sheet. */
  const entered = async (by: string, application: string): Promise<string> => {
    const answer = expected(await enter(by, application, (await print(by, application)).code), 201);
    const { paperSignatures } = answer.body as { paperSignatures: { id: string; state: string }[] };
    const waiting = paperSignatures.find(({ state }) => state === 'entered');
    if (!waiting) throw new Error('no sheet waits');
    return waiting.id;
  };
  const open = (by: string, application: string, paper: string) => as(by, `GET ${path(application, `/paper-signatures/${paper}/scan`)}`);
  const judge = async (by: string, application: string, paper: string, decision: object): Promise<Answer> => {
    const { etag } = await read(by, application);
    return as(by, `POST ${path(application, `/paper-signatures/${paper}/confirmation`)}`, { body: decision, ifMatch: etag ?? '' });
  };
  const confirm = async (by: string, application: string, paper: string) =>
    judge(by, application, paper, { decision: 'confirm', code: await codeOf(by) });
  /** The whole path on paper for one side. */
  const signed = async (by: string, second: string, application: string): Promise<Answer> => {
    const paper = await entered(by, application);
    expect((await open(second, application, paper)).status).toBe(200);
    return expected(await confirm(second, application, paper), 200);
  };
  const withdraw = async (by: string, application: string, paper: string, reason = '录错'): Promise<Answer> => {
    const { etag } = await read(by, application);
    return as(by, `POST ${path(application, `/paper-signatures/${paper}/withdrawal`)}`, { body: { reason }, ifMatch: etag ?? '' });
  };
  return { path, read, permit, print, enter, entered, open, judge, confirm, signed, withdraw };
}
