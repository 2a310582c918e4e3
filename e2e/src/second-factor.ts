import { setTimeout as delay } from 'node:timers/promises';
import { listDemoAccounts } from '@karez/contract/identity/machines';
import { apiPrefix } from '@karez/contract/route';

const STEP_MS = 30_000;

/** The next code of an account's authenticator app. */
export type CodeOf = (account: string) => Promise<string>;

/** The last time step that each person has used, in whatever story: the platform remembers it over all of them. */
const lastSteps = new Map<string, number>();

/** The authenticator apps of the demo's people: each code counts once, so the same person's third code within a minute is waited for. */
export function authenticators(portal: string): CodeOf {
  return async (account) => {
    const step = Math.max(Math.floor(Date.now() / STEP_MS), (lastSteps.get(account) ?? 0) + 1);
    // The platform takes the code of the next step too, for clocks differ.
    const earliest = (step - 1) * STEP_MS;
    if (earliest > Date.now()) await delay(earliest - Date.now());
    lastSteps.set(account, step);
    const answer = await fetch(`${portal}${apiPrefix}${listDemoAccounts.path}`);
    const { items } = listDemoAccounts.answer.parse(await answer.json());
    const found = items.find((item) => item.account === account);
    if (!found) throw new Error(`the demo city has no account ${account}`);
    return found.code;
  };
}
