import { sql } from 'kysely';
import { contentWith, itemWith } from '../../server/src/modules/catalog/test-content.ts';
import { fieldsOf, insertItems } from '../../server/src/modules/catalog/entry/content-store.ts';
import { saveSearchDocuments } from '../../server/src/modules/catalog/search/search-store.ts';
import type { SearchDocument } from '../../server/src/modules/catalog/search/search-document.ts';
import type { Database } from '../../server/src/platform/database.ts';

const BATCH = 500;

/** Every so many entries lack a summary, name no category that the guide has, or have an item without a type: what a review finds. */
const flawEvery = { abstract: 9, category: 13, dataType: 11 } as const;

const namesOf = (item: string): { nameZh: string; fieldName: string } => {
  const [nameZh = item, fieldName = 'field'] = item.split(' ');
  return { nameZh, fieldName };
};

function contentOf({ name, abstract, items }: SearchDocument, serial: number) {
  return contentWith({
    name,
    abstract: serial % flawEvery.abstract === 0 ? '' : abstract,
    category: serial % flawEvery.category === 0 ? '999999' : '102000',
    items: items.map((item, at) =>
      itemWith({
        ...namesOf(item),
        no: at + 1,
        isKey: at === 0,
        ...(serial % flawEvery.dataType === 0 && at === 1 ? { dataType: null } : {}),
      }),
    ),
  });
}

/** Stores entries in force with everything that a review and a change of duties look at: fields, items and search document. */
export async function storeEntries(database: Database, documents: readonly SearchDocument[]): Promise<void> {
  for (let from = 0; from < documents.length; from += BATCH) {
    const batch = documents.slice(from, from + BATCH).map((document, at) => ({
      document: { ...document, code: `1020006504${document.regionCode.slice(-2)}/${from + at + 1}` },
      content: contentOf(document, from + at),
    }));
    const rows = batch.map(({ document: { entryId, code, name, providerOrgId, providerNames, regionCode }, content }) => ({
      entryId,
      code,
      name,
      providerOrgId,
      provider: providerNames[0],
      regionCode,
      fields: fieldsOf(content),
    }));
    await database.transaction(async (tx) => {
      await sql`
        INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, region_code, sample, name_folded, resource_code, published_on, live_no)
        SELECT "entryId", 'published', 1, "providerOrgId", provider, "regionCode", false, name || ' ' || code, code, '2026-11-01', 1
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row ("entryId" uuid, name text, code text, "providerOrgId" uuid, provider text,
          "regionCode" text)`.execute(tx);
      await sql`
        INSERT INTO catalog.revision (entry_id, no, state, fields, authors)
        SELECT "entryId", 1, 'imported', fields, '{}' FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row ("entryId" uuid, fields jsonb)`.execute(
        tx,
      );
      await insertItems(
        tx,
        batch.map(({ document: { entryId }, content: { items } }) => ({ entryId, no: 1, items })),
      );
      await saveSearchDocuments(
        tx,
        batch.map(({ document }) => document),
      );
    });
  }
  await sql`ANALYZE`.execute(database.reader);
}
