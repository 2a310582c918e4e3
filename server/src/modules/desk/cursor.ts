/** Where a page ends: the instant by which the list is in order, and the id of the last line. */
export type Cursor = { readonly at: Date; readonly id: string };

/** A cursor as it goes to the reader and comes back. */
export function cursorText(cursor: Cursor): string {
  return Buffer.from(`${cursor.at.toISOString()} ${cursor.id}`).toString('base64url');
}

/** The cursor that a reader sends back; null for the first page. */
export function cursorFrom(text: string | undefined): Cursor | null | 'invalid' {
  if (text === undefined) return null;
  const [instant = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  const at = new Date(instant);
  const sound = !Number.isNaN(at.getTime()) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return sound ? { at, id } : 'invalid';
}
