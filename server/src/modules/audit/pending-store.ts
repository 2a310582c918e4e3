import type { EvidenceDraft, WrittenRecord } from '@karez/policy/evidence/record';
import { CompiledQuery, sql } from 'kysely';
import { DelegationEnded } from '#platform/caller';
import type { Transaction } from '#platform/database';

/** A record on its way into `audit.pending`, with what goes beside it. */
export type PendingRecord = {
  readonly draft: EvidenceDraft;
  readonly written: WrittenRecord;
  readonly salts: Buffer;
  readonly hash: Buffer;
};

/** One SQL statement in the form that `pg` takes; the same name always has the same text. */
export type SqlStatement = { readonly name: string; readonly text: string; readonly values: unknown[] };

// Bodies travel as lines of one text: canonical JSON has no line break, and an array of JSON texts would double in quoting.
const insert = `
WITH durable AS MATERIALIZED (SELECT set_config('synchronous_commit', 'on', true)),
incoming AS MATERIALIZED (
  SELECT line.body, r.* FROM durable,
    string_to_table($1, E'\\n') WITH ORDINALITY AS line (body, place)
    JOIN unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
      $13::text[], $14::text[], $15::text[], $16::text[]) WITH ORDINALITY
      AS r (record_id, hash, at, action, actor_kind, actor_id, org_id, object_kind, object_id, grant_id, result, salts, matter, operator, origin, place)
      USING (place)
),
opened AS (
  INSERT INTO audit.opening (record_id, salts, matter, operator, origin)
  SELECT record_id, decode(salts, 'hex'), matter, operator, origin FROM incoming WHERE salts IS NOT NULL
)
INSERT INTO audit.pending (record_id, body, hash, at, action, actor_kind, actor_id, org_id, object_kind, object_id, grant_id, result)
SELECT record_id, convert_to(body, 'UTF8'), decode(hash, 'hex'), at, action, actor_kind, actor_id, org_id, object_kind, object_id, grant_id, result
FROM incoming ORDER BY place`;

const insertWithSides = `
WITH begun AS (
  INSERT INTO audit.unended (record_id, at, action, actor_kind, actor_id, org_id)
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[])
),
ended AS (DELETE FROM audit.unended WHERE record_id = ANY ($7::uuid[]))
INSERT INTO audit.person_mark (record_id, mark)
SELECT record_id, decode(mark, 'hex') FROM unnest($8::uuid[], $9::text[]) AS m (record_id, mark) ON CONFLICT DO NOTHING`;

/** The statement that stores records and their openings. */
export function pendingStatement(records: readonly PendingRecord[]): SqlStatement {
  const column = <T>(read: (record: PendingRecord) => T) => records.map(read);
  return {
    name: 'audit-append',
    text: insert,
    values: [
      records.map(({ written }) => written.text).join('\n'),
      column(({ written }) => written.id),
      column(({ hash }) => hash.toString('hex')),
      column(({ draft }) => draft.at.toISOString()),
      column(({ draft }) => draft.action),
      column(({ draft }) => draft.actor.kind),
      column(({ draft }) => draft.actor.id),
      column(({ draft }) => draft.actor.orgId),
      column(({ draft }) => draft.object?.kind ?? null),
      column(({ draft }) => draft.object?.id ?? null),
      column(({ draft }) => draft.grant?.id ?? null),
      column(({ draft }) => draft.outcome.result),
      column(({ written, salts }) => (Object.values(written.salts).some((salt) => salt !== null) ? salts.toString('hex') : null)),
      column(({ draft }) => draft.matter ?? null),
      column(({ draft }) => draft.operator ?? null),
      column(({ draft }) => draft.origin ?? null),
    ],
  };
}

/** What stands beside records: answers begun and ended, and person marks; undefined where there is nothing. */
export function sidesStatement(records: readonly PendingRecord[]): SqlStatement | undefined {
  const begun = records.filter(({ draft }) => draft.phase === 'begun');
  const ended = records.flatMap(({ draft }) => (draft.phase === 'ended' && draft.begun ? [draft.begun] : []));
  const marks = records.flatMap(({ draft, written }) =>
    (draft.persons?.kind === 'marks' ? draft.persons.marks : []).map((mark) => ({
      id: written.id,
      mark: Buffer.from(mark).toString('hex'),
    })),
  );
  if (begun.length + ended.length + marks.length === 0) return undefined;
  return {
    name: 'audit-append-sides',
    text: insertWithSides,
    values: [
      begun.map(({ written }) => written.id),
      begun.map(({ draft }) => draft.at.toISOString()),
      begun.map(({ draft }) => draft.action),
      begun.map(({ draft }) => draft.actor.kind),
      begun.map(({ draft }) => draft.actor.id),
      begun.map(({ draft }) => draft.actor.orgId),
      ended,
      marks.map(({ id }) => id),
      marks.map(({ mark }) => mark),
    ],
  };
}

export async function insertPending(tx: Transaction, records: readonly PendingRecord[]): Promise<void> {
  await holdLentHands(tx, records);
  for (const statement of [
    pendingStatement(records),
    sidesStatement(records),
    personBatchStatement(records),
    delegatedStatement(records),
  ]) {
    if (statement) await tx.executeQuery(CompiledQuery.raw(statement.text, statement.values));
  }
}

/**
 * Holds the delegations under which something was done until the deed is committed, so that whoever ends one waits for what was done before, and
 * nothing is done after. Throws {@link DelegationEnded}, which undoes the deed, where one has ended meanwhile.
 */
async function holdLentHands(tx: Transaction, records: readonly PendingRecord[]): Promise<void> {
  const done = records.filter(({ draft }) => draft.outcome.result === 'done');
  const lent = [...new Set(done.flatMap(({ draft }) => draft.actor.delegation?.id ?? []))];
  if (lent.length === 0) return;
  const { rows } = await sql`
    SELECT delegation_id FROM audit.lent_hand WHERE delegation_id = ANY (${lent}::uuid[]) AND ended_at IS NULL FOR SHARE`.execute(tx);
  if (rows.length < lent.length) throw new DelegationEnded();
}

/** The statement that notes which deeds were done for another; undefined where none was. No machine client acts so, so the hot paths leave it out. */
function delegatedStatement(records: readonly PendingRecord[]): SqlStatement | undefined {
  const delegated = records.flatMap(({ draft, written }) =>
    draft.actor.delegation ? [{ id: written.id, delegation: draft.actor.delegation.id, draft }] : [],
  );
  if (delegated.length === 0) return undefined;
  const column = (read: (one: (typeof delegated)[number]) => string | null) => delegated.map(read);
  return {
    name: 'audit-append-delegated',
    text: `INSERT INTO audit.delegated_act (record_id, delegation_id, at, action, object_kind, object_id, result)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])`,
    values: [
      column(({ id }) => id),
      column(({ delegation }) => delegation),
      column(({ draft }) => draft.at.toISOString()),
      column(({ draft }) => draft.action),
      column(({ draft }) => draft.object?.kind ?? null),
      column(({ draft }) => draft.object?.id ?? null),
      column(({ draft }) => draft.outcome.result),
    ],
  };
}

/** The statement that stores batches of marks beside their records; undefined where no record has one. */
export function personBatchStatement(records: readonly PendingRecord[]): SqlStatement | undefined {
  const batches = records.flatMap(({ draft, written }) =>
    draft.persons?.kind === 'batch' ? [{ id: written.id, batch: Buffer.from(draft.persons.batch) }] : [],
  );
  if (batches.length === 0) return undefined;
  return {
    name: 'audit-append-person-batches',
    text: `INSERT INTO audit.person_batch (record_id, marks)
SELECT record_id, decode(marks, 'hex') FROM unnest($1::uuid[], $2::text[]) AS b (record_id, marks)`,
    values: [batches.map(({ id }) => id), batches.map(({ batch }) => batch.toString('hex'))],
  };
}
