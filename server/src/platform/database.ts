import { isRefusal, type Refusal } from '@karez/kit/refusal';
import {
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection as KyselyConnection,
  type Driver,
  type Transaction as KyselyTransaction,
} from 'kysely';
import pg from 'pg';

/** Modules add their own tables with `reader.withTables<…>()`; the platform knows none of them. */
// oxlint-disable-next-line typescript/no-empty-object-type -- the empty set of tables is what is meant
export type NoTables = {};

/** Can read. A {@link Transaction} is a Reader; a Reader is not a Transaction, so a stray write does not compile. */
export type Reader = Kysely<NoTables>;
/** Can read and write, and commits or rolls back as a whole. */
export type Transaction = KyselyTransaction<NoTables>;

export type Database = {
  readonly reader: Reader;
  /** Runs `work` in one transaction; rolls back when it throws and when it answers with a refusal. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Where it is joined to an open transaction: the database apart from that, for what counts although that one is rolled back. */
  readonly apart?: Database;
};

export type DatabaseConnection = Database & AsyncDisposable & { readonly pool: pg.Pool };

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const BIGINT_OID = 20;
const DATE_OID = 1082;

function typeParsers(): pg.CustomTypesConfig {
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => {
      if (oid === BIGINT_OID) return (text: string) => Number(text);
      // A date has no zone: it stays the text that the database holds.
      if (oid === DATE_OID) return (text: string) => text;
      return pg.types.getTypeParser(oid, format);
    },
  };
}

/** Opens a pool of at most `connectionsMax` connections. */
export function openDatabase(connectionString: string, { connectionsMax = 10, applicationName = 'karez' } = {}): DatabaseConnection {
  const pool = new pg.Pool({ connectionString, max: connectionsMax, application_name: applicationName, types: typeParsers() });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const kysely = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    reader: kysely,
    transaction: (work) => inTransaction(kysely, work),
    [Symbol.asyncDispose]: async () => {
      await kysely.destroy();
      // Kysely ends only a pool that it has used itself.
      if (!pool.ended) await pool.end();
    },
  };
}

/**
 * A reader with one connection of its own, for who must notice in time that the database answers no more: a statement, or the way to the
 * database, that takes longer than `answerMsMax` throws, and its connection is thrown away, so that a half-open one is not used again.
 */
export function openWatchingReader({ pool }: Pick<DatabaseConnection, 'pool'>, answerMsMax: number): { reader: Reader } & AsyncDisposable {
  const watching = new pg.Pool({
    ...pool.options,
    max: 1,
    connectionTimeoutMillis: answerMsMax,
    query_timeout: answerMsMax,
    // The database gives up a statement too that waits there for a lock.
    statement_timeout: answerMsMax,
  });
  watching.on('error', () => undefined);
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => eachAlone(watching),
    createIntrospector: (reader: Reader) => new PostgresIntrospector(reader),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return { reader: new Kysely<NoTables>({ dialect }), [Symbol.asyncDispose]: () => watching.end() };
}

/** Kysely gives every connection back to its pool as a good one; a pool that is asked itself closes the one whose statement failed. */
function eachAlone(pool: pg.Pool): Driver {
  const connection: KyselyConnection = {
    executeQuery: async ({ sql, parameters }) => ({ rows: (await pool.query(sql, [...parameters])).rows }),
    streamQuery: () => refuseMore(),
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: refuseMore,
    commitTransaction: refuseMore,
    rollbackTransaction: refuseMore,
    releaseConnection: async () => undefined,
    destroy: () => pool.end(),
  };
}

function refuseMore(): never {
  throw new Error('a watching reader runs single statements only');
}

/** A database whose every `transaction` joins one that is already open: for calls that must commit with their own bookkeeping. */
export function joinedTo(tx: Transaction, apart?: Database): Database {
  return { reader: tx, transaction: (work) => work(tx), ...(apart ? { apart } : {}) };
}

async function inTransaction<T>(kysely: Kysely<NoTables>, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await kysely.transaction().execute(async (tx) => {
      const result = await work(tx);
      if (isRefusal(result)) throw new RolledBack(result);
      return result;
    });
  } catch (error) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the refusal is the value that `work` itself returned, so it has that type
    if (error instanceof RolledBack) return error.refusal as T;
    throw error;
  }
}

/** True when a statement failed on a unique index (of that name, where one is given). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505' && (constraint === undefined || error.constraint === constraint);
}
