import type { Reader, Transaction } from '#platform/database';
import { sql } from 'kysely';

import type { LawTables } from './law-tables.ts';
import type { HeldArticle } from './named-article.ts';
import type { Rank, RuleSetLayer } from './rule-set.ts';
import type { ShippedArticle, ShippedInstrument } from './shipped-law.ts';
import type { Day } from './zoned-day.ts';

export type Instrument = {
  readonly id: string;
  readonly rank: Rank;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly issuer: string;
  readonly inForceFrom: Day | null;
  readonly repealedOn: Day | null;
  readonly verified: 'full' | 'part' | 'memory';
};

/** An article with the instrument it stands in: what a citation shows. */
export type Article = {
  readonly id: string;
  readonly number: string;
  readonly heading: string | null;
  readonly text: string | null;
  readonly extent: 'full' | 'excerpt' | 'heading';
  readonly state: 'in-force' | 'amended' | 'repealed';
  readonly changedOn: Day | null;
  readonly instrument: Pick<Instrument, 'id' | 'rank' | 'title' | 'documentNumber' | 'repealedOn'>;
};

/** Whoever rests on an article: an entry's denial, a refusal, a condition. */
export type Citer = { readonly module: string; readonly kind: string; readonly id: string };

/** What articles are looked for: words in title, number, heading or text; or known ids. */
export type ArticleQuery = {
  readonly text?: string;
  readonly ids?: readonly string[];
  readonly instrumentId?: string;
  readonly ranks?: readonly Rank[];
  readonly limit?: number;
};

const ARTICLES_MAX = 100;

export async function listInstruments(reader: Reader): Promise<Instrument[]> {
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.instrument')
    .selectAll()
    .orderBy('in_force_from', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    rank: row.rank,
    title: row.title,
    documentNumber: row.document_number,
    issuer: row.issuer,
    inForceFrom: row.in_force_from,
    repealedOn: row.repealed_on,
    verified: row.verified,
  }));
}

/** What the instruments of the register are called by, in short: another one when any title, number or repeal is another. */
export async function registerDigest(reader: Reader): Promise<string> {
  const found = await sql<{ digest: string | null }>`
    SELECT md5(string_agg(to_json(ARRAY[id, title, document_number, repealed_on::text])::text, E'\n' ORDER BY id)) AS digest FROM law.instrument`.execute(
    reader,
  );
  return found.rows[0]?.digest ?? '';
}

/**
 * Articles that contain every word of the query somewhere in what a citation shows, those in force first; at most 100, but every one whose id is
 * asked for.
 */
export async function findArticles(reader: Reader, query: ArticleQuery): Promise<Article[]> {
  let select = reader
    .withTables<LawTables>()
    .selectFrom('law.article as article')
    .innerJoin('law.instrument as instrument', 'instrument.id', 'article.instrument_id')
    .select(['article.id', 'article.number', 'article.heading', 'article.text', 'article.extent', 'article.state', 'article.changed_on'])
    .select([
      'instrument.id as instrument_id',
      'instrument.rank',
      'instrument.title',
      'instrument.document_number',
      'instrument.repealed_on',
    ]);
  if (query.ids) select = select.where(sql<boolean>`article.id = ANY (${[...query.ids]}::text[])`);
  if (query.instrumentId) select = select.where('instrument.id', '=', query.instrumentId);
  if (query.ranks) select = select.where('instrument.rank', 'in', query.ranks.length > 0 ? query.ranks : ['standard']);
  for (const word of (query.text ?? '').split(/\s+/).filter(Boolean).slice(0, 8)) {
    const shown = sql<string>`concat_ws(' ', article.id, instrument.title, instrument.document_number, article.number, article.heading, article.text)`;
    select = select.where(sql<boolean>`strpos(lower(${shown}), lower(${word})) > 0`);
  }
  const rows = await select
    .orderBy(sql`article.state <> 'in-force'`)
    .orderBy('instrument.in_force_from', (order) => order.desc().nullsLast())
    .orderBy('article.instrument_id')
    .orderBy(sql`length(article.id)`)
    .orderBy('article.id')
    .limit(query.ids ? query.ids.length : Math.min(query.limit ?? ARTICLES_MAX, ARTICLES_MAX))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    heading: row.heading,
    text: row.text,
    extent: row.extent,
    state: row.state,
    changedOn: row.changed_on,
    instrument: {
      id: row.instrument_id,
      rank: row.rank,
      title: row.title,
      documentNumber: row.document_number,
      repealedOn: row.repealed_on,
    },
  }));
}

/** Adds or, unless it was edited by hand, refreshes a shipped instrument. */
export async function putShippedInstrument(tx: Transaction, shipped: ShippedInstrument, version: number): Promise<void> {
  const row = { ...instrumentRow(shipped), version };
  await tx
    .withTables<LawTables>()
    .insertInto('law.instrument')
    .values({ ...row, edited: false, repealed_on: null })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(row).where('law.instrument.edited', '=', false).where('law.instrument.version', '<', version),
    )
    .execute();
}

export async function putShippedArticle(tx: Transaction, shipped: ShippedArticle, version: number): Promise<void> {
  const row = {
    instrument_id: shipped.instrument,
    number: shipped.number,
    heading: shipped.heading,
    text: shipped.text,
    extent: shipped.extent,
    version,
  };
  await tx
    .withTables<LawTables>()
    .insertInto('law.article')
    .values({ id: shipped.id, ...row, state: 'in-force', changed_on: null, edited: false })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(row).where('law.article.edited', '=', false).where('law.article.version', '<', version),
    )
    .execute();
}

/** Adds an instrument that a person entered; false when the id is taken. */
export async function insertInstrument(tx: Transaction, given: ShippedInstrument): Promise<boolean> {
  const result = await tx
    .withTables<LawTables>()
    .insertInto('law.instrument')
    .values({ ...instrumentRow(given), repealed_on: null, version: 0, edited: true })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function insertArticle(tx: Transaction, given: ShippedArticle): Promise<boolean> {
  const row = {
    id: given.id,
    instrument_id: given.instrument,
    number: given.number,
    heading: given.heading,
    text: given.text,
    extent: given.extent,
  };
  const result = await tx
    .withTables<LawTables>()
    .insertInto('law.article')
    .values({ ...row, state: 'in-force', changed_on: null, version: 0, edited: true })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

function instrumentRow(given: ShippedInstrument) {
  return {
    id: given.id,
    rank: given.rank,
    title: given.title,
    document_number: given.documentNumber,
    issuer: given.issuer,
    in_force_from: given.inForceFrom,
    verified: given.verified,
  };
}

/** Marks articles of an instrument as amended or repealed; answers the ids that this changed. */
export async function markArticlesChanged(
  tx: Transaction,
  articleIds: readonly string[],
  change: { state: 'amended' | 'repealed'; on: Day },
): Promise<string[]> {
  if (articleIds.length === 0) return [];
  const rows = await tx
    .withTables<LawTables>()
    .updateTable('law.article')
    .set({ state: change.state, changed_on: change.on, edited: true })
    .where('id', 'in', articleIds)
    .where('state', '<>', 'repealed')
    .returning('id')
    .execute();
  return rows.map((row) => row.id).toSorted();
}

export async function markInstrumentRepealed(tx: Transaction, id: string, on: Day): Promise<void> {
  await tx.withTables<LawTables>().updateTable('law.instrument').set({ repealed_on: on, edited: true }).where('id', '=', id).execute();
}

/** Writes the articles that one citer rests on, in the place of those it rested on before; none releases it. */
export async function replaceCitations(tx: Transaction, by: Citer, cited: { articleIds: readonly string[]; at: Date }): Promise<void> {
  const db = tx.withTables<LawTables>();
  await db
    .deleteFrom('law.citation')
    .where('by_module', '=', by.module)
    .where('by_kind', '=', by.kind)
    .where('by_id', '=', by.id)
    .execute();
  const rows = [...new Set(cited.articleIds)].map((articleId) => ({
    by_module: by.module,
    by_kind: by.kind,
    by_id: by.id,
    article_id: articleId,
    cited_at: cited.at,
  }));
  if (rows.length > 0) await db.insertInto('law.citation').values(rows).execute();
}

/** Everyone who rests on one of these articles. */
export async function citersOf(reader: Reader, articleIds: readonly string[]): Promise<(Citer & { articleId: string })[]> {
  if (articleIds.length === 0) return [];
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.citation')
    .selectAll()
    .where('article_id', 'in', articleIds)
    .orderBy('by_module')
    .orderBy('by_kind')
    .orderBy('by_id')
    .orderBy('article_id')
    .execute();
  return rows.map((row) => ({ module: row.by_module, kind: row.by_kind, id: row.by_id, articleId: row.article_id }));
}

export async function ruleSetLayers(reader: Reader): Promise<RuleSetLayer[]> {
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.rule_set')
    .select('layer')
    .orderBy('effective_from')
    .orderBy('version')
    .execute();
  return rows.map((row) => row.layer);
}

/** Adds one version of a rule set; a version that is there is never changed. */
export async function insertRuleSetLayer(tx: Transaction, layer: RuleSetLayer): Promise<boolean> {
  const result = await tx
    .withTables<LawTables>()
    .insertInto('law.rule_set')
    .values({ id: layer.id, version: layer.version, effective_from: layer.effectiveFrom, layer: JSON.stringify(layer) })
    .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The articles of an instrument; undefined when the register does not hold the instrument. */
export async function articleIdsOf(reader: Reader, instrumentId: string): Promise<string[] | undefined> {
  const db = reader.withTables<LawTables>();
  const instrument = await db.selectFrom('law.instrument').select('id').where('id', '=', instrumentId).executeTakeFirst();
  if (!instrument) return undefined;
  const rows = await db.selectFrom('law.article').select('id').where('instrument_id', '=', instrumentId).orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** Numbers and states of every article of some instruments, without their words. */
export async function articlesOfInstruments(reader: Reader, instrumentIds: readonly string[]): Promise<HeldArticle[]> {
  if (instrumentIds.length === 0) return [];
  return reader
    .withTables<LawTables>()
    .selectFrom('law.article')
    .select(['id', 'number', 'state', 'instrument_id as instrumentId'])
    .where('instrument_id', 'in', instrumentIds)
    .orderBy('id')
    .execute();
}

/** Two people who set limits at once do so one after the other. */
export async function lockRuleSets(tx: Transaction): Promise<void> {
  await sql`LOCK TABLE law.rule_set IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}
