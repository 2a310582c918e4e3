import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import { authorityFor, organisationById, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { UploadedFile } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownText } from '#platform/tables/cell-text';
import { openTable } from '#platform/tables/table-file';

import { headerFor } from './judging.ts';
import { recordImport } from './import-evidence.ts';
import { keepFile } from './import-file.ts';
import { insertImport } from './import-job-store.ts';
import { importIdFrom, type ImportJob, type ImportTarget } from './import-job.ts';
import { mayStart } from './import-policy.ts';
import { enqueueImport } from './import-queue.ts';

export type StartImport = {
  readonly actor: Actor;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly target: ImportTarget;
  readonly place: { readonly code: string; readonly name: string } | null;
  readonly files: readonly UploadedFile[];
  readonly origin: string;
};

type Whose = Pick<ImportJob, 'providerOrgId' | 'providerNames' | 'place' | 'startedOrgId'>;

/**
 * Takes an uploaded catalogue and starts its dry run. A file that is declared secret (809-3) or cannot be read is refused at once and not kept;
 * nothing enters the catalogue before somebody applies the import.
 */
export async function startImport(
  { database, clock, newId, files, keys }: Pick<Needs, 'database' | 'clock' | 'newId' | 'files' | 'keys'>,
  command: StartImport,
): Promise<ImportJob | Refusal> {
  const { actor, origin, secrecyDeclaration } = command;
  if (secrecyDeclaration !== 'not-secret') return refuse('catalog.import.secret', { declaration: secrecyDeclaration });
  const permitted = mayStart(actor, command.target);
  if (isRefusal(permitted)) return permitted;
  const whose = await whoseCatalogue(database.reader, command);
  if (isRefusal(whose)) return whose;
  const [upload] = command.files;
  if (!upload || command.files.length > 1) return refuse('table.file-missing');
  const table = await openTable(upload.bytes, headerFor(command.target));
  if (isRefusal(table)) return table;

  const id = importIdFrom(newId());
  const kept = await keepFile({ files, keys }, { id, bytes: upload.bytes });
  const startedAt = clock.now();
  const job: ImportJob = {
    ...whose,
    id,
    state: 'checking',
    target: command.target,
    file: { name: shownText(upload.fileName, 200), bytes: upload.bytes.length, ...kept },
    fileErasedAt: null,
    progressedAt: startedAt,
    startedBy: actor.id,
    startedAt,
    notes: table.notes,
    columns: table.columns,
    refusal: null,
    checkedRow: 0,
    appliedRow: 0,
    undoneRow: 0,
  };
  return database.transaction(async (tx) => {
    await insertImport(tx, job);
    await enqueueImport(tx, job);
    await recordImport(tx, {
      actor,
      at: clock.now(),
      action: 'catalog.start-import',
      job,
      origin,
      facts: { place: job.place.code, bytes: job.file.bytes },
    });
    return job;
  });
}

async function whoseCatalogue(reader: Reader, { actor, target, place }: StartImport): Promise<Whose | Refusal> {
  const organisation = actor.orgId === null ? undefined : await organisationById(reader, actor.orgId);
  if (!organisation) return refuse('catalog.import.place-not-permitted');
  const { id, name, shortName, formerNames, regionCode } = organisation;
  if (target !== 'sample-place') {
    const providerNames = [...new Set([name, shortName, ...formerNames])];
    return { startedOrgId: id, providerOrgId: id, providerNames, place: { code: regionCode, name } };
  }
  if (!place) return refuse('catalog.import.place-missing');
  // A place that an authority of this platform governs has real departments: none of them becomes a sample.
  const authority = await authorityFor(reader, { regionCodes: [place.code] });
  if (authority) return refuse('catalog.import.place-not-sample', { place: place.name });
  return { startedOrgId: id, providerOrgId: null, providerNames: [], place: { code: place.code, name: shownText(place.name, 60) } };
}
