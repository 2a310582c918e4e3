import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { sm3 } from '@karez/kit/crypto/sm3';
import type { Log } from '@karez/kit/logging/log';
import type { Reader } from '#platform/database';
import { feedAfter, feedSnapshot, type FeedRow } from '#platform/feed';
import { gatewayTopic, type GatewayTables } from './tables.ts';

const fileFormat = 1;
/** The whole table is written, so seldom; a start reads the rest from the feed. */
const saveEveryMs = 60_000;

/** What the file says first: how far it goes, and the digest of the feed's own row there, so that another database is noticed. */
type Header = { readonly format: number; readonly position: number; readonly rowDigest: string; readonly linesDigest: string };

/**
 * The grant table as it was last known, on disk: a process that starts reads it and then only what is newer. It opens nothing by
 * itself, for without a lease nothing is served. A file of another database, or one that was changed, is left aside.
 */
export class LastGoodState {
  readonly #file: string;
  readonly #log: Log;
  #savedPosition = -1;
  #triedAtMs = 0;
  #saving: Promise<void> | undefined;

  constructor(dataFolder: string, log: Log) {
    this.#file = path.join(dataFolder, 'gateway', 'last-good-state.jsonl');
    this.#log = log;
  }

  /** Fills the tables and answers the position they are true for; null when the feed must be read from its beginning. */
  async load(reader: Reader, tables: GatewayTables): Promise<number | null> {
    const read = await readState(this.#file);
    if (!read) return null;
    const [row] = await feedAfter(reader, gatewayTopic, { position: read.header.position - 1, limit: 1 });
    if (!row || row.position !== read.header.position || digestOf(row) !== read.header.rowDigest) {
      this.#log.warn('the last good state belongs to another feed; reading the whole feed', { position: read.header.position });
      return null;
    }
    for (const delta of read.rows) tables.apply(delta);
    this.#savedPosition = read.header.position;
    return read.header.position;
  }

  /** Writes the state when it has moved; whole or not at all. */
  saveSeldom(reader: Reader, about: { position: number; steadyMs: number }): Promise<void> {
    if (about.steadyMs - this.#triedAtMs < saveEveryMs) return Promise.resolve();
    this.#triedAtMs = about.steadyMs;
    return this.save(reader, about.position);
  }

  save(reader: Reader, position: number): Promise<void> {
    if (position === this.#savedPosition || position === 0) return Promise.resolve();
    this.#saving ??= this.#write(reader).finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  async #write(reader: Reader): Promise<void> {
    const { position, rows } = await feedSnapshot(reader, gatewayTopic);
    const [last] = await feedAfter(reader, gatewayTopic, { position: position - 1, limit: 1 });
    if (!last) return;
    const lines = rows.map((row) => JSON.stringify({ kind: row.kind, key: row.key, body: row.body }));
    const header: Header = { format: fileFormat, position, rowDigest: digestOf(last), linesDigest: digestOfLines(lines) };
    await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    const fresh = `${this.#file}.new`;
    const handle = await open(fresh, 'w', 0o600);
    try {
      await handle.writeFile([JSON.stringify(header), ...lines, ''].join('\n'));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, this.#file);
    this.#savedPosition = position;
  }
}

async function readState(file: string): Promise<{ header: Header; rows: FeedRow[] } | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const [first = '', ...lines] = text?.trimEnd().split('\n') ?? [];
  const header = parsed(first);
  if (!isHeader(header) || header.format !== fileFormat || digestOfLines(lines) !== header.linesDigest) return undefined;
  return { header, rows: lines.flatMap((line) => rowOf(parsed(line), header.position)) };
}

function rowOf(value: unknown, position: number): FeedRow[] {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('key' in value) || !('body' in value)) return [];
  return typeof value.kind === 'string' && typeof value.key === 'string'
    ? [{ position, kind: value.kind, key: value.key, body: value.body }]
    : [];
}

function isHeader(value: unknown): value is Header {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    'position' in value &&
    'rowDigest' in value &&
    'linesDigest' in value &&
    Number.isSafeInteger(value.position)
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A torn line: the digest of the lines says so too.
    return undefined;
  }
}

function digestOf(row: FeedRow): string {
  return sm3(Buffer.from(JSON.stringify([row.position, row.kind, row.key, row.body]))).toString('hex');
}

function digestOfLines(lines: readonly string[]): string {
  return sm3(Buffer.from(lines.join('\n'))).toString('hex');
}
