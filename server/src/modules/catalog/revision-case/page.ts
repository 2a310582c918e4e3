const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** A cursor is the last id that was shown; one that no list gave out counts as none. */
export function afterOf(cursor: string | undefined): string | null {
  return cursor !== undefined && uuid.test(cursor) ? cursor : null;
}

/** What a list shows of one line more than was asked for, which tells whether there is a next page. */
export function paged<T extends { readonly id: string }>(found: readonly T[], limit: number): { shown: readonly T[]; next: string | null } {
  const shown = found.slice(0, limit);
  return { shown, next: found.length > limit ? (shown.at(-1)?.id ?? null) : null };
}
