import { sql } from 'kysely';
import type { Database } from '../../server/src/platform/database.ts';
import { readingOf } from '../../server/src/modules/catalog/search/reading.ts';
import type { SearchDocument } from '../../server/src/modules/catalog/search/search-document.ts';
import { saveSearchDocuments } from '../../server/src/modules/catalog/search/search-store.ts';
import { seededRandom } from './random.ts';
import words from './words.json' with { type: 'json' };

const BATCH = 1000;
export const itemsEach = 20;

export const cityCode = '650400';
export const countyCode = '650421';

export function organisationId(serial: number): string {
  return `0199cccc-0000-7000-8000-${String(serial).padStart(12, '0')}`;
}

type Draw = { readonly one: <T>(from: readonly T[]) => T; readonly below: (end: number) => number };

function drawing(seed: number): Draw {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  return {
    below,
    one: (from) => {
      const chosen = from[below(from.length)];
      if (chosen === undefined) throw new Error('nothing to draw from');
      return chosen;
    },
  };
}

/** Item names as catalogues have them: a few are everywhere, most are rare. */
function itemPool(): string[] {
  return words.itemHeads.flatMap((head, first) =>
    words.itemTails.flatMap((tail, second) => {
      const field = `${words.fieldHeads[first] ?? ''}_${words.fieldTails[second] ?? ''}`;
      return [`${head}${tail} ${field}`, `${head}原${tail} old_${field}`, `${head}变更后${tail} ${field}_2`];
    }),
  );
}

/** Documents like those of published entries, the same for the same seed: names, summaries and departments of a city, items by Zipf's law. */
export function* documentsOf({ count, seed }: { count: number; seed: number }): Generator<SearchDocument> {
  const draw = drawing(seed);
  const pool = itemPool()
    .map((item) => ({ item, place: draw.below(1_000_000) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
  const readings = new Map<string, string>();
  const read = (text: string): string => {
    const known = readings.get(text) ?? readingOf(text);
    if (text.length < 24) readings.set(text, known);
    return known;
  };
  for (let serial = 0; serial < count; serial += 1) yield documentOf({ serial, draw, pool, read });
}

type Making = { serial: number; draw: Draw; pool: readonly string[]; read: (text: string) => string };

function documentOf({ serial, draw, pool, read }: Making): SearchDocument {
  const placeAt = draw.below(words.places.length);
  const departmentAt = draw.below(words.departments.length);
  const place = words.places[placeAt] ?? '';
  const department = words.departments[departmentAt] ?? '';
  const subject = draw.one(words.subjects);
  const year = 2012 + draw.below(15);
  const name = `${place}${year}年${draw.one(words.scopes)}${subject}${draw.one(words.aspects)}${serial % 7 === 0 ? `(第${serial}批)` : ''}`;
  const items = Array.from({ length: itemsEach }, () => pool[Math.floor(pool.length * (draw.below(100_000) / 100_000) ** 3)] ?? '');
  const told = items.slice(0, 4).map((item) => item.split(' ')[0] ?? '');
  const abstract = `${place}${department}履行职责中形成的${subject}数据,含${told.join('、')}等,${year}年起,共${draw.below(90_000)}条。`;
  const providerNames = [`${place}${department}`, department];
  const regionCode = placeAt % 4 === 2 ? countyCode : cityCode;
  const category = `${draw.one(['1', '2', '3'])}${String(1 + draw.below(8)).padStart(2, '0')}000`;
  return {
    entryId: `0199dddd-${serial.toString(16).padStart(8, '0').slice(0, 4)}-7${serial.toString(16).padStart(8, '0').slice(5)}-8000-${String(serial).padStart(12, '0')}`,
    audience: draw.one(['everyone', 'everyone', 'everyone', 'everyone', 'everyone', 'everyone', 'everyone', 'signed', 'unit'] as const),
    stageAudience: null,
    state: draw.one(['published', 'published', 'published', 'change-pending', 'legacy-incomplete'] as const),
    stage: null,
    providerOrgId: organisationId(placeAt * 100 + departmentAt),
    regionCode,
    authorityRegion: regionCode,
    sample: false,
    categories: [category.slice(0, 1), category.slice(0, 3), category],
    category,
    shareType: draw.one(['unconditional', 'unconditional', 'conditional', 'denied', null] as const),
    formatClass: draw.one(['database', 'spreadsheet', null] as const),
    updateCycle: draw.one(['daily', 'monthly', 'yearly', null] as const),
    itemCount: items.length,
    name,
    nameUg: '',
    abstract,
    abstractUg: '',
    providerNames,
    items,
    code: `${category.slice(0, 1)}${regionCode.slice(0, 5)}${departmentAt}/${String(serial).padStart(6, '0')}`,
    version: '1.0',
    publishedOn: '2026-11-01',
    readings: [name, ...providerNames, ...items].map(read),
    // What only the search of the release before reads is left out.
    nameFolded: '',
    folded: '',
    tokens: [],
  };
}

/** Stores the documents in the product's own way, each with the entry that it stands for. */
export async function storeCatalogue(database: Database, documents: readonly SearchDocument[]): Promise<void> {
  for (let from = 0; from < documents.length; from += BATCH) {
    const batch = documents.slice(from, from + BATCH);
    const rows = JSON.stringify(
      batch.map(({ entryId, name, providerOrgId, providerNames, regionCode }) => ({
        entryId,
        name,
        providerOrgId,
        provider: providerNames[0],
        regionCode,
      })),
    );
    await database.transaction(async (tx) => {
      await sql`
        INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, region_code, sample, name_folded, live_no, source, source_id)
        SELECT "entryId", 'legacy-incomplete', 1, "providerOrgId", provider, "regionCode", true, name, 1, 'bench', "entryId"
        FROM jsonb_to_recordset(${rows}::jsonb) AS row ("entryId" uuid, name text, "providerOrgId" uuid, provider text, "regionCode" text)`.execute(
        tx,
      );
      await saveSearchDocuments(tx, batch);
    });
  }
  await sql`ANALYZE`.execute(database.reader);
}
