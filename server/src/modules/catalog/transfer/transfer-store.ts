import { sql, type RawBuilder } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { EntryId } from '../entry/entry.ts';
import type { Act } from '../revision/revision.ts';
import type { LineState, Transfer, TransferKind, TransferLine } from './transfer.ts';

type TransferRow = {
  id: string;
  kind: TransferKind;
  document_number: string;
  decided_on: string;
  reason: string;
  region_code: string;
  from_org_id: string;
  from_name: string;
  ordered_by: string;
  ordered_by_org_id: string;
  ordered_by_name: string;
  ordered_at: Date;
};

function transferOf(row: TransferRow): Transfer {
  return {
    id: row.id,
    kind: row.kind,
    documentNumber: row.document_number,
    decidedOn: row.decided_on,
    reason: row.reason,
    regionCode: row.region_code,
    from: { id: row.from_org_id, name: row.from_name },
    ordered: { by: row.ordered_by, orgId: row.ordered_by_org_id, at: row.ordered_at, organisationName: row.ordered_by_name },
  };
}

export async function insertTransfer(tx: Transaction, transfer: Transfer): Promise<void> {
  const { from, ordered } = transfer;
  await sql`
    INSERT INTO catalog.transfer (id, kind, document_number, decided_on, reason, region_code, from_org_id, from_name, ordered_by, ordered_by_org_id,
      ordered_by_name, ordered_at)
    VALUES (${transfer.id}, ${transfer.kind}, ${transfer.documentNumber}, ${transfer.decidedOn}, ${transfer.reason}, ${transfer.regionCode}, ${from.id},
      ${from.name}, ${ordered.by}, ${ordered.orgId}, ${ordered.organisationName}, ${ordered.at})`.execute(tx);
}

/** A transfer, whoever asks. */
export async function findTransfer(reader: Reader, id: string): Promise<Transfer | undefined> {
  const found = await sql<TransferRow>`SELECT * FROM catalog.transfer WHERE id = ${id}`.execute(reader);
  return found.rows[0] && transferOf(found.rows[0]);
}

/** The same with its row locked until the transaction ends: its lines are answered one after the other. */
export async function lockTransfer(tx: Transaction, id: string): Promise<Transfer | undefined> {
  const found = await sql<TransferRow>`SELECT * FROM catalog.transfer WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && transferOf(found.rows[0]);
}

type LineRow = {
  transfer_id: string;
  entry_id: EntryId;
  entry_name: string;
  unit_only: boolean;
  state: LineState;
  receiver_org_id: string | null;
  receiver_name: string | null;
  answered: { by: string; orgId: string; at: string; opinion: string } | null;
  declined: boolean;
};

function lineOf(row: LineRow): TransferLine {
  const { answered } = row;
  const answer: Act | null = answered && { ...answered, at: new Date(answered.at) };
  return {
    transferId: row.transfer_id,
    entryId: row.entry_id,
    entryName: row.entry_name,
    isUnitOnly: row.unit_only,
    state: row.state,
    receiver: row.receiver_org_id === null ? null : { id: row.receiver_org_id, name: row.receiver_name ?? '' },
    answered: answer,
    declined: row.declined,
  };
}

/** Stores a line, new or changed. */
export async function saveLine(tx: Transaction, line: Omit<TransferLine, 'isUnitOnly'>): Promise<void> {
  const answered = line.answered === null ? null : JSON.stringify(line.answered);
  await sql`
    INSERT INTO catalog.transfer_line (transfer_id, entry_id, entry_name, state, receiver_org_id, receiver_name, answered, declined)
    VALUES (${line.transferId}, ${line.entryId}, ${line.entryName}, ${line.state}, ${line.receiver?.id ?? null}, ${line.receiver?.name ?? null},
      ${answered}::jsonb, ${line.declined})
    ON CONFLICT (transfer_id, entry_id) DO UPDATE SET state = EXCLUDED.state, receiver_org_id = EXCLUDED.receiver_org_id,
      receiver_name = EXCLUDED.receiver_name, answered = EXCLUDED.answered, declined = EXCLUDED.declined`.execute(tx);
}

/** Every line of some transfers, by the entries' names. */
export async function linesOf(reader: Reader, transferIds: readonly string[]): Promise<TransferLine[]> {
  const found = await sql<LineRow>`
    SELECT line.*, coalesce(document.audience = 'unit', false) AS unit_only
    FROM catalog.transfer_line line LEFT JOIN catalog.search_document document ON document.entry_id = line.entry_id
    WHERE line.transfer_id = ANY (${transferIds}::uuid[]) ORDER BY line.entry_name, line.entry_id`.execute(reader);
  return found.rows.map(lineOf);
}

/** The way that an entry is on, with its order; undefined when it is on none. */
export async function openTransferOf(reader: Reader, entryId: string): Promise<{ transfer: Transfer; line: TransferLine } | undefined> {
  const found = await sql<LineRow>`
    SELECT *, false AS unit_only FROM catalog.transfer_line WHERE entry_id = ${entryId} AND state IN ('orphaned', 'offered')`.execute(
    reader,
  );
  const line = found.rows[0] && lineOf(found.rows[0]);
  const transfer = line && (await findTransfer(reader, line.transferId));
  return line && transfer ? { transfer, line } : undefined;
}

/** Transfers of which something is offered to a department that has not answered, in order of id. */
export async function transfersOfferedTo(reader: Reader, organisationId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT DISTINCT transfer_id AS id FROM catalog.transfer_line WHERE receiver_org_id = ${organisationId} AND state = 'offered' ORDER BY 1`.execute(
    reader,
  );
  return found.rows.map(({ id }) => id);
}

type Reading = { readonly regionCodes: readonly string[]; readonly orgId: string | null };

function seen({ regionCodes, orgId }: Reading): RawBuilder<boolean> {
  return sql<boolean>`(region_code = ANY (${regionCodes}::text[]) OR from_org_id = ${orgId}::uuid OR EXISTS (
    SELECT 1 FROM catalog.transfer_line line WHERE line.transfer_id = transfer.id
      AND (line.receiver_org_id = ${orgId}::uuid OR line.answered ->> 'orgId' = ${orgId}::text)))`;
}

/** Transfers that a reader has to do with, latest first, and how many there are. */
export async function transfersFor(
  reader: Reader,
  { limit, before, ...reading }: Reading & { readonly limit: number; readonly before: string | null },
): Promise<{ transfers: Transfer[]; total: number }> {
  const found = await sql<TransferRow>`
    SELECT * FROM catalog.transfer WHERE ${seen(reading)} AND (${before}::uuid IS NULL OR id < ${before}::uuid) ORDER BY id DESC LIMIT ${limit}`.execute(
    reader,
  );
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM catalog.transfer WHERE ${seen(reading)}`.execute(reader);
  return { transfers: found.rows.map(transferOf), total: counted.rows[0]?.total ?? 0 };
}
