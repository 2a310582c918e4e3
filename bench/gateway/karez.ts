import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { openGateway } from '../../server/src/modules/gateway/runtime/runtime.ts';
import { keysFrom } from '../../server/src/platform/keys.ts';
import { openDatabase } from '../../server/src/platform/database.ts';

/** The gateway as its own process opens it. */
const gateway = await openGateway({
  database: openDatabase(process.env['DATABASE_URL'] ?? '', { connectionsMax: 8 }),
  clock: systemClock,
  newId,
  keys: keysFrom(Buffer.alloc(32, 7)),
  log: silentLog,
  config: {
    KAREZ_HOST: '127.0.0.1',
    KAREZ_GATEWAY_PORT: 0,
    KAREZ_GATEWAY_URL: 'http://gateway.bench',
    KAREZ_PUBLIC_URL: 'http://portal.bench',
    KAREZ_DATA_FOLDER: await mkdtemp(path.join(tmpdir(), 'karez-bench-gateway-')),
    KAREZ_TRUSTED_PROXIES: [],
    KAREZ_PROVIDER_ADDRESSES: ['127.0.0.0/8'],
    KAREZ_TIME_ZONE: 'Asia/Shanghai',
    KAREZ_EVIDENCE_STALL_SECONDS_MAX: 300,
  },
});
process.send?.(gateway.port);
