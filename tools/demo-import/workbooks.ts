import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';

import { writeXlsxStream } from 'hucre/xlsx';
import { z } from 'zod';

import { gb18030Encoder } from './gb18030.ts';
import words from './places.json' with { type: 'json' };
import { readRealRows, type RealRow } from './real-rows.ts';

const fields = [
  'title',
  'summary',
  'org',
  'domain',
  'industry',
  'freq',
  'open',
  'tags',
  'issued',
  'modified',
  'rows',
  'format',
  'district',
] as const;
const placeSchema = z.strictObject({
  place: z.string(),
  code: z.string().regex(/^\d{6}$/),
  name: z.string(),
  kind: z.enum(['xlsx', 'csv-utf-8', 'csv-gb18030']),
  titleRows: z.array(z.string()),
  columns: z.array(z.tuple([z.string(), z.enum(fields)])),
});
type DemoPlace = z.infer<typeof placeSchema>;

/** A workbook that was written: whose catalogue it is, and how many rows of it the source has. */
export type PlaceWorkbook = { readonly code: string; readonly name: string; readonly file: string; readonly rows: number };

/** The other places of the source, as one file each with every column under the header of the second place. */
function otherPlaces(places: readonly DemoPlace[]): DemoPlace[] {
  const columns = places.find(({ columns: stated }) => stated.some(([, field]) => field === 'summary'))?.columns ?? [];
  const others = z.array(z.tuple([z.string(), z.string(), z.string()])).parse(words.others);
  return others.map(([place, code, name]) => ({ place, code, name, kind: 'csv-utf-8', titleRows: [], columns }));
}

/** Writes the real rows of the demonstration's places, or of all, into a folder, each in its own container, and answers what was written. */
export async function writeWorkbooks(realRows: string, folder: string, { all }: { all: boolean }): Promise<PlaceWorkbook[]> {
  const shown = z.array(placeSchema).parse(words.places);
  const places = all ? [...shown, ...otherPlaces(shown)] : shown;
  const rows = await readRealRows(realRows, new Set(places.map(({ place }) => place)));
  await mkdir(folder, { recursive: true });
  const written: PlaceWorkbook[] = [];
  for (const place of places) {
    const ofPlace = rows.get(place.place) ?? [];
    const file = path.join(folder, `${place.code}.${place.kind === 'xlsx' ? 'xlsx' : 'csv'}`);
    await writeFile(file, place.kind === 'xlsx' ? xlsxOf(place, ofPlace) : csvOf(place, ofPlace));
    written.push({ code: place.code, name: place.name, file, rows: ofPlace.length });
  }
  return written;
}

type CellText = string | number | null;

/** Lines above the header, the header, then each row with its spellings as they were found; a list becomes its words. */
function* linesOf({ titleRows, columns }: DemoPlace, rows: readonly RealRow[]): Generator<CellText[]> {
  for (const title of titleRows) yield [title];
  yield columns.map(([header]) => header);
  for (const row of rows) yield columns.map(([, field]) => cellOf(row[field]));
}

function cellOf(value: RealRow[(typeof fields)[number]]): CellText {
  if (value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : value.join(',');
}

function xlsxOf(place: DemoPlace, rows: readonly RealRow[]): Readable {
  return Readable.from(writeXlsxStream(linesOf(place, rows), { name: place.name }));
}

function csvOf(place: DemoPlace, rows: readonly RealRow[]): Buffer {
  const lines = Array.from(linesOf(place, rows), (cells) => cells.map(quoted).join(','));
  const text = `${lines.join('\r\n')}\r\n`;
  return place.kind === 'csv-gb18030' ? gb18030Encoder()(text) : Buffer.from(text);
}

function quoted(cell: CellText): string {
  const text = String(cell ?? '');
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
