import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@karez/kit/clock';
import type { NewId } from '@karez/kit/id';
import type { Log } from '@karez/kit/logging/log';
import { personMarker, sealingWatchOf, type PersonMarker, type SealingWatch } from '#modules/audit/append';
import type { Config } from '#platform/config';
import type { DatabaseConnection } from '#platform/database';
import type { Keys } from '#platform/keys';
import { TokenReader } from './access-token.ts';
import { AnonymousRefusals } from './anonymous-refusals.ts';
import { countedRefusals } from './call-evidence.ts';
import { EvidenceQueue } from './evidence-queue.ts';
import { Exchange, platformRefusal } from './exchange.ts';
import { healthOf, type GatewayHealth } from './health.ts';
import { knockOf } from './knock.ts';
import { LastGoodState } from './last-good-state.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { addressGuard } from '#platform/outer-address';
import { Quotas } from './count-uses.ts';
import { refuseMalformed } from './malformed-call.ts';
import { sendRefusal } from './refusal-answer.ts';
import { RegionDay } from './region-day.ts';
import { GatewayTables } from './tables.ts';
import { Upstream } from './upstream.ts';

export type GatewayConfig = Pick<
  Config,
  | 'KAREZ_HOST'
  | 'KAREZ_GATEWAY_PORT'
  | 'KAREZ_GATEWAY_URL'
  | 'KAREZ_PUBLIC_URL'
  | 'KAREZ_DATA_FOLDER'
  | 'KAREZ_TRUSTED_PROXIES'
  | 'KAREZ_PROVIDER_ADDRESSES'
  | 'KAREZ_TIME_ZONE'
  | 'KAREZ_EVIDENCE_STALL_SECONDS_MAX'
>;

export type GatewayNeeds = {
  readonly database: DatabaseConnection;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly keys: Keys;
  readonly config: GatewayConfig;
  readonly log: Log;
};

/** A running gateway process part: `port` is where it listens. Disposing of it finishes calls under way and gives the lease back. */
export type Gateway = AsyncDisposable & { readonly port: number; health(): GatewayHealth };

/** Everything that one call needs. */
export type Runtime = {
  readonly clock: Clock;
  readonly steadyMs: () => number;
  readonly tables: GatewayTables;
  readonly tokens: TokenReader;
  readonly quotas: Quotas;
  readonly evidence: EvidenceQueue;
  readonly persons: PersonMarker;
  readonly upstream: Upstream;
  readonly lease: LeaseKeeper;
  readonly sealing: SealingWatch;
  readonly anonymous: AnonymousRefusals;
  readonly log: Log;
};

const headerBytesMax = 16_384;
const keepAliveMs = 65_000;
const requestTimeoutMs = 30_000;
const tidyEveryMs = 5_000;
/** How long calls under way may go on when the process is asked to stop. */
const stopMsMax = 10_000;
/** A larger table is saved when the process stops only: writing it takes longer than a lease holds. */
const savedGrantsMax = 50_000;

/** Opens the gateway: reads what it knows, takes its lease, then listens. Throws when the database cannot be read or the port is taken. */
export async function openGateway(needs: GatewayNeeds): Promise<Gateway> {
  const saved = new LastGoodState(needs.config.KAREZ_DATA_FOLDER, needs.log);
  const runtime = runtimeOf(needs);
  await runtime.lease.start(await saved.load(needs.database.reader, runtime.tables));
  await runtime.sealing.start();
  const proxies = new Set(needs.config.KAREZ_TRUSTED_PROXIES);
  const server = createServer(
    { maxHeaderSize: headerBytesMax, keepAliveTimeout: keepAliveMs, requestTimeout: requestTimeoutMs },
    (request, response) => {
      void answer(runtime, proxies, { request, response });
    },
  );
  server.on('clientError', (error, socket) => refuseMalformed(runtime, error, socket));
  const port = await listening(server, { port: needs.config.KAREZ_GATEWAY_PORT, host: needs.config.KAREZ_HOST });
  const timer = setInterval(() => tidy(runtime, saved, needs), tidyEveryMs);
  timer.unref();
  return {
    port,
    health: () => healthOf(runtime),
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await closed(server);
      await runtime.sealing[Symbol.asyncDispose]();
      await runtime.evidence.drained();
      await runtime.quotas.giveBack();
      await saved.save(needs.database.reader, runtime.lease.position);
      await runtime.lease[Symbol.asyncDispose]();
      await runtime.upstream[Symbol.asyncDispose]();
    },
  };
}

function steadyMs(): number {
  return performance.now();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function runtimeOf({ database, clock, newId, keys, config, log }: GatewayNeeds): Runtime {
  const tables = new GatewayTables();
  return {
    clock,
    steadyMs,
    tables,
    tokens: new TokenReader(tables, { issuer: config.KAREZ_PUBLIC_URL, audience: config.KAREZ_GATEWAY_URL }),
    quotas: new Quotas(database.reader, new RegionDay(config.KAREZ_TIME_ZONE)),
    evidence: new EvidenceQueue(database.pool, steadyMs),
    persons: personMarker({ database, clock, keys }),
    upstream: new Upstream(addressGuard(config.KAREZ_PROVIDER_ADDRESSES), steadyMs),
    lease: new LeaseKeeper({ reader: database.reader, tables, processId: newId(), steadyMs, log, pause }),
    sealing: sealingWatchOf(database, { steadyMs, log, stallSecondsMax: config.KAREZ_EVIDENCE_STALL_SECONDS_MAX }),
    anonymous: new AnonymousRefusals(),
    log,
  };
}

type Arrival = { readonly request: IncomingMessage; readonly response: ServerResponse };

async function answer(runtime: Runtime, proxies: ReadonlySet<string>, { request, response }: Arrival): Promise<void> {
  if (request.url === '/health' && request.method === 'GET') return sendHealth(runtime, response);
  const knock = knockOf(request, proxies);
  try {
    await new Exchange(runtime, { knock, request, response }).serve();
  } catch (error) {
    // Evidence could not be written, or a fault of ours: nothing that was held back leaves.
    runtime.log.error('a call failed', { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    if (response.headersSent) response.destroy();
    else sendRefusal(response, platformRefusal('gateway.platform.failed'), { language: knock.language, evidence: null });
  }
}

function sendHealth(runtime: Runtime, response: ServerResponse): void {
  const health = healthOf(runtime);
  response.writeHead(health.serving ? 200 : 503, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(health));
}

function tidy(runtime: Runtime, saved: LastGoodState, { clock, database }: GatewayNeeds): void {
  const now = clock.now();
  for (const { origin, count } of runtime.anonymous.takeCounted(now.getTime())) {
    runtime.evidence
      .record(countedRefusals(origin, { count, at: now }))
      .catch((error: unknown) => runtime.log.error('a count of refusals was not recorded', { error: String(error), count }));
  }
  if (runtime.tables.size.grants > savedGrantsMax) return;
  saved
    .saveSeldom(database.reader, { position: runtime.lease.position, steadyMs: runtime.steadyMs() })
    .catch((error: unknown) => runtime.log.warn('the last good state was not saved', { error: String(error) }));
}

function listening(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Calls under way end within a bound; connections are closed as they become idle. */
async function closed(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), stopMsMax);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearInterval(idle);
  clearTimeout(late);
}
