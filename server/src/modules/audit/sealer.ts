import type { Log } from '@karez/kit/logging/log';
import { recordClockJump, seal, SEALED_AT_ONCE_MAX, type SealNeeds } from './seal.ts';

/** Pause between two looks at `audit.pending`; with it a committed record is under a signed head well within 2 s. */
export const SEAL_EVERY_MS = 500;
/** With nothing new one head is signed so often: its silence is news too. */
export const IDLE_HEAD_EVERY_MS = 60_000;
/** Seals that fail in a row before the sealer says that evidence stands still. */
const FAILURES_BEFORE_ALARM = 3;

export type SealerNeeds = SealNeeds & {
  readonly log: Log;
  /** Milliseconds that only grow: the idle head must come although the clock was moved back. */
  readonly elapsedMs: () => number;
};

/** What a sealer remembers between two turns. */
export type SealerState = { lastHeadAtMs: number; clockJumpReported: boolean; failures: number };

export function newSealerState(elapsedMs: number): SealerState {
  return { lastHeadAtMs: elapsedMs - IDLE_HEAD_EVERY_MS, clockJumpReported: false, failures: 0 };
}

/** One turn: seals what is there, or signs an idle head when one is due. True when there may be more to do at once. */
export async function sealTurn(needs: SealerNeeds, state: SealerState): Promise<boolean> {
  const now = needs.elapsedMs();
  const sealed = await seal(needs, { evenIfEmpty: now - state.lastHeadAtMs >= IDLE_HEAD_EVERY_MS });
  if (sealed.state !== 'sealed') return false;
  state.lastHeadAtMs = now;
  if (sealed.clockBehindMs === null) {
    state.clockJumpReported = false;
  } else if (!state.clockJumpReported) {
    state.clockJumpReported = true;
    needs.log.error('the clock was moved back; head times stand still until it has caught up', { behindMs: sealed.clockBehindMs });
    await recordClockJump(needs, sealed.clockBehindMs);
  }
  return sealed.count === SEALED_AT_ONCE_MAX;
}

/** Seals until `signal` aborts. A failing database is an alarm and is tried again; nothing is lost, for pending records stay where they are. */
export async function runSealer(
  needs: SealerNeeds,
  signal: AbortSignal,
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const state = newSealerState(needs.elapsedMs());
  while (!signal.aborted) {
    const more = await turnOrAlarm(needs, state);
    if (!more) await pause(SEAL_EVERY_MS, signal);
  }
}

async function turnOrAlarm(needs: SealerNeeds, state: SealerState): Promise<boolean> {
  try {
    const more = await sealTurn(needs, state);
    state.failures = 0;
    return more;
  } catch (error) {
    state.failures += 1;
    const level = state.failures >= FAILURES_BEFORE_ALARM ? 'error' : 'warn';
    needs.log[level]('evidence could not be sealed', {
      failures: state.failures,
      error: error instanceof Error ? error.message : String(error),
    });
    return false;
  }
}
