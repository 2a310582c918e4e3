import { actedBy, lentBy, type Caller } from '#platform/caller';
import type { FailedCall } from '#platform/http/mount';
import type { Needs } from '#platform/needs';
import { recordEvidence } from './append.ts';

/** Refusals of callers without a name are recorded one by one up to so many a minute and origin; the rest as one counted record. */
const ANONYMOUS_SINGLE_MAX = 20;
/** Origins that are counted at the same time; when more come, what was counted is written at once. */
const ORIGINS_MAX = 10_000;

/** Records what the doors refused or failed at, each in a transaction of its own: the verb's has rolled back. */
export type FailureRecorder = {
  /** Answers the record's id, or null where the refusal was only counted. */
  readonly record: (failed: FailedCall) => Promise<string | null>;
  /** Writes what was counted in minutes that are over (or, at the end of a process, all of it). */
  readonly flush: (options?: { readonly all?: boolean }) => Promise<void>;
};

type Counted = { minute: number; single: number; more: number };

export function failureRecorder({ database, clock }: Pick<Needs, 'database' | 'clock'>): FailureRecorder {
  const counts = new Map<string, Counted>();
  const minuteNow = () => Math.floor(clock.now().getTime() / 60_000);

  const flush = async ({ all = false } = {}): Promise<void> => {
    const minute = minuteNow();
    const over = [...counts].filter(([, counted]) => all || counted.minute < minute);
    for (const [origin] of over) counts.delete(origin);
    const drafts = over.filter(([, { more }]) => more > 0);
    if (drafts.length === 0) return;
    await database.transaction(async (tx) => {
      for (const [origin, counted] of drafts) {
        await recordEvidence(tx, {
          at: clock.now(),
          actor: { kind: 'anonymous', id: 'anonymous', orgId: null },
          action: 'audit.count-refusals',
          outcome: { result: 'done' },
          origin,
          facts: { count: counted.more, minute: new Date(counted.minute * 60_000).toISOString() },
        });
      }
    });
  };

  const isOnlyCounted = (origin: string): boolean => {
    const minute = minuteNow();
    const known = counts.get(origin);
    const counted = known?.minute === minute ? known : { minute, single: 0, more: 0 };
    counts.set(origin, counted);
    if (counted.single < ANONYMOUS_SINGLE_MAX) {
      counted.single += 1;
      return false;
    }
    counted.more += 1;
    return true;
  };

  return {
    flush,
    record: async (failed) => {
      if (failed.caller.kind === 'anonymous') {
        const stale = (counts.get(failed.origin)?.minute ?? Number.POSITIVE_INFINITY) < minuteNow();
        if (stale || counts.size >= ORIGINS_MAX) await flush({ all: counts.size >= ORIGINS_MAX });
        if (isOnlyCounted(failed.origin)) return null;
      }
      return recordOne({ database, clock }, failed);
    },
  };
}

async function recordOne({ database, clock }: Pick<Needs, 'database' | 'clock'>, failed: FailedCall): Promise<string> {
  const { code, status, correlationId, origin, route } = failed;
  const { id } = await database.transaction((tx) =>
    recordEvidence(tx, {
      at: clock.now(),
      actor: actorOf(failed.caller),
      action: route.id,
      outcome: { result: status >= 500 ? 'failed' : 'refused', code },
      origin,
      facts: { correlationId, status },
    }),
  );
  return id;
}

/** Who tried it; also by which delegation they meant to, where it has ended. */
function actorOf(caller: Caller) {
  return caller.lapsed ? { ...actedBy(caller), delegation: lentBy(caller.lapsed) } : actedBy(caller);
}
