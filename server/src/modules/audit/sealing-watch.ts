import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@karez/kit/logging/log';
import { openWatchingReader, type DatabaseConnection, type Reader } from '#platform/database';
import { newestHead } from './sealing-store.ts';

/** Pause between two looks at the newest head; shorter while the doors are shut, so that they open as soon as sealing goes on. */
const LOOK_EVERY_MS = 1_000;
const LOOK_EVERY_MS_STALLED = 250;
/** A look that is not answered by then is a miss: a connection that is half open would otherwise hold the next looks up for minutes. */
export const LOOK_MS_MAX = 5_000;
/** A sealer that works leaves a minute between two heads when nothing is new: silence that is longer by half is an alarm. */
const ALARM_AFTER_MS = 90_000;

export type SealingWatchNeeds = {
  readonly reader: Reader;
  /** Milliseconds after which a look counts as a miss; {@link LOOK_MS_MAX} where nothing is given. */
  readonly lookMsMax?: number;
  /** Milliseconds that only grow. */
  readonly steadyMs: () => number;
  readonly log: Log;
  /** Seconds without a new head after which evidence counts as stalled. */
  readonly stallSecondsMax: number;
};

/** How far sealing is behind, as every health answer says it. */
export type SealingHealth = { readonly behindSeconds: number; readonly stalled: boolean };

type Silence = 'none' | 'alarm' | 'stalled';

/** A watch with a connection of its own, so that neither a full pool nor a half-open connection blinds it for longer than one look. */
export function sealingWatchOf(
  database: Pick<DatabaseConnection, 'pool'>,
  needs: Omit<SealingWatchNeeds, 'reader' | 'lookMsMax'>,
): SealingWatch {
  const watching = openWatchingReader(database, LOOK_MS_MAX);
  return new SealingWatch({ ...needs, reader: watching.reader }, watching);
}

/**
 * Knows how long ago the newest head was signed, so that a door can stop serving when evidence stands still (fail closed). Asked, it answers
 * from memory: no statement, no lock. It believes the longer of two ages: the database's own, and what has passed here since the head
 * was first seen. So neither a clock that was moved back nor a database that answers no more hides a sealer that has stopped.
 * Where no log was ever begun, it counts from its own first look.
 */
export class SealingWatch implements AsyncDisposable {
  readonly #needs: SealingWatchNeeds;
  readonly #connection: AsyncDisposable | undefined;
  readonly #stop = new AbortController();
  #head: string | null = null;
  /** Instant of the steady clock at which the newest known head was signed, at the latest. */
  #signedAtMs: number;
  #told: Silence = 'none';
  #isBlind = false;
  #running: Promise<void> = Promise.resolve();

  constructor(needs: SealingWatchNeeds, connection?: AsyncDisposable) {
    this.#needs = needs;
    this.#connection = connection;
    this.#signedAtMs = needs.steadyMs();
  }

  isStalled(): boolean {
    return this.#behindMs() > this.#needs.stallSecondsMax * 1000;
  }

  health(): SealingHealth {
    return { behindSeconds: Math.floor(this.#behindMs() / 1000), stalled: this.isStalled() };
  }

  /** Looks once, then again and again until disposed of. A database that cannot be read does not keep a process from starting. */
  async start(): Promise<void> {
    await this.look();
    this.#running = this.#follow();
  }

  /** Reads the newest head once and tells the log what has changed. */
  async look(): Promise<void> {
    try {
      await this.#read();
      this.#isBlind = false;
    } catch (error) {
      if (!this.#isBlind)
        this.#needs.log.error('the newest head cannot be read', { error: error instanceof Error ? error.message : String(error) });
      this.#isBlind = true;
    }
    this.#tell();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#connection?.[Symbol.asyncDispose]();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      // An abort ends the pause early; that is its purpose, not a failure.
      await pause(this.isStalled() ? LOOK_EVERY_MS_STALLED : LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.look();
    }
  }

  async #read(): Promise<void> {
    const lookedAtMs = this.#needs.steadyMs();
    const { reader, lookMsMax = LOOK_MS_MAX } = this.#needs;
    const newest = await answeredWithin(newestHead(reader), lookMsMax);
    const signedAtMs = lookedAtMs - Math.max(0, newest?.ageMs ?? 0);
    const head = newest?.head ?? null;
    this.#signedAtMs = head === this.#head ? Math.min(this.#signedAtMs, signedAtMs) : signedAtMs;
    this.#head = head;
  }

  #behindMs(): number {
    return Math.max(0, this.#needs.steadyMs() - this.#signedAtMs);
  }

  /** Says each change once: silence that a healthy sealer does not leave, doors that shut, doors that open again. */
  #tell(): void {
    const silence = this.isStalled() ? 'stalled' : this.#behindMs() > ALARM_AFTER_MS ? 'alarm' : 'none';
    if (silence === this.#told) return;
    const { log, stallSecondsMax } = this.#needs;
    const { behindSeconds } = this.health();
    if (silence === 'stalled') log.error('evidence is not being sealed; nothing is served until it is', { behindSeconds, stallSecondsMax });
    else if (silence === 'alarm') log.error('evidence is not being sealed', { behindSeconds, stallSecondsMax });
    else log.warn('evidence is being sealed again', { behindSeconds });
    this.#told = silence;
  }
}

/** What was asked for, or an error when the time is over; an answer that comes later is not looked at. */
async function answeredWithin<T>(asked: Promise<T>, msMax: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${msMax} ms`)), msMax);
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
