import type { Import, ImportRow as ImportRowAnswer } from '@karez/contract/catalog-import';
import type { ImportOutcome } from '@karez/contract/table';

import { dayIn } from '@karez/kit/clock';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { columnLetters } from '#platform/tables/sheet-facts';

import { fileTermMs } from './erase-files.job.ts';
import { statesAtWork, type ImportJob } from './import-job.ts';
import { allowedOn } from './import-policy.ts';
import { countRows, type ListedRow } from './import-row-store.ts';
import { countUndoable, countUndone } from './undo-store.ts';

type Counts = Import['outcomes'];
type ViewNeeds = Pick<Needs, 'config'> & { readonly reader: Reader };

/** The day on which the file of an import that rests is erased; null while it is at work, and when it is gone. */
function keptUntil(config: Needs['config'], { state, fileErasedAt, progressedAt }: ImportJob): string | null {
  if (fileErasedAt !== null || statesAtWork.some((one) => one === state)) return null;
  return dayIn(config.KAREZ_TIME_ZONE, new Date(progressedAt.getTime() + fileTermMs({ config })));
}

/** An import as its department sees it by itself: also what undoing it would do now. */
export async function wholeImportView(needs: ViewNeeds, job: ImportJob): Promise<Import> {
  const { reader } = needs;
  const view = await importView(needs, job);
  return job.state === 'applied' ? { ...view, undoable: await countUndoable(reader, job) } : view;
}

/** An import as its department sees it, with the counts of its rows as they are now. */
export async function importView({ reader, config }: ViewNeeds, job: ImportJob): Promise<Import> {
  const counted = await countRows(reader, job.id);
  const outcomes = countsBy(counted, ({ outcome }) => outcome);
  const applied = countsBy(counted, (each) => each.applied);
  return {
    id: job.id,
    state: job.state,
    target: job.target,
    place: job.place,
    fileName: job.file.name,
    fileBytes: job.file.bytes,
    fileKeptUntil: keptUntil(config, job),
    fileErasedAt: job.fileErasedAt?.toISOString() ?? null,
    startedAt: job.startedAt.toISOString(),
    notes: job.notes.map(({ code, params }) => ({ code, params: { ...params } })),
    columns: job.columns.map(({ column, header, field }) => ({ column: columnLetters(column), header, field })),
    read: total(outcomes),
    outcomes,
    done: total(applied),
    applied,
    undone: await countUndone(reader, job.id),
    undoable: null,
    refusal: job.refusal && { code: job.refusal.code, params: { ...job.refusal.params } },
    allowed: allowedOn(job),
  };
}

type Counted = Awaited<ReturnType<typeof countRows>>;

function countsBy(counted: Counted, outcomeOf: (each: Counted[number]) => ImportOutcome | null): Counts {
  const counts = { new: 0, changed: 0, unchanged: 0, error: 0 };
  for (const each of counted) {
    const outcome = outcomeOf(each);
    if (outcome !== null) counts[outcome] += each.count;
  }
  return counts;
}

function total(counts: Counts): number {
  return counts.new + counts.changed + counts.unchanged + counts.error;
}

export function rowView(row: ListedRow): ImportRowAnswer {
  return {
    row: row.row,
    rows: row.rows,
    name: row.content.name,
    provider: row.provider,
    outcome: row.outcome,
    changes: [...row.changes],
    refusals: row.refusals.map(({ path, code, params }) => ({ path, code, params: { ...params } })),
    unknown: [...row.unknown],
    entryId: row.entryId,
    opensVersion: row.opensVersion ?? null,
    undone: row.undone,
    leftBecause: row.leftBecause,
  };
}
