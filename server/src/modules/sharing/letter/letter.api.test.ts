import type { PublicKey } from '@karez/kit/crypto/signing';
import { sm3 } from '@karez/kit/crypto/sm3';
import { paperEvidenceFile, readPaper, verifyPaper } from '@karez/policy/evidence/paper';
import { sql } from 'kysely';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { sealCity } from '#test/sealing';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer, type Upload } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { scanBytes } from '../paper-signing/test-papers.ts';
import { idOf, receivingCity } from '../test-received.ts';

const store = await createTestDatabase();
const { as, codeOf, needs, entry, content, write, consent, read } = await receivingCity(store);
const refusedAs = (status: number, code: string) => ({ status, body: { code } });
type Shown = { letters: { id: string; docNo: string; digest: string }[] };

const started = async (name: string): Promise<Answer> =>
  expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry(name) } }), 201);
type Changes = { readonly secrecyDeclaration?: string; readonly docNo?: string; readonly datedOn?: string } & Partial<
  Pick<Upload, 'fileName' | 'content'>
>;
const attach = (application: Answer, changes: Changes = {}, by = 'slj.djy') => {
  const { fileName = '公函.pdf', content: bytes = scanBytes('公函'), ...others } = changes;
  const fields = { secrecyDeclaration: 'not-secret', docNo: '市水函〔2026〕9号', datedOn: '2026-11-20', ...others };
  return as(by, `POST /sharing/applications/${idOf(application)}/letters`, { upload: { fields, fileName, content: bytes } });
};
const attached = async (application: Answer, changes: Changes = {}): Promise<string> => {
  const { letters } = expected(await attach(application, changes), 201).body as Shown;
  return letters.at(-1)?.id ?? '';
};
const open = (by: string, application: Answer, letter: string) =>
  as(by, `GET /sharing/applications/${idOf(application)}/letters/${letter}`);
const remove = (application: Answer, letter: string) =>
  as('slj.djy', `DELETE /sharing/applications/${idOf(application)}/letters/${letter}`);
const lettersFor = async (by: string, application: Answer) => ((await read(by, application)) as Shown).letters.map(({ docNo }) => docNo);
const send = async (application: Answer) => {
  await write(application, content());
  expected(await as('slj.djy', `POST /sharing/applications/${idOf(application)}/submission`), 200);
  expected(await as('slj.fzr', `POST /sharing/applications/${idOf(application)}/consent-out`, { body: await consent() }), 200);
};

describe('91-5.1: 公函 of an application', () => {
  test('the head signs it with the application: provider and authority see it from then on, and the agreement names its digest', async () => {
    const application = await started('函附凿井企业');
    const letter = await attached(application);
    expect(await open('scjg.djy', application, letter)).toMatchObject(refusedAs(404, 'sharing.application.not-found'));

    await send(application);

    expect(await lettersFor('scjg.djy', application)).toEqual(['市水函〔2026〕9号']);
    for (const by of ['slj.djy', 'scjg.djy', 'zfb.zgl'])
      expect(Buffer.from(expected(await open(by, application, letter), 200).bytes).equals(scanBytes('公函'))).toBe(true);
    expect((await open('qxj.djy', application, letter)).status).toBe(404);
    const proposal = proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' as const })));
    expected(await as('scjg.djy', `POST /sharing/applications/${idOf(application)}/proposal`, { body: proposal }), 200);
    const body = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, { body }), 200);
    await sealCity(needs);
    const keys = expected(await as('slj.djy', 'GET /evidence/keys'), 200).body['items'] as PublicKey[];
    const { bytes } = expected(await as('slj.djy', `GET /sharing/applications/${idOf(application)}/papers/agreement`), 200);
    const carried: unknown = await (await getDocumentProxy(new Uint8Array(bytes))).getAttachmentContent(paperEvidenceFile);
    const paper = carried instanceof Uint8Array ? readPaper(Buffer.from(carried).toString('utf8').trimEnd()) : undefined;
    if (!paper) throw new Error('the agreement carries no evidence');
    expect(verifyPaper(paper, { keys })).toMatchObject({ intact: true, records: 2 });
    expect(paper.signed[0]?.text).toContain(sm3(scanBytes('公函')).toString('hex'));
    const form = expected(await as('scjg.djy', `GET /sharing/applications/${idOf(application)}/papers/approval-form`), 200).bytes;
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(form)), { mergePages: true });
    expect(text.replaceAll(/\s+/gu, '')).toContain('市水函〔2026〕9号，2026-11-20');
  });

  test('409: nothing is attached or taken off once it is handed in; what a supplement adds or takes off counts once it is signed', async () => {
    const application = await started('函附凿井名录');
    const first = await attached(application);
    await send(application);
    expect(await attach(application)).toMatchObject(refusedAs(409, 'sharing.application.illegal-transition'));
    expect(await remove(application, first)).toMatchObject(refusedAs(409, 'sharing.application.illegal-transition'));
    const gaps = [{ place: 'material', words: '请附批文' }];
    const at = `/sharing/applications/${idOf(application)}`;
    expected(await as('scjg.djy', `POST ${at}/supplement-notice`, { body: { gaps, opinion: '一次告知' } }), 200);

    const second = await attached(application, { docNo: '市水函〔2026〕10号' });
    expected(await remove(application, first), 200);

    expect(await lettersFor('slj.djy', application)).toEqual(['市水函〔2026〕10号']);
    expect(await lettersFor('scjg.djy', application)).toEqual(['市水函〔2026〕9号']);
    expect(await open('scjg.djy', application, second)).toMatchObject(refusedAs(404, 'sharing.letter.not-found'));
    const answers = [{ place: 'material', words: '已附' }];
    expected(await as('slj.djy', `POST ${at}/supplement`, { body: { answers } }), 200);
    expected(await as('slj.fzr', `POST ${at}/supplement-consent`, { body: await consent() }), 200);
    expect(await lettersFor('scjg.djy', application)).toEqual(['市水函〔2026〕10号']);
    // What a head has signed stays on record, also where it was taken off since.
    expect((await open('scjg.djy', application, first)).status).toBe(200);
  });

  test('what nobody has signed is gone for good when it is taken off or the draft is withdrawn', async () => {
    const application = await started('函附凿井合同');
    const [taken, left] = [await attached(application), await attached(application)];
    expected(await remove(application, taken), 200);
    expect(await remove(application, taken)).toMatchObject(refusedAs(404, 'sharing.letter.not-found'));
    expect(await open('slj.djy', application, taken)).toMatchObject(refusedAs(409, 'sharing.scan.gone'));
    expect((await open('slj.djy', application, left)).status).toBe(200);

    expected(await as('slj.djy', `POST /sharing/applications/${idOf(application)}/withdrawal`, { body: { reason: '不再需要' } }), 200);

    expect(await open('slj.djy', application, left)).toMatchObject(refusedAs(409, 'sharing.scan.gone'));
    const { rows } = await sql<{ kept: number }>`
      SELECT count(sealed_key)::int AS kept FROM sharing.official_letter WHERE application_id = ${idOf(application)}`.execute(
      store.database.reader,
    );
    expect(rows[0]?.kept).toBe(0);
  });

  test('403, 413, 415, 422: only by who writes it, of a fit kind, dated, and five at most', async () => {
    const application = await started('函附凿井台账');
    expect(await attach(application, {}, 'slj.fzr')).toMatchObject({ status: 403 });
    expect(await attach(application, {}, 'scjg.djy')).toMatchObject(refusedAs(404, 'sharing.application.not-found'));
    expect(await attach(application, { fileName: '公函.docx' })).toMatchObject(refusedAs(415, 'sharing.scan.type'));
    expect(await attach(application, { content: Buffer.alloc(0) })).toMatchObject(refusedAs(422, 'sharing.scan.empty'));
    expect(await attach(application, { content: scanBytes('/Launch') })).toMatchObject(refusedAs(422, 'sharing.scan.active'));
    const large = Buffer.concat([scanBytes(), Buffer.alloc(20 * 1024 * 1024, 32), Buffer.from('%%EOF')]);
    expect(await attach(application, { content: large })).toMatchObject(refusedAs(413, 'sharing.scan.too-large'));
    expect(await attach(application, { content: scanBytes().subarray(0, 20) })).toMatchObject(refusedAs(422, 'sharing.scan.cut-short'));
    expect(await attach(application, { secrecyDeclaration: 'work-secret' })).toMatchObject(refusedAs(422, 'sharing.scan.secret'));
    expect(await attach(application, { docNo: '联系 13812345678' })).toMatchObject(refusedAs(422, 'sharing.scan.personal-value'));
    expect(await attach(application, { datedOn: '2026-11-24' })).toMatchObject(refusedAs(422, 'sharing.letter.day'));
    for (let count = 0; count < 5; count++) await attached(application);
    expect(await attach(application)).toMatchObject(refusedAs(422, 'sharing.letter.count'));
  });
});
