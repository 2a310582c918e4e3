import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@karez/kit/id';
import { committedFields, saltLength, writeRecord, type EvidenceDraft } from '@karez/policy/evidence/record';
import { leafHash } from '@karez/policy/evidence/tree';
import type { Transaction } from '#platform/database';
import {
  insertPending,
  pendingStatement,
  personBatchStatement,
  sidesStatement,
  type PendingRecord,
  type SqlStatement,
} from './pending-store.ts';

export type { ActorReference, EvidenceDraft, Outcome } from '@karez/policy/evidence/record';
export { personMarker, type PersonMarker } from './person-marks.ts';
export { sealingWatchOf, type SealingHealth, type SealingWatch } from './sealing-watch.ts';

/** Names a record that was written; `payloadSalt` (hex) opens its payload commitment and goes to the two parties only. */
export type EvidenceReference = { readonly id: string; readonly payloadSalt: string | null };

/**
 * Writes one record of evidence in the transaction of what it records: both commit or neither does.
 * Throws for a draft that is unfit (a fault of the caller); there is no other way to fail than the database.
 */
export async function recordEvidence(tx: Transaction, draft: EvidenceDraft): Promise<EvidenceReference> {
  const record = pendingRecord(draft);
  await insertPending(tx, [record]);
  return referenceOf(record);
}

/** Writes many records in one statement: the group commit of the hot paths. References come in the order of the drafts. */
export async function recordBatch(tx: Transaction, drafts: readonly EvidenceDraft[]): Promise<EvidenceReference[]> {
  const records = drafts.map(pendingRecord);
  if (records.length > 0) await insertPending(tx, records);
  return records.map(referenceOf);
}

/**
 * The same as {@link recordBatch} for a caller that holds its own connection. A single statement (the usual case) may run alone: it is then its
 * own transaction, durable when it answers (`synchronous_commit` is forced inside it), in one round trip. Several statements need one transaction.
 */
export function batchStatements(drafts: readonly EvidenceDraft[]): { statements: SqlStatement[]; references: EvidenceReference[] } {
  const records = drafts.map(pendingRecord);
  const beside = [sidesStatement(records), personBatchStatement(records)].filter((statement) => statement !== undefined);
  return { statements: [pendingStatement(records), ...beside], references: records.map(referenceOf) };
}

function pendingRecord(draft: EvidenceDraft): PendingRecord {
  const salts = fresh(committedFields.length * saltLength);
  const written = writeRecord(draft, uuidv7(draft.at.getTime(), fresh(uuidRandomLength)), salts);
  return { draft, written, salts, hash: leafHash('sm3', written.bytes) };
}

/** Random bytes that a version 7 UUID takes. */
const uuidRandomLength = 10;
const supply = { bytes: Buffer.alloc(0), at: 0 };

/** Fresh random bytes from a supply that is filled for about a hundred records at once: asking the system for each costs more than the hash. */
function fresh(length: number): Buffer {
  if (supply.at + length > supply.bytes.length) {
    supply.bytes = randomBytes(16 * 1024);
    supply.at = 0;
  }
  supply.at += length;
  return supply.bytes.subarray(supply.at - length, supply.at);
}

function referenceOf({ written }: PendingRecord): EvidenceReference {
  return { id: written.id, payloadSalt: written.salts.payload };
}
