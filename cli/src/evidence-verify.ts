import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { PublicKey } from '@karez/kit/crypto/signing';
import type { Verification } from '@karez/policy/evidence/findings';
import { paperStart, readPaper, verifyPaper, type PaperEvidence } from '@karez/policy/evidence/paper';
import { readReceipt, verifyReceipt } from '@karez/policy/evidence/receipt';
import { exportVerifier, type VerifyOptions } from '@karez/policy/evidence/verify-export';
import { witnessMemoryOf } from '@karez/policy/evidence/witness-lines';
import { told } from './evidence-words.ts';
import { pdfAttachment } from './pdf-attachment.ts';

export type Output = { write(line: string): void; complain(line: string): void };

/** A line longer than this is no line of an export: a tile is the longest, with 16 KiB of hashes. */
const LINE_BYTES_MAX = 1024 * 1024;
const receiptStart = '{"karez":"receipt"';
const pdfStart = '%PDF-';
/** A printed paper is some hundred kilobytes. */
const PDF_BYTES_MAX = 64 * 1024 * 1024;
const NEWLINE = 0x0a;

/** `karez evidence verify`: 0 intact, 1 something is wrong with the evidence, 2 the command could not be run. */
export async function verifyCommand(words: readonly string[], output: Output): Promise<0 | 1 | 2> {
  const command = parsed(words);
  if (!command) {
    output.complain('Usage: karez evidence verify FILE [--witness DIR] [--keys FILE]');
    return 2;
  }
  try {
    const verification = await verifyFile(command.file, await optionsOf(command));
    for (const line of told(verification, path.basename(command.file))) output.write(line);
    return verification.intact ? 0 : 1;
  } catch (error) {
    output.complain(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

type Command = { readonly file: string; readonly witness: string | undefined; readonly keys: string | undefined };

function parsed(words: readonly string[]): Command | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { witness: { type: 'string' }, keys: { type: 'string' } },
    });
    const [file, extra] = positionals;
    return file === undefined || extra !== undefined ? undefined : { file, witness: values.witness, keys: values.keys };
  } catch {
    // An unknown option: the usage line says it all.
    return undefined;
  }
}

async function optionsOf({ witness, keys }: Command): Promise<VerifyOptions> {
  const memory = witness === undefined ? undefined : witnessMemoryOf(await textsIn(witness));
  const given = keys === undefined ? undefined : witnessMemoryOf([await readFile(keys, 'utf8')]).keys;
  if (keys !== undefined && given?.length === 0) throw new Error(`${keys} holds no key`);
  return { witness: memory, keys: given ?? known(memory?.keys) };
}

/** A witness's folder that holds no key yet cannot say which to trust. */
function known(keys: readonly PublicKey[] | undefined): readonly PublicKey[] | undefined {
  return keys && keys.length > 0 ? keys : undefined;
}

async function textsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).toSorted();
  if (names.length === 0) throw new Error(`${folder} holds no heads of a witness (*.jsonl)`);
  return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
}

/** Verifies an export, a receipt or a paper, whichever the file is. An export of any length is read once, line by line. */
export async function verifyFile(file: string, options: VerifyOptions): Promise<Verification> {
  const verifier = exportVerifier(options);
  let first = true;
  for await (const line of linesOf(file)) {
    if (first && beginsWith(line, pdfStart)) return verifyPaper(await paperIn(file), options);
    if (first && beginsWith(line, paperStart)) return verifyPaper(paperFrom(line, file), options);
    if (first && beginsWith(line, receiptStart)) return receiptFile(line, options, file);
    first = false;
    verifier.take(line);
  }
  return verifier.end();
}

const beginsWith = (line: Buffer, start: string): boolean => line.subarray(0, start.length).toString('latin1') === start;

async function paperIn(file: string): Promise<PaperEvidence> {
  if ((await stat(file)).size > PDF_BYTES_MAX) throw new Error(`${file} is too large for a paper`);
  const attached = pdfAttachment(await readFile(file));
  if (!attached || !beginsWith(attached, paperStart))
    throw new Error(`${file} carries no evidence; if another program saved it anew, verify the attachment saved from it`);
  return paperFrom(attached, file);
}

function paperFrom(text: Buffer, file: string): PaperEvidence {
  const paper = readPaper(text.toString('utf8').trimEnd());
  if (!paper) throw new Error(`${file} holds the evidence of a paper that cannot be read: it is damaged`);
  return paper;
}

function receiptFile(line: Buffer, options: VerifyOptions, file: string): Verification {
  const receipt = readReceipt(line.toString('utf8'));
  if (!receipt) throw new Error(`${file} begins like a receipt but cannot be read as one: it is damaged`);
  return verifyReceipt(receipt, options);
}

async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      yield bytes.subarray(from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > LINE_BYTES_MAX) throw new Error(`${file} has a line of more than ${LINE_BYTES_MAX} bytes: it is no evidence file`);
  }
  if (rest.length > 0) yield rest;
}
