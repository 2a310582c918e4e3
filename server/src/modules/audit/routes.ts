import { Readable } from 'node:stream';
import * as contract from '@karez/contract/audit';
import { keyIdOf } from '@karez/kit/crypto/signing';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { exportEvidence } from './export-evidence.ts';
import { publicHeadKeys } from './head-key.ts';
import { readConsistency, readHeads, readLogs, readReceipt, readTile } from './read-log.ts';
import { searchActs, type OrganisationsIn } from './search-acts.ts';

export { failureRecorder } from './record-failure.ts';
export { shutWhileStalled } from './shut-while-stalled.ts';

type RouteNeeds = Pick<Needs, 'database' | 'clock' | 'keys'> & { readonly organisationsIn: OrganisationsIn };

/** The HTTP door of the module. Heads, tiles and keys are for everyone: that is what makes them proof. */
export function auditRoutes(needs: RouteNeeds): readonly Served[] {
  return [...actRoutes(needs), ...logRoutes(needs)];
}

function actRoutes(needs: RouteNeeds): readonly Served[] {
  const { clock, organisationsIn } = needs;
  return [
    serve(contract.searchActs, ({ actor, query, database }) => searchActs({ reader: database.reader, organisationsIn }, actor, query)),
    serve(contract.getReceipt, async ({ actor, params, database }) =>
      readReceipt({ reader: database.reader, organisationsIn, publicKeys: await publicHeadKeys(needs) }, actor, params.recordId),
    ),
    serve(contract.getClientReceipt, async ({ actor, params, database }) =>
      readReceipt({ reader: database.reader, organisationsIn, publicKeys: await publicHeadKeys(needs) }, actor, params.recordId),
    ),
    serve(contract.exportEvidence, async ({ actor, query, origin, database }) => {
      const publicKeys = await publicHeadKeys(needs);
      const file = await exportEvidence({ database, clock, publicKeys }, { ...query, actor, origin });
      return isRefusal(file)
        ? file
        : { fileName: file.fileName, contentType: 'application/x-ndjson', content: Readable.from(bytesOf(file.lines)) };
    }),
  ];
}

function logRoutes(needs: RouteNeeds): readonly Served[] {
  return [
    serve(contract.listLogs, async ({ database }) => ({ items: await readLogs(database.reader) })),
    serve(contract.listKeys, async () => {
      const keys = await publicHeadKeys(needs);
      return { items: keys.map((key) => ({ id: keyIdOf(key), algorithm: key.algorithm, publicKey: key.publicKey })) };
    }),
    serve(contract.listHeads, ({ params, query, database }) => readHeads(database.reader, params.logId, query)),
    serve(contract.getConsistency, ({ params, query, database }) => readConsistency(database.reader, params.logId, query)),
    serve(contract.getTile, ({ params, database }) => readTile(database.reader, params.logId, params)),
  ];
}

async function* bytesOf(lines: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  let chunk: string[] = [];
  for await (const line of lines) {
    chunk.push(line);
    // Few large writes instead of one for each record.
    if (chunk.length < 256) continue;
    yield Buffer.from(`${chunk.join('\n')}\n`, 'utf8');
    chunk = [];
  }
  if (chunk.length > 0) yield Buffer.from(`${chunk.join('\n')}\n`, 'utf8');
}
