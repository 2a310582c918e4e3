import type { PublicKey } from '@karez/kit/crypto/signing';
import { isConsistent, type Hash } from './tree.ts';
import { linkTo, parseHead, type SignedHead, type TreeHead } from './head.ts';
import type { Finding, Note } from './findings.ts';

/** What a witness keeps: every head it saw of every log, and the keys it trusts. */
export type WitnessMemory = { readonly heads: readonly SignedHead[]; readonly keys: readonly PublicKey[] };

export type WitnessedHead = { readonly head: TreeHead; readonly signed: SignedHead };

/** The heads of one log that a witness keeps, by number. */
export function witnessedHeads(memory: WitnessMemory, log: string): Map<number, WitnessedHead> {
  const heads = new Map<number, WitnessedHead>();
  for (const signed of memory.heads) {
    const head = parseHead(signed.body);
    if (head?.log === log) heads.set(head.number, { head, signed });
  }
  return heads;
}

/** The witnessed head with the highest number. */
export function lastWitnessed(heads: ReadonlyMap<number, WitnessedHead>): WitnessedHead | undefined {
  let last: WitnessedHead | undefined;
  for (const witnessed of heads.values()) if (!last || witnessed.head.number > last.head.number) last = witnessed;
  return last;
}

export type FileHeads = {
  readonly log: string;
  /** When the file was made, as it says. */
  readonly made: string;
  readonly heads: readonly WitnessedHead[];
  /** Root of the tree at a size, where the file's tiles tell it. */
  readonly rootAt: (size: number) => Hash | undefined;
};

/** Compares the heads of a file with a witness's memory. */
export function compareWithWitness(file: FileHeads, memory: WitnessMemory): { findings: Finding[]; notes: Note[] } {
  const witnessed = witnessedHeads(memory, file.log);
  const newest = lastWitnessed(witnessed);
  const last = file.heads.at(-1);
  if (!newest || !last) return { findings: [], notes: [{ kind: 'witness-without-log', log: file.log }] };
  const forks = file.heads.filter(({ head, signed }) => (witnessed.get(head.number)?.signed.body ?? signed.body) !== signed.body);
  const [fork] = forks;
  if (fork) return { findings: [{ kind: 'fork', number: fork.head.number }], notes: [] };
  if (newest.head.number > last.head.number) return shorterThanWitness(file, last, newest);
  return reachesBack(file, newest);
}

/** The witness has heads that the file lacks: an older file if it was made before them, a rolled back log if after. */
function shorterThanWitness(file: FileHeads, last: WitnessedHead, newest: WitnessedHead): { findings: Finding[]; notes: Note[] } {
  const sizes = { size: last.head.size, witnessSize: newest.head.size };
  if (file.made > newest.head.at) return { findings: [{ kind: 'rolled-back', ...sizes }], notes: [] };
  return { findings: [], notes: [{ kind: 'witness-saw-more', ...sizes }] };
}

/** The file's last head is as new as the witness's or newer: the witness's tree must be a prefix of the file's. */
function reachesBack(file: FileHeads, newest: WitnessedHead): { findings: Finding[]; notes: Note[] } {
  const { number, size, root, hash } = newest.head;
  const agrees: Note = { kind: 'witness-agrees', number, size };
  const next = file.heads.find(({ head }) => head.number === number + 1);
  if (file.heads.some(({ head }) => head.number === number)) return { findings: [], notes: [agrees] };
  if (next) {
    const linked = next.head.previous === linkTo(hash, newest.signed);
    return linked ? { findings: [], notes: [agrees] } : { findings: [{ kind: 'fork', number }], notes: [] };
  }
  const rebuilt = file.rootAt(size);
  if (!rebuilt) return { findings: [], notes: [{ kind: 'witness-cannot-tell' }] };
  return rebuilt.toString('hex') === root ? { findings: [], notes: [agrees] } : { findings: [{ kind: 'fork', number }], notes: [] };
}

/** Why a witness turns a log's newer heads away. */
export type WitnessRefusal = 'unreadable' | 'other-log' | 'gap' | 'not-linked' | 'time-or-size-fell' | 'not-consistent' | 'signature';

/**
 * Whether a witness may add `heads` (by number, without gaps) after the newest that it holds; undefined when it may.
 * `consistency` proves the newest held tree a prefix of the last offered one. Every offered head must carry a valid signature.
 */
export function mayWitness(
  held: WitnessedHead | undefined,
  offered: { heads: readonly SignedHead[]; consistency: readonly Hash[] },
  isSigned: (head: TreeHead, signed: SignedHead) => boolean,
): WitnessRefusal | undefined {
  let before = held;
  for (const signed of offered.heads) {
    const head = parseHead(signed.body);
    if (!head) return 'unreadable';
    const wrong = mayFollow(before, head) ?? (isSigned(head, signed) ? undefined : 'signature');
    if (wrong) return wrong;
    before = { head, signed };
  }
  return held && before ? prefixRefusal(held.head, before.head, offered.consistency) : undefined;
}

function prefixRefusal(first: TreeHead, second: TreeHead, proof: readonly Hash[]): WitnessRefusal | undefined {
  const claim = {
    first: first.size,
    firstRoot: Buffer.from(first.root, 'hex'),
    second: second.size,
    secondRoot: Buffer.from(second.root, 'hex'),
    proof,
  };
  return isConsistent(first.hash, claim) ? undefined : 'not-consistent';
}

/** Why a head cannot be the next after another; undefined when it can. */
export function mayFollow(before: WitnessedHead | undefined, head: TreeHead): WitnessRefusal | undefined {
  if (!before) return undefined;
  if (before.head.log !== head.log) return 'other-log';
  if (head.number !== before.head.number + 1) return 'gap';
  if (head.previous !== linkTo(head.hash, before.signed)) return 'not-linked';
  return head.at < before.head.at || head.size < before.head.size ? 'time-or-size-fell' : undefined;
}
