import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { callerOf } from './calls.ts';
import type { House } from './house.ts';
import type { Officers } from './officers.ts';
import { untilSealed, verifyLog } from './seals.ts';
import { until } from './trial.ts';

/**
 * The attack that no database can notice by itself: its folder is put back to an older copy. The worker must refuse to go on sealing, for the witness
 * holds a longer history, and the verification against the witness must say so. Answers what is wrong; nothing when both did.
 */
export async function restoreOldBackup(house: House, officers: Officers): Promise<string[]> {
  await untilSealed(house);
  const backup = `${house.postgresFolder}-backup`;
  await house.withoutDatabase(() => copy(house.postgresFolder, backup));
  const caller = await callerOf(house, officers);
  await caller.callUntil(() => caller.answered.length >= 50);
  await untilSealed(house);
  await witnessed(house);
  const wrongBefore = await verifyLog(house, officers);

  let refusal = '';
  await house.withoutDatabase(
    async () => {
      await rm(house.postgresFolder, { recursive: true });
      await copy(backup, house.postgresFolder);
    },
    (said) => {
      refusal = said;
    },
  );
  officers.forget();
  const found = await verifyLog(house, officers, { sealed: false });
  return [
    ...wrongBefore.map((what) => `before the restore: ${what}`),
    ...(refusal.includes('audit.log.rolled-back') ? [] : [`the worker appended to an older copy of its log: ${refusal.slice(0, 300)}`]),
    ...(found.length > 0 ? [] : ['the verification against the witness found nothing in an older copy']),
  ];
}

/** With owners and modes, for the server insists on them. */
async function copy(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to]);
}

/** Waits until the witness holds the newest head. */
async function witnessed(house: House): Promise<void> {
  const { rows } = await house.database.query<{ body: string }>('SELECT body FROM audit.head ORDER BY log DESC, number DESC LIMIT 1');
  const body = rows[0]?.body ?? '';
  const isHeld = async () => (await witnessedText(house.witnessFolder)).includes(JSON.stringify(body));
  await until('the witness has the newest head', isHeld, 90_000);
}

async function witnessedText(folder: string): Promise<string> {
  const files = await readdir(folder);
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
}
