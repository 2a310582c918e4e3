import type { Actor } from '#modules/identity';

/**
 * For whom something waits: one person; everyone in a unit who holds a power there; or everyone who holds an authority's
 * power over exactly one region, but for the units that are party to the case (91-7.1).
 */
export type Addressee =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'organisation'; readonly orgId: string; readonly power: string }
  | { readonly kind: 'region'; readonly regionCode: string; readonly power: string; readonly exceptOrgIds?: readonly string[] };

/** Whether something that is addressed so waits for this caller. */
export function reaches(addressee: Addressee, caller: Actor): boolean {
  switch (addressee.kind) {
    case 'person':
      return caller.kind === 'person' && caller.id === addressee.personId;
    case 'organisation':
      return caller.kind === 'person' && caller.powers.some((held) => held.power === addressee.power && held.orgId === addressee.orgId);
    case 'region':
      if (caller.orgId !== null && addressee.exceptOrgIds?.includes(caller.orgId)) return false;
      return (
        caller.kind === 'person' && caller.powers.some((held) => held.power === addressee.power && held.regionCode === addressee.regionCode)
      );
    default:
      return false;
  }
}
