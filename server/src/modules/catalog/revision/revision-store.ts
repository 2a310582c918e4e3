import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import {
  fieldsOf,
  keyTable,
  readLists,
  replaceLists,
  type ContentFields,
  type ContentLists,
  type RevisionKey,
} from '../entry/content-store.ts';
import type { EntryId } from '../entry/entry.ts';
import type { Act, Returned, Revision, RevisionState, Trigger } from './revision.ts';

type StoredAct = { by: string; orgId: string; at: string; opinion: string };
type RevisionRow = {
  entry_id: EntryId;
  no: number;
  state: RevisionState;
  fields: ContentFields;
  authors: string[];
  trigger_kind: Trigger['kind'] | null;
  trigger_on: string | null;
  trigger_reason: string | null;
  returned: (StoredAct & { organisationName: string }) | null;
  submitted: StoredAct | null;
  reviewed: StoredAct | null;
  signed: StoredAct | null;
  decided: StoredAct | null;
  version: string | null;
  denial_until: string | null;
};

const columns = sql`entry_id, no, state, fields, authors, trigger_kind, trigger_on, trigger_reason, returned, submitted, reviewed, signed, decided,
  version, denial_until`;

function act(stored: StoredAct | null): Act {
  if (stored === null) throw new Error('a revision lacks an act that its state has');
  return { by: stored.by, orgId: stored.orgId, at: new Date(stored.at), opinion: stored.opinion };
}

function returnedOf(stored: RevisionRow['returned']): Returned | null {
  return stored === null ? null : { ...act(stored), organisationName: stored.organisationName };
}

function triggerOf({ trigger_kind: kind, trigger_on: changedOn, trigger_reason: reason }: RevisionRow): Trigger | null {
  return kind === null || changedOn === null ? null : { kind, changedOn, reason: reason ?? '' };
}

const awaitingAuthority = ['at-authority', 'awaiting-denial-verification', 'under-adjustment'] as const;

/** Signed by the department's head, and not in force yet. */
function isAwaitingAuthority(state: RevisionState): state is (typeof awaitingAuthority)[number] {
  return awaitingAuthority.some((one) => one === state);
}

function revisionOf(row: RevisionRow, lists: ContentLists): Revision {
  const common = { entryId: row.entry_id, no: row.no, content: { ...row.fields, ...lists }, authors: row.authors, trigger: triggerOf(row) };
  const submitted = () => ({ submitted: act(row.submitted) });
  const reviewed = () => ({ ...submitted(), reviewed: act(row.reviewed) });
  const signed = () => ({ ...reviewed(), signed: act(row.signed) });
  const decided = () => ({ ...signed(), decided: act(row.decided), version: row.version ?? '', denialUntil: row.denial_until });
  if (isAwaitingAuthority(row.state)) return { ...common, ...signed(), state: row.state };
  switch (row.state) {
    case 'draft':
      return { ...common, state: row.state, returned: returnedOf(row.returned) };
    case 'in-review':
      return { ...common, ...submitted(), state: row.state };
    case 'awaiting-signature':
      return { ...common, ...reviewed(), state: row.state };
    case 'effective':
    case 'superseded':
      return { ...common, ...decided(), state: row.state };
    case 'imported':
    case 'abandoned':
      return { ...common, state: row.state };
    default:
      throw new Error(`revision ${row.no} of ${row.entry_id} has a state that no machine knows`);
  }
}

/** One revision of an entry with its whole content. */
export async function findRevision(reader: Reader, entryId: string, no: number): Promise<Revision | undefined> {
  return (await findRevisions(reader, [{ entryId, no }]))[0];
}

/** Some revisions with their whole contents, in no order. */
export async function findRevisions(reader: Reader, keys: readonly RevisionKey[]): Promise<Revision[]> {
  if (keys.length === 0) return [];
  const found = await sql<RevisionRow>`
    SELECT ${columns} FROM catalog.revision JOIN ${keyTable(keys)} USING (entry_id) WHERE no = key.revision_no`.execute(reader);
  if (found.rows.length === 0) return [];
  const listsOf = await readLists(reader, keys);
  return found.rows.map((row) => revisionOf(row, listsOf({ entryId: row.entry_id, no: row.no })));
}

/** The number of an entry's next revision: one that was given up keeps its own. */
export async function nextRevisionNo(tx: Transaction, entryId: string): Promise<number> {
  const found = await sql<{ no: number }>`SELECT max(no) + 1 AS no FROM catalog.revision WHERE entry_id = ${entryId}`.execute(tx);
  return found.rows[0]?.no ?? 1;
}

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

/** What the columns of a revision's acts hold; a state without an act stores none. */
function actColumns(revision: Revision) {
  return {
    returned: 'returned' in revision ? json(revision.returned) : null,
    submitted: 'submitted' in revision ? json(revision.submitted) : null,
    reviewed: 'reviewed' in revision ? json(revision.reviewed) : null,
    signed: 'signed' in revision ? json(revision.signed) : null,
    decided: 'decided' in revision ? json(revision.decided) : null,
    version: 'version' in revision ? revision.version : null,
    denialUntil: 'denialUntil' in revision ? revision.denialUntil : null,
  };
}

export async function insertRevision(tx: Transaction, revision: Revision): Promise<void> {
  const acts = actColumns(revision);
  const { trigger } = revision;
  await sql`
    INSERT INTO catalog.revision (entry_id, no, state, fields, authors, trigger_kind, trigger_on, trigger_reason, returned, submitted, reviewed, signed,
      decided, version, denial_until)
    VALUES (${revision.entryId}, ${revision.no}, ${revision.state}, ${JSON.stringify(fieldsOf(revision.content))}::jsonb, ${revision.authors},
      ${trigger?.kind ?? null}, ${trigger?.changedOn ?? null}, ${trigger?.reason ?? null}, ${acts.returned}::jsonb, ${acts.submitted}::jsonb,
      ${acts.reviewed}::jsonb, ${acts.signed}::jsonb, ${acts.decided}::jsonb, ${acts.version}, ${acts.denialUntil})`.execute(tx);
  await replaceLists(tx, revision, revision.content);
}

/** Stores the state and acts of a revision; its content only changes through {@link saveContent}. */
export async function saveRevision(tx: Transaction, revision: Revision): Promise<void> {
  const acts = actColumns(revision);
  await sql`
    UPDATE catalog.revision SET state = ${revision.state}, authors = ${revision.authors}, returned = ${acts.returned}::jsonb,
      submitted = ${acts.submitted}::jsonb, reviewed = ${acts.reviewed}::jsonb, signed = ${acts.signed}::jsonb, decided = ${acts.decided}::jsonb,
      version = ${acts.version}, denial_until = ${acts.denialUntil}
    WHERE entry_id = ${revision.entryId} AND no = ${revision.no}`.execute(tx);
}

/** Stores a draft's new content and who wrote it, or the adjusted content that comes into force. */
export async function saveContent(tx: Transaction, draft: Extract<Revision, { state: 'draft' | 'effective' }>): Promise<void> {
  await sql`
    UPDATE catalog.revision SET fields = ${JSON.stringify(fieldsOf(draft.content))}::jsonb, authors = ${draft.authors}
    WHERE entry_id = ${draft.entryId} AND no = ${draft.no}`.execute(tx);
  await replaceLists(tx, draft, draft.content);
}
