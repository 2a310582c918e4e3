import type { Problem } from '@karez/contract/route';
import { ProblemError } from '../client/problem-error.ts';

/** A refusal's own code that speaks of one field of the form, and the field. */
const fieldOfCode: Readonly<Record<string, string>> = {
  'gateway.address.malformed': 'baseUrl',
  'gateway.address.closed': 'baseUrl',
  'gateway.service.code-taken': 'code',
  'gateway.system.not-yours': 'systemId',
  'gateway.document.unreadable': 'document',
  'gateway.document.version': 'document',
  'gateway.document.no-operation': 'document',
  'gateway.service.not-provider': 'entryId',
  'catalog.entry.not-found': 'entryId',
  'catalog.entry.not-requestable': 'entryId',
};

export type WrongPlace = { readonly path: string; readonly words: string };

/** What a refused registration has against which field: by JSON pointer, or by the meaning of the code. */
export function wrongPlaces(error: Error | null): readonly WrongPlace[] {
  if (!(error instanceof ProblemError)) return [];
  const { code, title, fields } = error.problem;
  const named = fieldOfCode[code];
  return [...(named === undefined ? [] : [{ path: named, words: title }]), ...fields.map(placeOf)];
}

function placeOf({ path, title }: Problem['fields'][number]): WrongPlace {
  return { path: path.replace(/^\/body\//, ''), words: title };
}

/** The words against one field, as a form item takes them. */
export function helpFor(places: readonly WrongPlace[], path: string): { validateStatus: 'error'; help: string } | Record<string, never> {
  const words = places.filter((place) => place.path === path || place.path.startsWith(`${path}/`)).map((place) => place.words);
  return words.length === 0 ? {} : { validateStatus: 'error', help: words.join(' ') };
}

/** The wrong places below a path, by their path from there. */
export function below(places: readonly WrongPlace[], path: string): WrongPlace[] {
  return places.filter((place) => place.path.startsWith(path)).map((place) => ({ ...place, path: place.path.slice(path.length) }));
}
