import type { PowerId } from '@karez/contract/identity/roles';
import type { Reader } from '#platform/database';
import { membershipsOf } from './authority-store.ts';
import { peopleByIds, type Person } from './person-store.ts';
import { holdersOf } from './post-store.ts';
import { isAuthorityPower, rolesWith } from './powers.ts';

/**
 * The active people who may use a power for these organisations: where a to-do goes. For an authority's power only organisations whose
 * membership carries it count. Posts with a last day are ended by a job on the day after.
 */
export async function personsWithPower(reader: Reader, orgIds: string | readonly string[], power: PowerId): Promise<Person[]> {
  const asked = typeof orgIds === 'string' ? [orgIds] : orgIds;
  const memberships = isAuthorityPower(power) ? await membershipsOf(reader, asked) : undefined;
  const carrying = memberships
    ? asked.filter((orgId) => memberships.get(orgId)?.some((membership) => membership.powers.includes(power)))
    : asked;
  const posts = await holdersOf(reader, { orgIds: carrying, roles: rolesWith(power) });
  const people = await peopleByIds(reader, [...new Set(posts.map((post) => post.personId))]);
  return [...people.values()].toSorted((one, other) => one.account.localeCompare(other.account, 'en'));
}
