import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';

import { reaches, type Addressee } from '../addressee.ts';

/** What each of some people may do on a day, in every department that they act for: identity's answer, lent by the process. */
export type ActorsOf = (reader: Reader, personIds: readonly string[], today: string) => Promise<ReadonlyMap<string, readonly Actor[]>>;

/** Whom of these people something that is addressed so concerns: whoever would find it in the portal, from whichever of their posts. */
export function concerned(addressee: Addressee, actors: ReadonlyMap<string, readonly Actor[]>): string[] {
  return [...actors].filter(([, acting]) => acting.some((actor) => reaches(addressee, actor))).map(([personId]) => personId);
}
