import type { MeasureId } from '@karez/contract/catalog/overview';
import { sql, type RawBuilder } from 'kysely';
import type { OverviewQuestion } from './overview-question.ts';

type Sql<T = unknown> = RawBuilder<T>;

/**
 * Where measures are counted: rows, what each shows, and of which measures it is one. Number and list are asked of the same rows by the same flag, so
 * that they cannot differ.
 */
export type Source = {
  readonly from: Sql;
  /** The department that a row counts for. */
  readonly organisation: Sql<string>;
  readonly subject: Sql<string>;
  readonly name: Sql<string | null>;
  /** The name is the department's own until its head has signed. */
  readonly isUnitOnly: Sql<boolean>;
  readonly title: Sql<{ key: string; params: Record<string, never> } | null>;
  readonly link: Sql<string>;
  readonly due: Sql<Date | null>;
  /** Fields that lack something. */
  readonly fields: (measure: MeasureId) => Sql<string[]>;
  readonly flags: Readonly<Partial<Record<MeasureId, Sql<boolean>>>>;
};

export const nothing = {
  isUnitOnly: sql<boolean>`false`,
  title: sql<null>`NULL::jsonb`,
  due: sql<Date | null>`NULL::timestamptz`,
  fields: () => sql<string[]>`'{}'::text[]`,
} as const;

/** What every row about an entry shows of it: `search_document` holds the name that may be known. */
export const ofEntry = {
  organisation: sql<string>`search_document.provider_org_id`,
  subject: sql<string>`search_document.entry_id::text`,
  name: sql<string>`search_document.name`,
  isUnitOnly: sql<boolean>`search_document.audience = 'unit'`,
  link: sql<string>`'/catalog/entries/' || search_document.entry_id`,
} as const;

/** The instant at which a day ends in the region's zone. */
export const endOf = (day: Sql, { zone }: Pick<OverviewQuestion, 'zone'>): Sql<Date | null> =>
  sql<Date | null>`((${day} + 1)::timestamp AT TIME ZONE ${zone})`;
