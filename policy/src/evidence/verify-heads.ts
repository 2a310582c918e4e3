import { keyIdOf, verifierOf, type PublicKey } from '@karez/kit/crypto/signing';
import type { Verify } from '@karez/kit/crypto/sm2';
import type { Finding } from './findings.ts';
import { isSignedBy, parseHead, type SignedHead, type TreeHead } from './head.ts';
import type { Hash, TreeHash } from './tree.ts';
import { mayFollow, type WitnessedHead } from './witness-memory.ts';

/** Verifiers of a set of keys by key id, each made once when first asked for. */
export function keyring(keys: readonly PublicKey[]): (keyId: string) => Verify | undefined {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const made = new Map<string, Verify | undefined>();
  return (keyId) => {
    const key = byId.get(keyId);
    if (key && !made.has(keyId)) made.set(keyId, verifierOf(key));
    return made.get(keyId);
  };
}

/** Checks one head's signature; undefined when it holds. */
export function signatureFinding(
  head: TreeHead,
  signed: SignedHead,
  verifierFor: (keyId: string) => Verify | undefined,
): Finding | undefined {
  const verify = verifierFor(head.key);
  if (!verify) return { kind: 'head-key-unknown', number: head.number, key: head.key };
  return isSignedBy(verify, signed) ? undefined : { kind: 'head-signature', number: head.number };
}

export type HeadsToCheck = {
  readonly log: string;
  readonly hash: TreeHash;
  readonly heads: readonly { readonly signed: SignedHead; readonly line: number }[];
  readonly verifierFor: (keyId: string) => Verify | undefined;
  readonly rootAt: (size: number) => Hash | undefined;
};

/** Checks all heads of a file: text, log, signature, link to the one before, and the root of the tree at their size. */
export function checkHeads(check: HeadsToCheck): { heads: WitnessedHead[]; findings: Finding[] } {
  const heads: WitnessedHead[] = [];
  const findings: Finding[] = [];
  for (const { signed, line } of check.heads) {
    const head = parseHead(signed.body);
    if (!head || head.log !== check.log || head.hash !== check.hash) {
      findings.push({ kind: 'head-unfit', line });
      continue;
    }
    if (mayFollow(heads.at(-1), head)) findings.push({ kind: 'head-chain', number: head.number });
    const unsigned = signatureFinding(head, signed, check.verifierFor);
    if (unsigned) findings.push(unsigned);
    const root = check.rootAt(head.size);
    if (root && root.toString('hex') !== head.root) findings.push({ kind: 'root-differs', number: head.number, size: head.size });
    heads.push({ head, signed });
  }
  if (heads.length === 0) findings.push({ kind: 'head-missing' });
  return { heads, findings };
}
