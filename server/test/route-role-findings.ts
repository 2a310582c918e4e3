import { newId } from '@karez/kit/id';
import { insertElement } from '../src/modules/catalog/element/element-store.ts';
import { saveFindings } from '../src/modules/catalog/finding/finding-store.ts';
import type { City } from './city.ts';
import { departments, type Sending } from './route-role-seats.ts';
import type { Thing } from './route-role-things.ts';

/** An unanswered finding of an entry; answers its id. */
export async function makeFinding(city: City, entryId: string): Promise<string> {
  const id = newId();
  const side = { name: '某名录', abstract: '', regionCode: '650400' };
  const other = { ...side, organisationId: entryId, organisationName: '某局', code: '' };
  const evidence = { score: 0.9, parts: [], terms: [], differing: [], items: [], own: side, other };
  const finding = {
    id,
    entryId,
    kind: 'entry',
    targetId: entryId,
    place: 'entry',
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

/** A data element without a source; answers its id. */
export async function makeElement(city: City): Promise<string> {
  const id = newId();
  const element = {
    id,
    code: 'T0001',
    name: '某编号',
    definition: '某编号',
    dataType: 'C',
    codeSet: null,
    synonyms: [],
    revision: 1,
  } as const;
  await city.needs.database.transaction((tx) => insertElement(tx, element, city.needs.clock.now()));
  return id;
}

type World = { readonly city: City; readonly entry: (key: string) => Thing; readonly finding: string; readonly element: string };

const at = (thing: Thing, step: string): string => `/catalog/entries/${thing.id}${step}`;

export function findingRequests({ city, entry, finding, element }: World): Readonly<Record<string, Sending>> {
  const answerable = entry('answerable');
  return {
    'catalog.answer-finding': {
      method: 'POST',
      url: at(answerable, `/findings/${finding}/answer`),
      body: { answer: 'cite', text: '' },
      ifMatch: answerable.revision,
    },
    'catalog.compare-draft': { method: 'POST', url: at(entry('readable'), '/comparison'), ifMatch: entry('readable').revision },
    'catalog.designate-source': {
      method: 'POST',
      url: `/catalog/elements/${element}/designation`,
      body: {
        organisationId: city.founded.organisations.get(departments.provider) ?? '',
        decisionNo: '某〔2026〕1号',
        decidedOn: '2026-11-01',
        reason: '依职能采集',
      },
    },
    'catalog.update-element': {
      method: 'PUT',
      url: `/catalog/elements/${element}`,
      body: { name: '改名', definition: '某编号', dataType: 'C', codeSet: null, synonyms: [], reason: '更正' },
      ifMatch: 1,
    },
    'catalog.get-element': { method: 'GET', url: `/catalog/elements/${element}` },
    'catalog.list-elements': { method: 'GET', url: '/catalog/elements' },
    'catalog.register-element': {
      method: 'POST',
      url: '/catalog/elements',
      body: { code: 'T0002', name: '另一编号', definition: '另一编号', dataType: 'C', codeSet: null, synonyms: [] },
    },
    'catalog.list-findings (draft)': { method: 'GET', url: at(entry('readable'), '/findings') },
    'catalog.report-duplicates': { method: 'GET', url: '/catalog/duplicate-collection' },
    'catalog.list-duplicates': { method: 'GET', url: '/catalog/duplicate-collection/rows' },
    'catalog.export-duplicates': { method: 'GET', url: '/catalog/duplicate-collection/ledger' },
    'catalog.list-sources (draft)': { method: 'GET', url: at(entry('readable'), '/sources') },
    'catalog.list-sources (published)': { method: 'GET', url: at(entry('published'), '/sources') },
    'catalog.get-last-return (draft)': { method: 'GET', url: at(entry('readable'), '/last-return') },
    'catalog.get-last-return (published)': { method: 'GET', url: at(entry('published'), '/last-return') },
    'catalog.list-findings (published)': { method: 'GET', url: at(entry('published'), '/findings') },
  };
}
