/** Levels in rising order. */
export const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One line a happening: a fixed sentence and named flat values; nothing nested, so that no payload slips in. */
export type Log = Record<Level, (message: string, fields?: LogFields) => void> & { child(fields: LogFields): Log };

/** Field names whose value is never written, whoever passes it. */
const SECRET_NAME = /pass|secret|token|authorization|cookie|credential|private|salt|assertion/i;

function redacted(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, SECRET_NAME.test(name) ? '[redacted]' : value]));
}

/** Logs JSON lines to `write`, from `threshold` upwards; `now` gives the instant of each line. */
export function jsonLog({
  write,
  threshold,
  now,
  fields = {},
}: {
  write: (line: string) => void;
  threshold: Level;
  now: () => Date;
  fields?: LogFields;
}): Log {
  const at =
    (level: Level) =>
    (message: string, more: LogFields = {}) => {
      if (levels.indexOf(level) < levels.indexOf(threshold)) return;
      write(`${JSON.stringify({ time: now().toISOString(), level, message, ...redacted({ ...fields, ...more }) })}\n`);
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (more) => jsonLog({ write, threshold, now, fields: { ...fields, ...more } }),
  };
}

/** Says nothing: for tests. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
