import { organisationById } from '#modules/identity';
import type { Reader } from '#platform/database';
import { demandClocks } from './demand-clock.ts';
import type { DemandRecord } from './demand-store.ts';
import { isOwed, type Neglect } from './demand.ts';

export type Moment = { readonly at: Date; readonly today: string };

/** Why nothing is to be waited for from the department that has a demand; null while it stands and is in time. */
export async function neglectOf(reader: Reader, demand: DemandRecord, { at, today }: Moment): Promise<Neglect | null> {
  if (demand.providerOrgId === null || !(isOwed(demand.state) || demand.state === 'promised')) return null;
  const provider = await organisationById(reader, demand.providerOrgId);
  if (provider?.dissolved) return 'provider-ended';
  if (isBroken(demand, today)) return 'promise-broken';
  const clocks = isOwed(demand.state) ? await demandClocks(reader, { demandId: demand.id, at }) : [];
  return clocks.some(({ state }) => state === 'lapsed') ? 'unanswered' : null;
}

/** Whether a promise stands whose day has passed. */
export function isBroken({ state, promisedOn }: Pick<DemandRecord, 'state' | 'promisedOn'>, today: string): boolean {
  return state === 'promised' && promisedOn !== null && promisedOn < today;
}
