import { systemActor } from '#modules/identity';
import { isRefusal } from '@karez/kit/refusal';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { recordImport } from './import-evidence.ts';
import { eraseFile } from './import-job.ts';
import { lockOutdatedFiles, saveErasedFile } from './import-job-store.ts';

type EraseNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'files'>;
/** Files that one transaction erases. */
const BATCH = 20;
const DAY_MS = 86_400_000;

/** How long the file of an import that rests is kept, in milliseconds. */
export function fileTermMs({ config }: Pick<Needs, 'config'>): number {
  return config.KAREZ_CATALOG_IMPORT_FILE_DAYS * DAY_MS;
}

/**
 * Erases uploaded files whose term is over: their key is dropped and their bytes are taken away; the import, what became of its rows and the evidence
 * stay. Killed in between it begins again, for what is taken away twice is gone once. Answers how many.
 */
export async function eraseImportedFiles(needs: EraseNeeds): Promise<number> {
  let erased = 0;
  for (;;) {
    const batch = await eraseBatch(needs);
    erased += batch;
    if (batch < BATCH) return erased;
  }
}

function eraseBatch(needs: EraseNeeds): Promise<number> {
  const { database, clock, files } = needs;
  return database.transaction(async (tx) => {
    const at = clock.now();
    const outdated = await lockOutdatedFiles(tx, { before: new Date(at.getTime() - fileTermMs(needs)), limit: BATCH });
    for (const job of outdated) {
      const erased = eraseFile(job, at);
      if (isRefusal(erased)) throw new Error(`the file of import ${job.id} is not erased: ${erased.code}`);
      const { shared } = await saveErasedFile(tx, erased);
      if (!shared) await files.remove(job.file.reference);
      const facts = { bytes: job.file.bytes, days: needs.config.KAREZ_CATALOG_IMPORT_FILE_DAYS };
      await recordImport(tx, { actor: systemActor('catalog.import'), at, action: 'catalog.erase-import-file', job: erased, facts });
    }
    await reached('catalog.import.file-erased');
    return outdated.length;
  });
}
