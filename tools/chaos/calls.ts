import { z } from 'zod';
import type { House } from './house.ts';
import type { Officers } from './officers.ts';
import { pauseFor, sound, until, type Damage, type Scenario } from './trial.ts';

const callers = 8;
const companiesSchema = z.object({ data: z.array(z.object({ uscc: z.string() })) });

/** Calls of a department's system through the gateway, and what each received. */
export type Caller = {
  /** Calls from several connections at once until `isOver`; a broken connection is tried again after a moment. */
  callUntil(isOver: () => boolean): Promise<void>;
  /** Ids of the evidence that whole answers named. */
  readonly answered: string[];
  readonly refused: string[];
};

export async function callerOf(house: House, officers: Officers): Promise<Caller> {
  const found = await fetch(`${house.provider}/companies?name=${encodeURIComponent('吐鲁番')}`);
  const uscc = companiesSchema.parse(await found.json()).data[0]?.uscc;
  if (uscc === undefined) throw new Error('the provider knows no company');
  const token = await officers.token();
  const answered: string[] = [];
  const refused: string[] = [];
  let serial = 0;
  const callOnce = async (): Promise<boolean> => {
    serial += 1;
    const headers = { authorization: `Bearer ${token}`, 'karez-matter': `QS-2026-${serial % 100_000}`, 'karez-operator': 'window-3' };
    const answer = await fetch(`${house.gateway}/services/company-registration/companies/${uscc}`, { headers });
    const text = await answer.text();
    if (answer.status === 200) answered.push(answer.headers.get('karez-evidence') ?? `an answer without a number: ${text.slice(0, 80)}`);
    else refused.push(`${answer.status} ${text.slice(0, 200)}`);
    return answer.status === 200;
  };
  const line = async (isOver: () => boolean): Promise<void> => {
    while (!isOver()) if (!(await callOnce().catch(() => false))) await pauseFor(50);
  };
  return {
    answered,
    refused,
    callUntil: async (isOver) => void (await Promise.all(Array.from({ length: callers }, () => line(isOver)))),
  };
}

/** Records that are missing or stand twice, over everything that was ever answered. */
export async function missingRecords({ database }: House, answered: readonly string[]): Promise<Pick<Damage, 'lost' | 'doubled'>> {
  const { rows } = await database.query<{ record_id: string; times: number }>(
    `SELECT record_id::text, count(*)::int AS times FROM (SELECT record_id FROM audit.pending UNION ALL SELECT record_id FROM audit.leaf) all_records
     GROUP BY record_id`,
  );
  const times = new Map(rows.map((row) => [row.record_id, row.times]));
  return {
    lost: answered.filter((id) => !times.has(id)).map((id) => `no record of the answer ${id}`),
    doubled: [
      ...rows.filter((row) => row.times > 1).map((row) => `${row.times} records ${row.record_id}`),
      ...answered.filter((id, at) => answered.indexOf(id) !== at).map((id) => `two answers name the record ${id}`),
    ],
  };
}

async function recordsOfCalls({ database }: House): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT action, result FROM audit.pending UNION ALL SELECT action, result FROM audit.leaf) all_records
     WHERE action = 'gateway.call' AND result = 'done'`,
  );
  return rows[0]?.count ?? 0;
}

/** Calls under which the gateway dies: every answer that a caller received has its record. */
export const calls: Scenario = {
  name: 'call',
  victim: 'gateway',
  spanMs: 1500,
  hooks: [
    { name: 'gateway.call.decided', times: 40 },
    { name: 'gateway.call.recorded', times: 40 },
  ],
  prepare: async ({ house, officers }) => {
    const caller = await callerOf(house, officers);
    const before = await recordsOfCalls(house);
    const victim = () => house.running('gateway');
    return {
      run: async () => {
        await until('the gateway answers', async () => victim().isUp());
        const dying = victim();
        await caller.callUntil(() => !dying.isUp());
      },
      settle: async () => {
        const beforeDeath = caller.answered.length;
        await caller.callUntil(() => caller.answered.length >= beforeDeath + 20);
        const checked = await missingRecords(house, caller.answered);
        const unanswered = (await recordsOfCalls(house)) - before - caller.answered.length;
        const other = unanswered < 0 ? [`${-unanswered} answers more than records`] : [];
        return {
          damage: { ...sound(), ...checked, other },
          note: `${caller.answered.length} answers, ${unanswered} recorded but not received`,
        };
      },
    };
  },
};
