import { ancestry, competentRegion } from './region.ts';

/** One organisation of a region's authority with the powers that its membership gives (91-7.1, 91-7.1.2). */
export type AuthorityMember = { readonly orgId: string; readonly lead: boolean; readonly powers: readonly string[] };
/** The sharing authority of a region: a group of organisations, not one. */
export type Authority = { readonly regionCode: string; readonly members: readonly AuthorityMember[] };

/**
 * The regions whose authority may be competent for a matter between these regions, nearest first: the competent one, then those above it
 * for the case that it has no authority of its own (91-2.1: two levels only).
 */
export function competentRegions(regionCodes: readonly string[]): string[] {
  const [first, ...others] = regionCodes;
  return first === undefined ? [] : ancestry(competentRegion(first, ...others));
}

/** Members that may decide a case with a power: they have it and are not party to the case (91-7.1). */
export function membersWhoMayDecide(
  authority: Authority,
  { power, parties }: { power: string; parties: readonly string[] },
): AuthorityMember[] {
  return authority.members.filter((member) => member.powers.includes(power) && !parties.includes(member.orgId));
}
