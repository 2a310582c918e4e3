import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely';
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

/** A database whose every `transaction` joins one that is already open: for calls that must commit with their own bookkeeping. */
export function joinedTo(tx: Transaction): Database {
  return { reader: tx, transaction: (work) => work(tx) };
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
