import { answersUnder } from '#modules/audit';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { runningGrants } from '../grant-store.ts';
import { CALL_ACTION } from '../use-record/use-record-rules.ts';
import { endStoppage, findStop, openStoppageClock, watchStoppage, type Moment } from './stoppage-step.ts';
import { lockLook, lockOpenStoppage, lockStoppage, openStoppages, runningByEntry, saveLook, saveStoppage } from './stoppage-store.ts';
import { failingSince, isFinding, type Answers } from './stoppage.ts';

type JobNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;
/** A call is looked at this long after it was made: its evidence is written by then. */
const SETTLED_MS = 60_000;
/** Of its provider, and no failure: it has answered that it holds nothing of that name. */
const ANSWERED_ALL_THE_SAME = ['gateway.provider.not-found', 'gateway.provider.caller-left'];

/** Looks through the calls since the last look, then at what is watched: answers how many stoppages changed. */
export async function watchStoppages(needs: JobNeeds): Promise<number> {
  const looked = await needs.database.transaction((tx) => look(tx, needs));
  let changed = looked;
  for (const id of await openStoppages(needs.database.reader))
    if (await needs.database.transaction((tx) => judge(tx, needs, id))) changed += 1;
  return changed;
}

/** The calls of one span, entry by entry; the next look begins where this one ended. */
async function look(tx: Transaction, { clock, newId }: JobNeeds): Promise<number> {
  const at = clock.now();
  const until = new Date(at.getTime() - SETTLED_MS);
  const from = await lockLook(tx);
  await saveLook(tx, until);
  if (from === undefined || from >= until) return 0;
  let changed = 0;
  for (const { entryId, grantIds } of await runningByEntry(tx, at)) {
    const answers = await answersUnder(tx, { grantIds, action: CALL_ACTION, from, until, notFailures: ANSWERED_ALL_THE_SAME });
    if (await follow(tx, { entryId, answers }, { at, newId })) changed += 1;
  }
  return changed;
}

/** What one entry's calls say of its service. */
async function follow(tx: Transaction, { entryId, answers }: { entryId: string; answers: Answers }, moment: Moment): Promise<boolean> {
  if (answers.answeredAt === null && answers.lastFailedAt === null) return false;
  const failing = failingSince(answers);
  const open = await lockOpenStoppage(tx, entryId);
  if (failing && !open) await watchStoppage(tx, { entryId, cause: 'failing', ...failing }, moment);
  else if (failing && open) await saveStoppage(tx, { ...open, lastFailedAt: failing.lastFailedAt, revision: open.revision + 1 });
  else if (open?.cause === 'failing') await endStoppage(tx, open, { event: 'restore', ...moment });
  else return false;
  return true;
}

/** What is watched becomes a finding when its term is over; what no grant rests on any more has ended. */
async function judge(tx: Transaction, { clock, newId }: JobNeeds, id: string): Promise<boolean> {
  const at = clock.now();
  const stoppage = await lockStoppage(tx, id);
  if (!stoppage || stoppage.endedAt !== null) return false;
  if ((await runningGrants(tx, stoppage.entryId, at)).length === 0) {
    await endStoppage(tx, stoppage, { event: 'lapse', at, newId });
    return true;
  }
  const dueAt = stoppage.state === 'watched' ? ((await openStoppageClock(tx, id, at))?.dueAt ?? null) : null;
  if (dueAt === null || !isFinding(stoppage, dueAt, at)) return false;
  await findStop(tx, stoppage, { at, newId });
  await reached('sharing.watch-stoppages.before-commit');
  return true;
}
