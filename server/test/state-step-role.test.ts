import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import { powersOf, rolesWith } from '../src/modules/identity/powers.ts';
import { followingEvents, machines, steps, type MachineName, type Step } from '../src/modules/catalog/steps.ts';
import { judges, type Walker } from './step-judges.ts';

/** Where somebody may stand to an entry: in the department that provides it, uses it or is to take it over, with the authority, or with another's. */
const places = ['provider', 'consumer', 'receiver', 'authority', 'county'] as const;
type Place = (typeof places)[number];
const memberships = (place: Place) => {
  const powers = ['catalog.publish', 'catalog.verify-denial', 'catalog.suspend', 'catalog.authoritative-source'];
  if (place === 'authority') return [{ regionCode: '650400', powers }];
  return place === 'county' ? [{ regionCode: '650421', powers }] : [];
};
const walkers: readonly Walker[] = places.flatMap((place) =>
  roleCodes.map((role): Walker => {
    const regionCode = place === 'county' ? '650421' : '650400';
    const powers = powersOf([{ role, orgId: place, regionCode, memberships: memberships(place) }]);
    return { kind: 'person', id: `${role}@${place}`, orgId: place, regionCode, powers, role, place };
  }),
);

const named = new Map(steps.map((step) => [`${step.machine} ${step.name}`, steps.filter((one) => isSame(one, step))]));
function isSame(one: Step, other: Step): boolean {
  return one.machine === other.machine && one.name === other.name;
}

/** From the tables alone: whether the role carries the power where the step wants it, and the state allows one of its events. */
function stands({ power, at }: Step, { role, place }: Walker): boolean {
  const holds = rolesWith(power).includes(role as RoleCode);
  if (at === 'asked') return holds;
  return holds && place === at;
}

function allows({ machine, events, states }: Step, state: string): boolean {
  const next: Readonly<Record<string, string | undefined>> = machinesOf(machine)[state] ?? {};
  return (states === undefined || states.includes(state)) && events.some((event) => next[event] !== undefined);
}

function machinesOf(machine: MachineName): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return machines[machine];
}

describe.each(Object.keys(machines) as MachineName[])('the machine of %s', (machine) => {
  test('every event is somebody’s step, or follows from another', () => {
    const events = [...new Set(Object.values(machinesOf(machine)).flatMap((next) => Object.keys(next)))];
    const taken = steps.filter((step) => step.machine === machine).flatMap((step) => step.events);

    expect(events.filter((event) => !taken.includes(event) && !followingEvents[machine].includes(event))).toEqual([]);
    expect([...taken, ...followingEvents[machine]].filter((event) => !events.includes(event))).toEqual([]);
  });
});

const judged = [...named].flatMap(([key, rows]) => {
  const [first] = rows;
  const judge = first && judges[first.machine][first.name];
  return first && judge ? [{ key, rows, judge, machine: first.machine }] : [];
});

test('every step is judged by the policy that the product asks, but for those whose verb asks the power alone', () => {
  const known = new Set(judged.map(({ key }) => key));
  expect([...named.keys()].filter((key) => !known.has(key))).toEqual(['transfer-line name-receiver']);
});

test.each(judged)('$key: every state × role × place is answered as the tables say', ({ rows, judge, machine }) => {
  const wrong: string[] = [];
  for (const state of Object.keys(machinesOf(machine)))
    for (const walker of walkers) {
      const answer = judge(walker, { state, own: false });
      const expected = rows.some((row) => stands(row, walker) && allows(row, state));
      if ((answer === true) !== expected)
        wrong.push(`${walker.id} in ${state}: ${isRefusal(answer) ? answer.code : 'may'}, not ${expected}`);
      const lacks = rows.every((row) => !stands(row, walker));
      if (isRefusal(answer) && lacks && !answer.code.startsWith('identity.power.'))
        wrong.push(`${walker.id} in ${state} is told ${answer.code}`);
    }
  expect(wrong).toEqual([]);
});

test.each(judged.filter(({ rows }) => rows.some(({ notOwn }) => notOwn)))(
  '$key: nobody takes it on their own work',
  ({ rows, judge, machine }) => {
    const wrong: string[] = [];
    for (const state of Object.keys(machinesOf(machine)))
      for (const walker of walkers.filter((one) => rows.some((row) => stands(row, one) && allows(row, state)))) {
        const answer = judge(walker, { state, own: true });
        if (!isRefusal(answer) || !/own-(?:work|proposal|request)$/u.test(answer.code)) wrong.push(`${walker.id} in ${state}`);
      }
    expect(wrong).toEqual([]);
  },
);

test('an authority’s member decides nothing of the department that it belongs to itself', () => {
  const powers = powersOf([
    { role: 'AUTHORITY_ADMIN', orgId: 'provider', regionCode: '650400', memberships: memberships('authority') },
    { role: 'AUTHORITY_LEADER', orgId: 'provider', regionCode: '650400', memberships: memberships('authority') },
  ]);
  const member: Walker = { kind: 'person', id: 'member', orgId: 'provider', regionCode: '650400', powers, role: 'both', place: 'provider' };
  const answers = judged
    .filter(({ rows }) => rows.every(({ at }) => at === 'authority'))
    .flatMap(({ key, judge, machine }) =>
      Object.keys(machinesOf(machine)).map((state) => ({ key, state, answer: judge(member, { state, own: false }) })),
    );

  expect(answers.filter(({ answer }) => !isRefusal(answer) || answer.code !== 'identity.power.party')).toEqual([]);
  expect(answers.length).toBeGreaterThan(50);
});
