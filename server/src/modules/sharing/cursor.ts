/** Where a page ended: the instant and the id of its last line. */
export type Cursor = { readonly at: Date; readonly id: string };

/** The opaque text of a cursor. */
export function cursorAfter({ at, id }: Cursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

/** Reads a cursor; one that no list gave out counts as none. */
export function cursorFrom(text: string | undefined): Cursor | null {
  const [instant = '', id = ''] = Buffer.from(text ?? '', 'base64url')
    .toString('utf8')
    .split(' ');
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? null : { at, id };
}
