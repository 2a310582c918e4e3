import type { Needs } from '#platform/needs';
import type { GrantRecord } from '../grant-store.ts';
import { shownState } from '../grant.ts';
import { monthOf, quarterOf, type Quarter } from './quarter.ts';

/** The quarter that runs, where the grant runs in it; null of one that has ended. */
export function currentQuarter({ clock, config }: Pick<Needs, 'clock' | 'config'>, grant: GrantRecord): Quarter | null {
  const now = clock.now();
  const state = shownState(grant, now);
  return state === 'active' || state === 'suspended' ? quarterOf(monthOf(config.KAREZ_TIME_ZONE, now)) : null;
}
