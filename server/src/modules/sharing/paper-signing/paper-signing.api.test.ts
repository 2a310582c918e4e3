import type { PublicKey } from '@karez/kit/crypto/signing';
import { sm3 } from '@karez/kit/crypto/sm3';
import { paperEvidenceFile, readPaper, verifyPaper } from '@karez/policy/evidence/paper';
import { sql } from 'kysely';
import { getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#modules/identity';
import { sealCity } from '#test/sealing';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { mayDo } from '../application-policy.ts';
import { findApplication } from '../application-store.ts';
import { idOf, receivingCity } from '../test-received.ts';
import { mayJudgePaper } from './paper-policy.ts';
import { papersOf } from './paper-signature-store.ts';
import { papersIn, scanBytes } from './test-papers.ts';

const store = await createTestDatabase();
const { city, as, codeOf, needs, entry, content, write, consent, received, todos, notices } = await receivingCity(store);
const papers = papersIn(city);

/** An application that waits for the requester's head. */
const submitted = async (name: string): Promise<string> => {
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry(name) } }), 201);
  await write(started, content());
  return idOf(expected(await as('slj.djy', `POST /sharing/applications/${idOf(started)}/submission`), 200));
};
const agreeing = proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' as const })));
const refusing = {
  ...agreeing,
  result: 'refuse' as const,
  items: [],
  quota: null,
  ground: 'not-duty-related' as const,
  basis: [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '应当具有法定职责', articleId: '809-20' }],
  opinion: '与职责无关',
};
/** An application that waits for the provider's head. */
const proposed = async (name: string, proposal: object = agreeing): Promise<string> => {
  const application = await received(await entry(name));
  expected(await as('scjg.djy', `POST ${papers.path(idOf(application), '/proposal')}`, { body: proposal }), 200);
  return idOf(application);
};
const paperIn = ({ body }: Answer) =>
  (body as { paperSignatures: { state: string; scan: { digest: string; gone: boolean } }[] }).paperSignatures;
const refusedAs = (status: number, code: string) => ({ status, body: { code } });

beforeAll(async () => {
  expected(await papers.permit('slj'), 201);
  expected(await papers.permit('scjg'), 201);
}, 120_000);

describe('design §8, 91-5.1, 809-20: 线下签批', () => {
  test('one side on paper and the other in person: nothing flows before both have signed, and the agreement verifies offline and says which was paper', async () => {
    const id = await submitted('纸签凿井企业');
    const sheet = await papers.print('slj.djy', id);
    expect(sheet.text).toContain(content().useScenario.replaceAll(/\s+/gu, ''));
    const paper = await papers.entered('slj.djy', id);
    expect((await papers.read('slj.djy', id)).body).toMatchObject({ state: 'awaiting-consent-out', submittedAt: null });
    // Before it counts, nobody else learns of it.
    expect(await papers.open('scjg.djy', id, paper)).toMatchObject(refusedAs(404, 'sharing.application.not-found'));
    expect(await todos('slj.fzr')).toContain('sharing.todo.confirm-paper');
    expect(Buffer.from((await papers.open('slj.fzr', id, paper)).bytes).equals(scanBytes())).toBe(true);

    const sent = expected(await papers.confirm('slj.fzr', id, paper), 200);

    expect(sent.body).toMatchObject({ state: 'at-provider', agreement: null, grantId: null });
    expect(await todos('slj.fzr')).not.toContain('sharing.todo.confirm-paper');
    expected(await as('scjg.djy', `POST ${papers.path(id, '/proposal')}`, { body: agreeing }), 200);
    const body = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
    const agreed = expected(await as('scjg.fzr', `POST ${papers.path(id, '/consent-in')}`, { body }), 200);
    const digest = sm3(scanBytes()).toString('hex');
    expect(agreed.body).toMatchObject({
      state: 'agreed',
      agreement: {
        requesterSignature: {
          method: 'paper',
          role: 'DEPT_LEADER',
          paper: { docNo: '市水发〔2026〕12号', signedOn: '2026-11-23', scanDigest: digest },
        },
        providerSignature: { method: 'platform-evidence' },
      },
    });
    expect(agreed.body['grantId']).not.toBeNull();
    // It counts: the other side may look at what it relies on.
    expect((await papers.open('scjg.djy', id, paper)).status).toBe(200);

    const verified = await verifiedAgreement(id);
    expect(verified).toMatchObject({ intact: true, records: 2, findings: [] });
    expect(verified.signed).toMatchObject([{ side: 'requester', scan: digest }, { side: 'provider' }]);
    expect(verified.signed?.[1]).not.toHaveProperty('scan');
  });

  test('the reply on paper: an agreement, and a refusal, each by its own sheet', async () => {
    const id = await proposed('纸签凿井名录');
    expect((await papers.print('scjg.djy', id)).text).toContain('拟同意共享');
    const agreed = await papers.signed('scjg.djy', 'scjg.fzr', id);
    expect(agreed.body).toMatchObject({
      state: 'agreed',
      agreement: { requesterSignature: { method: 'platform-evidence' }, providerSignature: { method: 'paper' } },
    });
    expect((await verifiedAgreement(id)).signed).toMatchObject([{ side: 'requester' }, { side: 'provider', scan: expect.any(String) }]);

    const refused = await proposed('纸签凿井设备', refusing);
    expect((await papers.print('scjg.djy', refused)).text).toContain('应当具有法定职责');
    expect((await papers.signed('scjg.djy', 'scjg.fzr', refused)).body).toMatchObject({ state: 'refused', reply: { opinion: '同意。' } });
  });

  test('809-21: a supplement is signed on paper too', async () => {
    const application = idOf(await received(await entry('纸签凿井合同')));
    const gaps = [{ place: 'material', words: '请附事项清单' }];
    expected(await as('scjg.djy', `POST ${papers.path(application, '/supplement-notice')}`, { body: { gaps, opinion: '一次告知' } }), 200);
    const answers = [{ place: 'material', words: '已附' }];
    expected(await as('slj.djy', `POST ${papers.path(application, '/supplement')}`, { body: { answers } }), 200);

    const sent = await papers.signed('slj.djy', 'slj.fzr', application);

    expect(sent.body).toMatchObject({ state: 'at-provider' });
    expected(await as('scjg.djy', `POST ${papers.path(application, '/proposal')}`, { body: agreeing }), 200);
    await papers.signed('scjg.djy', 'scjg.fzr', application);
    expect(await verifiedAgreement(application)).toMatchObject({
      intact: true,
      signed: [{ scan: expect.any(String) }, { scan: expect.any(String) }],
    });
  });
});

/** The printed agreement, verified by what it carries. */
async function verifiedAgreement(id: string) {
  await sealCity(needs);
  const keys = expected(await as('slj.djy', 'GET /evidence/keys'), 200).body['items'] as PublicKey[];
  const { bytes } = expected(await as('slj.djy', `GET ${papers.path(id, '/papers/agreement')}`), 200);
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const carried: unknown = await document.getAttachmentContent(paperEvidenceFile);
  const evidence = carried instanceof Uint8Array ? readPaper(Buffer.from(carried).toString('utf8').trimEnd()) : undefined;
  if (!evidence) throw new Error('the agreement carries no evidence');
  return verifyPaper(evidence, { keys });
}

describe('what makes it a signature: two officers, one text', () => {
  test('403, 409: whoever entered it, or has not opened the scan, confirms nothing; nor does the other side', async () => {
    const id = await submitted('纸签凿井人员');
    const paper = await papers.entered('slj.djy', id);
    expect(await papers.confirm('slj.djy', id, paper)).toMatchObject(refusedAs(403, 'sharing.paper-signature.same-officer'));
    expect(await papers.confirm('slj.fzr', id, paper)).toMatchObject(refusedAs(409, 'sharing.paper-signature.not-opened'));
    expect(
      await as('scjg.fzr', `POST ${papers.path(id, `/paper-signatures/${paper}/confirmation`)}`, {
        body: { decision: 'return', reason: '否' },
        ifMatch: 1,
      }),
    ).toMatchObject({ status: 404 });
    expect((await papers.open('slj.fzr', id, paper)).status).toBe(200);
    // Not even by hand into the table.
    await expect(
      sql`UPDATE sharing.paper_signature SET state = 'confirmed', ended_by = entered_by, ended_at = now() WHERE id = ${paper}`.execute(
        store.database.reader,
      ),
    ).rejects.toThrow('paper_signature_four_eyes');
    const wrong = await papers.judge('slj.fzr', id, paper, { decision: 'confirm', code: '000000' });
    expect(wrong.body['code']).toBe('identity.second-factor.wrong');
    expect((await papers.read('slj.djy', id)).body).toMatchObject({ state: 'awaiting-consent-out' });
    expect(expected(await papers.confirm('slj.fzr', id, paper), 200).body).toMatchObject({ state: 'at-provider' });
    expect(await papers.confirm('slj.fzr', id, paper)).toMatchObject(refusedAs(409, 'sharing.paper-signature.not-open'));
  });

  test('409: a sheet of another text is refused when it is entered, and when the text changes before it is confirmed', async () => {
    const id = await submitted('纸签凿井台账');
    const { code } = await papers.print('slj.djy', id);
    expect(await papers.enter('slj.djy', id, '0000-0000-0000-0000')).toMatchObject(refusedAs(409, 'sharing.paper-signature.other-text'));
    const back = { decision: 'return', opinion: '请改' };
    expected(await as('slj.fzr', `POST ${papers.path(id, '/consent-out')}`, { body: back }), 200);
    const draft = await papers.read('slj.djy', id);
    await write(draft, { ...content(), useScenario: '办理取水许可时核对凿井单位；仅在受理环节查询。' });
    expected(await as('slj.djy', `POST ${papers.path(id, '/submission')}`), 200);
    expect(await papers.enter('slj.djy', id, code)).toMatchObject(refusedAs(409, 'sharing.paper-signature.other-text'));

    const paper = await papers.entered('slj.djy', id);
    expect((await papers.open('slj.fzr', id, paper)).status).toBe(200);
    await sql`UPDATE sharing.application SET content = jsonb_set(content, '{callsPerDay}', '9') WHERE id = ${id}`.execute(
      store.database.reader,
    );
    expect(await papers.confirm('slj.fzr', id, paper)).toMatchObject(refusedAs(409, 'sharing.paper-signature.other-text'));
  });

  test('412: nobody enters, confirms or returns on what they have not read', async () => {
    const id = await submitted('纸签凿井图');
    const { code } = await papers.print('slj.djy', id);
    expect(await papers.enter('slj.djy', id, code, { ifMatch: '1' })).toMatchObject(refusedAs(412, 'sharing.application.stale'));
    const paper = await papers.entered('slj.djy', id);
    const at = papers.path(id, `/paper-signatures/${paper}`);
    const back = { decision: 'return', reason: '章不清' };
    expect(await as('slj.fzr', `POST ${at}/confirmation`, { body: back })).toMatchObject(refusedAs(412, 'request.etag-missing'));
    expect(await as('slj.fzr', `POST ${at}/confirmation`, { body: back, ifMatch: 1 })).toMatchObject(
      refusedAs(412, 'sharing.application.stale'),
    );
    expect(
      await as('slj.djy', `POST /sharing/applications/${id}/paper-signatures/${paper}/withdrawal`, { body: { reason: '错' }, ifMatch: 1 }),
    ).toMatchObject(refusedAs(412, 'sharing.application.stale'));
  });

  test('a sheet that is returned, withdrawn or overtaken signs nothing, and its scan is gone for good', async () => {
    const id = await submitted('纸签凿井证');
    const first = await papers.entered('slj.djy', id);
    expect(await papers.enter('slj.djy', id, (await papers.print('slj.djy', id)).code)).toMatchObject(
      refusedAs(409, 'sharing.paper-signature.under-way'),
    );
    expect(await papers.judge('slj.djy', id, first, { decision: 'return', reason: '否' })).toMatchObject(
      refusedAs(403, 'sharing.paper-signature.same-officer'),
    );
    expected(await papers.judge('slj.fzr', id, first, { decision: 'return', reason: '章不清' }), 200);
    expect(await notices('slj.djy')).toContain('sharing.notice.paper-returned');
    const { items } = JSON.parse(await todos('slj.fzr')) as { items: { link: string; title: { key: string } }[] };
    const waiting = items.filter(({ link }) => link.endsWith(id)).map(({ title }) => title.key);
    expect(waiting).toEqual(['sharing.todo.consent-out']);
    expect(await papers.open('slj.fzr', id, first)).toMatchObject(refusedAs(409, 'sharing.scan.gone'));
    const second = await papers.entered('slj.djy', id);
    expect(await papers.withdraw('slj.fzr', id, second)).toMatchObject(refusedAs(403, 'sharing.application.not-own'));
    expected(await papers.withdraw('slj.djy', id, second), 200);
    const third = await papers.entered('slj.djy', id);

    // The head signs in person after all.
    expected(await as('slj.fzr', `POST ${papers.path(id, '/consent-out')}`, { body: await consent() }), 200);

    const shown = paperIn(await papers.read('slj.djy', id));
    expect(shown.map(({ state, scan }) => [state, scan.gone])).toEqual([
      ['returned', true],
      ['withdrawn', true],
      ['overtaken', true],
    ]);
    expect(paperIn(await papers.read('scjg.djy', id))).toEqual([]);
    expect(await papers.open('slj.djy', id, third)).toMatchObject(refusedAs(409, 'sharing.scan.gone'));
    const { rows } = await sql<{ kept: number }>`
      SELECT count(sealed_key)::int AS kept FROM sharing.paper_signature WHERE application_id = ${id}`.execute(store.database.reader);
    expect(rows[0]?.kept).toBe(0);
  });

  test('every step is evidence, with digests and without what is written on the sheet', async () => {
    const id = await proposed('纸签凿井凭证');
    await papers.signed('scjg.djy', 'scjg.fzr', id);
    const { rows } = await sql<{ action: string; body: string }>`
      SELECT action, convert_from(body, 'UTF8') AS body FROM audit.pending WHERE object_id = ${id} ORDER BY sequence`.execute(
      store.database.reader,
    );
    const steps = rows.filter(({ action }) => /paper/u.test(action));
    expect(steps.map(({ action }) => action)).toEqual([
      'sharing.print-paper',
      'sharing.enter-paper-signature',
      'sharing.open-paper-scan',
      'sharing.confirm-paper-signature',
    ]);
    for (const { body } of steps.slice(1)) expect(body).toContain(sm3(scanBytes()).toString('hex'));
    for (const { body } of rows) expect(body).not.toMatch(/市水发|同意。|签批单\.pdf/u);
  });
});

describe('91-5.1: the head signs what is printed, and every hand counts from whichever post', () => {
  test('409: a sheet says how often may be asked and what is left out; it is no sheet of a reply that says otherwise', async () => {
    const leaving = {
      ...proposalToAgree([{ no: 1, mask: 'none' }]),
      quota: { perSecond: 3, perDay: 1234 },
      leftOut: [{ no: 2, reason: '与该事项无关' }],
    };
    const id = await proposed('纸签凿井限额', leaving);
    const sheet = await papers.print('scjg.djy', id);
    expect(sheet.text).toMatch(/每秒不超过3次，每日不超过1,234次/u);
    expect(sheet.text).toContain('与该事项无关');
    for (const other of [
      { ...leaving, quota: { perSecond: 3, perDay: 10_000_000 } },
      { ...leaving, quota: { perSecond: 1000, perDay: 1234 } },
      { ...leaving, leftOut: [{ no: 2, reason: '本单位不掌握' }] },
    ]) {
      expected(await as('scjg.djy', `POST ${papers.path(id, '/proposal-recall')}`), 200);
      expected(await as('scjg.djy', `POST ${papers.path(id, '/proposal')}`, { body: other }), 200);
      expect(await papers.enter('scjg.djy', id, sheet.code)).toMatchObject(refusedAs(409, 'sharing.paper-signature.other-text'));
    }
    // The same reply again: the same sheet.
    expected(await as('scjg.djy', `POST ${papers.path(id, '/proposal-recall')}`), 200);
    expected(await as('scjg.djy', `POST ${papers.path(id, '/proposal')}`, { body: leaving }), 200);
    expect(await papers.enter('scjg.djy', id, sheet.code)).toMatchObject({ status: 201 });
  });

  test('whoever entered a sheet that counts is a hand of its side: not to sign, confirm, verify or judge from another post', async () => {
    const id = await submitted('纸签凿井兼职');
    // A colleague has written and handed it in: the one who enters the sheet has no other hand in it.
    await sql`UPDATE sharing.application SET started_by = 'a-colleague', submitted_by = 'a-colleague' WHERE id = ${id}`.execute(
      store.database.reader,
    );
    await papers.signed('slj.djy', 'slj.fzr', id);
    const clerk = await enteredBy(id, 'consent-out');
    expected(await as('scjg.djy', `POST ${papers.path(id, '/proposal')}`, { body: contested }), 200);
    const waiting = await recordOf(id);
    expect(waiting.earlierHands).toEqual([clerk]);
    const atProvider = personAt(clerk, { heads: waiting.providerOrgId });
    expect(mayDo(atProvider, 'consent-in', waiting)).toMatchObject({ code: 'sharing.application.own-work' });

    const paper = await papers.entered('scjg.djy', id);
    const [sheet] = (await papersOf(store.database.reader, id)).filter((one) => one.id === paper);
    if (!sheet) throw new Error('the sheet is not there');
    expect(mayJudgePaper(atProvider, sheet, waiting)).toMatchObject({ code: 'sharing.application.own-work' });
    // Another handler has proposed: the one who enters the reply's sheet has no other hand in it.
    await sql`UPDATE sharing.application SET proposed_by = 'another-colleague' WHERE id = ${id}`.execute(store.database.reader);
    expect((await papers.open('scjg.fzr', id, paper)).status).toBe(200);
    expect(expected(await papers.confirm('scjg.fzr', id, paper), 200).body).toMatchObject({ state: 'refusal-at-authority' });

    const refused = await recordOf(id);
    const hand = await enteredBy(id, 'consent-in');
    expect(refused.providerHands).toEqual([hand]);
    for (const one of [hand, clerk])
      expect(mayDo(personAt(one, { leads: refused.authorityRegionCode }), 'review-refusal', refused)).toMatchObject({
        code: 'sharing.application.own-work',
      });
    expect(mayDo(personAt('nobody', { leads: refused.authorityRegionCode }), 'review-refusal', refused)).toBe(true);
  });
});

const contested = { ...refusing, ground: 'not-held' as const, opinion: '本单位不掌握' };
const recordOf = async (id: string) => {
  const found = await findApplication(store.database.reader, id);
  if (!found) throw new Error(`no application ${id}`);
  return found;
};
const enteredBy = async (id: string, act: string): Promise<string> =>
  (await papersOf(store.database.reader, id)).find((paper) => paper.act === act)?.enteredBy ?? '';
/** A person at another of their posts: heading an office, or leading the authority of a region. */
const personAt = (id: string, post: { heads: string } | { leads: string }): Actor => ({
  kind: 'person',
  id,
  orgId: 'heads' in post ? post.heads : 'authority',
  regionCode: '650400',
  powers: [
    'heads' in post
      ? { power: 'sharing.consent-in', orgId: post.heads, regionCode: null }
      : { power: 'sharing.decide-dispute', orgId: null, regionCode: post.leads },
  ],
});

describe('what is entered is judged by its own bytes', () => {
  test('413, 415, 422: of another type, too large, cut short, with something that could run, secret, or naming a person', async () => {
    const id = await submitted('纸签凿井照');
    const { code } = await papers.print('slj.djy', id);
    const enter = (changes: Parameters<typeof papers.enter>[3]) => papers.enter('slj.djy', id, code, changes);
    const word = { fileName: '签批单.docx', content: Buffer.from('504b0304', 'hex') };
    expect(await enter(word)).toMatchObject(refusedAs(415, 'sharing.scan.type'));
    expect(await enter({ fileName: '签批单.png' })).toMatchObject(refusedAs(415, 'sharing.scan.type'));
    expect(await enter({ content: Buffer.alloc(0) })).toMatchObject(refusedAs(422, 'sharing.scan.empty'));
    const large = Buffer.concat([scanBytes(), Buffer.alloc(20 * 1024 * 1024, 32), Buffer.from('%%EOF')]);
    expect(await enter({ content: large })).toMatchObject(refusedAs(413, 'sharing.scan.too-large'));
    expect(await enter({ content: scanBytes().subarray(0, 20) })).toMatchObject(refusedAs(422, 'sharing.scan.cut-short'));
    expect(await enter({ content: scanBytes('/OpenAction << /JavaScript >>') })).toMatchObject(refusedAs(422, 'sharing.scan.active'));
    expect(await enter({ secrecyDeclaration: 'state-secret' })).toMatchObject(refusedAs(422, 'sharing.scan.secret'));
    expect(await enter({ opinion: '请联系 13812345678' })).toMatchObject(refusedAs(422, 'sharing.scan.personal-value'));
    for (const signedOn of ['2026-11-24', '2026-11-22'])
      expect(await enter({ signedOn })).toMatchObject(refusedAs(422, 'sharing.paper-signature.day'));
    expect(await enter({ signerRole: 'APPLICANT' })).toMatchObject({ status: 400 });
    expect(paperIn(await papers.read('slj.djy', id))).toEqual([]);
  });

  test('a scan rests sealed: its bytes are in no file of the store', async () => {
    const id = await submitted('纸签凿井号');
    const words = '只在这一份扫描件里';
    const { code } = await papers.print('slj.djy', id);
    expected(await papers.enter('slj.djy', id, code, { content: scanBytes(words) }), 201);
    const { rows } = await sql<{ reference: string }>`SELECT reference FROM sharing.paper_signature WHERE application_id = ${id}`.execute(
      store.database.reader,
    );
    const stored = await needs.files.get(rows[0]?.reference ?? '');
    expect(stored?.length).toBeGreaterThan(scanBytes(words).length);
    expect(stored?.includes(Buffer.from(words))).toBe(false);
  });
});
