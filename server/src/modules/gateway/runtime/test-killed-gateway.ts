import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { openDatabase } from '#platform/database';
import { keysFrom } from '#platform/keys';
import { armKillPoint } from '#platform/hooks';
import { openGateway } from './runtime.ts';

/** Test support: a gateway in a process of its own that ends itself at a named point; tells its port to the test. */
type Told = { readonly connectionString: string; readonly point: string; readonly gatewayUrl: string; readonly portalUrl: string };

const told: Told = JSON.parse(process.argv[2] ?? '{}');
armKillPoint(told.point);
const gateway = await openGateway({
  database: openDatabase(told.connectionString),
  clock: systemClock,
  newId,
  keys: keysFrom(Buffer.alloc(32, 7)),
  log: silentLog,
  config: {
    KAREZ_HOST: '127.0.0.1',
    KAREZ_GATEWAY_PORT: 0,
    KAREZ_GATEWAY_URL: told.gatewayUrl,
    KAREZ_PUBLIC_URL: told.portalUrl,
    KAREZ_DATA_FOLDER: await mkdtemp(path.join(tmpdir(), 'karez-gateway-')),
    KAREZ_TRUSTED_PROXIES: [],
    KAREZ_PROVIDER_ADDRESSES: ['127.0.0.0/8'],
    KAREZ_TIME_ZONE: 'Asia/Shanghai',
    KAREZ_EVIDENCE_STALL_SECONDS_MAX: 300,
  },
});
process.send?.(gateway.port);
