import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';

import type { ClockView } from './case-clocks.ts';

/** Division codes of a city or above end in `00`. */
const CITY_OR_ABOVE = /^\d{4}00$/;

/** Law and calendars bind the whole installation: the authority of the city (or above) keeps them, a county's does not. */
export function mayKeepLaw(caller: Actor, power: 'law.edit' | 'law.calendar-edit'): true | Refusal {
  const holds = caller.powers.some((held) => held.power === power && held.regionCode !== null && CITY_OR_ABOVE.test(held.regionCode));
  return holds ? true : refuse('law.edit.other-region');
}

/** A clock shows who is late: here to the unit that owes the duty and to the region's authority; the parties see it in the case. */
export function maySeeClock(caller: Actor, clock: Pick<ClockView, 'dutyOrgId' | 'region'>): boolean {
  if (caller.orgId !== null && caller.orgId === clock.dutyOrgId) return true;
  return caller.powers.some((held) => held.power === 'sharing.coordinate' && held.regionCode === clock.region);
}
