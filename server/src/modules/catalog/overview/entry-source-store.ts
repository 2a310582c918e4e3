import { recommendedFields } from '@karez/contract/catalog/overview';
import { sql, type RawBuilder } from 'kysely';
import { requiredFields } from '../entry/completeness.ts';
import { statesInForce } from '../entry/entry.ts';
import { freshnessOfDocument, listingOfDocument } from '../search/listed-store.ts';
import type { OverviewQuestion } from './overview-question.ts';
import { endOf, nothing, ofEntry, type Source } from './source-store.ts';

const inForce = sql<boolean>`entry.state = ANY (${[...statesInForce]}::text[])`;
/** What the department looks after: neither imported and unclaimed, nor given up, nor retired. */
const compiled = sql<boolean>`entry.state NOT IN ('legacy-incomplete', 'withdrawn', 'retired', 'restore-pending')`;

/** Entries by where they stand, and by their translations. */
export function entries(): Source {
  return {
    ...nothing,
    ...ofEntry,
    from: sql`catalog.entry JOIN catalog.search_document ON search_document.entry_id = entry.id
      LEFT JOIN catalog.revision working ON working.entry_id = entry.id AND working.no = entry.working_no
      LEFT JOIN catalog.translation ug ON ug.entry_id = entry.id AND ug.language = 'ug'
      LEFT JOIN catalog.translation en ON en.entry_id = entry.id AND en.language = 'en'`,
    flags: {
      compiled,
      'in-force': inForce,
      draft: sql`${compiled} AND working.state = 'draft' AND working.returned IS NULL`,
      returned: sql`${compiled} AND working.state = 'draft' AND working.returned IS NOT NULL`,
      'under-way': sql`${compiled} AND working.state IN ('in-review', 'awaiting-signature', 'at-authority', 'awaiting-denial-verification', 'under-adjustment')`,
      suspended: sql`entry.state = 'suspended'`,
      'ug-missing': sql`${inForce} AND coalesce(ug.state, 'missing') = 'missing'`,
      'ug-stale': sql`${inForce} AND ug.state = 'stale'`,
      'en-stale': sql`${inForce} AND en.state = 'stale'`,
    },
  };
}

const isEmpty = (field: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`coalesce(present.fields ->> ${field}, '') IN ('', '[]')`;

const anyEmpty = (fields: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    fields.map((field) => isEmpty(sql.lit(field))),
    sql` OR `,
  )})`;

const emptyOf = (fields: readonly string[]): RawBuilder<string[]> =>
  sql<
    string[]
  >`ARRAY(SELECT field FROM unnest(${[...fields]}::text[]) WITH ORDINALITY AS asked (field, place) WHERE ${isEmpty(sql`field`)} ORDER BY place)`;

/** Entries that lack something in the text that they have now, their draft or else what is in force, and what. */
export function gaps(): Source {
  return {
    ...nothing,
    ...ofEntry,
    // Unpacked once for each row: a stored text of some size would be unpacked again for every field that is asked of it.
    from: sql`catalog.entry JOIN catalog.search_document ON search_document.entry_id = entry.id
      JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = coalesce(entry.working_no, entry.live_no)
      CROSS JOIN LATERAL (SELECT revision.fields || '{}'::jsonb AS fields OFFSET 0) present`,
    fields: (measure) => emptyOf(measure === 'required-missing' ? requiredFields : recommendedFields),
    flags: {
      'required-missing': sql<boolean>`${compiled} AND ${anyEmpty(requiredFields)}`,
      'recommended-missing': sql<boolean>`${compiled} AND ${anyEmpty(recommendedFields)}`,
    },
  };
}

/** Entries in force by their place in the 共享目录 and by how fresh their data is; the same rule as search and 挂接率. */
export function listings(): Source {
  return {
    ...nothing,
    ...ofEntry,
    from: sql`catalog.search_document
      CROSS JOIN LATERAL (SELECT ${listingOfDocument} AS listing, ${freshnessOfDocument} AS freshness OFFSET 0) stands`,
    flags: {
      due: sql`audience = 'everyone' AND listing <> 'not-shared'`,
      mounted: sql`audience = 'everyone' AND listing = 'mounted'`,
      unlisted: sql`audience = 'everyone' AND listing = 'unlisted'`,
      interrupted: sql`audience = 'everyone' AND listing = 'interrupted'`,
      timed: sql`audience = 'everyone' AND listing <> 'not-shared' AND freshness IN ('in-time', 'overdue')`,
      untimed: sql`audience = 'everyone' AND listing <> 'not-shared' AND freshness = 'untimed'`,
      stale: sql`audience = 'everyone' AND listing <> 'not-shared' AND freshness = 'overdue'`,
    },
  };
}

/** Entries whose resource is promised, with the promised day. */
export function promises(question: OverviewQuestion): Source {
  return {
    ...nothing,
    ...ofEntry,
    from: sql`catalog.search_document JOIN catalog.listing promise ON promise.entry_id = search_document.entry_id AND promise.state = 'promised'
      CROSS JOIN LATERAL (SELECT ${listingOfDocument} AS listing OFFSET 0) stands`,
    due: endOf(sql`promise.due_on`, question),
    flags: {
      promised: sql`audience = 'everyone' AND stands.listing = 'promised'`,
      'promise-overdue': sql`audience = 'everyone' AND stands.listing = 'promise-overdue'`,
    },
  };
}

/** Imported entries that a department may claim (`claim.ts`): its own, those of a sample that bears its name, and those assigned to it. */
export function claimable({ departments }: OverviewQuestion): Source {
  const named = departments.flatMap(({ id, regionCode, name, shortName, formerNames }) =>
    [...new Set([name, shortName, ...formerNames])].map((called) => ({ id, region: regionCode.slice(0, 6), called: called.toLowerCase() })),
  );
  return {
    ...nothing,
    ...ofEntry,
    organisation: sql`claimable.organisation_id`,
    from: sql`(
        SELECT id AS entry_id, provider_org_id AS organisation_id FROM catalog.entry WHERE state = 'legacy-incomplete'
        UNION SELECT assigned.entry_id, assigned.organisation_id FROM catalog.claim_assignment assigned
          JOIN catalog.entry ON entry.id = assigned.entry_id AND entry.state = 'legacy-incomplete' AND assigned.state = 'open'
        UNION SELECT entry.id, department.id FROM catalog.entry
          CROSS JOIN LATERAL unnest(array_append(entry.provider_aliases, entry.provider_name)) AS provider (called)
          JOIN jsonb_to_recordset(${JSON.stringify(named)}::jsonb) AS department (id uuid, region text, called text)
            ON department.called = lower(provider.called) AND department.region = left(entry.region_code, 6)
          WHERE entry.state = 'legacy-incomplete' AND entry.sample
      ) AS claimable JOIN catalog.search_document ON search_document.entry_id = claimable.entry_id`,
    flags: { 'to-claim': sql`true` },
  };
}
