import type { SystemImport as SystemImportAnswer, SystemImportRow } from '@karez/contract/identity/system-import';
import type { Reader } from '#platform/database';
import { columnLetters } from '#platform/tables/sheet-facts';
import type { Actor } from '../actor.ts';
import { allowedOf, every } from '../allowed.ts';
import { mayUse } from '../powers.ts';
import { countSystemRows, type StoredRow } from './system-import-store.ts';
import { hasRefusedRows, mayApply, type SystemImport } from './system-import.ts';

type Seen = { readonly found: SystemImport; readonly at: Date };

/** An import as its department sees it at an instant. */
export async function systemImportView(reader: Reader, actor: Actor, { found, at }: Seen): Promise<SystemImportAnswer> {
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
      apply: every(mayApply(found, { counts: outcomes, at }), permitted),
      'download-refused-rows': every(hasRefusedRows(found, outcomes), permitted),
    }),
  };
}

export function systemRowView({ row, stated, outcome, changes, refusals }: StoredRow): SystemImportRow {
  return {
    row,
    name: stated.name,
    outcome,
    changes: [...changes],
    refusals: refusals.map(({ path, code, params }) => ({ path, code, params: { ...params } })),
  };
}
