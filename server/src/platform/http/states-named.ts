/** The states that an address names, between commas. `empty` where it names only what there is not: that finds nothing, not everything. */
export function statesNamed<State extends string>(
  text: string | undefined,
  known: readonly State[],
): { readonly states: State[]; readonly empty: boolean } {
  const named = (text ?? '').split(',').filter((one) => one !== '');
  const states = known.filter((state) => named.includes(state));
  return { states, empty: named.length > 0 && states.length === 0 };
}
