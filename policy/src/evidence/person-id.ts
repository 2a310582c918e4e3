/** Longest identifier of a person, in characters; a longer text identifies nobody. */
export const personIdCharactersMax = 100;

const zeroFullWidth = 0xff10;
const toMend = /[x\uff10-\uff19\uff38\uff58]/;
const toMendEach = /[x\uff10-\uff19\uff38\uff58]/g;

/**
 * A person's identifier in the one form that is marked, so that one person has one mark whatever door wrote the number: blanks around
 * it gone, full-width digits and X as ASCII ones, `x` as `X`. Undefined where nothing is left or it is longer than
 * {@link personIdCharactersMax}. Nothing else is changed: it is no check that the identifier is valid.
 */
export function normalPersonId(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > personIdCharactersMax) return undefined;
  return toMend.test(trimmed) ? trimmed.replaceAll(toMendEach, mended) : trimmed;
}

/** What stands between identifiers when several are written as one text; full-width forms included. No identifier holds any of it. */
const separator = /[\s,;|\uff0c\uff1b\uff5c\u3001]/;

/** The same for a text that is to name exactly one person: undefined also where it may name several. */
export function onePersonId(text: string): string | undefined {
  const id = normalPersonId(text);
  return id === undefined || separator.test(id) ? undefined : id;
}

function mended(letter: string): string {
  const place = letter.charCodeAt(0) - zeroFullWidth;
  return place >= 0 && place <= 9 ? String(place) : 'X';
}
