import type { HeldPower } from '#platform/caller';
import type { RuleSet } from '#modules/law';

/** Powers that pass with handling: to read what a case needs, and to work on it. Whatever administers, supervises or delegates never passes. */
const reading = ['catalog.read', 'law.read', 'sharing.read'] as const;
const working = ['sharing.apply', 'sharing.handle', 'sharing.opine'] as const;

/**
 * Who signs does not have the work done in their own name that they sign: it would be their own work that they decide. So these pass only from
 * somebody who does not hold the signature over them.
 */
const signedWith: Readonly<Record<(typeof working)[number], string>> = {
  'sharing.apply': 'sharing.consent-out',
  'sharing.handle': 'sharing.consent-in',
  'sharing.opine': 'sharing.consent-in',
};

/** The work that somebody with these powers may have done in their name. */
export function workOf(powers: readonly HeldPower[], orgId: string): string[] {
  const held = heldIn(powers, orgId);
  return working.filter((power) => held.has(power) && !held.has(signedWith[power]));
}

/** The signatures of theirs that a deputy may give by the rule set (809-20), with what that rests on. */
export function signaturesOf(
  powers: readonly HeldPower[],
  orgId: string,
  { deputised }: Pick<RuleSet, 'deputised'>,
): { readonly power: string; readonly articles: readonly string[] }[] {
  const held = heldIn(powers, orgId);
  return [...deputised.values()].filter(({ power }) => held.has(power)).map(({ power, articles }) => ({ power, articles }));
}

/** Everything that passes: nothing where there is neither work nor a signature. */
export function passing(work: readonly string[], signatures: readonly string[]): string[] {
  return work.length + signatures.length === 0 ? [] : [...reading, ...work, ...signatures];
}

/** Who may act for another: whoever reads what is shared in the same unit. */
export function mayStandIn(powers: readonly HeldPower[], orgId: string): boolean {
  return heldIn(powers, orgId).has('sharing.read');
}

function heldIn(powers: readonly HeldPower[], orgId: string): ReadonlySet<string> {
  return new Set(powers.filter((held) => held.orgId === orgId).map(({ power }) => power));
}
