import type { Stoppage } from '@karez/contract/sharing/stoppage';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { entryTitles } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { cursorAfter, cursorFrom } from '../cursor.ts';
import { caseReach } from '../case-list.ts';
import { runningGrants } from '../grant-store.ts';
import { presentClock, sidesOf } from '../present-application.ts';
import type { StoppageDone } from './answer-stoppage.ts';
import { allowedOnStoppage } from './stoppage-policy.ts';
import { openStoppageClock } from './stoppage-step.ts';
import { findStoppage, stoppagesMatching, type StoppageQuery } from './stoppage-store.ts';
import type { StoppageRecord } from './stoppage.ts';

type Reading = { readonly reader: Reader } & Pick<Needs, 'clock'>;
type Asked = Pick<StoppageQuery, 'state' | 'entry' | 'limit'> & { readonly actor: Actor; readonly cursor?: string | undefined };

/** Stoppages as the caller may see them, newest first. */
export async function listStoppages(
  { reader, clock }: Reading,
  { actor, cursor, limit, state, entry }: Asked,
): Promise<{ items: Stoppage[]; next: string | null; total: number }> {
  const reach = caseReach(actor);
  const { stoppages, total } = await stoppagesMatching(reader, { ...reach, state, entry, after: cursorFrom(cursor), limit: limit + 1 });
  const page = stoppages.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await present(reader, page, { actor, at: clock.now() }),
    next: stoppages.length > limit && last ? cursorAfter({ at: last.since, id: last.id }) : null,
    total,
  };
}

/** One stoppage as it stands after a step, for who did it. */
export async function shownStoppage({ reader, clock }: Reading, actor: Actor, done: StoppageDone | Refusal): Promise<Stoppage | Refusal> {
  if (isRefusal(done)) return done;
  const stoppage = await findStoppage(reader, done.stoppageId);
  const [shown] = stoppage ? await present(reader, [stoppage], { actor, at: clock.now() }) : [];
  return shown ?? refuse('sharing.stoppage.not-found');
}

async function present(
  reader: Reader,
  stoppages: readonly StoppageRecord[],
  { actor, at }: { actor: Actor; at: Date },
): Promise<Stoppage[]> {
  const names = await entryTitles(reader, [...new Set(stoppages.map(({ entryId }) => entryId))]);
  const sides = await sidesOf(
    reader,
    stoppages.map(({ providerOrgId }) => providerOrgId),
  );
  const shown: Stoppage[] = [];
  for (const stoppage of stoppages) {
    const clock = await openStoppageClock(reader, stoppage.id, at);
    shown.push({
      id: stoppage.id,
      state: stoppage.state,
      cause: stoppage.cause,
      entry: { id: stoppage.entryId, name: names.get(stoppage.entryId) ?? '' },
      provider: sides(stoppage.providerOrgId),
      grantCount: (await runningGrants(reader, stoppage.entryId, at)).length,
      since: stoppage.since.toISOString(),
      foundAt: stoppage.foundAt?.toISOString() ?? null,
      explanation: said(stoppage.explanation, stoppage.explainedAt),
      conclusion: said(stoppage.conclusion, stoppage.concludedAt),
      endedAt: stoppage.endedAt?.toISOString() ?? null,
      clock: clock ? presentClock(clock) : null,
      allowed: allowedOnStoppage(actor, stoppage),
    });
  }
  return shown;
}

const said = (words: string | null, at: Date | null): Stoppage['explanation'] =>
  words === null || at === null ? null : { words, at: at.toISOString() };
