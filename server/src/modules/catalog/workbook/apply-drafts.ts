import { isRefusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { refusalAt } from '#platform/tables/row-reading';
import { fileOf } from '../entry/entry-file.ts';
import { isNameTaken, lockEntry } from '../entry/entry-store.ts';
import { departsFromDryRun } from '../import/diff.ts';
import type { ImportJob } from '../import/import-job.ts';
import { rowsBehind, type AppliedRow } from '../import/import-row-store.ts';
import { recognised } from '../revision-case/recognise-bases.ts';
import { recordStep, risen, todayOf, type StepNeeds } from '../revision/record-step.ts';
import { beginRevision } from '../revision/open-change.ts';
import { insertDraft } from '../revision/register-entry.ts';
import { saveContent } from '../revision/revision-store.ts';
import { edit } from '../revision/revision.ts';
import { fold } from '../search/search-text.ts';
import { outcomesOf, type DraftOutcome, type StoredDraft } from './judge-drafts.ts';
import { lockEntries } from './own-entry-store.ts';
import type { WorkbookContent } from './workbook-content.ts';

export type DraftNeeds = StepNeeds;

/** Whoever started the import is who wrote the drafts. */
export function authorOf(job: ImportJob): Actor {
  return { kind: 'person', id: job.startedBy, orgId: job.startedOrgId, regionCode: null, powers: [] };
}

/**
 * Applies the next rows of a department's own workbook: what the dry run said may be days old, so they are judged again under lock, and one that would do
 * something else now is refused.
 */
export async function applyNextDrafts(
  tx: Transaction,
  needs: DraftNeeds,
  { job, limit }: { job: ImportJob; limit: number },
): Promise<AppliedRow[]> {
  const rows = await rowsBehind<WorkbookContent>(tx, job.id, { row: job.appliedRow, limit });
  const before = await outcomesOf(tx, job, rows);
  await lockEntries(
    tx,
    before.flatMap((outcome) => ('entry' in outcome ? outcome.entry.id : [])),
  );
  const outcomes = await outcomesOf(tx, job, rows);
  const applied: AppliedRow[] = [];
  for (const [at, row] of rows.entries()) {
    const outcome = outcomes[at];
    if (outcome) applied.push(await applyDraft(tx, needs, { job, row, outcome }));
  }
  return applied;
}

type Applying = { readonly job: ImportJob; readonly row: StoredDraft; readonly outcome: DraftOutcome };

async function applyDraft(tx: Transaction, needs: DraftNeeds, { job, row, outcome }: Applying): Promise<AppliedRow> {
  const place = { row: row.row, refusals: [] };
  if (outcome.kind === 'error') return { ...place, applied: 'error', entryId: null, refusals: outcome.refusals };
  if (departsFromDryRun(row, outcome)) return refused(job, row, 'catalog.import.changed-since-check');
  if (outcome.kind === 'unchanged') return { ...place, applied: 'unchanged', entryId: outcome.entry.id };
  if (outcome.kind === 'changed')
    return outcome.opensVersion === null ? change(tx, needs, { job, row, outcome }) : open(tx, needs, { job, row, outcome });
  return register(tx, needs, { job, row, content: outcome.content });
}

const nameTaken = (job: ImportJob, row: StoredDraft): AppliedRow => refused(job, row, 'catalog.import.name-taken');

/** Why a row that could be read is not taken after all. */
type RefusedAtOnce = 'catalog.import.name-taken' | 'catalog.import.department-ended' | 'catalog.import.changed-since-check';

function refused(job: ImportJob, { row }: StoredDraft, code: RefusedAtOnce): AppliedRow {
  const places = new Map(job.columns.map((column) => [column.field, column]));
  return {
    row,
    applied: 'error',
    entryId: null,
    refusals: [refusalAt(row, 'name', { places, code, params: {} })],
  };
}

const step = (job: ImportJob, word: string) => ({
  actor: authorOf(job),
  origin: '',
  action: 'catalog.apply-import',
  word,
  role: 'CATALOG_REGISTRAR',
  opinion: null,
  facts: { importId: job.id },
});

async function register(
  tx: Transaction,
  needs: DraftNeeds,
  { job, row, content }: { job: ImportJob; row: StoredDraft; content: Extract<DraftOutcome, { kind: 'new' }>['content'] },
): Promise<AppliedRow> {
  const organisationId = job.providerOrgId ?? '';
  const organisation = await organisationById(tx, organisationId);
  if (!organisation || organisation.dissolved !== null) return refused(job, row, 'catalog.import.department-ended');
  if (await isNameTaken(tx, { organisationId, folded: fold(content.name), except: null })) return nameTaken(job, row);
  const file = await insertDraft(tx, needs, { organisation, content, step: { ...step(job, 'workbook-registered'), changes: [] } });
  return { row: row.row, applied: 'new', entryId: file.entry.id, refusals: [], before: null, entryRevision: file.entry.revision };
}

async function change(
  tx: Transaction,
  needs: DraftNeeds,
  { job, row, outcome }: { job: ImportJob; row: StoredDraft; outcome: Extract<DraftOutcome, { kind: 'changed' }> },
): Promise<AppliedRow> {
  const { changes, entry: known } = outcome;
  const content = await recognised(tx, outcome.content);
  const entry = await lockEntry(tx, known.id);
  const file = entry && (await fileOf(tx, entry));
  const edited = file?.working ? edit(file.working, { content, by: job.startedBy }) : undefined;
  if (!file || !edited || isRefusal(edited)) throw new Error('a draft that was judged under lock is a draft');
  const folded = fold(content.name);
  const isRenamed = folded !== fold(known.content.name);
  if (isRenamed && (await isNameTaken(tx, { organisationId: file.entry.provider.organisationId, folded, except: known.id })))
    return nameTaken(job, row);
  const next = { ...file, entry: risen(file.entry), working: edited };
  await saveContent(tx, edited);
  await recordStep(tx, needs, { file: next, step: { ...step(job, 'workbook-edited'), changes } });
  return { row: row.row, applied: 'changed', entryId: known.id, refusals: [], before: known.content, entryRevision: next.entry.revision };
}

/**
 * Opens a change of the version in force with what the file says (809-17): the version stays until the change has gone its way. Whoever started the
 * import opened it, and the file is its reason.
 */
async function open(
  tx: Transaction,
  needs: DraftNeeds,
  { job, row, outcome }: { job: ImportJob; row: StoredDraft; outcome: Extract<DraftOutcome, { kind: 'changed' }> },
): Promise<AppliedRow> {
  const { changes, content, entry: known, opensVersion } = outcome;
  const entry = await lockEntry(tx, known.id);
  if (!entry) throw new Error('an entry that was judged under lock is there');
  const file = await fileOf(tx, entry);
  if (file.isProviderEnded) return refused(job, row, 'catalog.import.department-ended');
  const organisationId = entry.provider.organisationId;
  const folded = fold(content.name);
  const isRenamed = folded !== fold(known.content.name);
  if (isRenamed && (await isNameTaken(tx, { organisationId, folded, except: known.id }))) return nameTaken(job, row);
  const trigger = { kind: 'quality-fix', changedOn: todayOf(needs), reason: job.file.name } as const;
  const { facts, action } = step(job, '');
  const next = await beginRevision(tx, needs, {
    file,
    command: { actor: authorOf(job), origin: '', trigger },
    begunWith: { content, changes, action, word: 'workbook-change-opened', facts },
  });
  if (isRefusal(next)) throw new Error(`an entry that was judged under lock opens a change: ${next.code}`);
  const about = { before: known.content, entryRevision: next.entry.revision, opensVersion };
  return { row: row.row, applied: 'changed', entryId: known.id, refusals: [], ...about };
}
