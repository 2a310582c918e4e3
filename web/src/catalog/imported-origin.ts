/** Where an imported entry was taken from: a department's own list, or the published list of a place; anything else by its name. */
export type ImportedOrigin = {
  readonly kind: 'organisation' | 'place' | 'named';
  readonly name: string;
  /** The number that the original gave it; null where the original has none and the entry is known by its name. */
  readonly code: string | null;
};

function codeOf(sourceId: string): string | null {
  if (!sourceId.startsWith('[')) return sourceId === '' ? null : sourceId;
  try {
    const parts: unknown = JSON.parse(sourceId);
    return Array.isArray(parts) && parts[0] === 'code' && typeof parts[1] === 'string' ? parts[1] : null;
  } catch {
    return null;
  }
}

/** What the keys under which an import knows its source and its row again say to a reader. */
export function importedOrigin({ source, sourceId }: { readonly source: string; readonly sourceId: string }): ImportedOrigin {
  const [kind = '', ...rest] = source.split(':');
  const code = codeOf(sourceId);
  if ((kind === 'organisation' || kind === 'place') && rest.length > 0) return { kind, name: rest.join(':'), code };
  return { kind: 'named', name: source, code };
}
