import type { QuotaLeft } from '@karez/policy/grant/decision';
import type { CompiledGrant } from '@karez/policy/grant/grant';
import type { Reader } from '#platform/database';
import { reserveUses, returnUses, type QuotaPeriod } from './quota-store.ts';
import type { RegionDay } from './region-day.ts';

/** Most uses that a process reserves at once: a crash loses at most so many. */
const blockMax = 1000;
/** A block is this share of the limit, so that processes do not lock each other out near the end. */
const blockShare = 100;
/** A limit that was found reached is looked at again after so long: another process may have given something back. */
const usedUpMs = 5_000;

/** What one process holds of one period of one grant. */
type Block = { readonly period: QuotaPeriod; left: number; askAgainAtMs: number; asking: Promise<void> | undefined };
type Held = { secondStart: number; secondUsed: number; day: Block; total: Block | null };

/**
 * Counts uses: per second exactly in this process, per day and in total by blocks reserved in PostgreSQL, which all processes
 * together never exceed. A block is asked for before the last one ends, so that calls seldom wait.
 */
export class Quotas {
  readonly #reader: Reader;
  readonly #regionDay: RegionDay;
  readonly #held = new Map<string, Held>();

  constructor(reader: Reader, regionDay: RegionDay) {
    this.#reader = reader;
    this.#regionDay = regionDay;
  }

  /**
   * What is left before a use; or, where a block must be reserved first, a promise after which the question is to be asked again:
   * others may have taken the block in between. The promise fails when the database does.
   */
  left(grant: CompiledGrant, atMs: number): QuotaLeft | Promise<void> {
    const held = this.#heldOf(grant, atMs);
    const empty = [held.day, held.total].filter((block): block is Block => block !== null && block.left <= 0 && block.askAgainAtMs <= atMs);
    if (empty.length === 0) return this.#leftOf(grant, held, atMs);
    return Promise.all(empty.map((block) => this.#reserve(block, atMs))).then(() => undefined);
  }

  /** Counts one allowed use; call it in the same turn as the decision that rests on {@link left}. */
  count(grant: CompiledGrant, atMs: number): void {
    const held = this.#heldOf(grant, atMs);
    held.secondUsed++;
    for (const block of [held.day, held.total]) {
      if (!block) continue;
      block.left--;
      // A failure here is met again, and answered, by the call that finds the block empty.
      if (block.left <= blockSize(block.period.limit) / 4 && block.askAgainAtMs <= atMs) this.#reserve(block, atMs).catch(() => undefined);
    }
  }

  /** Gives back what was reserved and not used. */
  async giveBack(): Promise<void> {
    for (const held of this.#held.values()) {
      for (const block of [held.day, held.total]) {
        if (block) await this.#giveBlockBack(block);
      }
    }
    this.#held.clear();
  }

  #leftOf(grant: CompiledGrant, held: Held, atMs: number): QuotaLeft {
    return {
      secondLeft: grant.quota.perSecond - held.secondUsed,
      dayLeft: held.day.left,
      totalLeft: held.total === null ? null : held.total.left,
      dayEndsInSeconds: held.day.left <= 0 ? this.#regionDay.endsInSeconds(atMs) : 0,
    };
  }

  #heldOf(grant: CompiledGrant, atMs: number): Held {
    const day = this.#regionDay.at(atMs);
    const known = this.#held.get(grant.grantId);
    const held = known ?? { secondStart: 0, secondUsed: 0, day: newBlock(grant, day, grant.quota.perDay), total: null };
    if (!known) this.#held.set(grant.grantId, held);
    held.day = this.#current(held.day, { grant, period: day, limit: grant.quota.perDay });
    held.total = grant.quota.total === null ? null : this.#current(held.total, { grant, period: 'total', limit: grant.quota.total });
    const secondStart = Math.floor(atMs / 1000);
    // A clock that was moved back opens no new second: the count goes on in the one it had reached.
    if (secondStart > held.secondStart) {
      held.secondStart = secondStart;
      held.secondUsed = 0;
    }
    return held;
  }

  /** The block as it is, or a new one where the day or the limit is another. */
  #current(block: Block | null, about: { grant: CompiledGrant; period: string; limit: number }): Block {
    if (block && block.period.period === about.period && block.period.limit === about.limit) return block;
    if (block) this.#drop(block);
    return newBlock(about.grant, about.period, about.limit);
  }

  /** A block of a day that is over, or of a limit that was changed: what is left of it goes back. What fails to go back is lost, never used twice. */
  #drop(block: Block): void {
    void this.#giveBlockBack(block).catch(() => undefined);
  }

  async #giveBlockBack(block: Block): Promise<void> {
    await block.asking?.catch(() => undefined);
    const count = block.left;
    block.left = 0;
    if (count > 0) await returnUses(this.#reader, block.period, count);
  }

  #reserve(block: Block, atMs: number): Promise<void> {
    block.asking ??= reserveUses(this.#reader, block.period, blockSize(block.period.limit))
      .then((reserved) => {
        block.left += reserved;
        block.askAgainAtMs = reserved === 0 ? atMs + usedUpMs : 0;
      })
      .finally(() => {
        block.asking = undefined;
      });
    return block.asking;
  }
}

function newBlock(grant: CompiledGrant, period: string, limit: number): Block {
  return { period: { grantId: grant.grantId, period, limit }, left: 0, askAgainAtMs: 0, asking: undefined };
}

function blockSize(limit: number): number {
  return Math.max(1, Math.min(blockMax, Math.floor(limit / blockShare)));
}
