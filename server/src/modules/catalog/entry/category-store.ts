import { sql } from 'kysely';
import type { Reader } from '#platform/database';

export type Category = {
  readonly code: string;
  readonly parent: string | null;
  readonly nameZh: string;
  readonly nameUg: string;
  readonly nameEn: string;
};

/** The classification tree in the order of its codes. */
export async function categories(reader: Reader): Promise<Category[]> {
  const found =
    await sql<Category>`SELECT code, parent, name_zh AS "nameZh", name_ug AS "nameUg", name_en AS "nameEn" FROM catalog.category ORDER BY code`.execute(
      reader,
    );
  return found.rows;
}

/** Those of some codes that name no 目 of the tree. */
export async function unknownCategories(reader: Reader, codes: readonly string[]): Promise<string[]> {
  const found = await sql<{ code: string }>`
    SELECT code FROM unnest(${codes}::text[]) code
    WHERE NOT EXISTS (SELECT 1 FROM catalog.category WHERE category.code = code.code AND length(category.code) = 6)`.execute(reader);
  return found.rows.map((row) => row.code);
}
