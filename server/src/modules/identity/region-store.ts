import type { Reader, Transaction } from '#platform/database';
import type { Region } from './region.ts';
import { tables } from './tables.ts';

export async function findRegion(reader: Reader, code: string): Promise<(Region & { sample: boolean }) | undefined> {
  const row = await tables(reader).selectFrom('identity.region').selectAll().where('code', '=', code).executeTakeFirst();
  return row && { code: row.code, name: row.name, parentCode: row.parent_code, level: row.level, sample: row.sample };
}

export async function allRegions(reader: Reader): Promise<Required<Region>[]> {
  const rows = await tables(reader).selectFrom('identity.region').selectAll().orderBy('code').execute();
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    parentCode: row.parent_code,
    level: row.level,
    nameUg: row.name_ug,
    nameEn: row.name_en,
  }));
}

/** Adds regions that are not known yet; a known one keeps what it has. Answers how many were new. */
export async function addRegions(tx: Transaction, regions: readonly Region[], { sample }: { sample: boolean }): Promise<number> {
  if (regions.length === 0) return 0;
  const rows = regions.map((region) => ({
    code: region.code,
    name: region.name,
    parent_code: region.parentCode,
    level: region.level,
    sample,
    name_ug: region.nameUg ?? null,
    name_en: region.nameEn ?? null,
  }));
  const added = await tables(tx)
    .insertInto('identity.region')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows ?? 0n);
}

/** Gives regions that are known already the Uyghur and English names that they have none of yet. */
export async function nameRegions(tx: Transaction, regions: readonly Region[]): Promise<void> {
  for (const { code, nameUg, nameEn } of regions) {
    if (!nameUg && !nameEn) continue;
    await tables(tx)
      .updateTable('identity.region')
      .set((given) => ({
        name_ug: given.fn.coalesce('name_ug', given.val(nameUg ?? null)),
        name_en: given.fn.coalesce('name_en', given.val(nameEn ?? null)),
      }))
      .where('code', '=', code)
      .execute();
  }
}
