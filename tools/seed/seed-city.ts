import { dayIn, type settableClock } from '@karez/kit/clock';
import { monthsLater } from '@karez/kit/day';
import type { FastifyInstance } from 'fastify';
import { foundCity, type CityPlan, type Founded } from '../../server/src/modules/identity/jobs.ts';
import type { OpenNeeds } from '../../server/src/processes/open-needs.ts';
import { cityEntries } from './city-entries.ts';
import { deniedEntries } from './denied-entries.ts';
import { demoCity } from './city-organisations.ts';
import { cityPeople, expected, type CityPeople } from './city-people.ts';
import { enterEntries, type Entering } from './enter-entries.ts';
import type { PlannedEntry } from './entry-form.ts';

export type MovableNeeds = OpenNeeds & { readonly clock: ReturnType<typeof settableClock> };
export type SeededCity = { readonly founded: Founded; readonly people: CityPeople; readonly entries: ReadonlyMap<string, string> };

/** Founds the city's organisations and people by identity's own verbs. */
export async function foundDemoCity(needs: MovableNeeds): Promise<Founded> {
  const plan: CityPlan = demoCity;
  return foundCity(needs, plan);
}

/** Enters catalogue entries as the officers of their departments do, by the product's own routes. */
export async function enterCatalogue(
  needs: MovableNeeds,
  {
    app,
    founded,
    entries = [...cityEntries, ...deniedEntries],
  }: { app: FastifyInstance; founded: Founded; entries?: readonly PlannedEntry[] },
): Promise<SeededCity> {
  const people = cityPeople(app, { clock: needs.clock, password: demoCity.password });
  return { founded, people, entries: await enterEntries(enteringIn(needs, { founded, people }), entries) };
}

/** What the city gives to the entering of entries: its people, their codes, its organisations and its authority. */
export function enteringIn(needs: MovableNeeds, { founded, people }: Pick<SeededCity, 'founded' | 'people'>): Entering {
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  return {
    ask: async (account, request, more = {}) => {
      const answer = await people.as(account, request, more);
      return expected(answer, answer.status === 201 ? 201 : 200).body;
    },
    codeOf: (account) => people.codeOf(account),
    organisationId: (key) => founded.organisations.get(key) ?? '',
    authority: { publisher: 'zfb.zgy', leader: 'zfb.zgl' },
    consentUntil: monthsLater(today, 11),
  };
}
