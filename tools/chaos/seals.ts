import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callerOf, missingRecords } from './calls.ts';
import type { House } from './house.ts';
import type { Officers } from './officers.ts';
import { z } from 'zod';
import { finish } from './processes.ts';
import { sound, until, type Scenario } from './trial.ts';

const recordSchema = z.object({ id: z.string() });

/** Waits until everything that is recorded is sealed too. */
export async function untilSealed({ database }: House): Promise<void> {
  await until('everything is sealed', async () => {
    const { rows } = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM audit.pending');
    return rows[0]?.count === 0;
  });
}

/** Exports the log as the audit administrator does and verifies the file offline, against the witness's heads; says what is wrong. */
export async function verifyLog(house: House, officers: Officers, { sealed = true } = {}): Promise<string[]> {
  if (sealed) await untilSealed(house);
  const session = await officers.download('sjgly', '/evidence/export');
  const file = join(house.folder, 'evidence.jsonl');
  await writeFile(file, session);
  const { code, printed } = await finish('../../cli/src/main.ts', ['evidence', 'verify', file, '--witness', house.witnessFolder], {});
  const ids = session.split('\n').flatMap((line) => (line.startsWith('{"action":') ? [idOf(line)] : []));
  const seen = new Set<string>();
  const twice = ids.filter((id) => seen.size === seen.add(id).size);
  return [...(code === 0 ? [] : [printed.trim()]), ...twice.map((id) => `the log holds ${id} twice`)];
}

function idOf(line: string): string {
  return recordSchema.parse(JSON.parse(line)).id;
}

/** Sealing under which the worker dies, while calls go on: the log verifies, with no record lost or doubled. */
export const seals: Scenario = {
  name: 'seal',
  victim: 'worker',
  spanMs: 2500,
  hooks: [
    { name: 'audit.seal.taken', times: 4 },
    { name: 'audit.seal.signed', times: 4 },
  ],
  prepare: async ({ house, officers }) => {
    const caller = await callerOf(house, officers);
    return {
      run: async () => {
        const dying = house.running('worker');
        await caller.callUntil(() => !dying.isUp());
      },
      settle: async () => {
        const wrong = await verifyLog(house, officers);
        const checked = await missingRecords(house, caller.answered);
        return { damage: { ...sound(), ...checked, other: wrong }, note: `${caller.answered.length} answers` };
      },
    };
  },
};
