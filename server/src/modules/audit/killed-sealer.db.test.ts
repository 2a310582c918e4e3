import { spawn } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@karez/kit/clock';
import { generateKeyPair, signerOf } from '@karez/kit/crypto/signing';
import { newId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { exportVerifier } from '@karez/policy/evidence/verify-export';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { beginFirstLog } from './begin-log.ts';
import { exportEvidence } from './export-evidence.ts';
import { seal } from './seal.ts';
import { cityAuditor } from './test-auditor.ts';

const { database, connectionString } = await createTestDatabase();
const keys = generateKeyPair('ed25519');
const needs = { database, clock: systemClock, newId, signer: signerOf(keys), publicKeys: [keys] };
const child = fileURLToPath(new URL('sealing-child.ts', import.meta.url));

beforeAll(() => beginFirstLog(needs));

async function runKilled(killPoint: string): Promise<{ written: string[]; signal: NodeJS.Signals | null }> {
  const running = spawn(process.execPath, [child, connectionString, keys.privateKey, keys.publicKey, killPoint], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  running.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => running.on('close', (_code, by) => resolve(by)));
  return { written: text.split('\n').filter((line) => line.length === 36), signal };
}

test.each(['audit.seal.taken', 'audit.seal.taken#3', 'audit.seal.signed', 'audit.seal.signed#4'])(
  'a sealer killed at %s loses nothing and doubles nothing',
  async (killPoint) => {
    const { written, signal } = await runKilled(killPoint);
    // The database needs a moment to notice the death, and to give the sealer's lock back.
    while ((await seal(needs)).state === 'busy') await setImmediate();

    const file = await exportEvidence(needs, { actor: cityAuditor, origin: 'test' });
    if (isRefusal(file)) throw new Error(file.code);
    const verifier = exportVerifier({ keys: [keys] });
    const sealed: string[] = [];
    for await (const line of file.lines) {
      verifier.take(Buffer.from(line, 'utf8'));
      if (line.startsWith('{"action":')) sealed.push(JSON.parse(line).id);
    }

    expect(signal).toBe('SIGKILL');
    expect(verifier.end().findings).toEqual([]);
    expect(written.length).toBeGreaterThan(0);
    expect(written.filter((id) => sealed.filter((known) => known === id).length !== 1)).toEqual([]);
  },
);
