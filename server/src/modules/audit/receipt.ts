import { keyIdOf, type PublicKey } from '@karez/kit/crypto/signing';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { parseHead } from '@karez/policy/evidence/head';
import { membersOf } from '@karez/policy/evidence/lines';
import type { Opening, Receipt } from '@karez/policy/evidence/receipt';
import { committedFields, saltLength, type CommittedField } from '@karez/policy/evidence/record';
import type { Reader } from '#platform/database';
import { isPending, leafOfRecord, openingOf, type StoredOpening } from './leaf-store.ts';
import { inclusionProof } from './proof.ts';
import { allTrees, lastHead } from './tree-store.ts';

export type ReceiptRequest = {
  readonly recordId: string;
  /** Commitments that the receiver may open: a payload's salt is for the two parties only. */
  readonly openings: readonly CommittedField[];
};

/**
 * The receipt of a record: its bytes, the proof up to the newest head and the openings that were asked for.
 * Refuses `audit.record.not-found`, `audit.record.not-sealed` (ask again in two seconds) and `audit.record.erased`.
 */
export async function receiptOf(reader: Reader, keys: readonly PublicKey[], request: ReceiptRequest): Promise<Receipt | Refusal> {
  const leaf = await leafOfRecord(reader, request.recordId);
  if (!leaf) return refuse((await isPending(reader, request.recordId)) ? 'audit.record.not-sealed' : 'audit.record.not-found');
  if (!leaf.body) return refuse('audit.record.erased');
  const tree = (await allTrees(reader)).find(({ log }) => log === leaf.log);
  const head = tree && (await lastHead(reader, tree.log));
  if (!tree || !head) throw new Error(`leaf ${leaf.index} belongs to no signed log`);
  const proof = await inclusionProof(reader, tree, { index: leaf.index, size: head.size });
  const opening = request.openings.length > 0 ? await openingOf(reader, request.recordId) : undefined;
  const record = leaf.body.toString('utf8');
  const signedWith = parseHead(head.body)?.key;
  return {
    head: { body: head.body, signature: head.signature },
    index: leaf.index,
    keys: keys.filter((key) => keyIdOf(key) === signedWith),
    openings: opening ? openingsFor(record, opening, request.openings) : [],
    proof,
    record,
  };
}

function openingsFor(record: string, stored: StoredOpening, fields: readonly CommittedField[]): Opening[] {
  const committed = membersOf(record)?.['committed'];
  const values = { matter: stored.matter, operator: stored.operator, origin: stored.origin, payload: null };
  return committedFields.flatMap((field, place) => {
    const isCommitted = typeof committed === 'object' && committed !== null && Reflect.get(committed, field) !== null;
    if (!fields.includes(field) || !isCommitted) return [];
    const salt = stored.salts.subarray(place * saltLength, (place + 1) * saltLength).toString('hex');
    return [{ field, salt, value: values[field] }];
  });
}
