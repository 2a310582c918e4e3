import { feedAfter, feedSnapshot, type FeedRow } from '#platform/feed';
import { endLease, renewLease } from '#platform/lease';
import type { Reader } from '#platform/database';
import type { Log } from '@karez/kit/logging/log';
import { gatewayTopic, type GatewayTables } from './tables.ts';

/** How often the feed is asked for news, and how often a lease is renewed without any, in milliseconds. */
export const pollMs = 100;
const renewEveryMs = 200;
const deltasMax = 5_000;

export type LeaseKeeping = {
  readonly reader: Reader;
  readonly tables: GatewayTables;
  readonly processId: string;
  /** A clock that never goes back (milliseconds), for how long the lease still holds. */
  readonly steadyMs: () => number;
  readonly log: Log;
  /** Lets tests take the place of time. */
  readonly pause: (milliseconds: number) => Promise<void>;
};

/**
 * Follows the feed and keeps the lease. The lease is renewed with the position that has been *applied*, so that whoever revokes
 * waits for exactly this; and it is counted from before the statement, so that this process stops before the others stop waiting.
 * A first or lapsed lease is taken at a position that may be old by then: it counts only after one more reading of the feed.
 */
export class LeaseKeeper implements AsyncDisposable {
  readonly #keeping: LeaseKeeping;
  #position = 0;
  #heldUntilMs = Number.NEGATIVE_INFINITY;
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  #isStopped = false;
  readonly #waiting: Waiting = new Set();
  /** Who waits for a reading of the feed that has not begun. */
  readonly #behind: Waiting = new Set();
  #isAlarmed = false;
  #running: Promise<void> = Promise.resolve();

  constructor(keeping: LeaseKeeping) {
    this.#keeping = keeping;
  }

  /** Whether this process may serve now: it knows everything up to its position, and the lease holds. */
  holds(): boolean {
    return this.#keeping.steadyMs() < this.#heldUntilMs;
  }

  /** Milliseconds that the lease still holds; 0 when it does not. */
  leftMs(): number {
    return Math.max(0, Math.round(this.#heldUntilMs - this.#keeping.steadyMs()));
  }

  /** Waits for a lease that has just run out: true once it holds again, false when it does not in time. */
  async regained(waitMs: number): Promise<boolean> {
    await called(this.#waiting, waitMs);
    return this.holds();
  }

  /**
   * Waits for the next reading of the feed to end: what was committed before this call is known then. False when it does not end in
   * time. Costs no statement of its own, so whoever asks often asks nobody more.
   */
  caughtUp(waitMs: number): Promise<boolean> {
    return called(this.#behind, waitMs);
  }

  get position(): number {
    return this.#position;
  }

  /** Begins where a saved state ended, or with a snapshot of the whole feed; then follows until disposed of. */
  async start(savedPosition: number | null): Promise<void> {
    if (savedPosition === null) await this.#readSnapshot();
    else this.#position = savedPosition;
    await this.#round();
    this.#running = this.#follow();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    this.#heldUntilMs = Number.NEGATIVE_INFINITY;
    await this.#running;
    await endLease(this.#keeping.reader, this.#keeping.processId).catch(() => undefined);
  }

  async #readSnapshot(): Promise<void> {
    const snapshot = await feedSnapshot(this.#keeping.reader, gatewayTopic);
    for (const row of snapshot.rows) this.#keeping.tables.apply(row);
    this.#position = snapshot.position;
  }

  async #follow(): Promise<void> {
    while (!this.#isStopped) {
      await this.#keeping.pause(pollMs);
      if (!this.#isStopped) await this.#tryRound();
    }
  }

  async #tryRound(): Promise<void> {
    try {
      await this.#round();
      this.#isAlarmed = false;
    } catch (error) {
      // The database is away: the lease runs out by itself and the door shuts. Said once, not ten times a second.
      if (!this.#isAlarmed)
        this.#keeping.log.error('the feed cannot be read; the lease runs out', {
          error: error instanceof Error ? error.message : String(error),
        });
      this.#isAlarmed = true;
    }
  }

  async #round(): Promise<void> {
    const hasNews = await this.#readNews();
    const now = this.#keeping.steadyMs();
    if (!hasNews && now - this.#renewedAtMs < renewEveryMs) return;
    const held = await renewLease(this.#keeping.reader, {
      processId: this.#keeping.processId,
      topic: gatewayTopic,
      position: this.#position,
    });
    this.#renewedAtMs = now;
    // Whoever revoked while no lease was alive has waited for nobody: a lease that is taken anew opens nothing before the feed is
    // read once more. From the committed lease on, whoever revokes sees it and waits.
    if (!this.holds()) await this.#readNews();
    if (this.#isStopped) return;
    this.#heldUntilMs = now + held;
    if (this.holds()) call([...this.#waiting]);
  }

  /** Applies every delta after the position; true when there was any. */
  async #readNews(): Promise<boolean> {
    const before = this.#position;
    const behind = [...this.#behind];
    for (;;) {
      const rows: FeedRow[] = await feedAfter(this.#keeping.reader, gatewayTopic, { position: this.#position, limit: deltasMax });
      for (const row of rows) this.#keeping.tables.apply(row);
      this.#position = rows.at(-1)?.position ?? this.#position;
      if (rows.length < deltasMax) break;
    }
    call(behind);
    return this.#position > before;
  }
}

type Waiting = Set<() => void>;

/** Waits in `waiting` to be called: true then, false when it takes longer than `waitMs`. */
function called(waiting: Waiting, waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isCalled: boolean) => {
      clearTimeout(timer);
      waiting.delete(give);
      resolve(isCalled);
    };
    const give = () => end(true);
    const timer = setTimeout(() => end(false), waitMs);
    waiting.add(give);
  });
}

function call(waiting: readonly (() => void)[]): void {
  for (const give of waiting) give();
}
