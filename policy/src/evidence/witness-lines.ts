import type { PublicKey } from '@karez/kit/crypto/signing';
import type { SignedHead } from './head.ts';
import { readLine } from './lines.ts';
import type { WitnessMemory } from './witness-memory.ts';

/** Reads the files of a witness's folder: lines of heads and keys. A line that a crash cut short is not a head and is left out. */
export function witnessMemoryOf(texts: readonly string[]): WitnessMemory {
  const heads: SignedHead[] = [];
  const keys: PublicKey[] = [];
  for (const text of texts.flatMap((file) => file.split('\n'))) {
    const line = text === '' ? undefined : readLine(text);
    if (line?.kind === 'head') heads.push(line.head);
    if (line?.kind === 'key') keys.push(line.key);
  }
  return { heads, keys };
}
