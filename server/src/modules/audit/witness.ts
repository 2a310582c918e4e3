import { keyIdOf, type PublicKey } from '@karez/kit/crypto/signing';
import { parseHead, type SignedHead, type TreeHead } from '@karez/policy/evidence/head';
import { keyring, signatureFinding } from '@karez/policy/evidence/verify-heads';
import {
  lastWitnessed,
  mayWitness,
  witnessedHeads,
  type WitnessedHead,
  type WitnessMemory,
  type WitnessRefusal,
} from '@karez/policy/evidence/witness-memory';

/** What a witness asks of a platform, over HTTP; see `witnessedPlatform`. */
export type WitnessedPlatform = {
  logs(): Promise<readonly { readonly log: string; readonly size: number }[]>;
  keys(): Promise<readonly PublicKey[]>;
  /** Heads with a number of at least `from`, in order, and the proof that a tree of `first` leaves is a prefix of the last one's. */
  heads(log: string, from: number): Promise<readonly SignedHead[]>;
  consistency(log: string, sizes: { first: number; second: number }): Promise<readonly string[]>;
};

/** Where a witness keeps what it saw. */
export type WitnessStore = {
  read(): Promise<WitnessMemory>;
  keepHeads(log: string, heads: readonly SignedHead[]): Promise<void>;
  keepKeys(keys: readonly PublicKey[]): Promise<void>;
};

export type Witnessed = {
  readonly log: string;
  readonly kept: number;
  /** Why newer heads were turned away: the platform's history is not the one that this witness saw. */
  readonly refused: WitnessRefusal | 'shorter' | null;
};

/**
 * One round of a witness: takes each log's newer heads if they are signed, linked without gaps to the newest that it holds, and consistent with
 * it. Keys are trusted when first seen; later ones only when the log they sign goes on from what is held.
 */
export async function witnessRound(platform: WitnessedPlatform, store: WitnessStore): Promise<Witnessed[]> {
  const memory = await store.read();
  const offered = await platform.keys();
  const known = new Set(memory.keys.map(keyIdOf));
  await store.keepKeys(offered.filter((key) => !known.has(keyIdOf(key))));
  const verifierFor = keyring([...memory.keys, ...offered]);

  const results: Witnessed[] = [];
  for (const { log } of await platform.logs()) {
    results.push(await witnessLog({ platform, store, verifierFor }, log, lastWitnessed(witnessedHeads(memory, log))));
  }
  return results;
}

type Round = { platform: WitnessedPlatform; store: WitnessStore; verifierFor: ReturnType<typeof keyring> };

async function witnessLog(round: Round, log: string, held: WitnessedHead | undefined): Promise<Witnessed> {
  // The newest held head is asked for again: a platform that no longer has it, or has another, was rolled back.
  const offered = await round.platform.heads(log, held?.head.number ?? 0);
  if (held && offered[0]?.body !== held.signed.body) return { log, kept: 0, refused: offered[0] ? 'not-linked' : 'shorter' };
  const heads = held ? offered.slice(1) : offered;
  const consistency = await proofOf(round.platform, { log, held, last: heads.at(-1) });
  const isSigned = (head: TreeHead, signed: SignedHead) => signatureFinding(head, signed, round.verifierFor) === undefined;
  const refused = mayWitness(held, { heads, consistency }, isSigned);
  if (refused) return { log, kept: 0, refused };
  await round.store.keepHeads(log, heads);
  return { log, kept: heads.length, refused: null };
}

async function proofOf(
  platform: WitnessedPlatform,
  { log, held, last }: { log: string; held: WitnessedHead | undefined; last: SignedHead | undefined },
): Promise<Buffer[]> {
  if (!held || !last) return [];
  const first = held.head.size;
  const proof = await platform.consistency(log, { first, second: parseHead(last.body)?.size ?? first });
  return proof.map((hash) => Buffer.from(hash, 'hex'));
}
