import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { generateKeyPair } from '@karez/kit/crypto/signing';
import { headLine, keyLine } from '@karez/policy/evidence/export-file';
import { paperText } from '@karez/policy/evidence/paper';
import { addRecords, sampleDraft, sampleExport, sampleLog, samplePaper, seal } from '@karez/policy/evidence/sample-log';
import { receiptText } from '@karez/policy/evidence/receipt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyCommand } from './evidence-verify.ts';

const keys = generateKeyPair('sm2');
const log = sampleLog(40, { keys, batch: 20 });
const lines = sampleExport(log);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'karez-verify-'));
  await mkdir(path.join(folder, 'witness'));
  await writeFile(path.join(folder, 'witness', `${log.log}.jsonl`), log.heads.map((head) => `${headLine(head)}\n`).join(''));
  await writeFile(path.join(folder, 'witness', 'keys.jsonl'), `${keyLine(keys)}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(text: string | Buffer, ...words: string[]): Promise<{ code: number; said: string; complained: string }> {
  const file = path.join(folder, 'evidence.jsonl');
  await writeFile(file, text);
  const [said, complained]: [string[], string[]] = [[], []];
  const code = await verifyCommand([file, ...words], { write: (line) => said.push(line), complain: (line) => complained.push(line) });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}
/** A PDF as small as it gets that carries one file. */
function pdfWith(text: string, { packed = true } = {}): Buffer {
  const content = packed ? deflateSync(Buffer.from(text, 'utf8')) : Buffer.from(text, 'utf8');
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Length ${content.length}${packed ? ' /Filter /FlateDecode' : ''} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), content, Buffer.from('\nendstream\nendobj\n%%EOF\n', 'latin1')]);
}
const witness = () => ['--witness', path.join(folder, 'witness')];

describe('karez evidence verify', () => {
  test('says INTACT, and what it cannot exclude, and ends with 0', async () => {
    const { code, said } = await run(lines.join('\n'));

    expect(code).toBe(0);
    expect(said).toContain('INTACT');
    expect(said).toContain('that records were cut off the end of the log cannot be excluded');
    expect(said).toContain('The keys were taken from the file itself');
  });

  test('with a witness it says that the witness agrees', async () => {
    const { code, said } = await run(lines.join('\n'), ...witness());

    expect(code).toBe(0);
    expect(said).toContain('The witness agrees');
    expect(said).not.toContain('cannot be excluded');
  });

  test('names the altered record and ends with 1', async () => {
    const changed = lines.toSpliced(-3, 1, (lines.at(-3) ?? '').replace('done', 'gone'));

    const { code, said } = await run(changed.join('\n'));

    expect(code).toBe(1);
    expect(said).toMatch(/record 38 \(line \d+\) was altered/);
  });

  test('names an old backup that was restored and went on', async () => {
    const restored = sampleLog(20, { keys, batch: 20 });
    addRecords(restored, [sampleDraft(99)]);
    seal(restored);

    const { code, said } = await run(sampleExport(restored).join('\n'), ...witness());

    expect(code).toBe(1);
    expect(said).toContain('FORK');
  });

  test('reads receipts too', async () => {
    const alone = sampleLog(0, { keys });
    const [head = { body: '', signature: '' }] = alone.heads;
    const receipt = { head, index: 0, keys: [keys], openings: [], proof: [], record: alone.records[0]?.text ?? '' };

    expect(await run(receiptText(receipt))).toMatchObject({ code: 0, said: expect.stringContaining('receipt of record 0') });
    expect(await run('{"karez":"receipt"}')).toMatchObject({ code: 2, complained: expect.stringContaining('damaged') });
  });

  test('reads the evidence that a PDF paper carries, or the attachment that was saved from it', async () => {
    const paper = samplePaper(sampleLog(20, { keys }));
    const text = paperText(paper);
    const forged = text.replaceAll('E-1', 'E-2');

    for (const file of [text, pdfWith(text), pdfWith(text, { packed: false })])
      expect(await run(file)).toMatchObject({ code: 0, said: expect.stringContaining('paper with 2 signature') });
    expect((await run(text)).said).toMatch(
      /signed for the provider \(organisation org-water\)[^]*"entryCode": "E-1"[^]*pages are NOT verified/u,
    );
    for (const file of [forged, pdfWith(forged)])
      expect(await run(file)).toMatchObject({
        code: 1,
        said: expect.stringContaining('the text of the provider is not the one that was signed'),
      });
  });

  test('a signature by a unit’s own key that does not verify is called a claim, never “signed”', async () => {
    const paper = samplePaper(sampleLog(20, { keys }));
    const [requester, provider] = paper.signed;
    if (!requester || !provider) throw new Error('both sides signed');
    const claimed = { ...paper, byKey: [{ side: 'requester' as const, receipt: requester.receipt, keyReceipt: provider.receipt }] };
    const { code, said } = await run(paperText(claimed));

    expect(code).toBe(1);
    expect(said).toContain('the requester is CLAIMED to have signed by its own SM2 key');
    expect(said).not.toContain('also signed by its own SM2 key');
  });

  test('a PDF without evidence, a damaged one and one that unpacks without end are no papers', async () => {
    const bomb = pdfWith(`{"karez":"paper"${' '.repeat(8_000_000)}}`);
    const evidence = pdfWith(paperText(samplePaper(sampleLog(20, { keys }))));
    const twice = Buffer.concat([evidence, evidence]);
    const addedTo = Buffer.concat([evidence, Buffer.from('xref\n%%EOF\n')]);
    const endless = Buffer.from(`%PDF-1.7\n${'/Type /EmbeddedFile '.repeat(100_000)}%%EOF`);
    for (const file of [Buffer.from('%PDF-1.7\n%%EOF'), pdfWith('other words'), bomb, twice, addedTo, endless])
      expect(await run(file)).toMatchObject({ code: 2, complained: expect.stringContaining('carries no evidence') });
    expect(await run(pdfWith('{"karez":"paper"}'))).toMatchObject({ code: 2, complained: expect.stringContaining('damaged') });
  });

  test.each([
    ['an empty file', ''],
    ['a file of another kind', 'PK\u0003\u0004 not evidence'],
    ['a huge single line', 'x'.repeat(1_100_000)],
  ])('does not take %s for evidence', async (_what, text) => {
    expect((await run(text)).code).toBeGreaterThan(0);
  });

  test('ends with 2 when it could not be run', async () => {
    expect((await run('', '--nonsense')).code).toBe(2);
    expect((await run('', 'a', 'second', 'file')).code).toBe(2);
    expect((await run('', '--witness', path.join(folder, 'nowhere'))).code).toBe(2);
  });
});
