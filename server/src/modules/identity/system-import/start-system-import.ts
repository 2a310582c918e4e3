import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { UploadedFile } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownText } from '#platform/tables/cell-text';
import { openTable } from '#platform/tables/table-file';
import type { Actor } from '../actor.ts';
import { systemsOfOrganisation } from '../business-system-store.ts';
import { recordAct } from '../evidence.ts';
import { findOrganisation } from '../organisation-store.ts';
import type { Organisation } from '../organisation.ts';
import { mayUse } from '../powers.ts';
import { compareSystem } from './compare-system.ts';
import type { ReadingGate } from './reading-gate.ts';
import { readSystems } from './stated-system.ts';
import { systemHeader, systemTableLimits } from './system-header.ts';
import { insertSystemImport } from './system-import-store.ts';
import type { SystemImport } from './system-import.ts';

export type StartSystemImport = {
  readonly actor: Actor;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly files: readonly UploadedFile[];
  readonly origin: string;
};

const fileNameCharactersMax = 200;

/**
 * Reads an uploaded table of the actor's own organisation's business systems and keeps what it would do, row by row; the register
 * stays as it is. A file that is declared secret (809-3) is refused unread; the file itself is never kept, and of its cells only those of refused rows.
 */
export async function startSystemImport(
  { database, clock, newId, readInTurn }: Pick<Needs, 'database' | 'clock' | 'newId'> & { readonly readInTurn: ReadingGate },
  { actor, secrecyDeclaration, files, origin }: StartSystemImport,
): Promise<SystemImport | Refusal> {
  if (secrecyDeclaration !== 'not-secret') return refuse('identity.system-import.secret', { declaration: secrecyDeclaration });
  const { orgId } = actor;
  if (orgId === null) return refuse('identity.power.missing', { power: 'identity.systems' });
  const permitted = mayUse(actor, 'identity.systems', { orgId });
  if (isRefusal(permitted)) return permitted;
  const owner = await findOrganisation(database.reader, orgId);
  if (!owner) return refuse('identity.organisation.not-found');
  const [upload] = files;
  if (!upload || files.length > 1) return refuse('table.file-missing');
  const read = await readInTurn(() => readFile(upload.bytes, owner));
  if (isRefusal(read)) return read;
  const { table, stated } = read;

  return database.transaction(async (tx) => {
    const at = clock.now();
    const places = new Map(table.columns.map((column) => [column.field, column]));
    const register = { systems: await systemsOfOrganisation(tx, orgId), divisions: owner.divisions, places };
    const rows = stated.map((system) => compareSystem(system, register));
    const started: SystemImport = {
      id: newId(),
      orgId,
      state: 'checked',
      fileName: shownText(upload.fileName, fileNameCharactersMax),
      fileBytes: upload.bytes.length,
      startedBy: actor.id,
      startedAt: at,
      appliedBy: null,
      appliedAt: null,
      notes: table.notes,
      columns: table.columns,
    };
    await insertSystemImport(tx, started, rows);
    const facts = { bytes: upload.bytes.length, rows: rows.length, refused: rows.filter(({ outcome }) => outcome === 'error').length };
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.start-system-import',
      object: { kind: 'system-import', id: started.id },
      origin,
      facts,
    });
    return started;
  });
}

async function readFile(bytes: Buffer, owner: Organisation) {
  const table = await openTable(bytes, systemHeader, systemTableLimits);
  if (isRefusal(table)) return table;
  const stated = await readSystems(table, owner);
  return isRefusal(stated) ? stated : { table, stated };
}
