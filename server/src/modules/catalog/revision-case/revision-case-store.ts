import type { RestingPlace } from '@karez/contract/catalog/revision-case';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { EntryId } from '../entry/entry.ts';
import type { Act } from '../revision/revision.ts';
import type { Reach } from './change-event-store.ts';
import { DEPARTMENT_RULE, REVISION_CASE } from './revision-case-term.ts';
import type { CaseExtension, RevisionCase, RevisionCaseOutcome, RevisionCaseState } from './revision-case.ts';

type StoredAct = { by: string; orgId: string; at: string; opinion: string };
type CaseRow = {
  id: string;
  event_id: string;
  entry_id: EntryId;
  revision: number;
  state: RevisionCaseState;
  rests_on: RestingPlace[];
  opened_at: Date;
  revision_no: number | null;
  reported: StoredAct | null;
  declined: StoredAct | null;
  extension: { workingDays: number; asked: StoredAct; decided: StoredAct | null; granted: boolean | null } | null;
  outcome: RevisionCaseOutcome | null;
  ended: StoredAct | null;
};

const columns = sql`revision_case.id, event_id, revision_case.entry_id, revision_case.revision, revision_case.state, rests_on, opened_at, revision_no,
  reported, declined, extension, outcome, ended`;

const actOf = ({ by, orgId, at, opinion }: StoredAct): Act => ({ by, orgId, at: new Date(at), opinion });

function promised<T>(value: T | null, row: CaseRow): T {
  if (value === null) throw new Error(`revision case ${row.id} is ${row.state} without a field that this state has`);
  return value;
}

function extensionOf(stored: CaseRow['extension']): CaseExtension | null {
  return stored && { ...stored, asked: actOf(stored.asked), decided: stored.decided && actOf(stored.decided) };
}

function caseOf(row: CaseRow): RevisionCase {
  const common = {
    id: row.id,
    eventId: row.event_id,
    entryId: row.entry_id,
    revision: row.revision,
    restsOn: row.rests_on,
    openedAt: row.opened_at,
    declined: row.declined && actOf(row.declined),
    extension: extensionOf(row.extension),
  };
  const revisionNo = () => promised(row.revision_no, row);
  const reported = () => actOf(promised(row.reported, row));
  switch (row.state) {
    case 'open':
      return { ...common, state: row.state };
    case 'in-hand':
      return { ...common, state: row.state, revisionNo: revisionNo() };
    case 'reported':
      return { ...common, state: row.state, revisionNo: revisionNo(), reported: reported() };
    case 'unchanged-reported':
      return { ...common, state: row.state, reported: reported() };
    case 'closed':
      return {
        ...common,
        state: row.state,
        outcome: promised(row.outcome, row),
        revisionNo: row.revision_no,
        reported: row.reported && actOf(row.reported),
        ended: actOf(promised(row.ended, row)),
      };
    default:
      throw new Error(`revision case ${row.id} has a state that no machine knows`);
  }
}

/** Opens a case; false when this event has opened one for the entry before. */
export async function insertCase(tx: Transaction, opened: RevisionCase): Promise<boolean> {
  const inserted = await sql`
    INSERT INTO catalog.revision_case (id, event_id, entry_id, revision, state, rests_on, opened_at)
    VALUES (${opened.id}, ${opened.eventId}, ${opened.entryId}, ${opened.revision}, ${opened.state}, ${JSON.stringify(opened.restsOn)}::jsonb,
      ${opened.openedAt})
    ON CONFLICT (event_id, entry_id) WHERE outcome IS DISTINCT FROM 'entry-retired' DO NOTHING`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

export async function saveCase(tx: Transaction, changed: RevisionCase): Promise<void> {
  await sql`
    UPDATE catalog.revision_case SET revision = ${changed.revision}, state = ${changed.state},
      revision_no = ${'revisionNo' in changed ? changed.revisionNo : null}, reported = ${json('reported' in changed ? changed.reported : null)}::jsonb,
      declined = ${json(changed.declined)}::jsonb, extension = ${json(changed.extension)}::jsonb,
      outcome = ${'outcome' in changed ? changed.outcome : null}, ended = ${json('ended' in changed ? changed.ended : null)}::jsonb
    WHERE id = ${changed.id}`.execute(tx);
}

export async function findCase(reader: Reader, id: string): Promise<RevisionCase | undefined> {
  const found = await sql<CaseRow>`SELECT ${columns} FROM catalog.revision_case WHERE id = ${id}`.execute(reader);
  return found.rows[0] && caseOf(found.rows[0]);
}

/** Cases of an entry that are not closed, locked, oldest first. The caller has locked the entry. */
export async function lockOpenCases(tx: Transaction, entryId: string): Promise<RevisionCase[]> {
  const found = await sql<CaseRow>`
    SELECT ${columns} FROM catalog.revision_case WHERE entry_id = ${entryId} AND state <> 'closed' ORDER BY id FOR UPDATE`.execute(tx);
  return found.rows.map(caseOf);
}

export type CaseQuestion = {
  readonly reach: Reach;
  readonly eventId: string | null;
  readonly entryId: string | null;
  readonly states: readonly string[] | null;
  /** Only those whose term had run out at this instant without the department's report. */
  readonly overdueAt: Date | null;
  readonly after: string | null;
  readonly limit: number;
};

/** A case that still owes the department's report, past the due instant of its term as law publishes it. */
const isOverdueAt = (at: Date) => sql`(revision_case.state IN ('open', 'in-hand') AND EXISTS (SELECT FROM law_read.term
  WHERE term.case_kind = ${REVISION_CASE} AND term.rule_key = ${DEPARTMENT_RULE} AND term.case_id = revision_case.id::text AND term.overdue_from <= ${at}))`;

function asked({ reach, eventId, entryId, states, overdueAt }: Omit<CaseQuestion, 'after' | 'limit'>) {
  return sql`(document.provider_org_id = ${reach.orgId}::uuid OR document.authority_region = ANY (${[...reach.regions]}::text[]))
    AND (${eventId}::uuid IS NULL OR event_id = ${eventId}::uuid) AND (${entryId}::uuid IS NULL OR revision_case.entry_id = ${entryId}::uuid)
    AND (${states && [...states]}::text[] IS NULL OR revision_case.state = ANY (${states && [...states]}::text[]))
    AND ${overdueAt === null ? sql`true` : isOverdueAt(overdueAt)}`;
}

/** Cases within somebody's reach: not closed before closed, the latest first; the total counts by the same question. */
export async function casesWithin(reader: Reader, question: CaseQuestion): Promise<{ cases: RevisionCase[]; total: number }> {
  const { after, limit } = question;
  const found = await sql<CaseRow>`
    SELECT ${columns} FROM catalog.revision_case JOIN catalog.search_document document ON document.entry_id = revision_case.entry_id
    WHERE ${asked(question)} AND (${after}::uuid IS NULL
      OR (-(revision_case.state = 'closed')::int, revision_case.id) < (SELECT -(state = 'closed')::int, id FROM catalog.revision_case WHERE id = ${after}::uuid))
    ORDER BY (revision_case.state = 'closed')::int, revision_case.id DESC LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM catalog.revision_case JOIN catalog.search_document document ON document.entry_id = revision_case.entry_id
    WHERE ${asked(question)}`.execute(reader);
  return { cases: found.rows.map(caseOf), total: counted.rows[0]?.total ?? 0 };
}

export type CaseCount = { readonly eventId: string; readonly state: RevisionCaseState; readonly count: number; readonly overdue: number };

/** How many cases of each event stand in each state within somebody's reach, and how many of them are overdue: counted as the list is. */
export async function caseCounts(
  reader: Reader,
  { reach, eventIds, at }: { reach: Reach; eventIds: readonly string[]; at: Date },
): Promise<CaseCount[]> {
  const found = await sql<CaseCount>`
    SELECT event_id AS "eventId", revision_case.state, count(*)::int AS count, (count(*) FILTER (WHERE ${isOverdueAt(at)}))::int AS overdue
    FROM catalog.revision_case JOIN catalog.search_document document ON document.entry_id = revision_case.entry_id
    WHERE event_id = ANY (${[...eventIds]}::uuid[])
      AND (document.provider_org_id = ${reach.orgId}::uuid OR document.authority_region = ANY (${[...reach.regions]}::text[]))
    GROUP BY event_id, revision_case.state`.execute(reader);
  return found.rows;
}

/** Ids of the cases of some departments that still owe a report. */
export async function owingCasesOf(reader: Reader, orgIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT revision_case.id FROM catalog.revision_case JOIN catalog.search_document document ON document.entry_id = revision_case.entry_id
    WHERE revision_case.state IN ('open', 'in-hand') AND document.provider_org_id = ANY (${[...orgIds]}::uuid[])`.execute(reader);
  return found.rows.map(({ id }) => id);
}

/** What lists show of a case's entry, and where it stands. */
export type CaseEntry = {
  readonly id: string;
  readonly name: string;
  readonly resourceCode: string | null;
  readonly providerName: string;
  readonly providerOrgId: string;
  readonly authorityRegion: string | null;
  readonly isMoving: boolean;
};

export async function caseEntries(reader: Reader, ids: readonly string[]): Promise<Map<string, CaseEntry>> {
  const found = await sql<CaseEntry>`
    SELECT entry.id, document.name, entry.resource_code AS "resourceCode", entry.provider_name AS "providerName",
      entry.provider_org_id AS "providerOrgId", document.authority_region AS "authorityRegion",
      entry.state IN ('orphaned', 'transfer-pending') AS "isMoving"
    FROM catalog.entry JOIN catalog.search_document document ON document.entry_id = entry.id WHERE entry.id = ANY (${[...ids]}::uuid[])`.execute(
    reader,
  );
  return new Map(found.rows.map((row) => [row.id, row]));
}
