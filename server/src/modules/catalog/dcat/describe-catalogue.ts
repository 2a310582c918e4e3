import type { Addresses } from './addresses.ts';
import { agent, conceptScheme, describeEntry, languagesOf, recordAddress, type Described } from './describe-entry.ts';
import type { LeavingEntry } from './leaving-store.ts';
import { count, iri, property, withoutRepeats, type Graph, type Thing } from './rdf-graph.ts';
import * as vocabulary from './vocabulary.ts';

/** One page of the catalogue, or of what a search found in it. */
export type CataloguePage = {
  readonly entries: readonly LeavingEntry[];
  readonly total: number;
  /** Lead of the sharing authority, with the region that it is the authority of. */
  readonly publisher: LeavingEntry['provider'] & { readonly regionCode: string };
  /** Address of the search without its page; null for the whole catalogue. */
  readonly selection: string | null;
  readonly page: string;
  readonly first: string;
  readonly next: string | null;
};

/** Where the reader is and where the next page stands (Hydra). */
function view({ page, first, next }: CataloguePage): Thing {
  return {
    iri: page,
    types: ['hydra:PartialCollectionView'],
    properties: [...property('hydra:first', iri(first)), ...property('hydra:next', next === null ? null : iri(next))],
  };
}

function catalogue(shown: CataloguePage, { addresses, services }: Described): Thing[] {
  const { entries, selection, publisher, total } = shown;
  const languages = [vocabulary.language('zh'), ...entries.flatMap(languagesOf)];
  const [by, ...about] = agent(addresses, publisher);
  const region = vocabulary.place(addresses.catalogue, publisher.regionCode);
  const home = vocabulary.page(`${addresses.portal}/`);
  const scheme = conceptScheme(addresses);
  const own: Thing = {
    iri: selection ?? addresses.catalogue,
    types: ['dcat:Catalog', 'dcat:Resource', 'hydra:Collection'],
    properties: [
      ...vocabulary.inEachLanguage('dct:title', selection === null ? 'catalog.dcat.title' : 'catalog.dcat.selection'),
      ...vocabulary.inEachLanguage('dct:description', 'catalog.dcat.description'),
      ...property('dct:publisher', vocabulary.to(by)),
      ...property('dct:language', ...withoutRepeats(languages).map(vocabulary.to)),
      ...property('dct:spatial', iri(region.iri)),
      ...property('foaf:homepage', iri(home.iri)),
      ...property('dcat:themeTaxonomy', iri(scheme.iri)),
      ...property('dct:isPartOf', selection === null ? null : iri(addresses.catalogue)),
      ...property('hydra:totalItems', count(total)),
      ...property('hydra:view', iri(shown.page)),
      ...members(entries, addresses),
      ...property('dcat:service', ...services.map(({ id }) => iri(addresses.service(id)))),
    ],
  };
  return [own, view(shown), ...(by ? [by] : []), ...about, region, home, scheme, ...languages];
}

function members(entries: readonly LeavingEntry[], addresses: Addresses) {
  const published = entries.filter(({ publishedOn }) => publishedOn !== null);
  return [
    ...property('dcat:dataset', ...entries.map(({ id }) => iri(addresses.entry(id)))),
    ...property('dcat:record', ...published.map((entry) => iri(recordAddress(addresses, entry)))),
  ];
}

/** The document of one page. */
export function describeCatalogue(shown: CataloguePage, described: Described): Graph {
  return withoutRepeats([...catalogue(shown, described), ...shown.entries.flatMap((entry) => describeEntry(entry, described))]);
}
