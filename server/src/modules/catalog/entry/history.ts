import { isCut, type FieldChange } from './changes.ts';
import type { HistoryLine } from './history-store.ts';

/**
 * History as it is read: consecutive edits of one person at one draft are one line, from the first value to the last. A draft saves
 * itself while it is written; each save has its evidence, and only their sum tells a reader something. Edits that were taken back are left out.
 */
export function foldedEdits(lines: readonly HistoryLine[]): HistoryLine[] {
  const folded: HistoryLine[] = [];
  for (const line of lines) {
    const last = folded.at(-1);
    if (last && isSameEditing(last, line)) folded.splice(-1, 1, { ...line, changes: joined(last.changes, line.changes) });
    else folded.push(line);
  }
  return folded.filter((line) => line.action !== 'edited' || line.changes.length > 0);
}

function isSameEditing(first: HistoryLine, second: HistoryLine): boolean {
  const areEdits = first.action === 'edited' && second.action === 'edited';
  return areEdits && first.actorId === second.actorId && first.revisionNo === second.revisionNo;
}

function joined(earlier: readonly FieldChange[], later: readonly FieldChange[]): FieldChange[] {
  const changes = new Map(earlier.map((change) => [change.field, change]));
  for (const { field, before, after } of later) changes.set(field, { field, before: changes.get(field)?.before ?? before, after });
  return [...changes.values()].filter(({ before, after }) => before !== after || isCut(after));
}
