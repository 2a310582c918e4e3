import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PublicKey } from '@karez/kit/crypto/signing';
import { headLine, keyLine } from '@karez/policy/evidence/export-file';
import type { SignedHead } from '@karez/policy/evidence/head';
import { witnessMemoryOf } from '@karez/policy/evidence/witness-lines';
import type { WitnessMemory } from '@karez/policy/evidence/witness-memory';

/** Reads a witness's folder (outside of the platform's own data folder): one `<log>.jsonl` a log, and `keys.jsonl`. */
export async function readWitnessFolder(folder: string): Promise<WitnessMemory> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return witnessMemoryOf(texts);
}

/** Adds heads of one log; they are on disk (fsync) when this returns. */
export async function keepHeads(folder: string, log: string, heads: readonly SignedHead[]): Promise<void> {
  await appendLines(path.join(folder, `${log}.jsonl`), heads.map(headLine));
}

/** Keeps the keys that this witness trusts from now on. */
export async function keepKeys(folder: string, keys: readonly PublicKey[]): Promise<void> {
  await appendLines(path.join(folder, 'keys.jsonl'), keys.map(keyLine));
}

async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.writeFile(lines.map((line) => `${line}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
