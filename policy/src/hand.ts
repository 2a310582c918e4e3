/** Who acts, and for whom where they act for another (代). */
export type Acting = { readonly id: string; readonly standsFor?: { readonly personId: string } };

/** The people whose hands a deed shows: whoever acts, and whom they act for. */
export function bothHands({ id, standsFor }: Acting): readonly string[] {
  return standsFor ? [id, standsFor.personId] : [id];
}

/** Hands that a case knows already, with those of whoever acts on it now. */
export function withHands(hands: readonly string[], hand: Acting): string[] {
  return hand.standsFor ? [...new Set([...hands, hand.standsFor.personId])] : [...hands];
}

/** Who has in hand what the caller takes into hand: whoever the caller acts for, so that it stays when the delegation ends. */
export function holderOf({ id, standsFor }: Acting): string {
  return standsFor?.personId ?? id;
}

/** Whether one of some hands is the caller's, or that of whom the caller acts for: nobody decides their own through another (design.md §12). */
export function isAmong(caller: Acting, hands: readonly (string | null | undefined)[]): boolean {
  return bothHands(caller).some((hand) => hands.includes(hand));
}
