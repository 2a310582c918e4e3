import type { Actor } from '#modules/identity';

/**
 * For whom something waits: one person; everyone in a unit who holds a power there, or holds it for one of its divisions; or everyone who holds an authority's
 * power over exactly one region, but for the units that are party to the case (91-7.1).
 */
export type Addressee =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'organisation'; readonly orgId: string; readonly power: string }
  | { readonly kind: 'division'; readonly orgId: string; readonly divisionId: string; readonly power: string }
  | { readonly kind: 'region'; readonly regionCode: string; readonly power: string; readonly exceptOrgIds?: readonly string[] };

/** Whether something that is addressed so waits for this caller. */
export function reaches(addressee: Addressee, caller: Actor): boolean {
  if (caller.kind !== 'person') return false;
  if (addressee.kind === 'person') return caller.id === addressee.personId;
  if (addressee.kind === 'region' && caller.orgId !== null && addressee.exceptOrgIds?.includes(caller.orgId)) return false;
  return caller.powers.some((held) => held.power === addressee.power && isAt(held, addressee));
}

function isAt(held: Actor['powers'][number], addressee: Exclude<Addressee, { kind: 'person' }>): boolean {
  switch (addressee.kind) {
    case 'organisation':
      return held.orgId === addressee.orgId;
    case 'division':
      return held.orgId === addressee.orgId && held.divisionId === addressee.divisionId;
    case 'region':
      return held.regionCode === addressee.regionCode;
    default:
      return false;
  }
}
