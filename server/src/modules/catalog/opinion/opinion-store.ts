import type { OpinionKind } from '@karez/contract/catalog/opinion';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** An opinion that an organisation keeps ready. */
export type Template = {
  readonly id: string;
  readonly orgId: string;
  readonly revision: number;
  readonly kind: OpinionKind;
  readonly text: string;
  readonly changedAt: Date;
};

const columns = sql`id, org_id AS "orgId", revision, kind, text, changed_at AS "changedAt"`;

/** Everything that an organisation keeps ready, by kind and in the order in which it was kept. */
export async function templatesOf(reader: Reader, orgId: string): Promise<Template[]> {
  const found = await sql<Template>`
    SELECT ${columns} FROM catalog.opinion_template WHERE org_id = ${orgId}::uuid ORDER BY kind, id`.execute(reader);
  return found.rows;
}

/** Keeps others who change the same organisation's templates waiting, so that comparing and changing is one. */
export async function lockTemplates(tx: Transaction, orgId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('catalog.opinion:' || ${orgId}, 0))`.execute(tx);
}

/** Stores a template, new or changed. */
export async function saveTemplate(tx: Transaction, { id, orgId, revision, kind, text, changedAt }: Template): Promise<void> {
  await sql`
    INSERT INTO catalog.opinion_template (id, org_id, revision, kind, text, changed_at)
    VALUES (${id}, ${orgId}, ${revision}, ${kind}, ${text}, ${changedAt})
    ON CONFLICT (id) DO UPDATE SET revision = EXCLUDED.revision, kind = EXCLUDED.kind, text = EXCLUDED.text, changed_at = EXCLUDED.changed_at`.execute(
    tx,
  );
}

export async function deleteTemplate(tx: Transaction, id: string): Promise<void> {
  await sql`DELETE FROM catalog.opinion_template WHERE id = ${id}`.execute(tx);
}
