import { z } from 'zod';
import { organisationById, systemActor, type Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { enqueueJob, MINUTE_MS, type Job } from '#platform/jobs';
import type { Needs } from '#platform/needs';
import { filesOf } from '../entry/entry-file.ts';
import { lockEntriesNamedOtherwise, saveProviderNames } from '../entry/entry-store.ts';
import type { Entry } from '../entry/entry.ts';
import { tellSteps } from '../revision/record-step.ts';
import { searchDocumentOf, type EntryFile } from '../search/search-document.ts';
import { saveSearchDocuments } from '../search/search-store.ts';
import { providerFrom } from './move-entry.ts';
import { beginRenaming, endRenaming, lockRenaming, lockStalledRenamings } from './renaming-store.ts';

type RenamingNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;

const renameProviderJobId = 'catalog.rename-provider';
/** Entries that one transaction gives their department's new name. */
const batchSize = 250;
/** A batch takes a second or two; a renaming that stood still this long has lost its worker. */
const stalledAfterMs = 30_000;

const payloadSchema = z.strictObject({ organisationId: z.uuid() });

/** Asks for a department's entries to carry its present name, in the transaction in which that became known. */
export async function askRenaming(tx: Transaction, { organisationId, at }: { organisationId: string; at: Date }): Promise<void> {
  await beginRenaming(tx, { organisationId, at });
  await enqueueJob(tx, { id: renameProviderJobId, payload: { organisationId }, key: `${renameProviderJobId}:${organisationId}` });
}

/** Queues renamings again whose worker was killed: the queue itself holds a dead worker's job back for hours. */
export async function resumeRenamings({ database, clock }: Pick<RenamingNeeds, 'database' | 'clock'>): Promise<number> {
  return database.transaction(async (tx) => {
    const at = clock.now();
    const stalled = await lockStalledRenamings(tx, new Date(at.getTime() - stalledAfterMs));
    for (const organisationId of stalled) await askRenaming(tx, { organisationId, at });
    return stalled.length;
  });
}

/**
 * Gives every entry of a renamed department its present name, batch by batch. What is left to do is what carries another name, so a killed run goes on
 * behind its last whole batch, and a second change of the name meanwhile is done with the first.
 */
export async function renameProvider(needs: RenamingNeeds, organisationId: string): Promise<void> {
  let hasMore = true;
  while (hasMore) {
    hasMore = await needs.database.transaction((tx) => renameBatch(tx, needs, organisationId));
    await reached('catalog.rename-provider.batch-committed');
  }
}

async function renameBatch(tx: Transaction, needs: RenamingNeeds, organisationId: string): Promise<boolean> {
  if (!(await lockRenaming(tx, organisationId))) return false;
  const organisation = await organisationById(tx, organisationId);
  const entries = organisation ? await lockEntriesNamedOtherwise(tx, { organisationId, name: organisation.name, limit: batchSize }) : [];
  if (!organisation || entries.length === 0) {
    await endRenaming(tx, organisationId);
    return false;
  }
  const files = await filesOf(tx, entries);
  await rename(tx, needs, { organisation, files });
  await beginRenaming(tx, { organisationId, at: needs.clock.now() });
  await reached('catalog.rename-provider.batch-written');
  return true;
}

const renamed = (entry: Entry, organisation: Organisation): Entry => ({
  ...entry,
  provider: providerFrom(organisation, entry.provider.aliases),
});

type Batch = { readonly organisation: Organisation; readonly files: readonly EntryFile[] };

async function rename(tx: Transaction, needs: RenamingNeeds, { organisation, files }: Batch): Promise<void> {
  const after = files.map((file) => ({ ...file, entry: renamed(file.entry, organisation) }));
  await saveProviderNames(
    tx,
    after.map(({ entry }) => entry),
  );
  await saveSearchDocuments(tx, after.map(searchDocumentOf));
  const told = files.map((file) => ({
    file,
    step: {
      origin: '',
      action: 'catalog.rename-provider',
      word: 'provider-renamed',
      role: '',
      opinion: null,
      changes: [{ field: 'provider', before: file.entry.provider.name, after: organisation.name }],
    },
  }));
  await tellSteps(tx, needs, { actor: systemActor('catalog.organisation-renamed'), told });
}

/** The background work that a new name makes; part of the catalogue's. */
export function renamingJobs(needs: RenamingNeeds): Job[] {
  return [
    { id: renameProviderJobId, when: 'asked', run: (payload) => renameProvider(needs, payloadSchema.parse(payload).organisationId) },
    {
      id: 'catalog.resume-renamings',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await resumeRenamings(needs);
      },
    },
  ];
}
