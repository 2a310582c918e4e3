import { isAbsolute, join } from 'node:path';
import { ConfigurationProblems } from '@karez/kit/config/environment';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { readConfig, type Config } from '../../server/src/platform/config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What one start was asked for. */
export type StartSettings = {
  readonly root: string;
  readonly dataFolder: string;
  readonly config: Config;
  /** A database that is not ours to start; the built-in one when absent. */
  readonly databaseUrl: string | undefined;
  /** What every process gets, but for DATABASE_URL, which is known once the database runs. */
  readonly environment: Readonly<Record<string, string>>;
};

/** Switches of the test runner, which the processes themselves do not know. */
const foreign = new Set(['KAREZ_FULL']);

/** The demo city's department serves its data from this machine. */
const demoProvider = '127.0.0.1/32';

/**
 * Reads the settings, with the defaults of a demonstration on one machine: all data in `.karez`, addresses that follow
 * the ports, and the demo city unless the database is one that somebody else runs.
 */
export function readSettings(environment: Environment, root: string): StartSettings | Refusal {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined || foreign.has(name) ? [] : [[name, value]])),
  );
  const dataFolder = absolute(given['KAREZ_DATA_FOLDER'] ?? '.karez', root);
  const databaseUrl = given['DATABASE_URL'];
  const isDemo = (given['KAREZ_DEMO'] ?? (databaseUrl === undefined ? '1' : '0')) === '1';
  const complete = {
    KAREZ_PUBLIC_URL: `http://localhost:${given['KAREZ_PORT'] ?? '8080'}`,
    KAREZ_GATEWAY_URL: `http://localhost:${given['KAREZ_GATEWAY_PORT'] ?? '8081'}`,
    KAREZ_KEY_FILE: join(dataFolder, 'keys', 'key-encryption-key'),
    KAREZ_WITNESS_FOLDER: witnessFolder(dataFolder),
    ...(isDemo ? { KAREZ_DEMO: '1', KAREZ_PROVIDER_ADDRESSES: demoProvider } : { KAREZ_DEMO: '0' }),
    ...given,
    KAREZ_DATA_FOLDER: dataFolder,
  };
  try {
    const config = readConfig({ DATABASE_URL: 'postgres://built-in', ...complete });
    return { root, dataFolder, config, databaseUrl, environment: complete };
  } catch (error) {
    if (error instanceof ConfigurationProblems) return refuse('start.configuration.wrong', { problems: error.problems.join('; ') });
    throw error;
  }
}

/** Where the witness of the evidence keeps what it saw, unless another place was given: beside the data, never inside it. */
export function witnessFolder(dataFolder: string): string {
  return `${dataFolder}-witness`;
}

function absolute(path: string, root: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

/** Address of a port of this house as seen from this machine, whatever it listens on. */
export function localUrl({ KAREZ_HOST: host }: Pick<Config, 'KAREZ_HOST'>, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
