import type { MeasureId } from '@karez/contract/catalog/overview';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import {
  acknowledgements,
  adjustments,
  campaigns,
  cases,
  demands,
  findings,
  nonconformities,
  objections,
  reassessments,
  transfers,
} from './duty-source-store.ts';
import { claimable, entries, gaps, listings, promises } from './entry-source-store.ts';
import type { OverviewQuestion } from './overview-question.ts';
import type { Source } from './source-store.ts';

/** Every source of the catalogue; to-dos are asked of the desk. */
function sourcesOf(question: OverviewQuestion): readonly Source[] {
  return [
    entries(),
    gaps(),
    claimable(question),
    listings(),
    promises(question),
    nonconformities(question),
    findings(),
    cases(question),
    transfers(),
    campaigns(question),
    reassessments(question),
    adjustments(question),
    acknowledgements(),
    objections(),
    demands(question),
  ];
}

const ofDepartments = ({ organisation }: Source, { departments }: OverviewQuestion): RawBuilder<boolean> =>
  sql<boolean>`${organisation} = ANY (${departments.map(({ id }) => id)}::uuid[])`;

/** What one department has of some measures; what is not named is nought. */
export type CountRow = { readonly organisationId: string; readonly counts: Readonly<Record<string, number>> };

async function countsOf(reader: Reader, source: Source, question: OverviewQuestion): Promise<CountRow[]> {
  const flags = Object.entries(source.flags);
  const columns = sql.join(flags.map(([id, flag]) => sql`(count(*) FILTER (WHERE ${flag}))::int AS ${sql.id(id)}`));
  const found = await sql<{ organisationId: string } & Record<string, number>>`
    SELECT ${source.organisation} AS "organisationId", ${columns} FROM ${source.from} WHERE ${ofDepartments(source, question)} GROUP BY 1`.execute(
    reader,
  );
  return found.rows.map(({ organisationId, ...counts }) => ({ organisationId, counts }));
}

/** Every number of every department: one question for each source. */
export async function countMeasures(reader: Reader, question: OverviewQuestion): Promise<CountRow[]> {
  const rows: CountRow[] = [];
  for (const source of sourcesOf(question)) rows.push(...(await countsOf(reader, source, question)));
  return rows;
}

export type MeasuredRow = {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string | null;
  readonly isUnitOnly: boolean;
  readonly title: { readonly key: string; readonly params: Readonly<Record<string, string>> } | null;
  readonly fields: readonly string[];
  readonly dueAt: Date | null;
  readonly link: string;
};

/** What stands behind a number of some departments: those that end first before the others, then by name. */
export async function listBehind(
  reader: Reader,
  question: OverviewQuestion,
  { measure, offset, limit }: { measure: MeasureId; offset: number; limit: number },
): Promise<{ items: MeasuredRow[]; total: number }> {
  const source = sourcesOf(question).find(({ flags }) => flags[measure] !== undefined);
  const flag = source?.flags[measure];
  if (!source || !flag) throw new Error(`nothing counts ${measure}`);
  const counted = sql`FROM ${source.from} WHERE ${ofDepartments(source, question)} AND ${flag}`;
  const found = await sql<MeasuredRow>`
    SELECT ${source.subject} AS id, ${source.organisation} AS "organisationId", ${source.name} AS name, ${source.isUnitOnly} AS "isUnitOnly",
      ${source.title} AS title, ${source.fields(measure)} AS fields, ${source.due} AS "dueAt", ${source.link} AS link
    ${counted} ORDER BY "dueAt" NULLS LAST, name, id LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  const total = await sql<{ total: number }>`SELECT count(*)::int AS total ${counted}`.execute(reader);
  return { items: found.rows, total: total.rows[0]?.total ?? 0 };
}

/** Of some entries, those that only their own department knows of. */
export async function unitOnlyEntries(reader: Reader, entryIds: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ id: string }>`
    SELECT entry_id AS id FROM catalog.search_document
    WHERE entry_id::text = ANY (${[...entryIds]}::text[]) AND 'unit' IN (audience, stage_audience)`.execute(reader);
  return new Set(found.rows.map(({ id }) => id));
}
