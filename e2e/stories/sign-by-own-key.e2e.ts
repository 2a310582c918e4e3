import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { generateSm2KeyPair, sm2Sign } from '@karez/kit/crypto/sm2';
import type { City } from '../src/city.ts';
import { karez } from '../src/karez.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
/** The unit's key lies outside of the platform: here as on a USB key. */
const keys = generateSm2KeyPair();
const signed = (bytes: Uint8Array) => sm2Sign(bytes, keys).toString('hex');

story(
  '91-5.1: 市水利局 registers its own SM2 key, the authority types its fingerprint, and its head signs the agreement by it; the copy with an electronic seal comes back, and the printed agreement verifies offline with the unit’s key',
  async (city) => {
    const fingerprint = await register(city);
    await confirm(city, fingerprint);
    const head = await openAgreement(city);
    await sign(head);
    await seal(head);
    await verify(head);
  },
);

async function register(city: City): Promise<string> {
  const head = await city.person('slj.fzr');
  const { page } = head;
  await head.goTo('/sharing/unit-keys');
  await head.look('no-keys', { everyLanguage: true });
  await head.press('登记密钥');
  const dialog = page.getByRole('dialog');
  await head.write('SM2 公钥（十六进制，04 开头）', keys.publicKey, dialog);
  const text = (await dialog.locator('pre').textContent()) ?? '';
  assert.ok(text.includes(keys.publicKey), text);
  await head.write('签名（十六进制，r‖s 或 DER）', signed(Buffer.from('别的文本')), dialog);
  await head.look('register-key', { everyLanguage: true, telephone: true });
  await dialog.getByLabel(/^动态验证码/u).fill('000000');
  await dialog.getByRole('button', { name: /签\s*署/u }).click();
  await head.sees('签名不符');
  await head.look('register-key-refused', { everyLanguage: true });
  await head.write('签名（十六进制，r‖s 或 DER）', signed(Buffer.from(text, 'utf8')), dialog);
  await head.signs();
  await head.sees('待核验');
  const fingerprint = (await page.locator('bdi.code').first().textContent()) ?? '';
  assert.match(fingerprint, /^(?:[0-9a-f]{4} ){7}[0-9a-f]{4}$/u);
  return fingerprint;
}

async function confirm(city: City, fingerprint: string): Promise<void> {
  const leader = await city.person('zfb.zgl');
  const { page } = leader;
  await leader.goTo('/desk');
  await leader.follow(/核验单位密钥：吐鲁番市水利局/u);
  await leader.press('核验');
  const dialog = page.getByRole('dialog');
  await leader.write('该单位提供的指纹（32 位）', fingerprint.toUpperCase(), dialog);
  await leader.look('confirm-key', { everyLanguage: true });
  await leader.signs();
  await leader.sees('有效');
  await leader.look('keys', { everyLanguage: true, telephone: true });
}

async function openAgreement(city: City): Promise<Person> {
  const head = await city.person('slj.fzr');
  await head.goTo('/sharing/grants?side=held');
  await head.follow(entryName);
  await head.arrives(entryName);
  await head.follow('查看共享协议');
  await head.arrives('政务数据共享协议');
  await head.sees(/没有加签单位密钥，也没有存入盖章件/u);
  return head;
}

async function sign(head: Person): Promise<void> {
  const { page } = head;
  await head.press('用单位密钥签名');
  const dialog = page.getByRole('dialog');
  const [text] = await Promise.all([page.waitForEvent('download'), head.press('下载协议文本', dialog)]);
  await head.write('签名（十六进制，r‖s 或 DER）', signed(await readFile(await text.path())), dialog);
  await head.look('sign-by-key', { everyLanguage: true });
  await head.signs();
  await head.sees(/需求部门以本单位 SM2 密钥签名/u);
}

/** A sealing program adds its signature behind the bytes that were printed. */
async function seal(head: Person): Promise<void> {
  const { page } = head;
  const [printed] = await Promise.all([page.waitForEvent('download'), head.press('下载 PDF（附核验材料）')]);
  const content = await readFile(await printed.path());
  await head.press('存入盖章件');
  const dialog = page.getByRole('dialog');
  const choose = (buffer: Buffer) =>
    dialog.locator('input[type=file]').setInputFiles({ name: '协议（盖章）.pdf', mimeType: 'application/pdf', buffer });
  await choose(content);
  await head.press('存入盖章件', dialog);
  await head.sees(/上面没有加盖电子印章/u);
  await head.look('store-copy-refused', { everyLanguage: true });
  await choose(sealed(content));
  await head.press('存入盖章件', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await head.sees(/以平台打印的原件开头/u);
  await head.look('agreement-marks', { everyLanguage: true, telephone: true });
}

function sealed(content: Buffer): Buffer {
  const [hole, behind] = [`<3082${'5a'.repeat(128)}>`, ' >> endobj\n%%EOF\n'];
  const before = (range: readonly number[]) =>
    `\n9 0 obj << /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 ${range.map((one) => String(one).padStart(8, '0')).join(' ')}] /Contents `;
  const start = content.length + before([0, 0, 0]).length;
  return Buffer.concat([content, Buffer.from(`${before([start, start + hole.length, behind.length])}${hole}${behind}`)]);
}

async function verify(head: Person): Promise<void> {
  const { page } = head;
  const [agreement] = await Promise.all([page.waitForEvent('download'), head.press('下载 PDF（附核验材料）')]);
  const verified = await karez(['evidence', 'verify', await agreement.path()]);
  assert.equal(verified.code, 0, verified.said);
  assert.match(verified.said, new RegExp(`the requester also signed by its own SM2 key at [^\\n]*: ${keys.publicKey}`, 'u'));
}
