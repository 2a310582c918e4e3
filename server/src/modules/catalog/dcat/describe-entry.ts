import type { Category } from '../entry/category-store.ts';
import type { Addresses } from './addresses.ts';
import type { LeavingEntry } from './leaving-store.ts';
import { day, iri, property, text, type Property, type Thing } from './rdf-graph.ts';
import * as vocabulary from './vocabulary.ts';

/** An API service that is online for an entry, as its calling departments know it. */
export type OfferedService = { readonly id: string; readonly entryId: string; readonly name: string; readonly url: string };

/** Everything that the description of entries is made of. */
export type Described = {
  readonly addresses: Addresses;
  readonly categories: ReadonlyMap<string, Category>;
  readonly services: readonly OfferedService[];
};

/** Who publishes: a department with its name and 统一社会信用代码, never a 科室 or a person. */
export function agent({ catalogue }: Addresses, organisation: LeavingEntry['provider']): Thing[] {
  const address = `${catalogue}#organisation-${organisation.organisationId}`;
  const identifier = `${address}-uscc`;
  return [
    {
      iri: address,
      types: ['foaf:Agent'],
      properties: [
        ...property('foaf:name', text(organisation.name, 'zh')),
        ...property('adms:identifier', organisation.uscc === null ? null : iri(identifier)),
      ],
    },
    ...(organisation.uscc === null
      ? []
      : [{ iri: identifier, types: ['adms:Identifier'], properties: property('skos:notation', text(organisation.uscc)) } satisfies Thing]),
  ];
}

function concept({ addresses, categories }: Described, code: string): Thing {
  const category = categories.get(code);
  return {
    iri: `${addresses.catalogue}#category-${code}`,
    types: ['skos:Concept'],
    properties: [
      ...property('skos:notation', text(code)),
      ...property('skos:prefLabel', text(category?.nameZh ?? code, 'zh'), category ? text(category.nameEn, 'en') : null),
      ...property('skos:inScheme', iri(`${addresses.catalogue}#categories`)),
    ],
  };
}

/** The classification that the themes are of. */
export function conceptScheme({ catalogue }: Addresses): Thing {
  return {
    iri: `${catalogue}#categories`,
    types: ['skos:ConceptScheme'],
    properties: vocabulary.inEachLanguage('dct:title', 'catalog.dcat.categories'),
  };
}

/** The languages in which an entry is described. */
export function languagesOf(entry: Pick<LeavingEntry, 'nameUg' | 'abstractUg' | 'nameEn' | 'abstractEn'>): Thing[] {
  const { nameUg, abstractUg, nameEn, abstractEn } = entry;
  return [
    vocabulary.language('zh'),
    ...(isSaid(nameUg, abstractUg) ? [vocabulary.language('ug')] : []),
    ...(isSaid(nameEn, abstractEn) ? [vocabulary.language('en')] : []),
  ];
}

function isSaid(...given: readonly (string | null)[]): boolean {
  return given.some((said) => (said ?? '') !== '');
}

function accessRightOf({ openToPublic, openConditions }: LeavingEntry): Thing[] {
  if (openToPublic === null) return [];
  if (!openToPublic) return [vocabulary.accessRight('NON_PUBLIC')];
  return [vocabulary.accessRight(openConditions === '' ? 'PUBLIC' : 'RESTRICTED')];
}

/** What may be done with the resource: its share type among departments, and for the public the conditions of its opening. */
function rightsOf(entry: LeavingEntry, { addresses }: Described): Thing[] {
  const { openToPublic, openConditions, shareType } = entry;
  const conditions: Thing = {
    iri: `${addresses.entry(entry.id)}#open-conditions`,
    types: ['dct:RightsStatement'],
    properties: property('rdfs:label', text(openConditions, 'zh')),
  };
  return [
    ...(shareType === null ? [] : [vocabulary.shareTypeStatement(addresses.catalogue, shareType)]),
    ...(openToPublic === true && openConditions !== '' ? [conditions] : []),
  ];
}

function formatOf(entry: LeavingEntry, { addresses }: Described): Thing[] {
  if (entry.formatType === null) return [];
  const own: Thing = {
    iri: `${addresses.entry(entry.id)}#format`,
    types: ['dct:MediaTypeOrExtent'],
    properties: property('rdfs:label', text(entry.formatType)),
  };
  return [vocabulary.fileType(entry.formatType) ?? own];
}

/** The form in which the resource is held and shared. Its address is the entry's page: what it holds is given under a grant only. */
function distribution(entry: LeavingEntry, described: Described): Thing[] {
  const { addresses } = described;
  const services = described.services.filter(({ entryId }) => entryId === entry.id);
  if (entry.formatClass === null && services.length === 0) return [];
  const page = vocabulary.page(addresses.entryPage(entry.id));
  const formats = formatOf(entry, described);
  const own: Thing = {
    iri: `${addresses.entry(entry.id)}#distribution`,
    types: ['dcat:Distribution'],
    properties: [
      ...property('dcat:accessURL', vocabulary.to(page)),
      ...property('dct:format', ...formats.map(vocabulary.to)),
      ...property('dcat:accessService', ...services.map(({ id }) => iri(addresses.service(id)))),
    ],
  };
  return [own, page, ...formats, ...services.flatMap((service) => dataService(service, entry, addresses))];
}

function dataService(service: OfferedService, { provider }: LeavingEntry, addresses: Addresses): Thing[] {
  const page = vocabulary.page(addresses.servicePage(service.id));
  const rights = vocabulary.accessRight('RESTRICTED');
  const [publisher] = agent(addresses, provider);
  const endpoint: Thing = { iri: service.url, types: ['rdfs:Resource'], properties: [] };
  const own: Thing = {
    iri: addresses.service(service.id),
    types: ['dcat:DataService', 'dcat:Resource'],
    properties: [
      ...property('dct:title', text(service.name, 'zh')),
      ...property('dcat:endpointURL', vocabulary.to(endpoint)),
      ...property('dcat:servesDataset', iri(addresses.entry(service.entryId))),
      ...property('dct:publisher', vocabulary.to(publisher)),
      ...property('dct:accessRights', vocabulary.to(rights)),
      ...property('dcat:landingPage', vocabulary.to(page)),
    ],
  };
  return [own, endpoint, rights, page];
}

/** The entry in the catalogue, apart from what it describes. An imported row was never published here and has no record. */
function record(entry: LeavingEntry, { addresses }: Described): Thing[] {
  if (entry.publishedOn === null) return [];
  const languages = languagesOf(entry);
  const standard: Thing = { iri: 'https://semiceu.github.io/DCAT-AP/releases/3.0.0', types: ['dct:Standard'], properties: [] };
  const own: Thing = {
    iri: recordAddress(addresses, entry),
    types: ['dcat:CatalogRecord'],
    properties: [
      ...property('foaf:primaryTopic', iri(addresses.entry(entry.id))),
      ...property('dct:modified', day(entry.publishedOn)),
      ...property('dct:language', ...languages.map(vocabulary.to)),
      ...property('dct:conformsTo', iri(standard.iri)),
    ],
  };
  return [own, standard, ...languages];
}

export function recordAddress(addresses: Addresses, { id }: Pick<LeavingEntry, 'id'>): string {
  return `${addresses.entry(id)}#record`;
}

function period(entry: LeavingEntry, { addresses }: Described): Thing[] {
  if (entry.coveragePeriod === '') return [];
  const label = property('rdfs:label', text(entry.coveragePeriod, 'zh'));
  return [{ iri: `${addresses.entry(entry.id)}#period`, types: ['dct:PeriodOfTime'], properties: label }];
}

function texts({ name, nameUg, nameEn, abstract, abstractUg, abstractEn }: LeavingEntry): Property[] {
  const hasAbstract = isSaid(abstract, abstractUg, abstractEn);
  return [
    ...property('dct:title', text(name, 'zh'), text(nameUg ?? '', 'ug'), text(nameEn ?? '', 'en')),
    ...(hasAbstract
      ? property('dct:description', text(abstract, 'zh'), text(abstractUg ?? '', 'ug'), text(abstractEn ?? '', 'en'))
      : vocabulary.inEachLanguage('dct:description', 'catalog.dcat.no-abstract')),
  ];
}

/** One entry with everything that its description names. Each thing may come again with other entries. */
export function describeEntry(entry: LeavingEntry, described: Described): Thing[] {
  const { addresses } = described;
  const { source, category, otherCategories } = entry;
  const publisher = agent(addresses, entry.provider);
  const themes = [...(category === null ? [] : [category]), ...otherCategories].map((code) => concept(described, code));
  const frequencies = entry.updateCycle === null ? [] : [vocabulary.frequency(entry.updateCycle)];
  const places = entry.coverageRegion === null ? [] : [vocabulary.place(addresses.catalogue, entry.coverageRegion)];
  const access = accessRightOf(entry);
  const rights = rightsOf(entry, described);
  const periods = period(entry, described);
  const distributions = distribution(entry, described);
  const page = vocabulary.page(addresses.entryPage(entry.id));
  const own: Thing = {
    iri: addresses.entry(entry.id),
    types: ['dcat:Dataset', 'dcat:Resource'],
    properties: [
      ...texts(entry),
      ...property('dct:identifier', text(entry.resourceCode ?? '')),
      ...property('dcat:version', text(entry.version ?? '')),
      ...property('dct:issued', source.publishedOn === null ? null : day(source.publishedOn)),
      ...property('dct:modified', source.updatedOn === null ? null : day(source.updatedOn)),
      ...property('dct:publisher', vocabulary.to(publisher[0])),
      ...property('dcat:theme', ...themes.map(vocabulary.to)),
      ...property('dct:accrualPeriodicity', ...frequencies.map(vocabulary.to)),
      ...property('dct:spatial', ...places.map(vocabulary.to)),
      ...property('dct:temporal', ...periods.map(vocabulary.to)),
      ...property('dct:accessRights', ...access.map(vocabulary.to)),
      ...property('dct:rights', ...rights.map(vocabulary.to)),
      ...property('dcat:landingPage', vocabulary.to(page)),
      ...property('dcat:distribution', vocabulary.to(distributions[0])),
    ],
  };
  const about = [...publisher, ...themes, conceptScheme(addresses), ...frequencies, ...places, ...periods, ...access, ...rights, page];
  return [own, ...distributions, ...record(entry, described), ...about];
}
