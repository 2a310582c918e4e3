import { batchStatements, type EvidenceDraft, type EvidenceReference } from '#modules/audit/append';
import type { DatabaseConnection } from '#platform/database';

type Waiting = {
  readonly draft: EvidenceDraft;
  readonly sinceMs: number;
  readonly resolve: (reference: EvidenceReference) => void;
  readonly reject: (error: unknown) => void;
};
type Pool = DatabaseConnection['pool'];

/** Most records of one commit, and commits under way at once: one, for larger groups cost the database less than overlapping small ones. */
const batchMax = 400;
const commitsMax = 1;
/** Records that may wait; a call beyond it is refused, for an answer without evidence never leaves. */
const waitingMax = 20_000;

export class EvidenceOverflow extends Error {
  override readonly name = 'EvidenceOverflow';
}

/**
 * Group commit of the gateway's records: those that wait while a commit is under way share the next one. `record` answers when
 * the record is durable; whoever awaits it may then release the answer.
 */
export class EvidenceQueue {
  readonly #pool: Pool;
  readonly #nowMs: () => number;
  #waiting: Waiting[] = [];
  #commits = 0;
  #isScheduled = false;
  #idle: (() => void)[] = [];

  constructor(pool: Pool, nowMs: () => number) {
    this.#pool = pool;
    this.#nowMs = nowMs;
  }

  record(draft: EvidenceDraft): Promise<EvidenceReference> {
    if (this.#waiting.length >= waitingMax) return Promise.reject(new EvidenceOverflow('too many records wait to be written'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft, sinceMs: this.#nowMs(), resolve, reject });
      this.#schedule();
    });
  }

  /** How long the oldest record has been waiting, in milliseconds. */
  lagMs(): number {
    const oldest = this.#waiting[0];
    return oldest ? Math.max(0, this.#nowMs() - oldest.sinceMs) : 0;
  }

  /** Answers when everything that waits now has been written or has failed. */
  drained(): Promise<void> {
    if (this.#waiting.length === 0 && this.#commits === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#isScheduled || this.#commits >= commitsMax) return;
    this.#isScheduled = true;
    // After the input of this turn: calls that arrived together are committed together.
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    if (this.#waiting.length === 0 || this.#commits >= commitsMax) return;
    this.#commits++;
    const batch = this.#waiting.splice(0, batchMax);
    try {
      const references = await write(
        this.#pool,
        batch.map(({ draft }) => draft),
      );
      batch.forEach(({ resolve, reject }, index) => {
        const reference = references[index];
        if (reference) resolve(reference);
        else reject(new Error('a record was written without a reference'));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#commits--;
      this.#next();
    }
  }

  #next(): void {
    if (this.#waiting.length > 0) return this.#schedule();
    if (this.#commits > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

/** One statement alone is its own durable transaction; with person marks or answers in two halves it takes two in one. */
async function write(pool: Pool, drafts: readonly EvidenceDraft[]): Promise<EvidenceReference[]> {
  const { statements, references } = batchStatements(drafts);
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    if (statements.length > 1) await client.query('BEGIN');
    for (const statement of statements) await client.query(statement);
    if (statements.length > 1) await client.query('COMMIT');
    return references;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw failure;
  } finally {
    // A connection that failed in between is thrown away with its open transaction.
    client.release(failure);
  }
}
