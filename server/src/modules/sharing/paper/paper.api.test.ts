import type { Proposal } from '@karez/contract/sharing/schemas';
import type { PublicKey } from '@karez/kit/crypto/signing';
import { sm3 } from '@karez/kit/crypto/sm3';
import { paperEvidenceFile, readPaper, verifyPaper } from '@karez/policy/evidence/paper';
import { sql } from 'kysely';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, test } from 'vitest';
import { sealCity } from '#test/sealing';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../test-received.ts';

const store = await createTestDatabase();
const { as, codeOf, needs, entry, content, write, consent, received, read } = await receivingCity(store);

const print = (by: string, application: Answer, paper: string) => as(by, `GET /sharing/applications/${idOf(application)}/papers/${paper}`);

async function printed(by: string, application: Answer, paper: string) {
  const { bytes } = expected(await print(by, application, paper), 200);
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text, totalPages } = await extractText(document, { mergePages: true });
  // A line may break anywhere between two Chinese characters.
  return { bytes, text: text.replaceAll(/\s+/gu, ''), pages: totalPages, document };
}

/** What a paper carries to prove itself, read by another program than the one that wrote it. */
async function evidenceIn({ document }: Awaited<ReturnType<typeof printed>>) {
  const attached = (await document.getAttachments()) ?? new Map<string, unknown>();
  expect([...attached.keys()]).toEqual([paperEvidenceFile]);
  const carried: unknown = await document.getAttachmentContent(paperEvidenceFile);
  const paper = carried instanceof Uint8Array ? readPaper(Buffer.from(carried).toString('utf8').trimEnd()) : undefined;
  if (!paper) throw new Error('the paper carries no evidence');
  return paper;
}

const answer = async (application: Answer, proposal: Proposal): Promise<Answer> => {
  expected(await as('scjg.djy', `POST /sharing/applications/${idOf(application)}/proposal`, { body: proposal }), 200);
  const body = { decision: 'sign', opinion: '同意签署', code: await codeOf('scjg.fzr') };
  return expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, { body }), 200);
};
const agreeing = proposalToAgree([
  { no: 1, mask: 'none' },
  { no: 2, mask: 'none' },
]);
const refusing: Proposal = {
  ...agreeing,
  result: 'refuse',
  items: [],
  quota: null,
  ground: 'not-duty-related',
  basis: [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '应当具有法定职责', articleId: '809-20' }],
  opinion: '与职责无关',
};

let waiting: Answer;
let agreed: Answer;
let refused: Answer;

beforeAll(async () => {
  waiting = await received(await entry('凿井单位名录'));
  agreed = await answer(await received(await entry('凿井企业登记')), {
    ...agreeing,
    items: [{ no: 1, mask: 'name' }],
    leftOut: [{ no: 2, reason: '与场景无关' }],
  });
  refused = await answer(await received(await entry('凿井设备登记')), refusing);
}, 120_000);

describe('91-5.1, 809-21: sharing.print-paper', () => {
  test('404, 409: to nobody but the parties does an application have papers, and none before its time', async () => {
    expect(await print('qxj.djy', agreed, 'agreement')).toMatchObject({ status: 404, body: { code: 'sharing.application.not-found' } });
    for (const paper of ['agreement', 'reply'])
      expect(await print('slj.djy', waiting, paper)).toMatchObject({ status: 409, body: { code: 'sharing.paper.not-yet' } });
    const draft = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry('凿井合同') } }), 201);
    expect(await print('slj.djy', draft, 'approval-form')).toMatchObject({ status: 409, body: { code: 'sharing.paper.not-yet' } });
  });

  test('design §8: the agreement carries both signed texts, verifies offline, and fails when either is another', async () => {
    // Its records are not sealed yet: a paper that could not be verified is not printed.
    expect(await print('slj.djy', agreed, 'agreement')).toMatchObject({ status: 409, body: { code: 'audit.record.not-sealed' } });
    await sealCity(needs);
    const keys = expected(await as('slj.djy', 'GET /evidence/keys'), 200).body['items'] as PublicKey[];

    const agreementPaper = await printed('slj.fzr', agreed, 'agreement');

    const { agreement } = (await read('slj.djy', agreed)) as { agreement: { no: string; digest: string; terms: Record<string, string> } };
    for (const words of [
      '政务数据共享协议',
      agreement.no,
      agreement.digest,
      '姓名脱敏',
      '（盖章处）',
      '平台存证',
      agreement.terms['disposal'] ?? '?',
    ])
      expect(agreementPaper.text).toContain(words.replaceAll(/\s+/gu, ''));
    const paper = await evidenceIn(agreementPaper);
    expect(verifyPaper(paper, { keys })).toMatchObject({ intact: true, form: 'paper', records: 2, findings: [] });
    expect(paper.signed.map(({ side }) => side)).toEqual(['requester', 'provider']);
    expect(sm3(Buffer.from(paper.signed[1]?.text ?? '', 'utf8')).toString('hex')).toBe(agreement.digest);
    for (const at of [0, 1]) {
      const signed = paper.signed.map((one, place) => (place === at ? { ...one, text: one.text.replace('审批', '核发') } : one));
      expect(verifyPaper({ signed }, { keys }).findings).toMatchObject([{ kind: 'signed-text-differs' }]);
    }
  });

  test('809-21: an application that was supplemented is signed anew, and that is the text that its agreement carries', async () => {
    const application = await received(await entry('凿井人员登记'));
    const gaps = [{ place: 'useScenario', words: '请写明环节' }];
    expected(
      await as('scjg.djy', `POST /sharing/applications/${idOf(application)}/supplement-notice`, { body: { gaps, opinion: '一次告知' } }),
      200,
    );
    const longer = '办理机井取水许可时，核对凿井单位的登记状态；仅在受理和审查两个环节查询。';
    await write(application, { ...content(), useScenario: longer });
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(application)}/supplement`, { body: { answers: [] } }), 200);
    expected(await as('slj.fzr', `POST /sharing/applications/${idOf(application)}/supplement-consent`, { body: await consent() }), 200);
    await answer(application, agreeing);
    await sealCity(needs);

    const paper = await evidenceIn(await printed('scjg.djy', application, 'agreement'));

    expect(paper.signed).toHaveLength(2);
    expect(paper.signed[0]?.text).toContain(longer);
    expect(verifyPaper(paper)).toMatchObject({ intact: true });
  });

  test('each side prints its own handling and of the other only what its head signed', async () => {
    const [ofRequester, ofProvider] = [
      await printed('slj.djy', agreed, 'approval-form'),
      await printed('scjg.djy', agreed, 'approval-form'),
    ];

    expect(ofRequester.text).toContain('需求部门经办意见');
    expect(ofRequester.text).not.toContain('提供部门经办意见');
    expect(ofProvider.text).not.toContain('需求部门经办意见');
    expect(ofProvider.text).toContain('提供部门经办意见');
    for (const { text } of [ofRequester, ofProvider]) {
      expect(text).toContain('同意签署');
      // Nobody reviews on the platform: the box is for the pen.
      expect(text).toContain('签字：年月日');
    }
    const unsigned = await printed('slj.djy', waiting, 'approval-form');
    expect(unsigned.text).toContain(content().useScenario.replaceAll(/\s+/gu, ''));
    expect(unsigned.text).not.toContain('同意签署');
  });

  test('809-20: whoever signs reads all that is asked for: every text, number and choice of the application stands on the form', async () => {
    const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry('凿井档案') } }), 201);
    const whole = { ...content(), storage: { persist: true, location: '政务云水利分区', retentionDays: 90 } };
    await write(started, whole);
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(started)}/submission`), 200);

    const { text } = await printed('slj.djy', started, 'approval-form');

    const { useBasis, useScope, matter, storage } = whole;
    const written = [whole.useScenario, whole.matterFormat, whole.validFrom, whole.validTo, whole.callsPerDay, whole.securityMeasures];
    const basis = useBasis.flatMap(({ title, article, text: quoted }) => [title, article, quoted]);
    const scope = [useScope.users, useScope.userCount, matter?.code, matter?.name, storage.location, storage.retentionDays];
    const called = ['吐鲁番市', '机井取水许可系统', '服务接口', '行政依据', '政务服务事项', '行政法规', '不提供给第三方'];
    for (const one of [...written, ...basis, ...scope, ...called]) expect(text).toContain(String(one).replaceAll(/\s+/gu, ''));
  });

  test('809-21, 809-28: the letter says what was decided, what is left out and why; a refusal names ground, article and the way on', async () => {
    const partly = await printed('slj.djy', agreed, 'reply');
    const no = await printed('slj.djy', refused, 'reply');

    expect(partly.text).toContain('同意共享其中部分信息项');
    expect(partly.text).toContain('与场景无关');
    for (const words of ['不予共享', '与履行职责无关', '第二十条', '第二十八条', '同意签署']) expect(no.text).toContain(words);
  });

  test('what is printed is evidence: which paper, and the digest of its bytes', async () => {
    const { bytes } = await printed('slj.djy', refused, 'reply');

    const { rows } = await sql<{ facts: unknown }>`
      SELECT convert_from(body, 'UTF8')::json -> 'facts' AS facts FROM audit.pending
      WHERE action = 'sharing.print-paper' AND object_id = ${idOf(refused)} ORDER BY sequence`.execute(store.database.reader);
    expect(rows.at(-1)?.facts).toEqual({ paper: 'reply', digest: sm3(bytes).toString('hex') });
  });

  test('a text of many pages goes on over them, whole, and no mark in it turns the words around it', async () => {
    const long = Array.from({ length: 60 }, (_, at) => `第${at}条措施：专人专机，逐条留痕，定期核对。`).join('');
    const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry('凿井台账') } }), 201);
    await write(started, { ...content(), securityMeasures: `${long}\u202E末尾𠮷` });
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(started)}/submission`), 200);

    const { text, pages } = await printed('slj.djy', started, 'approval-form');

    expect(pages).toBeGreaterThan(1);
    for (const at of [0, 30, 59]) expect(text).toContain(`第${at}条措施：专人专机，逐条留痕，定期核对。`);
    // The mark of direction is gone, without a trace of it in its place; a letter that the font lacks is printed as its number.
    expect(text).toContain('定期核对。末尾[U+20BB7]');
  });
});
