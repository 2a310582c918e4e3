import { actedBy } from '#platform/caller';
import type { exportDcat as contract, DcatSuffix } from '@karez/contract/catalog-dcat';
import type { Download, QueryOf } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, organisations, type Actor } from '#modules/identity';
import { recordEvidence } from '#modules/audit/append';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { authorityRegionsOf, leavingReach } from '../catalog-policy.ts';
import { categories } from '../entry/category-store.ts';
import { afterOf, cursorOf, filtersOf } from '../search/find-entries.ts';
import type { LiveIndex } from '../search/live-index.ts';
import { findIn } from '../search/search-index.ts';
import type { Search } from '../search/search.ts';
import { foldForSearch, queryWords } from '../search/search-text.ts';
import { addressesOf } from './addresses.ts';
import { describeCatalogue, type CataloguePage } from './describe-catalogue.ts';
import { describeEntry, type Described, type OfferedService } from './describe-entry.ts';
import { leavingEntries, regionsPublished, type Leaving, type LeavingEntry } from './leaving-store.ts';
import { withoutRepeats } from './rdf-graph.ts';
import { formOf, writtenDocument } from './written-document.ts';

/** The API services that are online for some entries; the module that runs them lends this to the catalogue, which knows none. */
export type ServicesOf = (needs: Pick<Needs, 'config'> & { reader: Reader }, entryIds: readonly string[]) => Promise<OfferedService[]>;
export type DcatNeeds = Pick<Needs, 'database' | 'clock' | 'config'> & { readonly servicesOf: ServicesOf; readonly index: LiveIndex };

type Asked = {
  readonly actor: Actor;
  readonly origin: string;
  readonly accept: string | null;
  readonly suffix: string | undefined;
};
type Query = QueryOf<typeof contract>;

/** The question that search is asked; what it may reach is decided by who asks. */
function searchFor(actor: Actor, reach: Leaving, query: Query): Omit<Search, 'after'> {
  return {
    eyes: { orgId: actor.orgId, authorityRegions: authorityRegionsOf(actor) },
    reach,
    words: queryWords(query.q ?? ''),
    phrase: foldForSearch(query.q ?? ''),
    filters: filtersOf(query),
    onlyOwn: false,
    limit: query.limit,
  };
}

async function described(needs: DcatNeeds, reach: Leaving, ids: readonly string[]): Promise<Described> {
  const { reader } = needs.database;
  const tree = await categories(reader);
  return {
    addresses: addressesOf(needs.config),
    categories: new Map(tree.map((category) => [category.code, category])),
    // The portal shows services to those who are signed in, so documents for nobody known have none.
    services: reach === 'open' ? [] : await needs.servicesOf({ ...needs, reader }, ids),
  };
}

/** Whoever leads the lowest authority above all departments that publish here (91-2.1); where none does yet, the authority of the reader's region. */
async function publisherOf(reader: Reader, actor: Actor): Promise<CataloguePage['publisher'] | undefined> {
  const published = await regionsPublished(reader);
  const regionCodes = published.length > 0 || actor.regionCode === null ? published : [actor.regionCode];
  const authority = await authorityFor(reader, { regionCodes });
  const lead = authority?.members.find((member) => member.lead);
  const organisation = lead && (await organisations(reader, { ids: [lead.orgId] })).get(lead.orgId);
  if (!authority || !organisation) return undefined;
  return { organisationId: organisation.id, name: organisation.name, uscc: organisation.uscc, regionCode: authority.regionCode };
}

const selecting = ['q', 'shareType', 'provider', 'category', 'format', 'updateCycle', 'region', 'state'] as const;

/** Addresses of this page, the first and the next: the one that was asked for, so that who asked by suffix goes on by suffix. */
function pagesOf(asked: { query: Query; suffix: string | undefined; catalogue: string }, next: string | null) {
  const { query, suffix, catalogue } = asked;
  const chosen = selecting.flatMap((name): [string, string][] => {
    const value = query[name] ?? '';
    return value === '' ? [] : [[name, value]];
  });
  const at = (address: string, extra: readonly [string, string][]): string => {
    const search = new URLSearchParams([...chosen, ...extra]).toString();
    return search === '' ? address : `${address}?${search}`;
  };
  const base = suffix === undefined ? catalogue : `${catalogue}.${suffix}`;
  const limit: [string, string] = ['limit', String(query.limit)];
  return {
    selection: chosen.length === 0 ? null : at(catalogue, []),
    page: at(base, query.cursor === undefined ? [limit] : [limit, ['cursor', query.cursor]]),
    first: at(base, [limit]),
    next: next === null ? null : at(base, [limit, ['cursor', next]]),
  };
}

/** An export is evidence before it is an answer: who took how many entries, in which form; the bytes as a salted commitment. */
async function recordExport(
  { database, clock }: DcatNeeds,
  { actor, origin }: Asked,
  about: { action: string; object: { kind: string; id: string }; rows: number; file: { content: Uint8Array }; facts: { form: DcatSuffix } },
): Promise<void> {
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at: clock.now(),
      actor: actedBy(actor),
      origin,
      action: about.action,
      outcome: { result: 'done' },
      object: about.object,
      payload: about.file.content,
      sizes: { out: about.file.content.length, rows: about.rows },
      facts: about.facts,
    }),
  );
}

/** The ids of a page, and the cursor behind which the next one begins: search gives one line more than was asked for where there is one. */
function pageOfHits(hits: readonly { id: string; rank: number }[], limit: number): { ids: string[]; next: string | null } {
  const last = hits[limit - 1];
  return { ids: hits.slice(0, limit).map(({ id }) => id), next: hits.length > limit && last ? cursorOf(last) : null };
}

/** How much the reader is shown, and in which form. */
function openedTo({ config }: DcatNeeds, asked: Asked): { reach: Leaving; form: DcatSuffix } | Refusal {
  const reach = leavingReach(asked.actor, { anonymousReads: config.KAREZ_CATALOG_ANONYMOUS });
  if (isRefusal(reach)) return reach;
  const form = formOf(asked);
  return isRefusal(form) ? form : { reach, form };
}

/** One page of the published catalogue, or of what a search finds in it, as a DCAT-AP 3 document. */
export async function exportDcat(needs: DcatNeeds, asked: Asked & { readonly query: Query }): Promise<Download | Refusal> {
  const { actor, query, suffix } = asked;
  const opened = openedTo(needs, asked);
  if (isRefusal(opened)) return opened;
  const { reach, form } = opened;
  const after = afterOf(query.cursor);
  if (after !== null && 'refused' in after) return after;
  // Search looks into items and former names, which do not leave: to nobody known it would tell of them.
  if (reach === 'open' && (query.q ?? '') !== '') return refuse('request.signed-out');

  const { reader } = needs.database;
  const publisher = await publisherOf(reader, actor);
  if (!publisher) return refuse('catalog.dcat.no-publisher');
  const hits = findIn(await needs.index.current(), { ...searchFor(actor, reach, query), after });
  const { ids, next } = pageOfHits(hits.page, query.limit);
  const parts = await described(needs, reach, ids);
  const entries = await leavingEntries(reader, reach, ids);
  const pages = pagesOf({ query, suffix, catalogue: parts.addresses.catalogue }, next);
  const graph = describeCatalogue({ entries, total: hits.total, publisher, ...pages }, parts);
  const file = writtenDocument(graph, { form, name: 'catalogue' });
  await recordExport(needs, asked, {
    action: 'catalog.export-dcat',
    object: { kind: 'catalog', id: 'dcat' },
    rows: entries.length,
    file,
    facts: { form },
  });
  return file;
}

/** One published entry as a DCAT-AP 3 document; one that may not leave for this reader does not exist. */
export async function exportDcatEntry(needs: DcatNeeds, asked: Asked & { readonly entryId: string }): Promise<Download | Refusal> {
  const { entryId } = asked;
  const opened = openedTo(needs, asked);
  if (isRefusal(opened)) return opened;
  const { reach, form } = opened;
  const { reader } = needs.database;
  const [entry]: LeavingEntry[] = await leavingEntries(reader, reach, [entryId]);
  if (!entry) return refuse('catalog.entry.not-found');
  const graph = withoutRepeats(describeEntry(entry, await described(needs, reach, [entry.id])));
  const file = writtenDocument(graph, { form, name: entry.id });
  await recordExport(needs, asked, {
    action: 'catalog.export-dcat-entry',
    object: { kind: 'catalog.entry', id: entry.id },
    rows: 1,
    file,
    facts: { form },
  });
  return file;
}
