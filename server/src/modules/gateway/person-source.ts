import type { OperationChoice, PersonSource } from '@karez/contract/gateway/schemas';
import type { Offered } from './openapi-document.ts';
import type { PersonSource as ServedPerson } from './runtime/compiled-service.ts';

/** What a field of a mapping rests on: the entry's items. */
export type EntryItem = { readonly no: number; readonly nameZh: string; readonly fieldName: string | null };

/** What a mapping needs to know of its entry. */
export type MappedEntry = { readonly items: readonly EntryItem[]; readonly holdsPersonalData: boolean };

/** What is wrong at which place of an operation. */
export type Fault = { readonly place: string; readonly code: string };

/** Types in an OpenAPI document of a field that can hold an identifier. */
const identifierTypes = ['string', 'integer', 'any'];
/** Types of a parameter that is one value. One of which nothing is known may be a list, and a list would be marked as one person. */
const oneValueTypes = ['string', 'integer'];

/** Personal data goes out only with marks of whom it is about, or with the provider's word that nothing in it says so (design.md §5). */
export function unansweredOf(person: PersonSource | null, { holdsPersonalData }: MappedEntry): Fault[] {
  return person === null && holdsPersonalData ? [{ place: 'person', code: 'gateway.person-unanswered' }] : [];
}

/** What is wrong with how an operation says whose data it gives, held against the provider's document. */
export function personFaults({ person, recordsAt }: OperationChoice, found: Offered, entry: MappedEntry): Fault[] {
  if (person === null || person.from === 'none') return unansweredOf(person, entry);
  if (person.from === 'parameter') return parameterFaults(person, found);
  const path = recordsAt === '' ? person.path : `${recordsAt}.${person.path}`;
  const field = found.answerFields.find((one) => one.path === path);
  if (!field) return [{ place: 'person/path', code: 'gateway.unknown-field' }];
  return identifierTypes.includes(field.type) ? [] : [{ place: 'person/path', code: 'gateway.person-not-text' }];
}

/** A parameter that may be left out would leave calls without a person; one that is a list would name several as if they were one. */
function parameterFaults({ place, name }: Extract<PersonSource, { from: 'parameter' }>, found: Offered): Fault[] {
  const parameter = found.parameters.find((one) => one.place === place && one.name === name);
  const isInPath = found.path.split('/').includes(`{${name}}`);
  if (!parameter || (place === 'path' && !isInPath)) return [{ place: 'person/name', code: 'gateway.unknown-parameter' }];
  if (place === 'query' && !parameter.required) return [{ place: 'person/name', code: 'gateway.person-parameter-optional' }];
  return oneValueTypes.includes(parameter.type) ? [] : [{ place: 'person/name', code: 'gateway.person-not-text' }];
}

/** What gateways are told: nothing where nothing names a person. */
export function servedPerson(person: PersonSource | null): ServedPerson | null {
  return person === null || person.from === 'none' ? null : person;
}
