import type { EntryContent } from '@karez/contract/catalog/content';
import type { LeftBecause } from '@karez/contract/catalog-import';
import { isRefusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { changesBetween } from '../entry/changes.ts';
import { fileOf } from '../entry/entry-file.ts';
import { isNameTaken, lockEntry } from '../entry/entry-store.ts';
import { endFindings } from '../finding/end-findings.ts';
import type { ImportJob } from '../import/import-job.ts';
import type { UndoableRow, UndoneRow } from '../import/undo-store.ts';
import { recordStep, risen, type Step, type StepNeeds } from '../revision/record-step.ts';
import { releaseBases } from '../revision-case/resting.ts';
import { saveContent, saveRevision } from '../revision/revision-store.ts';
import { abandon, edit } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { giveUp } from '../withdrawal/abandon-draft.ts';
import { authorOf } from './apply-drafts.ts';
import { statesWithDraft } from './own-entry-store.ts';

type UndoNeeds = StepNeeds;
type DraftRow = UndoableRow<EntryContent>;

/** Puts some drafts back as they were before an import: one that it made is withdrawn, one that it changed says again what it said. */
export async function undoDrafts(
  tx: Transaction,
  needs: UndoNeeds,
  { job, rows }: { job: ImportJob; rows: readonly DraftRow[] },
): Promise<UndoneRow[]> {
  const undone: UndoneRow[] = [];
  for (const row of rows) undone.push({ row: row.row, ...(await undoRow(tx, needs, { job, row })) });
  return undone;
}

type Became = Omit<UndoneRow, 'row'>;
const left = (leftBecause: LeftBecause): Became => ({ entryRevision: null, leftBecause });

/** The entry as the import left it, locked; undefined when somebody has worked on it since. */
async function untouched(tx: Transaction, { entryId, entryRevision }: DraftRow): Promise<EntryFile | undefined> {
  const entry = await lockEntry(tx, entryId);
  const stands = entry?.revision === entryRevision && statesWithDraft.includes(entry.state);
  return entry && stands ? fileOf(tx, entry) : undefined;
}

async function undoRow(tx: Transaction, needs: UndoNeeds, { job, row }: { job: ImportJob; row: DraftRow }): Promise<Became> {
  const file = await untouched(tx, row);
  if (!file) return left('worked-on');
  if (row.opensVersion !== null) return undoChange(tx, needs, { job, file });
  const next = row.before === null ? await withdrawn(tx, file) : await asBefore(tx, file, { before: row.before, by: job.startedBy });
  if (!next) return left(row.before === null ? 'worked-on' : 'name-taken');
  const changes = row.before === null || !file.working ? [] : changesBetween(file.working.content, row.before);
  await recordStep(tx, needs, { file: next, step: { ...stepOf(job), changes } });
  if (row.before === null) {
    await releaseBases(tx, { entryId: next.entry.id, stage: 'revision', at: needs.clock.now() });
    await endFindings(tx, needs, { file: next, by: job.startedBy });
  }
  return { entryRevision: next.entry.revision, leftBecause: null };
}

/** A change that the import opened is given up: what is in force stays as it was all the while. */
async function undoChange(tx: Transaction, needs: UndoNeeds, { job, file }: { job: ImportJob; file: EntryFile }): Promise<Became> {
  const next = await giveUp(tx, needs, { file, told: stepOf(job) });
  return isRefusal(next) ? left('worked-on') : { entryRevision: next.entry.revision, leftBecause: null };
}

function stepOf(job: ImportJob): Omit<Step, 'changes'> {
  return {
    actor: authorOf(job),
    origin: '',
    action: 'catalog.undo-import',
    word: 'workbook-undone',
    role: 'CATALOG_REGISTRAR',
    opinion: null,
    facts: { importId: job.id },
  };
}

async function withdrawn(tx: Transaction, file: EntryFile): Promise<EntryFile | undefined> {
  const working = file.working && abandon(file.working);
  if (!working || isRefusal(working) || file.entry.state !== 'unpublished') return undefined;
  await saveRevision(tx, working);
  return { ...file, entry: { ...file.entry, state: 'withdrawn', revision: file.entry.revision + 1 }, working };
}

async function asBefore(
  tx: Transaction,
  file: EntryFile,
  { before, by }: { before: EntryContent; by: string },
): Promise<EntryFile | undefined> {
  const edited = file.working && edit(file.working, { content: before, by });
  if (!edited || isRefusal(edited)) return undefined;
  const { id, provider } = file.entry;
  const folded = fold(before.name);
  const isRenamed = folded !== fold(file.working?.content.name ?? '');
  if (isRenamed && (await isNameTaken(tx, { organisationId: provider.organisationId, folded, except: id }))) return undefined;
  await saveContent(tx, edited);
  return { ...file, entry: risen(file.entry), working: edited };
}
