import pg from 'pg';

/** SQLSTATEs of a database that is away, starting, stopping or full of connections: an outage, no fault of ours. */
const AWAY = /^(08...|57P0[123]|53300)$/;
const UNREACHABLE = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'];

/**
 * What a log may say of an error. The message of a database's refusal quotes the value that it refused, and so does that of a JSON parser:
 * of those only the kind, the place and our own call stack are told.
 */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const stack = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [`${error.name}: ${saying(error)}`, ...stack].join('\n');
}

function saying(error: Error): string {
  if (error instanceof pg.DatabaseError) {
    const { code, schema, table, column, constraint } = error;
    return [code, schema, table, column, constraint].filter((part) => part !== undefined).join(' ');
  }
  return error instanceof SyntaxError ? 'a text could not be parsed' : error.message;
}

/** Whether the error says that the database cannot be reached now. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return UNREACHABLE.includes(error.code) || AWAY.test(error.code);
}
