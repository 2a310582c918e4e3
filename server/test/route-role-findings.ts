import { newId } from '@karez/kit/id';
import { saveFindings } from '../src/modules/catalog/finding/finding-store.ts';
import type { City } from './city.ts';
import type { Sending } from './route-role-seats.ts';
import type { Thing } from './route-role-things.ts';

/** An unanswered finding of an entry; answers its id. */
export async function makeFinding(city: City, entryId: string): Promise<string> {
  const id = newId();
  const side = { name: '某名录', abstract: '', regionCode: '650400' };
  const other = { ...side, organisationId: entryId, organisationName: '某局', code: '' };
  const evidence = { score: 0.9, parts: [], terms: [], items: [], own: side, other };
  const finding = {
    id,
    entryId,
    kind: 'entry',
    targetId: newId(),
    itemNo: 0,
    relation: 'same',
    state: 'open',
    evidence,
    foundAt: city.needs.clock.now(),
    answered: null,
  } as const;
  await city.needs.database.transaction((tx) => saveFindings(tx, [finding]));
  return id;
}

type World = { readonly entry: (key: string) => Thing; readonly finding: string };

const at = (thing: Thing, step: string): string => `/catalog/entries/${thing.id}${step}`;

export function findingRequests({ entry, finding }: World): Readonly<Record<string, Sending>> {
  const answerable = entry('answerable');
  return {
    'catalog.answer-finding': {
      method: 'POST',
      url: at(answerable, `/findings/${finding}/answer`),
      body: { answer: 'cite', text: '' },
      ifMatch: answerable.revision,
    },
    'catalog.compare-draft': { method: 'POST', url: at(entry('readable'), '/comparison'), ifMatch: entry('readable').revision },
    'catalog.list-findings (draft)': { method: 'GET', url: at(entry('readable'), '/findings') },
    'catalog.list-findings (published)': { method: 'GET', url: at(entry('published'), '/findings') },
  };
}
