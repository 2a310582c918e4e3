import type { Reader, Transaction } from '#platform/database';
import { tables } from './tables.ts';

/** What an organisation is called beside its Chinese name. */
export type TranslatedNames = {
  readonly orgId: string;
  readonly nameUg: string | null;
  readonly nameEn: string | null;
  /** Whether a reader of Uyghur has reviewed the Uyghur name. */
  readonly ugReviewed: boolean;
};

/** Uyghur and English names of the organisations that have any. */
export async function translatedNames(reader: Reader): Promise<TranslatedNames[]> {
  const rows = await tables(reader)
    .selectFrom('identity.organisation')
    .select(['id', 'name_ug', 'name_en', 'name_ug_reviewed'])
    .where((where) => where.or([where('name_ug', 'is not', null), where('name_en', 'is not', null)]))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ orgId: row.id, nameUg: row.name_ug, nameEn: row.name_en, ugReviewed: row.name_ug_reviewed }));
}

export async function saveTranslatedNames(tx: Transaction, { orgId, nameUg, nameEn, ugReviewed }: TranslatedNames): Promise<void> {
  await tables(tx)
    .updateTable('identity.organisation')
    .set({ name_ug: nameUg, name_en: nameEn, name_ug_reviewed: ugReviewed })
    .where('id', '=', orgId)
    .execute();
}
