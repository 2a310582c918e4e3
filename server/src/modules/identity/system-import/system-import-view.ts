import type { SystemImport as SystemImportAnswer, SystemImportRow } from '@karez/contract/identity/system-import';
import type { Reader } from '#platform/database';
import { columnLetters } from '#platform/tables/sheet-facts';
import type { Actor } from '../actor.ts';
import { allowedOf, every } from '../allowed.ts';
import { mayUse } from '../powers.ts';
import type { ComparedSystem } from './compare-system.ts';
import { countSystemRows } from './system-import-store.ts';
import { hasRefusedRows, mayApply, type SystemImport } from './system-import.ts';

/** An import as its department sees it. */
export async function systemImportView(reader: Reader, actor: Actor, found: SystemImport): Promise<SystemImportAnswer> {
  const outcomes = await countSystemRows(reader, found.id);
  const permitted = mayUse(actor, 'identity.systems', { orgId: found.orgId });
  return {
    id: found.id,
    state: found.state,
    fileName: found.fileName,
    fileBytes: found.fileBytes,
    startedAt: found.startedAt.toISOString(),
    appliedAt: found.appliedAt?.toISOString() ?? null,
    notes: found.notes.map(({ code, params }) => ({ code, params: { ...params } })),
    columns: found.columns.map(({ column, header, field }) => ({ column: columnLetters(column), header, field })),
    outcomes,
    allowed: allowedOf({
      apply: every(mayApply(found, outcomes), permitted),
      'download-refused-rows': every(hasRefusedRows(outcomes), permitted),
    }),
  };
}

export function systemRowView({ row, stated, outcome, changes, refusals }: ComparedSystem): SystemImportRow {
  return {
    row,
    name: stated.name,
    outcome,
    changes: [...changes],
    refusals: refusals.map(({ path, code, params }) => ({ path, code, params: { ...params } })),
  };
}
