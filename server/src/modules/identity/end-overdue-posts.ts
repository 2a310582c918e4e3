import { dayIn } from '@karez/kit/clock';
import type { Needs } from '#platform/needs';
import { systemActor } from './actor.ts';
import { sweepAssertions } from './client-store.ts';
import { sweepAttempts } from './credential-store.ts';
import { recordAct } from './evidence.ts';
import { WINDOW_MINUTES } from './lock-out.ts';
import { overduePosts, saveEnd } from './post-store.ts';
import { endSessionsOf } from './session-store.ts';

/** Ends posts whose last day has passed, with the sessions of their holders, and forgets attempts and assertions that no longer count. */
export async function endOverduePosts({ database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>): Promise<number> {
  const at = clock.now();
  const actor = systemActor('end-overdue-posts');
  return database.transaction(async (tx) => {
    const overdue = await overduePosts(tx, dayIn(config.KAREZ_TIME_ZONE, at));
    for (const post of overdue) {
      await saveEnd(tx, post.id, at);
      await endSessionsOf(tx, post.personId, { at });
      await recordAct(tx, {
        actor,
        at,
        action: 'identity.end-post',
        object: { kind: 'post', id: post.id },
        facts: { role: post.role, person: post.personId },
      });
    }
    await sweepAttempts(tx, new Date(at.getTime() - 2 * WINDOW_MINUTES * 60_000));
    await sweepAssertions(tx, at);
    return overdue.length;
  });
}
