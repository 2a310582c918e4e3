import { generateSm2KeyPair, sm2Sign, type Sm2KeyPair } from '@karez/kit/crypto/sm2';
import type { PublicKey } from '@karez/kit/crypto/signing';
import { isRefusal } from '@karez/kit/refusal';
import { paperEvidenceFile, readPaper, verifyPaper, type PaperEvidence } from '@karez/policy/evidence/paper';
import type { Actor } from '#modules/identity';
import { getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, test } from 'vitest';
import { sealCity } from '#test/sealing';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { scanBytes } from '../paper-signing/test-papers.ts';
import { idOf, receivingCity } from '../test-received.ts';
import { signWithKey } from './mark-agreement.ts';

const store = await createTestDatabase();
const { city, as, codeOf, needs, entry, received, todos, notices } = await receivingCity(store);
const refusedAs = (status: number, code: string) => ({ status, body: { code } });
const keysOf = { slj: generateSm2KeyPair(), scjg: generateSm2KeyPair() };
const signed = (text: string | Buffer, keys: Sm2KeyPair) => sm2Sign(Buffer.from(text as string, 'utf8'), keys).toString('hex');

const register = async (by: string, keys: Sm2KeyPair, changes: { signature?: string; code?: string } = {}): Promise<Answer> => {
  const { publicKey } = keys;
  const asked = expected(await as(by, `GET /sharing/unit-keys/text?publicKey=${publicKey}`), 200);
  const body = { publicKey, medium: 'usb-key', signature: signed(String(asked.body['text']), keys), code: await codeOf(by), ...changes };
  return as(by, 'POST /sharing/unit-keys', { body, key: crypto.randomUUID() });
};
const decide = async (by: string, keyId: string, fingerprint: string): Promise<Answer> =>
  as(by, `POST /sharing/unit-keys/${keyId}/decision`, { body: { decision: 'confirm', fingerprint, code: await codeOf(by) } });
const confirmed = async (by: string, keys: Sm2KeyPair): Promise<string> => {
  const { body } = expected(await register(by, keys), 201);
  return String(expected(await decide('zfb.zgl', String(body['id']), String(body['fingerprint'])), 200).body['id']);
};
const at = (application: string, step = '') => `/sharing/applications/${application}${step}`;

const agreed = async (name: string): Promise<string> => {
  const application = await received(await entry(name));
  const proposal = proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' as const })));
  expected(await as('scjg.djy', `POST ${at(idOf(application), '/proposal')}`, { body: proposal }), 200);
  const body = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
  expected(await as('scjg.fzr', `POST ${at(idOf(application), '/consent-in')}`, { body }), 200);
  return idOf(application);
};
const textOf = async (by: string, id: string): Promise<Buffer> =>
  Buffer.from(expected(await as(by, `GET /sharing/applications/${id}/agreement/text`), 200).bytes);
const sign = async (by: string, id: string, signature: string): Promise<Answer> =>
  as(by, `POST /sharing/applications/${id}/agreement/key-signatures`, { body: { signature, code: await codeOf(by) } });
const storeCopy = (by: string, id: string, content: Buffer, fileName = '协议.pdf') =>
  as(by, `POST /sharing/applications/${id}/agreement/stamped-copies`, {
    upload: { fields: { secrecyDeclaration: 'not-secret' }, fileName, content },
  });
const marksIn = ({ body }: Answer) =>
  (
    body as {
      agreementMarks: {
        keySignatures: { side: string; keyEnded: { state: string } | null }[];
        stampedCopies: { id: string; side: string; kind: string }[];
      };
    }
  ).agreementMarks;

async function printed(by: string, id: string): Promise<{ bytes: Buffer; evidence: PaperEvidence; text: string }> {
  await sealCity(needs);
  const { bytes } = expected(await as(by, `GET ${at(id, '/papers/agreement')}`), 200);
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const carried: unknown = await document.getAttachmentContent(paperEvidenceFile);
  const evidence = carried instanceof Uint8Array ? readPaper(Buffer.from(carried).toString('utf8').trimEnd()) : undefined;
  if (!evidence) throw new Error('the paper carries no evidence');
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_none, page) => (await (await document.getPage(page + 1)).getTextContent()).items),
  );
  const text = pages
    .flat()
    .map((item) => ('str' in item ? item.str : ''))
    .join('')
    .replaceAll(/\s+/gu, '');
  return { bytes: Buffer.from(bytes), evidence, text };
}
const trusted = async (): Promise<PublicKey[]> => {
  const { body } = expected(await as('slj.fzr', 'GET /evidence/keys'), 200);
  return body['items'] as PublicKey[];
};

/** A person as they act from a post of head in a department that may not be their own. */
const headAt = (account: string, unit: string): Actor => {
  const orgId = city.founded.organisations.get(unit) ?? '';
  const powers = (['sharing.read', 'sharing.consent-out', 'sharing.consent-in'] as const).map((power) => ({
    power,
    orgId,
    regionCode: null,
  }));
  return { kind: 'person', id: city.founded.people.get(account) ?? '', orgId, regionCode: '650400', powers };
};

let agreement: string;
beforeAll(async () => {
  agreement = await agreed('密钥签名凿井企业');
}, 120_000);

describe('design §8: a unit enrols its own SM2 key', () => {
  test('422: a point off the curve, a signature of another key or made for another department; 403 for whoever does not sign for the unit', async () => {
    const keys = generateSm2KeyPair();
    const off = `04${'1'.repeat(128)}`;
    expect(await as('slj.fzr', `GET /sharing/unit-keys/text?publicKey=${off}`)).toMatchObject(refusedAs(422, 'sharing.unit-key.unfit'));
    const wrong = signed('其他文本', keys);
    expect(await register('slj.fzr', keys, { signature: wrong })).toMatchObject({
      status: 422,
      body: { code: 'sharing.unit-key.not-held', fields: [{ path: '/body/signature' }] },
    });
    const others = expected(await as('scjg.fzr', `GET /sharing/unit-keys/text?publicKey=${keys.publicKey}`), 200);
    const theirs = signed(String(others.body['text']), keys);
    expect(await register('slj.fzr', keys, { signature: theirs })).toMatchObject(refusedAs(422, 'sharing.unit-key.not-held'));
    expect(await as('slj.djy', `GET /sharing/unit-keys/text?publicKey=${keys.publicKey}`)).toMatchObject({ status: 403 });
  });

  test('it counts once the authority’s leader has typed its fingerprint; nobody else confirms it, one key has one department', async () => {
    const { body } = expected(await register('slj.fzr', keysOf.slj), 201);
    const [id, fingerprint] = [String(body['id']), String(body['fingerprint'])];
    expect(body).toMatchObject({ state: 'asked' });
    expect(await todos('zfb.zgl')).toContain('sharing.todo.confirm-unit-key');
    expect(await register('slj.fzr', generateSm2KeyPair())).toMatchObject(refusedAs(409, 'sharing.unit-key.waits'));
    expect(await register('scjg.fzr', keysOf.slj)).toMatchObject(refusedAs(409, 'sharing.unit-key.known'));
    expect(await sign('slj.fzr', agreement, signed(await textOf('slj.fzr', agreement), keysOf.slj))).toMatchObject(
      refusedAs(409, 'sharing.key-signature.no-key'),
    );
    for (const by of ['slj.fzr', 'scjg.fzr', 'zfb.zgy']) expect((await decide(by, id, fingerprint)).status).toBeGreaterThanOrEqual(403);
    expect(
      await decide(
        'zfb.zgl',
        id,
        fingerprint.replace(/^./u, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ).toMatchObject(refusedAs(422, 'sharing.unit-key.fingerprint'));

    expect(expected(await decide('zfb.zgl', id, fingerprint.toUpperCase()), 200).body).toMatchObject({ state: 'in-force' });

    expect(await todos('zfb.zgl')).not.toContain('sharing.todo.confirm-unit-key');
    expect(await notices('slj.fzr')).toContain('sharing.notice.unit-key-in-force');
    expect(await decide('zfb.zgl', id, fingerprint)).toMatchObject(refusedAs(409, 'sharing.unit-key.state'));
    const seen = async (by: string) => expected(await as(by, 'GET /sharing/unit-keys'), 200).body['total'];
    expect([await seen('slj.djy'), await seen('zfb.zgl'), await seen('qxj.djy')]).toEqual([1, 1, 0]);
  });
});

test('design §12: wrong codes are counted however often the request is sent anew', async () => {
  const keys = generateSm2KeyPair();
  const answers: string[] = [];
  for (let tries = 0; tries < 12; tries++) answers.push(String((await register('zrzy.fzr', keys, { code: '000000' })).body['code']));
  expect(answers).toContain('identity.second-factor.locked');
});

describe('design §8: the paper says which key was used', () => {
  test('the head of a side adds the key’s signature once; the printed agreement says so and verifies offline, and does not when anything is another', async () => {
    await confirmed('scjg.fzr', keysOf.scjg);
    const text = await textOf('slj.fzr', agreement);
    const theirs = await textOf('scjg.fzr', agreement);
    expect(await sign('scjg.fzr', agreement, signed(text, keysOf.scjg))).toMatchObject(refusedAs(422, 'sharing.key-signature.wrong'));
    expect(await sign('slj.fzr', agreement, signed(text, keysOf.scjg))).toMatchObject(refusedAs(422, 'sharing.key-signature.wrong'));
    expect(await sign('slj.djy', agreement, signed(text, keysOf.slj))).toMatchObject({ status: 403 });
    expect(await sign('zfb.zgl', agreement, signed(text, keysOf.slj))).toMatchObject(refusedAs(403, 'sharing.key-signature.not-own'));

    const after = expected(await sign('slj.fzr', agreement, signed(text, keysOf.slj)), 201);

    expect(marksIn(after).keySignatures).toMatchObject([{ side: 'requester', keyEnded: null }]);
    expect(await sign('slj.fzr', agreement, signed(text, keysOf.slj))).toMatchObject(refusedAs(409, 'sharing.key-signature.there'));
    expected(await sign('scjg.fzr', agreement, signed(theirs, keysOf.scjg)), 201);
    const paper = await printed('scjg.fzr', agreement);
    expect(paper.text).toContain('需求部门另以本单位SM2密钥签名');
    const keys = await trusted();
    expect(verifyPaper(paper.evidence, { keys })).toMatchObject({ intact: true, byKey: [{ side: 'requester' }, { side: 'provider' }] });
    const [requester, provider] = paper.evidence.byKey ?? [];
    if (!requester || !provider) throw new Error('both sides signed by key');
    const found = (byKey: PaperEvidence['byKey']) => verifyPaper({ ...paper.evidence, byKey: byKey ?? [] }, { keys }).findings;
    expect(found([{ ...requester, side: 'provider' }])).toContainEqual({ kind: 'key-signature', side: 'provider' });
    expect(found([{ ...requester, keyReceipt: provider.keyReceipt }])).toContainEqual({ kind: 'key-signature', side: 'requester' });
    expect(found([{ ...requester, receipt: requester.keyReceipt }])).toContainEqual({ kind: 'key-signature', side: 'requester' });
    const otherTerms = paper.evidence.signed.map((one) =>
      one.side === 'provider' ? { ...one, text: one.text.replace('"no":1', '"no":9') } : one,
    );
    expect(verifyPaper({ ...paper.evidence, signed: otherTerms }, { keys }).findings).toContainEqual({
      kind: 'key-signature',
      side: 'requester',
    });
  });

  test('a new key takes the place of the old one, a revoked one signs nothing, and what was signed stays', async () => {
    const next = await agreed('换钥凿井企业');
    const text = await textOf('slj.fzr', next);
    const fresh = generateSm2KeyPair();
    const id = await confirmed('slj.fzr', fresh);
    expect(await sign('slj.fzr', next, signed(text, keysOf.slj))).toMatchObject(refusedAs(422, 'sharing.key-signature.wrong'));
    expect(await register('slj.fzr', keysOf.slj)).toMatchObject(refusedAs(409, 'sharing.unit-key.known'));
    const revoke = async (by: string) =>
      as(by, `POST /sharing/unit-keys/${id}/revocation`, { body: { reason: '钥匙遗失', code: await codeOf(by) } });
    expect((await revoke('scjg.fzr')).status).toBe(404);

    expect(expected(await revoke('slj.fzr'), 200).body).toMatchObject({ state: 'revoked', reason: '钥匙遗失' });

    expect(await sign('slj.fzr', next, signed(text, fresh))).toMatchObject(refusedAs(409, 'sharing.key-signature.no-key'));
    expect(await revoke('zfb.zgl')).toMatchObject(refusedAs(409, 'sharing.unit-key.state'));
    expect(marksIn(expected(await as('scjg.fzr', `GET ${at(agreement)}`), 200)).keySignatures).toMatchObject([
      { side: 'requester', keyEnded: { state: 'replaced' } },
      { side: 'provider', keyEnded: null },
    ]);
  });

  test('403: whoever had a hand in one side’s case does not sign by the other side’s key from a second post; nor signs by both keys', async () => {
    const id = await agreed('两岗签名凿井企业');
    const own = generateSm2KeyPair();
    await confirmed('slj.fzr', own);
    const signAt = async (account: string, unit: 'slj' | 'scjg', keys: Sm2KeyPair) => {
      const command = { actor: headAt(account, unit), applicationId: id, code: await codeOf(account), origin: 'test' };
      const done = await signWithKey(needs, { ...command, signature: signed(await textOf(`${unit}.fzr`, id), keys) });
      return isRefusal(done) ? done.code : 'signed';
    };

    expect(await signAt('slj.fzr', 'scjg', keysOf.scjg)).toBe('sharing.key-signature.other-hand');
    expect(await signAt('scjg.djy', 'slj', own)).toBe('sharing.key-signature.other-hand');
    expect(await signAt('qxj.fzr', 'scjg', keysOf.scjg)).toBe('signed');
    expect(await signAt('qxj.fzr', 'slj', own)).toBe('sharing.key-signature.other-hand');
    expect(await signAt('slj.fzr', 'slj', own)).toBe('signed');
  });

  test('91-3.3: a key that waits when its department is dissolved can no longer be confirmed, and can be refused', async () => {
    const asked = expected(await register('nyncj.fzr', generateSm2KeyPair()), 201).body;
    const successorId = city.founded.organisations.get('slj');
    const dissolution = { documentNumber: '吐编发〔2026〕9号', decidedOn: '2026-11-20', reason: '机构改革', successorId };
    expected(await as('xtgly', `POST /organisations/${city.founded.organisations.get('nyncj')}/dissolution`, { body: dissolution }), 200);

    expect(await decide('zfb.zgl', String(asked['id']), String(asked['fingerprint']))).toMatchObject(
      refusedAs(409, 'sharing.unit-key.dissolved'),
    );

    const refusal = { decision: 'refuse', reason: '单位已撤销' };
    const refused = await as('zfb.zgl', `POST /sharing/unit-keys/${String(asked['id'])}/decision`, { body: refusal });
    expect(expected(refused, 200).body).toMatchObject({ state: 'refused' });
  });
});

describe('design §8: a port takes a real 电子印章 or the scan of the sealed paper', () => {
  /** What a sealing program does: a signature over the whole file, behind the bytes that were there. */
  const sealed = (content: Buffer): Buffer => {
    const hole = `<3082${'5a'.repeat(128)}>`;
    const before = (range: string) => `\n9 0 obj << /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 ${range}] /Contents `;
    const behind = ' >> endobj\n%%EOF\n';
    const pad = (number: number) => String(number).padStart(8, '0');
    const start = content.length + before([0, 0, 0].map(pad).join(' ')).length;
    return Buffer.concat([
      content,
      Buffer.from(`${before([start, start + hole.length, behind.length].map(pad).join(' '))}${hole}${behind}`),
    ]);
  };

  test('the printed file with a seal is told from another signed PDF and from a scan; it stays, and opening it is evidence', async () => {
    const id = await agreed('盖章凿井企业');
    const paper = await printed('slj.djy', id);
    expect(await storeCopy('slj.djy', id, paper.bytes)).toMatchObject(refusedAs(422, 'sharing.stamped-copy.as-printed'));
    expected(await storeCopy('slj.djy', id, sealed(paper.bytes)), 201);
    expected(await storeCopy('scjg.djy', id, sealed(scanBytes())), 201);
    const after = expected(await storeCopy('scjg.fzr', id, scanBytes('盖章')), 201);

    expect(marksIn(after).stampedCopies).toMatchObject([
      { side: 'requester', kind: 'e-seal' },
      { side: 'provider', kind: 'e-seal-other' },
      { side: 'provider', kind: 'scan' },
    ]);
    expect(await storeCopy('scjg.djy', id, scanBytes('盖章'))).toMatchObject(refusedAs(409, 'sharing.stamped-copy.known'));
    const [first] = marksIn(after).stampedCopies;
    const opened = expected(await as('scjg.djy', `GET /sharing/applications/${id}/agreement/stamped-copies/${first?.id}`), 200);
    expect(Buffer.from(opened.bytes).equals(sealed(paper.bytes))).toBe(true);
    expect(await as('qxj.djy', `GET /sharing/applications/${id}/agreement/stamped-copies/${first?.id}`)).toMatchObject({ status: 404 });
    await expect(
      store.database.reader
        .withTables<{ 'sharing.stamped_copy': { kind: string } }>()
        .updateTable('sharing.stamped_copy')
        .set({ kind: 'scan' })
        .execute(),
    ).rejects.toThrow();
  });

  test('403, 409, 413, 415, 422: others, no agreement yet, something active behind the printed file, and more copies than a file needs', async () => {
    const id = await agreed('盖章无效凿井企业');
    const paper = await printed('slj.djy', id);
    expect(await storeCopy('zfb.zgl', id, scanBytes())).toMatchObject(refusedAs(403, 'sharing.stamped-copy.not-own'));
    const active = Buffer.concat([paper.bytes, Buffer.from('\n9 0 obj << /S /JavaScript >> endobj\n%%EOF\n')]);
    expect(await storeCopy('slj.djy', id, active)).toMatchObject(refusedAs(422, 'sharing.scan.active'));
    expect(await storeCopy('slj.djy', id, Buffer.from('GIF89a'), '章.gif')).toMatchObject(refusedAs(415, 'sharing.scan.type'));
    for (const words of ['一', '二', '三', '四', '五']) expected(await storeCopy('slj.djy', id, scanBytes(words)), 201);
    expect(await storeCopy('slj.djy', id, scanBytes('六'))).toMatchObject(refusedAs(422, 'sharing.stamped-copy.count'));
    const waiting = await received(await entry('盖章未签凿井企业'));
    expect(await storeCopy('slj.djy', idOf(waiting), scanBytes())).toMatchObject(refusedAs(409, 'sharing.agreement.none'));
  });
});
