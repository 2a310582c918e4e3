import { z } from 'zod';
import { fileAnswer, pageQuery, refusals, route } from './route.ts';

/** The forms of a DCAT document by the suffix of its address, the first where nothing is asked for. */
export const dcatMediaTypes = { jsonld: 'application/ld+json', ttl: 'text/turtle', rdf: 'application/rdf+xml' } as const;
export const dcatSuffixes = ['jsonld', 'ttl', 'rdf'] as const;
export type DcatSuffix = (typeof dcatSuffixes)[number];

const mediaTypes = Object.values(dcatMediaTypes);
const chosen = z.string().max(1000).optional();

const selection = z.strictObject({
  cursor: pageQuery.cursor,
  limit: z.coerce.number().int().min(1).max(100).default(100),
  /** The words and filters of the search; without any the document is the whole catalogue. */
  q: z.string().max(200).optional(),
  shareType: chosen,
  provider: chosen,
  category: chosen,
  format: chosen,
  updateCycle: chosen,
  region: chosen,
  state: chosen,
});

export const exportDcat = route({
  id: 'catalog.export-dcat',
  method: 'GET',
  path: '/catalog/dcat',
  summary: 'The published catalogue, or what a search finds in it, as DCAT-AP 3 in the form that Accept asks for; pages follow hydra:next.',
  audience: 'reader',
  query: selection,
  answer: fileAnswer,
  kind: 'download',
  mediaTypes,
  refusals: ['request.not-acceptable', 'catalog.dcat.no-publisher', 'catalog.dcat.too-often'],
});

export const exportDcatAs = route({
  id: 'catalog.export-dcat-as',
  method: 'GET',
  path: '/catalog/dcat.:suffix',
  summary: 'The same in the form that the suffix names: jsonld, ttl or rdf.',
  audience: 'reader',
  params: z.object({ suffix: z.enum(dcatSuffixes) }),
  query: selection,
  answer: fileAnswer,
  kind: 'download',
  mediaTypes,
  refusals: ['catalog.dcat.no-publisher', 'catalog.dcat.too-often'],
});

export const exportDcatEntry = route({
  id: 'catalog.export-dcat-entry',
  method: 'GET',
  path: '/catalog/dcat/:document',
  summary: 'One published entry as DCAT-AP 3: its id, in the form that Accept asks for, or the id with the suffix .jsonld, .ttl or .rdf.',
  audience: 'reader',
  params: z.object({ document: z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.(?:jsonld|ttl|rdf))?$/) }),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes,
  refusals: ['request.not-acceptable', 'catalog.entry.not-found', 'catalog.dcat.too-often'],
});

/** Statuses of the refusals that only these documents have. */
export const catalogDcatRefusals = refusals({ 'catalog.dcat.no-publisher': 409, 'catalog.dcat.too-often': 429 });
