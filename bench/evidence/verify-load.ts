import { isRefusal } from '@karez/kit/refusal';
import { exportVerifier } from '@karez/policy/evidence/verify-export';
import { systemClock } from '@karez/kit/clock';
import { exportEvidence } from '../../server/src/modules/audit/export-evidence.ts';
import { openDatabase } from '../../server/src/platform/database.ts';
import { publicKeysOf, sealedSize } from './sealed-log.ts';

/** Leaves of an export that the offline verifier checks in one second of CPU: hashes, tree, heads and their signatures. */
export async function leavesVerifiedPerCpuSecond(url: string, { leavesMax }: { leavesMax: number }): Promise<number> {
  const database = openDatabase(url, { connectionsMax: 2, applicationName: 'bench' });
  try {
    const publicKeys = await publicKeysOf(database.reader);
    const actor = {
      kind: 'system' as const,
      id: 'bench',
      orgId: null,
      regionCode: null,
      powers: [{ power: 'audit.export', orgId: null, regionCode: '650400' }],
    };
    const to = Math.min(leavesMax, await sealedSize(database.reader));
    const exported = await exportEvidence({ database, clock: systemClock, publicKeys }, { actor, origin: '127.0.0.1', to });
    if (isRefusal(exported)) throw new Error(exported.code);
    const lines: Buffer[] = [];
    for await (const line of exported.lines) lines.push(Buffer.from(line.replace(/\n$/, '')));
    const before = process.cpuUsage();
    const verifier = exportVerifier();
    for (const line of lines) verifier.take(line);
    const result = verifier.end();
    const used = process.cpuUsage(before);
    if (!result.intact) throw new Error(`the export does not verify: ${JSON.stringify(result.findings.slice(0, 3))}`);
    return result.records / ((used.user + used.system) / 1e6);
  } finally {
    await database[Symbol.asyncDispose]();
  }
}
