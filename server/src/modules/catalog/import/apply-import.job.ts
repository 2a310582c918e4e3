import { organisationById, sampleDepartment, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';

import { followReassessments } from '../denial/follow-reassessment.ts';
import { competentRegion } from '../entry/entry-file.ts';
import { entryIdFrom, type EntryId, type Provider } from '../entry/entry.ts';
import { applyNextDrafts } from '../workbook/apply-drafts.ts';
import { changedSinceRefusal, compareRow, departsFromDryRun, mergeContent, nameTakenRefusal, type RowOutcome } from './diff.ts';
import { recordImport } from './import-evidence.ts';
import { insertHistoryLines } from './import-history-store.ts';
import { lockImport, lockSource, saveImport } from './import-job-store.ts';
import { aliasesOf, sourceOf, type ImportJob } from './import-job.ts';
import { markApplied, rowsBehind, type AppliedRow, type ImportRow } from './import-row-store.ts';
import { entriesOfSource, insertLegacyEntries, lockEntriesOfSource, updateLegacyEntries, type KnownEntry } from './legacy-entry-store.ts';
import { importedRevisionNo, legacyEntry, type LegacyEntry } from './legacy-entry.ts';
import { recognisedEntries } from './recognised-entries.ts';
import { keysOfEntriesWithTakenName } from './name-taken.ts';

type ApplyNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;

/** Rows that one transaction applies: few enough that others wait briefly, many enough that commits do not count. */
const batchSize = 250;
/** The same of drafts, each of which takes a step of its own with history and evidence. */
const draftBatchSize = 50;

/**
 * Applies an import batch by batch until its rows are through. Entries, search documents, what became of each row, the
 * checkpoint and the evidence of a batch commit together: after a crash the next run goes on behind the last whole batch.
 */
export async function applyImportRows(needs: ApplyNeeds, importId: string): Promise<void> {
  let hasMore = true;
  while (hasMore) {
    hasMore = await needs.database.transaction((tx) => applyBatch(tx, needs, importId));
    await reached('catalog.import.batch-committed');
  }
}

async function applyBatch(tx: Transaction, needs: ApplyNeeds, importId: string): Promise<boolean> {
  const job = await lockImport(tx, importId);
  if (job?.state !== 'applying') return false;
  await lockSource(tx, sourceOf(job));
  const applied =
    job.target === 'own-drafts' ? await applyNextDrafts(tx, needs, { job, limit: draftBatchSize }) : await applyNextRows(tx, needs, job);
  const last = applied.at(-1)?.row;
  if (last === undefined) return finish(tx, needs, job);
  await markApplied(tx, importId, applied);
  const moved = { ...job, appliedRow: last };
  await saveImport(tx, moved, needs.clock.now());
  const facts = { from: job.appliedRow, to: last, ...countsOf(applied) };
  await recordImport(tx, {
    actor: systemActor('catalog.import'),
    at: needs.clock.now(),
    action: 'catalog.apply-import-batch',
    job: moved,
    facts,
  });
  await reached('catalog.import.batch-written');
  return true;
}

async function applyNextRows(tx: Transaction, needs: ApplyNeeds, job: ImportJob): Promise<AppliedRow[]> {
  const rows = await rowsBehind(tx, job.id, { row: job.appliedRow, limit: batchSize });
  return rows.length === 0 ? [] : applyRows(tx, needs, { job, rows });
}

async function finish(tx: Transaction, { clock }: ApplyNeeds, job: ImportJob): Promise<false> {
  const done: ImportJob = { ...job, state: 'applied' };
  await saveImport(tx, done, clock.now());
  await recordImport(tx, {
    actor: systemActor('catalog.import'),
    at: clock.now(),
    action: 'catalog.finish-import',
    job: done,
    facts: { lastRow: done.appliedRow },
  });
  return false;
}

type Batch = { readonly job: ImportJob; readonly rows: readonly ImportRow[] };
type Judged = { readonly row: ImportRow; readonly outcome: RowOutcome; readonly known: KnownEntry | undefined };

/** Judges the rows against the catalogue as it is now: what the dry run said may be days old, and one that would do something else now is refused. */
async function applyRows(tx: Transaction, needs: ApplyNeeds, { job, rows }: Batch): Promise<AppliedRow[]> {
  const source = sourceOf(job);
  const keys = rows.map(({ key }) => key);
  await lockEntriesOfSource(tx, source, keys);
  const existing = await entriesOfSource(tx, source, keys);
  const taken = await keysOfEntriesWithTakenName(tx, job, rows);
  const judged = rows.map((row): Judged => {
    const known = existing.get(row.key);
    const outcome = compareRow(row, { existing: known, isNameTaken: taken.has(row.key) });
    return { row, known, outcome: departsFromDryRun(row, outcome) ? { kind: 'error', refusals: [changedSinceRefusal(row)] } : outcome };
  });
  const providers = await providersOf(tx, needs, { job, rows: judged.filter(isWritten).map(({ row }) => row) });
  const making = { job, providers, authorityRegion: await competentRegion(tx, job.place.code), newId: needs.newId };
  const writing = judged.filter(isWritten);
  const made = await recognisedEntries(
    tx,
    writing.map((each) => entryOf(each, making)),
  );
  const written = new Map(writing.flatMap(({ row }, at) => (made[at] ? [[row.row, made[at]]] : [])));
  const entriesFor = (kind: RowOutcome['kind']) =>
    judged.filter(({ outcome }) => outcome.kind === kind).flatMap(({ row }) => written.get(row.row) ?? []);
  const inserted = await insertLegacyEntries(tx, entriesFor('new'));
  await updateLegacyEntries(tx, entriesFor('changed'));
  const denied = [...written.values()].filter(({ imported }) => imported.denial !== undefined);
  await followReassessments(tx, needs, { entryIds: denied.map(({ entry }) => entry.id), by: null });
  const applied = judged.map((each) => appliedRow(each, { entryId: written.get(each.row.row)?.entry.id, inserted }));
  await tellHistories(tx, needs, { job, judged, applied });
  return applied;
}

type Told = { readonly job: ImportJob; readonly judged: readonly Judged[]; readonly applied: readonly AppliedRow[] };

/** A line in the history of each entry that was made or changed, with old and new values. */
async function tellHistories(tx: Transaction, { clock, newId }: ApplyNeeds, { job, judged, applied }: Told): Promise<void> {
  const outcomes = new Map(judged.map(({ row, outcome }) => [row.row, outcome]));
  const organisation = await organisationById(tx, job.startedOrgId);
  const lines = applied.flatMap(({ row, applied: became, entryId }) => {
    if (entryId === null || (became !== 'new' && became !== 'changed')) return [];
    const outcome = outcomes.get(row);
    return {
      id: newId(),
      entryId,
      revisionNo: importedRevisionNo,
      at: clock.now(),
      action: became === 'new' ? 'imported' : 'import-changed',
      actorId: job.startedBy,
      organisationName: organisation?.name ?? '',
      role: job.providerOrgId === null ? 'AUTHORITY_ADMIN' : 'CATALOG_REGISTRAR',
      opinion: null,
      changes: outcome?.kind === 'changed' ? outcome.changes : [],
    };
  });
  await insertHistoryLines(tx, lines);
}

function isWritten({ outcome }: Judged): boolean {
  return outcome.kind === 'new' || outcome.kind === 'changed';
}

/** The departments of some rows by the names that the rows give them; those of a sample place are made at first mention. */
async function providersOf(tx: Transaction, needs: ApplyNeeds, { job, rows }: Batch): Promise<ReadonlyMap<string, Provider>> {
  const providers = new Map<string, Provider>();
  const { place } = job;
  const own = job.providerOrgId === null ? undefined : await organisationById(tx, job.providerOrgId);
  for (const name of new Set(rows.map((row) => row.provider))) {
    const organisationId =
      job.providerOrgId ?? (await sampleDepartment(tx, needs, { regionCode: place.code, regionName: place.name, name }));
    providers.set(name, {
      organisationId,
      name,
      aliases: aliasesOf(job, name),
      uscc: own?.uscc ?? null,
      regionCode: place.code,
      sample: job.providerOrgId === null,
    });
  }
  return providers;
}

type Making = {
  readonly job: ImportJob;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly authorityRegion: string | null;
  readonly newId: Needs['newId'];
};

function entryOf({ row, known }: Judged, { job, providers, authorityRegion, newId }: Making): LegacyEntry {
  const provider = providers.get(row.provider);
  if (!provider) throw new Error('a row that is written has no provider');
  return legacyEntry({
    id: known?.entryId ?? entryIdFrom(newId()),
    revision: (known?.revision ?? 0) + 1,
    provider,
    authorityRegion,
    imported: known ? mergeContent(known.content, row.content) : row.content,
    origin: { source: sourceOf(job), key: row.key, raw: row.raw },
    by: job.startedBy,
  });
}

type Written = { readonly entryId: EntryId | undefined; readonly inserted: ReadonlySet<string> };

function appliedRow({ row, outcome, known }: Judged, written: Written): AppliedRow {
  if (outcome.kind === 'error') return { row: row.row, applied: 'error', entryId: null, refusals: outcome.refusals };
  if (outcome.kind === 'new' || known === undefined) return newRow(row, written);
  const { entryId, before, revision } = known;
  const place = { row: row.row, entryId, refusals: [] };
  return outcome.kind === 'unchanged'
    ? { ...place, applied: 'unchanged' }
    : { ...place, applied: 'changed', before, entryRevision: revision + 1 };
}

function newRow(row: ImportRow, { entryId, inserted }: Written): AppliedRow {
  const isStored = entryId !== undefined && inserted.has(entryId);
  return isStored
    ? { row: row.row, applied: 'new', entryId, refusals: [], before: null, entryRevision: 1 }
    : { row: row.row, applied: 'error', entryId: null, refusals: [nameTakenRefusal(row)] };
}

function countsOf(applied: readonly AppliedRow[]): Record<'new' | 'changed' | 'unchanged' | 'error', number> {
  const count = (kind: AppliedRow['applied']) => applied.filter((row) => row.applied === kind).length;
  return { new: count('new'), changed: count('changed'), unchanged: count('unchanged'), error: count('error') };
}
