import { canonicalJson } from '@karez/kit/canonical-json';
import type { Signer } from '@karez/kit/crypto/signing';
import type { Verify } from '@karez/kit/crypto/sm2';
import { isCount, isHashName, membersOf } from './lines.ts';
import { headHash, type TreeHash } from './tree.ts';

/** What the log says of itself at one moment. Hashes in hex; `at` is an ISO instant with milliseconds. */
export type TreeHead = {
  readonly at: string;
  readonly hash: TreeHash;
  /** Id of the key that signs it. */
  readonly key: string;
  readonly log: string;
  readonly number: number;
  /** Hash of the head before, null for number 0. */
  readonly previous: string | null;
  readonly root: string;
  readonly size: number;
};

/** A head's exact text and the signature over its UTF-8 (hex). */
export type SignedHead = { readonly body: string; readonly signature: string };

/** The exact text of a head. */
export function headText(head: TreeHead): string {
  return canonicalJson({ ...head, kind: 'karez-tree-head', v: 1 });
}

/** Signs a head with the key that it names. */
export function signHead(head: Omit<TreeHead, 'key'>, signer: Signer): SignedHead {
  const body = headText({ ...head, key: signer.keyId });
  return { body, signature: signer.sign(Buffer.from(body, 'utf8')).toString('hex') };
}

/** What the next head names as `previous` (hex). */
export function linkTo(algorithm: TreeHash, head: SignedHead): string {
  return headHash(algorithm, Buffer.from(head.body, 'utf8')).toString('hex');
}

/** Reads a head's text; undefined unless it is exactly the text of a head of version 1. */
export function parseHead(body: string): TreeHead | undefined {
  const members = membersOf(body);
  const head = members && headFrom(members);
  // One head has one text: anything that reads the same but is written differently, or says more, is refused.
  return head && headText(head) === body ? head : undefined;
}

function headFrom(members: Readonly<Record<string, unknown>>): TreeHead | undefined {
  const { at, hash, key, log, root } = members;
  if (!isHashName(hash) || typeof at !== 'string' || typeof key !== 'string' || typeof log !== 'string' || typeof root !== 'string')
    return undefined;
  const place = placeOf(members);
  return place && { ...place, at, hash, key, log, root };
}

function placeOf({
  number,
  previous,
  size,
}: Readonly<Record<string, unknown>>): Pick<TreeHead, 'number' | 'previous' | 'size'> | undefined {
  if (!isCount(number) || !isCount(size)) return undefined;
  return previous === null || typeof previous === 'string' ? { number, previous, size } : undefined;
}

/** Whether the signature of a head was made by the key of this verifier. */
export function isSignedBy(verify: Verify, head: SignedHead): boolean {
  return verify(Buffer.from(head.body, 'utf8'), Buffer.from(head.signature, 'hex'));
}
