import { canonicalJson } from '@karez/kit/canonical-json';
import { keyIdOf, type PublicKey } from '@karez/kit/crypto/signing';
import type { Finding, Note, Verification } from './findings.ts';
import type { SignedHead } from './head.ts';
import { parseHead } from './head.ts';
import { headOf, isHex, isMembers, keyOf, membersOf, proofOf } from './lines.ts';
import { commitment, committedFields, saltLength, type CommittedField } from './record.ts';
import { includes, leafHash } from './tree.ts';
import type { VerifyOptions } from './verify-export.ts';
import { keyring, signatureFinding } from './verify-heads.ts';
import { compareWithWitness } from './witness-memory.ts';

/** What opens one commitment of a record. `value` is text for personal fields and null for a payload, which its holder has. */
export type Opening = { readonly field: CommittedField; readonly salt: string; readonly value: string | null };

/** Proof for one act that needs nothing but a public key: the record, where it stands, and the signed head above it. */
export type Receipt = {
  readonly head: SignedHead;
  readonly index: number;
  readonly keys: readonly PublicKey[];
  readonly openings: readonly Opening[];
  /** Hashes from the leaf upwards, hex. */
  readonly proof: readonly string[];
  /** Exact text of the record. */
  readonly record: string;
};

/** The receipt as a file: one line of canonical JSON that begins with `{"karez":"receipt"`. */
export function receiptText(receipt: Receipt): string {
  const keys = receipt.keys.map((key) => ({ algorithm: key.algorithm, id: keyIdOf(key), publicKey: key.publicKey }));
  return `{"karez":"receipt",${canonicalJson({ ...receipt, keys, v: 1 }).slice(1)}`;
}

/** Reads a receipt; undefined where the text is none. */
export function readReceipt(text: string): Receipt | undefined {
  const members = membersOf(text);
  if (members?.['karez'] !== 'receipt' || members['v'] !== 1) return undefined;
  const head = isMembers(members['head']) ? headOf(members['head'])?.head : undefined;
  const proven = proofOf(members)?.proven;
  const lists = listsOf(members);
  return head && proven && lists && { head, index: proven.index, ...lists, proof: proven.proof, record: proven.record };
}

function listsOf(members: Readonly<Record<string, unknown>>): Pick<Receipt, 'keys' | 'openings'> | undefined {
  const keys = listOf(members['keys'], (item) => keyOf(item)?.key);
  const openings = listOf(members['openings'], openingOf);
  return keys && openings && { keys, openings };
}

function listOf<T>(value: unknown, read: (item: Readonly<Record<string, unknown>>) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item: unknown) => (isMembers(item) ? read(item) : undefined));
  const present = items.filter((item) => item !== undefined);
  return present.length === items.length ? present : undefined;
}

function openingOf(item: Readonly<Record<string, unknown>>): Opening | undefined {
  const { field, salt, value } = item;
  const known = committedFields.find((name) => name === field);
  if (!known || !isHex(salt, saltLength) || !(value === null || typeof value === 'string')) return undefined;
  return { field: known, salt, value };
}

/** Verifies a receipt: the head's signature, the proof from the record to its root, and each opening that has its value. */
export function verifyReceipt(receipt: Receipt, options: VerifyOptions = {}): Verification {
  const head = parseHead(receipt.head.body);
  if (!head) return verificationOf(receipt, { head, findings: [{ kind: 'head-unfit', line: 1 }], notes: [] });
  const unsigned = signatureFinding(head, receipt.head, keyring(options.keys ?? receipt.keys));
  const claim = {
    leaf: leafHash(head.hash, Buffer.from(receipt.record, 'utf8')),
    index: receipt.index,
    size: head.size,
    root: Buffer.from(head.root, 'hex'),
    proof: receipt.proof.map((hash) => Buffer.from(hash, 'hex')),
  };
  const findings: Finding[] = unsigned ? [unsigned] : [];
  if (!includes(head.hash, claim)) findings.push({ kind: 'proof-fails', index: receipt.index });
  findings.push(...openingFindings(receipt));
  const notes: Note[] = options.keys ? [] : [{ kind: 'keys-from-file', keys: receipt.keys.map(keyIdOf) }];
  if (!options.witness) return verificationOf(receipt, { head, findings, notes: [...notes, { kind: 'no-witness' }] });
  // A receipt is rightly older than the log: only another head of the same number speaks against it.
  const compared = compareWithWitness(
    { log: head.log, made: head.at, heads: [{ head, signed: receipt.head }], rootAt: () => undefined },
    options.witness,
  );
  return verificationOf(receipt, { head, findings: [...findings, ...compared.findings], notes: [...notes, ...compared.notes] });
}

function openingFindings(receipt: Receipt): Finding[] {
  const committed = membersOf(receipt.record)?.['committed'];
  return receipt.openings.flatMap(({ field, salt, value }): Finding[] => {
    if (value === null) return [];
    const claimed = isMembers(committed) ? committed[field] : undefined;
    const opened = commitment(Buffer.from(salt, 'hex'), Buffer.from(value, 'utf8'));
    return claimed === opened ? [] : [{ kind: 'opening-differs', field }];
  });
}

type Conclusion = { head: ReturnType<typeof parseHead>; findings: readonly Finding[]; notes: readonly Note[] };

function verificationOf({ index }: Receipt, { head, findings, notes }: Conclusion): Verification {
  return {
    form: 'receipt',
    log: head?.log ?? '',
    intact: findings.length === 0,
    records: 1,
    erased: 0,
    from: index,
    to: index + 1,
    head: head ? { number: head.number, size: head.size, at: head.at, root: head.root, key: head.key } : null,
    findings,
    notes,
  };
}
