import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { PrintedFile, StampedCopyRecord } from './stamped-copy.ts';
import type { UnitKeyRecord } from './unit-key.ts';

const keyColumns = sql`id, organisation_id AS "organisationId", region_code AS "regionCode", public_key AS "publicKey", medium, state,
  asked_by AS "askedBy", asked_at AS "askedAt", decided_by AS "decidedBy", decided_at AS "decidedAt", ended_by AS "endedBy",
  ended_at AS "endedAt", reason, evidence_id AS "evidenceId"`;

export async function lockKey(tx: Transaction, id: string): Promise<UnitKeyRecord | undefined> {
  const found = await sql<UnitKeyRecord>`SELECT ${keyColumns} FROM sharing.unit_key WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0];
}

/** The key by which a department signs now. `FOR SHARE` in the transaction that uses it: a revocation in the same moment comes before or after. */
export async function keyInForce(tx: Transaction, organisationId: string): Promise<UnitKeyRecord | undefined> {
  const found = await sql<UnitKeyRecord>`
    SELECT ${keyColumns} FROM sharing.unit_key WHERE organisation_id = ${organisationId} AND state = 'in-force' FOR SHARE`.execute(tx);
  return found.rows[0];
}

/** The key that a new one takes the place of, locked. */
export async function lockKeyInForce(tx: Transaction, organisationId: string): Promise<UnitKeyRecord | undefined> {
  const found = await sql<UnitKeyRecord>`
    SELECT ${keyColumns} FROM sharing.unit_key WHERE organisation_id = ${organisationId} AND state = 'in-force' FOR UPDATE`.execute(tx);
  return found.rows[0];
}

/** What stands against a new key: another of the department that waits, or the same one, wherever it is or was in use. */
export async function keyInTheWay(
  tx: Transaction,
  { organisationId, publicKey }: { organisationId: string; publicKey: string },
): Promise<'waits' | 'known' | undefined> {
  const found = await sql<{ known: boolean }>`
    SELECT public_key = ${publicKey} AS known FROM sharing.unit_key
    WHERE (public_key = ${publicKey} AND state <> 'refused') OR (organisation_id = ${organisationId} AND state = 'asked')
    ORDER BY known DESC LIMIT 1`.execute(tx);
  const [first] = found.rows;
  if (!first) return undefined;
  return first.known ? 'known' : 'waits';
}

/** False where another has come in between. */
export async function insertKey(tx: Transaction, one: UnitKeyRecord): Promise<boolean> {
  const inserted = await sql`
    INSERT INTO sharing.unit_key (id, organisation_id, region_code, public_key, medium, state, asked_by, asked_at)
    VALUES (${one.id}, ${one.organisationId}, ${one.regionCode}, ${one.publicKey}, ${one.medium}, ${one.state}, ${one.askedBy}, ${one.askedAt})
    ON CONFLICT DO NOTHING`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

export async function saveKey(tx: Transaction, one: UnitKeyRecord): Promise<void> {
  await sql`
    UPDATE sharing.unit_key SET state = ${one.state}, decided_by = ${one.decidedBy}, decided_at = ${one.decidedAt}, ended_by = ${one.endedBy},
      ended_at = ${one.endedAt}, reason = ${one.reason}, evidence_id = ${one.evidenceId} WHERE id = ${one.id}`.execute(tx);
}

/** One page of the keys of a department and of some regions, newest first, and how many there are. */
export async function keysFor(
  reader: Reader,
  {
    orgId,
    regionCodes,
    after,
    limit,
  }: { orgId: string | null; regionCodes: readonly string[]; after: { at: Date; id: string } | null; limit: number },
): Promise<{ records: UnitKeyRecord[]; total: number }> {
  const within = sql`(organisation_id = ${orgId} OR region_code = ANY (${[...regionCodes]}::text[]))`;
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM sharing.unit_key WHERE ${within}`.execute(reader);
  const below = after === null ? sql`true` : sql`(asked_at, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<UnitKeyRecord>`
    SELECT ${keyColumns} FROM sharing.unit_key WHERE ${within} AND ${below} ORDER BY asked_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  return { records: found.rows, total: counted.rows[0]?.total ?? 0 };
}

export type KeySignatureRecord = {
  readonly side: 'requester' | 'provider';
  readonly publicKey: string;
  /** What became of the key since; it signed while it was in force. */
  readonly keyState: UnitKeyRecord['state'];
  readonly keyEndedAt: Date | null;
  readonly signedBy: string;
  readonly keyEvidenceId: string;
  readonly signature: string;
  readonly signedAt: Date;
  readonly evidenceId: string;
};

/** Signatures by keys of units under an agreement, the requester's first. */
export async function keySignaturesOf(reader: Reader, agreementId: string): Promise<KeySignatureRecord[]> {
  const found = await sql<KeySignatureRecord>`
    SELECT side, public_key AS "publicKey", k.state AS "keyState", k.ended_at AS "keyEndedAt", s.signed_by AS "signedBy", k.evidence_id AS "keyEvidenceId", signature, signed_at AS "signedAt", s.evidence_id AS "evidenceId"
    FROM sharing.agreement_key_signature s JOIN sharing.unit_key k ON k.id = s.key_id
    WHERE agreement_id = ${agreementId} ORDER BY side DESC`.execute(reader);
  return found.rows;
}

type NewSignature = {
  readonly agreementId: string;
  readonly side: string;
  readonly keyId: string;
  readonly signature: string;
  readonly by: string;
  readonly at: Date;
  readonly evidenceId: string;
};

export async function insertKeySignature(tx: Transaction, one: NewSignature): Promise<void> {
  await sql`
    INSERT INTO sharing.agreement_key_signature (agreement_id, side, key_id, signature, signed_by, signed_at, evidence_id)
    VALUES (${one.agreementId}, ${one.side}, ${one.keyId}, ${one.signature}, ${one.by}, ${one.at}, ${one.evidenceId})`.execute(tx);
}

export async function notePrinted(tx: Transaction, agreementId: string, { bytes, digest, at }: PrintedFile & { at: Date }): Promise<void> {
  await sql`
    INSERT INTO sharing.printed_agreement (agreement_id, bytes, digest, printed_at) VALUES (${agreementId}, ${bytes}, ${digest}, ${at})
    ON CONFLICT DO NOTHING`.execute(tx);
}

export async function printedFilesOf(reader: Reader, agreementId: string): Promise<PrintedFile[]> {
  const found = await sql<PrintedFile>`SELECT bytes, digest FROM sharing.printed_agreement WHERE agreement_id = ${agreementId}`.execute(
    reader,
  );
  return found.rows;
}

/** Sealed copies of an agreement, oldest first. */
export async function stampedCopiesOf(reader: Reader, agreementId: string): Promise<StampedCopyRecord[]> {
  const found = await sql<StampedCopyRecord>`
    SELECT id, agreement_id AS "agreementId", side, kind, file_name AS "fileName", media_type AS "mediaType", bytes, scan_digest AS "scanDigest",
      reference, sealed_key AS "sealedKey", stored_by AS "storedBy", stored_at AS "storedAt"
    FROM sharing.stamped_copy WHERE agreement_id = ${agreementId} ORDER BY stored_at, id`.execute(reader);
  return found.rows;
}

export async function insertStampedCopy(tx: Transaction, one: StampedCopyRecord): Promise<void> {
  await sql`
    INSERT INTO sharing.stamped_copy (id, agreement_id, side, kind, file_name, media_type, bytes, scan_digest, reference, sealed_key, stored_by, stored_at)
    VALUES (${one.id}, ${one.agreementId}, ${one.side}, ${one.kind}, ${one.fileName}, ${one.mediaType}, ${one.bytes}, ${one.scanDigest},
      ${one.reference}, ${one.sealedKey}, ${one.storedBy}, ${one.storedAt})`.execute(tx);
}

/** One at a time stores a copy of an agreement or signs it: the count and the place are then what they were found to be. */
export async function lockAgreement(tx: Transaction, agreementId: string): Promise<void> {
  await sql`SELECT FROM sharing.agreement WHERE id = ${agreementId} FOR UPDATE`.execute(tx);
}
