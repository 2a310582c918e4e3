import { templateContentSchema, type TemplateContent } from '@karez/contract/sharing/template';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** A template with what its version in force says. */
export type TemplateRecord = {
  readonly id: string;
  readonly regionCode: string;
  readonly version: number;
  readonly retiredAt: Date | null;
  readonly content: TemplateContent;
  readonly organisationId: string;
  readonly madeBy: string;
  /** When this version was published. */
  readonly madeAt: Date;
};
type Row = Omit<TemplateRecord, 'content'> & { readonly content: unknown };

const recordFrom = (row: Row): TemplateRecord => ({ ...row, content: templateContentSchema.parse(row.content) });
const columns = sql`template.id, template.region_code AS "regionCode", version.version, template.retired_at AS "retiredAt", version.content,
  version.organisation_id AS "organisationId", version.made_by AS "madeBy", version.made_at AS "madeAt"`;
const inForce = sql`sharing.use_template template JOIN sharing.use_template_version version
  ON version.template_id = template.id AND version.version = template.version`;

/** A region keeps some dozens; the list tells no more than this. */
const TEMPLATES_MAX = 200;

/** Templates in use whose title or summary holds some words, and that name an entry where one is asked for. */
export async function templatesInForce(
  reader: Reader,
  { words, entryId }: { readonly words: string; readonly entryId: string | null },
): Promise<TemplateRecord[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM ${inForce}
    WHERE template.retired_at IS NULL
      AND strpos(lower(version.content ->> 'title' || ' ' || (version.content ->> 'summary')), lower(${words})) > 0
      AND (${entryId}::text IS NULL OR version.content -> 'entryIds' ? ${entryId})
    ORDER BY version.content ->> 'title', template.id LIMIT ${TEMPLATES_MAX}`.execute(reader);
  return found.rows.map(recordFrom);
}

export async function findTemplate(reader: Reader, id: string): Promise<TemplateRecord | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM ${inForce} WHERE template.id = ${id}`.execute(reader);
  return found.rows.map(recordFrom)[0];
}

/** The template with its row locked: its versions follow one another. */
export async function lockTemplate(tx: Transaction, id: string): Promise<TemplateRecord | undefined> {
  await sql`SELECT FROM sharing.use_template WHERE id = ${id} FOR UPDATE`.execute(tx);
  return findTemplate(tx, id);
}

/** Every version of a template, the latest first. */
export async function versionsOf(reader: Reader, id: string): Promise<TemplateRecord[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.use_template template JOIN sharing.use_template_version version ON version.template_id = template.id
    WHERE template.id = ${id} ORDER BY version.version DESC`.execute(reader);
  return found.rows.map(recordFrom);
}

export async function insertTemplate(tx: Transaction, template: TemplateRecord): Promise<void> {
  const { id, regionCode, version, madeAt } = template;
  await sql`INSERT INTO sharing.use_template (id, region_code, version, made_at) VALUES (${id}, ${regionCode}, ${version}, ${madeAt})`.execute(
    tx,
  );
  await insertVersion(tx, template);
}

/** Puts the next version in force; the caller holds the row lock. */
export async function saveNextVersion(tx: Transaction, template: TemplateRecord): Promise<void> {
  await insertVersion(tx, template);
  await sql`UPDATE sharing.use_template SET version = ${template.version} WHERE id = ${template.id}`.execute(tx);
}

async function insertVersion(tx: Transaction, { id, version, content, organisationId, madeBy, madeAt }: TemplateRecord): Promise<void> {
  await sql`
    INSERT INTO sharing.use_template_version (template_id, version, content, organisation_id, made_by, made_at)
    VALUES (${id}, ${version}, ${JSON.stringify(content)}::jsonb, ${organisationId}, ${madeBy}, ${madeAt})`.execute(tx);
}

export async function saveRetirement(tx: Transaction, id: string, at: Date): Promise<void> {
  await sql`UPDATE sharing.use_template SET retired_at = ${at} WHERE id = ${id}`.execute(tx);
}

export async function noteTemplateUse(tx: Transaction, applicationId: string, { id, version }: TemplateRecord): Promise<void> {
  await sql`INSERT INTO sharing.template_use (application_id, template_id, version) VALUES (${applicationId}, ${id}, ${version})`.execute(
    tx,
  );
}

export type TemplateUsed = { readonly templateId: string; readonly version: number; readonly title: string };

/** The template that an application began with, as it was called then; undefined where there is none. */
export async function templateUsed(reader: Reader, applicationId: string): Promise<TemplateUsed | undefined> {
  const found = await sql<TemplateUsed>`
    SELECT used.template_id AS "templateId", used.version, version.content ->> 'title' AS title
    FROM sharing.template_use used JOIN sharing.use_template_version version
      ON version.template_id = used.template_id AND version.version = used.version
    WHERE used.application_id = ${applicationId}`.execute(reader);
  return found.rows[0];
}
