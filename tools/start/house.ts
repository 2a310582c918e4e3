import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import nodeOptions from '../../server/src/processes/node-options.json' with { type: 'json' };
import { DEMO_PROVIDER_PORT } from '../demo-provider/port.ts';
import { openHouseDatabase } from './database.ts';
import { demoState, fillDemoCity } from './demo-city.ts';
import { migrateHouse } from './migration.ts';
import { refuseTakenPorts, type WantedPort } from './ports.ts';
import { localUrl, type StartSettings } from './settings.ts';
import { supervise, type Watch } from './supervise.ts';
import { buildPagesWhenOld } from './web-pages.ts';

/** What was opened so far, to be closed in the opposite order. */
export type Opening = {
  readonly opened: { push(close: () => Promise<void>): unknown };
  readonly watch: Watch;
  /** Ends the opening at its next step. */
  readonly signal: AbortSignal;
};

type Process = { readonly name: string; readonly program: string; readonly nodeOptions?: readonly string[]; readonly health?: string };

const demoProvider = `http://127.0.0.1:${DEMO_PROVIDER_PORT}`;
const healthMsMax = 120_000;
const healthPollMs = 100;

/** Opens the whole house: database, schema, processes, demo city. Whatever it opened is in `opened`, also when it refuses. */
export async function openHouse(settings: StartSettings, { opened, watch, signal }: Opening): Promise<Refusal | undefined> {
  const logs = join(settings.dataFolder, 'logs');
  await mkdir(settings.dataFolder, { recursive: true });
  await mkdir(logs, { recursive: true, mode: 0o700 });
  const stale = await buildPagesWhenOld(settings.root, { log: join(logs, 'web-pages.log'), tell: (line) => watch.tell(line), signal });
  if (stale || signal.aborted) return stale;

  const database = await openHouseDatabase(settings);
  if (isRefusal(database)) return database;
  opened.push(() => database.stop());
  watch.tell(database.words);
  const environment = { ...settings.environment, DATABASE_URL: database.url };
  const refused =
    (await refuseTakenPorts(doors(settings))) ??
    (await migrateHouse({ url: database.url, root: settings.root, log: join(logs, 'migrate.log'), environment, signal }));
  if (refused || signal.aborted) return refused;

  const starting = { opened, watch, signal, environment, logs };
  return (await startProcesses(settings, starting)) ?? furnish(settings, starting);
}

type Starting = Opening & { readonly environment: Readonly<Record<string, string>>; readonly logs: string };

async function startProcesses(
  settings: StartSettings,
  { opened, watch, signal, environment, logs }: Starting,
): Promise<Refusal | undefined> {
  const started = processes(settings);
  const running = await Promise.all(
    started.map(({ name, program, nodeOptions: options = [] }) =>
      supervise({ name, program, nodeOptions: options, environment, log: join(logs, `${name}.log`), cwd: settings.root }, watch),
    ),
  );
  opened.push(async () => void (await Promise.all(running.map((one) => one.stop()))));
  const deadline = Date.now() + healthMsMax;
  for (const { name, health } of started) {
    const isHealthy = health === undefined || (await untilHealthy(health, { deadline, signal }));
    if (!isHealthy && !signal.aborted)
      return refuse('start.process.not-healthy', { name, seconds: healthMsMax / 1000, log: join(logs, `${name}.log`) });
  }
  return undefined;
}

/** The demo city, the first time. */
async function furnish({ root, config }: StartSettings, { watch, signal, environment, logs }: Starting): Promise<Refusal | undefined> {
  const url = environment['DATABASE_URL'] ?? '';
  if (signal.aborted || !config.KAREZ_DEMO || (await demoState(url)) === 'done') return undefined;
  watch.tell('Filling in the demo city (once) / 正在写入演示城市数据（仅首次）…');
  return fillDemoCity({ root, url, log: join(logs, 'demo-city.log'), environment, signal });
}

function doors({ config }: StartSettings): readonly WantedPort[] {
  const { KAREZ_HOST: host, KAREZ_PORT, KAREZ_GATEWAY_PORT } = config;
  return [
    { host, port: KAREZ_PORT, use: 'portal', variable: 'KAREZ_PORT' },
    { host, port: KAREZ_GATEWAY_PORT, use: 'gateway', variable: 'KAREZ_GATEWAY_PORT' },
    ...(config.KAREZ_DEMO ? [{ host: '127.0.0.1', port: DEMO_PROVIDER_PORT, use: 'demo service', variable: 'DEMO_PROVIDER_PORT' }] : []),
  ];
}

function processes({ root, config }: StartSettings): readonly Process[] {
  const folder = join(root, 'server/src/processes');
  return [
    { name: 'web', program: join(folder, 'web.ts'), nodeOptions: nodeOptions.web, health: `${localUrl(config, config.KAREZ_PORT)}/health` },
    { name: 'gateway', program: join(folder, 'gateway.ts'), health: `${localUrl(config, config.KAREZ_GATEWAY_PORT)}/health` },
    { name: 'worker', program: join(folder, 'worker.ts') },
    { name: 'witness', program: join(folder, 'witness.ts') },
    ...(config.KAREZ_DEMO
      ? [{ name: 'demo-provider', program: join(root, 'tools/demo-provider/main.ts'), health: `${demoProvider}/health` }]
      : []),
  ];
}

async function untilHealthy(url: string, { deadline, signal }: { deadline: number; signal: AbortSignal }): Promise<boolean> {
  while (Date.now() < deadline && !signal.aborted) {
    if (await answers(url)) return true;
    await delay(healthPollMs);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
