import { sql } from 'kysely';
import type { Reader } from '#platform/database';

/** An item with the words of the registered data element that it is. */
export type ItemElement = { readonly entryId: string; readonly no: number; readonly names: string[] };

/**
 * Which registered data elements some items of entries in force are: by the element's code, or by bearing its name or another word for it. An item that is
 * none is left out.
 */
export async function elementsOfItems(
  reader: Reader,
  items: readonly { readonly entryId: string; readonly no: number }[],
): Promise<ItemElement[]> {
  if (items.length === 0) return [];
  const found = await sql<ItemElement>`
    SELECT asked."entryId"::text AS "entryId", asked.no, array_append(element.synonyms, element.name) AS names
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS asked ("entryId" uuid, no integer)
    JOIN catalog.entry ON entry.id = asked."entryId"
    JOIN catalog.item ON item.entry_id = entry.id AND item.revision_no = entry.live_no AND item.no = asked.no
    JOIN catalog.element ON element.code = item.data_element OR element.name = item.name_zh OR item.name_zh = ANY (element.synonyms)
    ORDER BY 1, 2, element.code`.execute(reader);
  return found.rows;
}
