import type { RoleCode } from '@karez/contract/identity/roles';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from './actor.ts';
import type { Organisation } from './organisation.ts';
import { mayUse } from './powers.ts';
import { excludedBy, isAuthorityRole, namedWith, needsConfirmation, needsDivision, needsEndDate } from './role.ts';

/** A post that somebody is to be named into. */
export type WantedPost = { readonly role: RoleCode; readonly divisionId: string | null; readonly endsOn: string | null };

/** Whether the actor may name people of the organisation into the role. */
export function mayName(actor: Actor, organisation: Pick<Organisation, 'id' | 'regionCode'>, role: RoleCode): true | Refusal {
  const power = namedWith(role);
  const permitted = mayUse(
    actor,
    power,
    power === 'identity.name-people' ? { orgId: organisation.id } : { regionCode: organisation.regionCode },
  );
  return isRefusal(permitted) ? refuse('identity.post.role-not-assignable', { role }) : true;
}

/** Whether a post fits the organisation and the roles that the person has already, in every organisation (law.md §6.1). */
export function fits(wanted: WantedPost, organisation: Organisation, held: readonly RoleCode[]): true | Refusal {
  const { role } = wanted;
  if (organisation.sample) return refuse('identity.organisation.sample');
  const excluded = excludedBy(held, role);
  if (excluded !== undefined) return refuse('identity.post.excluded', { role, other: excluded });
  if (isAuthorityRole(role) && organisation.authorityOf.length === 0) return refuse('identity.post.role-not-in-organisation', { role });
  if (needsEndDate(role) && wanted.endsOn === null) return refuse('identity.post.end-date-required', { role });
  return fitsDivision(wanted, organisation);
}

function fitsDivision({ role, divisionId }: WantedPost, { divisions }: Organisation): true | Refusal {
  if (divisionId === null) return needsDivision(role) ? refuse('identity.post.division-required', { role }) : true;
  return divisions.some(({ id }) => id === divisionId) || refuse('identity.division.not-found');
}

/** Whether all wanted posts fit together and with what is held. */
export function allFit(wanted: readonly WantedPost[], organisation: Organisation, held: readonly RoleCode[]): true | Refusal {
  for (const [index, post] of wanted.entries()) {
    const others = wanted.slice(0, index).map((other) => other.role);
    const fit = fits(post, organisation, [...held, ...others]);
    if (isRefusal(fit)) return fit;
  }
  return true;
}

/** High powers wait for the security administrator; the rest count at once. */
export function firstState(role: RoleCode): 'proposed' | 'confirmed' {
  return needsConfirmation(role) ? 'proposed' : 'confirmed';
}
