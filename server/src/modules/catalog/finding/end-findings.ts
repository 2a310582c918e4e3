import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { EntryFile } from '../search/search-document.ts';
import { handFindings } from './compare-draft.ts';
import { vanished } from './finding.ts';
import { findingsOf, saveFindings } from './finding-store.ts';

type HandingNeeds = Pick<Needs, 'clock' | 'newId'>;
type About = { readonly file: EntryFile; readonly by: string };

/** The draft was given up: what nobody has answered asks nobody any more. Answers that a version in force rests on stay. */
export async function endFindings(tx: Transaction, needs: HandingNeeds, { file, by }: About): Promise<void> {
  const open = (await findingsOf(tx, file.entry.id)).filter(({ state }) => state === 'open');
  await saveFindings(tx, open.map(vanished));
  await handFindings(tx, needs, { file, open: 0, by });
}

/** A department has taken the entry over, and with its draft the findings that wait for an answer. */
export async function adoptFindings(tx: Transaction, needs: HandingNeeds, { file, by }: About): Promise<void> {
  const open = file.working === null ? [] : (await findingsOf(tx, file.entry.id)).filter(({ state }) => state === 'open');
  await handFindings(tx, needs, { file, open: open.length, by });
}
