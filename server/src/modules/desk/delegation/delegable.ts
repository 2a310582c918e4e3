import type { RuleSet } from '#modules/law';
import type { HeldPower } from '#platform/caller';

/** Powers that pass with any deed: to read what a case needs. Whatever administers, supervises, decides or delegates never passes. */
const reading = ['catalog.read', 'law.read', 'sharing.read'] as const;

/** A deed that can be lent: the power that it takes, and for work the signature that is given on it. */
type Lendable = { readonly power: string; readonly signedWith?: string };

const apply: Lendable = { power: 'sharing.apply', signedWith: 'sharing.consent-out' };
const handle: Lendable = { power: 'sharing.handle', signedWith: 'sharing.consent-in' };

/**
 * The deeds that a case can bear being done for another: steps of an application, which keeps who acted for whom (`standIns`). What the rule set
 * names beyond these is not lent, and no other deed of the same power is.
 */
export const lendable: Readonly<Record<string, Lendable>> = {
  'sharing.save-application': apply,
  'sharing.submit-application': apply,
  'sharing.send-supplement': apply,
  'sharing.receive-application': handle,
  'sharing.take-over': handle,
  'sharing.assign-divisions': handle,
  'sharing.recall-assignment': handle,
  'sharing.ask-supplement': handle,
  'sharing.ask-extension': handle,
  'sharing.propose-reply': handle,
  'sharing.recall-proposal': handle,
  'sharing.consent-out': { power: 'sharing.consent-out' },
  'sharing.consent-supplement': { power: 'sharing.consent-out' },
  'sharing.open-proposal': { power: 'sharing.consent-in' },
  'sharing.consent-in': { power: 'sharing.consent-in' },
};

/**
 * Those of some deeds that somebody with these powers may have done in their name. Who signs does not have the work done in their own name that
 * they sign: work passes only from somebody who does not hold the signature over it.
 */
function lentBy(powers: readonly HeldPower[], orgId: string, deeds: readonly string[]): string[] {
  const held = heldIn(powers, orgId);
  return deeds.filter((deed) => {
    const one = lendable[deed];
    return one !== undefined && held.has(one.power) && (one.signedWith === undefined || !held.has(one.signedWith));
  });
}

/** What somebody could lend under a rule set: their work, and their signatures with what each rests on (809-20; 809 is silent about deputies). */
export function lendableBy(
  powers: readonly HeldPower[],
  orgId: string,
  { deputised }: Pick<RuleSet, 'deputised'>,
): { readonly work: readonly string[]; readonly signatures: readonly string[] } {
  const deeds = lentBy(powers, orgId, [...deputised.keys()]);
  const isSignature = (deed: string) => deputised.get(deed)?.by === 'head';
  return { work: deeds.filter((deed) => !isSignature(deed)), signatures: deeds.filter(isSignature) };
}

/** What of a delegation still passes today: the deeds, and the powers that they take. Undefined where none does. */
export function passingNow(
  { deeds, orgId }: { readonly deeds: readonly string[]; readonly orgId: string },
  other: readonly HeldPower[],
): { readonly deeds: readonly string[]; readonly powers: readonly HeldPower[] } | undefined {
  const passing = lentBy(other, orgId, deeds);
  if (passing.length === 0) return undefined;
  const passed = new Set<string>([...reading, ...passing.flatMap((deed) => lendable[deed]?.power ?? [])]);
  return { deeds: passing, powers: other.filter((held) => held.orgId === orgId && passed.has(held.power)) };
}

/** Who may act for another: whoever reads what is shared in the same unit. */
export function mayStandIn(powers: readonly HeldPower[], orgId: string): boolean {
  return heldIn(powers, orgId).has('sharing.read');
}

function heldIn(powers: readonly HeldPower[], orgId: string): ReadonlySet<string> {
  return new Set(powers.filter((held) => held.orgId === orgId).map(({ power }) => power));
}
