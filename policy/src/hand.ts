/** Who acts, and for whom where they act for another (代). */
export type Acting = { readonly id: string; readonly standsFor?: { readonly personId: string } };

/** That somebody did something in a case for another: `by` acted, `for` is whose post it was done for. Accounts. */
export type StandIn = { readonly by: string; readonly for: string };

/** Who has in hand what the caller takes into hand: whoever the caller acts for, so that it stays there when the delegation ends. */
export function holderOf({ id, standsFor }: Acting): string {
  return standsFor?.personId ?? id;
}

/** What a case knows of who acted in it for whom, with whoever acts in it now. */
export function withStandIn(standIns: readonly StandIn[], { id, standsFor }: Acting): StandIn[] {
  if (!standsFor || standIns.some((one) => one.by === id && one.for === standsFor.personId)) return [...standIns];
  return [...standIns, { by: id, for: standsFor.personId }];
}

/**
 * Whether one of some hands of a case is the caller's own: nobody decides their own work, through whomever it was done (design.md §8, §12). The
 * caller is whoever acts and whoever they act for; and two people of whom one ever acted for the other in this case are one hand in it, both ways,
 * through whomever they are joined, and for good. Stored hands stay single accounts: what makes a set of them is `standIns`, the case's own.
 */
export function isAmong(caller: Acting, hands: readonly (string | null | undefined)[], standIns: readonly StandIn[]): boolean {
  const own = new Set(caller.standsFor ? [caller.id, caller.standsFor.personId] : [caller.id]);
  // Whoever is joined to somebody who is joined is so too; a set that is walked grows while it is.
  for (const person of own)
    for (const one of standIns)
      if (one.by === person) own.add(one.for);
      else if (one.for === person) own.add(one.by);
  return [...own].some((person) => hands.includes(person));
}
