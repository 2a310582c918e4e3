import { closeTodosOf } from '#modules/desk';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { endConsent } from '../consent/consent-store.ts';
import { todayOf } from '../revision/record-step.ts';
import type { Act } from '../revision/revision.ts';
import { closeRetiredCases } from '../revision-case/follow-revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { TRANSLATION_CASE } from '../translation/translation-handing.ts';
import { countUses } from '../use/use-store.ts';
import type { StatusNeeds } from './status-handing.ts';

/**
 * What ends with an entry: a consent in advance, which rested while no application was taken, work on its translations, and the revisions that it
 * owed.
 */
export async function endWithEntry(tx: Transaction, needs: StatusNeeds, gone: { file: EntryFile; ended: Act }): Promise<void> {
  const { entry } = gone.file;
  await endConsent(tx, entry.id, todayOf(needs));
  await closeTodosOf(tx, { kind: TRANSLATION_CASE, id: entry.id }, { by: gone.ended.by, at: needs.clock.now() });
  await closeRetiredCases(tx, needs, gone);
}

/** Refuses while somebody uses the entry or waits for the reply to an application for it (809-27). */
export async function stillNeeded(tx: Transaction, { applicantsOf }: StatusNeeds, { entry }: EntryFile): Promise<Refusal | undefined> {
  const { running } = await countUses(tx, entry.id);
  if (running > 0) return refuse('catalog.entry.in-use', { count: running });
  const waiting = (await applicantsOf(tx, [entry.id])).length;
  return waiting > 0 ? refuse('catalog.entry.applications-open', { count: waiting }) : undefined;
}
