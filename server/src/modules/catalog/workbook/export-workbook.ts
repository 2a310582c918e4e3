import type { exportWorkbook as contract } from '@karez/contract/catalog/workbook';
import type { Download, QueryOf } from '@karez/contract/route';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { categories } from '../entry/category-store.ts';
import { filtersOf } from '../search/find-entries.ts';
import type { LiveIndex } from '../search/live-index.ts';
import { findIn } from '../search/search-index.ts';
import { foldForSearch, queryWords } from '../search/search-text.ts';
import { shownEntries } from './own-entry-store.ts';
import { workbookContentOf } from './workbook-content.ts';
import { guideWorkbook } from './workbook-file.ts';

/** Entries of one workbook: some ten thousand rows. */
const entriesMax = 2000;

type Asked = { readonly actor: Actor; readonly origin: string; readonly query: QueryOf<typeof contract> };

/**
 * The entries that a question finds, as the guide's workbook: own ones as they are being worked on, those of others as they are in force and without
 * the 科室; what is denied to others is not in it. Taking it is evidence, with the bytes committed to, before the first of them leaves.
 */
export async function exportWorkbook(
  { database, clock, index }: Pick<Needs, 'database' | 'clock'> & { index: LiveIndex },
  { actor, origin, query }: Asked,
): Promise<Download | Refusal> {
  const { reader } = database;
  const hits = findIn(await index.current(), {
    eyes: { orgId: actor.orgId, authorityRegions: authorityRegionsOf(actor) },
    reach: 'seen',
    words: queryWords(query.q ?? ''),
    phrase: foldForSearch(query.q ?? ''),
    filters: filtersOf(query),
    onlyOwn: query.scope === 'mine',
    after: null,
    limit: entriesMax,
  });
  if (hits.total > entriesMax) return refuse('catalog.workbook.too-many', { count: hits.total, max: entriesMax });
  const entries = await shownEntries(reader, { organisationId: actor.orgId, ids: hits.page.slice(0, entriesMax).map(({ id }) => id) });
  const shown = entries.map(({ code, publishedOn, isOwn, content }) => {
    const told = workbookContentOf(content);
    return { code, publishedOn: publishedOn ?? '', content: isOwn ? told : { ...told, providerSubUnit: null } };
  });
  const file = await guideWorkbook(shown, await categories(reader));
  const bytes = file.content instanceof Uint8Array ? file.content : undefined;
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at: clock.now(),
      actor: actedBy(actor),
      origin,
      action: 'catalog.export-workbook',
      outcome: { result: 'done' },
      object: { kind: 'catalog', id: 'workbook' },
      payload: bytes ?? null,
      sizes: { out: bytes?.length ?? null, rows: shown.length },
    }),
  );
  return file;
}
