import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { TableHeader } from '#platform/tables/header';
import type { Table } from '#platform/tables/table-file';
import { draftHeader } from '../workbook/draft-header.ts';
import { judgeDrafts, readDrafts } from '../workbook/judge-drafts.ts';
import { compareRow } from './diff.ts';
import { catalogueHeader, type ColumnField } from './headers.ts';
import { sourceOf, type ImportJob } from './import-job.ts';
import type { ImportRow } from './import-row-store.ts';
import { readEntries, type ImportedEntry } from './imported-entry.ts';
import { entriesOfSource } from './legacy-entry-store.ts';
import { keysOfEntriesWithTakenName } from './name-taken.ts';

/** The header that a file is read with: a department's own workbook declares what a published list cannot. */
export function headerFor(target: ImportJob['target']): TableHeader<ColumnField> {
  return target === 'own-drafts' ? draftHeader : catalogueHeader;
}

/** Some entries of a file, judged against the catalogue as it is when it is asked. */
export type JudgedBatch = { readonly lastRow: number; judge(reader: Reader): Promise<ImportRow<unknown>[]> };

type Judging = { readonly job: ImportJob; readonly table: Table<ColumnField>; readonly size: number };

/** The entries of a file behind those that are stored already, batch by batch; a refusal ends the file. */
export function judgedBatches(reader: Reader, judging: Judging): AsyncGenerator<JudgedBatch | Refusal> {
  const { job, table } = judging;
  return job.target === 'own-drafts'
    ? inBatches(readDrafts(reader, { job, table }), judging, judgeDrafts)
    : inBatches(readEntries(table, { ownNames: job.providerNames }), judging, compareBatch);
}

async function* inBatches<Entry extends { readonly row: number }>(
  entries: AsyncIterable<Entry | Refusal>,
  { job, size }: Judging,
  judge: (reader: Reader, job: ImportJob, batch: readonly Entry[]) => Promise<ImportRow<unknown>[]>,
): AsyncGenerator<JudgedBatch | Refusal> {
  let batch: Entry[] = [];
  const closed = (): JudgedBatch => {
    const judged = batch;
    batch = [];
    return { lastRow: judged.at(-1)?.row ?? 0, judge: (reader) => judge(reader, job, judged) };
  };
  for await (const entry of entries) {
    if (isRefusal(entry)) {
      yield entry;
      return;
    }
    if (entry.row > job.checkedRow) batch.push(entry);
    if (batch.length >= size) yield closed();
  }
  if (batch.length > 0) yield closed();
}

async function compareBatch(reader: Reader, job: ImportJob, batch: readonly ImportedEntry[]): Promise<ImportRow[]> {
  const keys = batch.map(({ key }) => key);
  const existing = await entriesOfSource(reader, sourceOf(job), keys);
  const taken = await keysOfEntriesWithTakenName(reader, job, batch);
  return batch.map((entry) => {
    const outcome = compareRow(entry, { existing: existing.get(entry.key), isNameTaken: taken.has(entry.key) });
    return {
      ...entry,
      outcome: outcome.kind,
      changes: outcome.kind === 'changed' ? outcome.changes : [],
      refusals: outcome.kind === 'error' ? outcome.refusals : [],
      applied: null,
      entryId: null,
    };
  });
}
