import { normalPersonId } from '@karez/policy/evidence/person-id';
import type { PersonsOfPart } from '@karez/policy/grant/persons-seen';
import type { EvidenceDraft, PersonMarker } from '#modules/audit/append';
import type { Admitted } from './admission.ts';

/** Action of a record that holds nothing but the marks of a further part of a long answer. */
const markAction = 'gateway.mark-persons';

/** The person that a call asks about, where its parameter names one; null where the records do, or nobody does. */
export function personsAsked({ personId }: Admitted): PersonsOfPart | null {
  if (personId === null) return null;
  const id = normalPersonId(personId);
  return id === undefined ? { ids: [], withoutPerson: 1 } : { ids: [id], withoutPerson: 0 };
}

/**
 * The draft with the marks of the persons of a part, and with the number of records (or, for a parameter, of calls) that named nobody.
 * Fails where the marks cannot be made: then the part does not leave.
 */
export async function withPersons(marker: PersonMarker, draft: EvidenceDraft, part: PersonsOfPart): Promise<EvidenceDraft> {
  const persons = (await marker(part.ids, draft.at)) ?? null;
  return { ...draft, persons, facts: { ...draft.facts, withoutPerson: part.withoutPerson } };
}

/** The record of the persons of a further part of a long answer: it names the record with which the answer began. */
export function furtherPart({ facts, payload: _none, sizes: _untold, ...call }: EvidenceDraft, begun: string | null): EvidenceDraft {
  return { ...call, action: markAction, facts: { operation: facts?.['operation'] ?? null, begunRecord: begun } };
}
