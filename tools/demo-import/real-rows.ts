import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

/** One row of a public open-data portal's catalogue as it was found (nju-websoft/CNPDS, Apache-2.0). */
export type RealRow = {
  readonly id: string;
  readonly place: string;
  readonly title: string;
  readonly summary?: string;
  readonly org?: string;
  readonly domain?: string;
  readonly industry?: string;
  readonly freq?: string;
  readonly open?: string;
  readonly tags?: string;
  readonly issued?: string;
  readonly modified?: string;
  readonly rows?: string | number;
  readonly format?: string | readonly string[];
  readonly district?: string;
};

const fileName = 'catalogs.jsonl.gz';

/** The folder that CI and the developers have beside the project; a user's machine does not. */
export const usualFolder = path.resolve(fileURLToPath(new URL('../../../shared/data/catalogs', import.meta.url)));

/** The file of real rows in a folder (or the file itself), if it is there. */
export function realRowsFile(given: string | undefined): string | undefined {
  const place = given === undefined ? usualFolder : path.resolve(given);
  return [place, path.join(place, fileName)].find((candidate) => candidate.endsWith('.gz') && existsSync(candidate));
}

/** The rows of some places, in the order of the file. */
export async function readRealRows(file: string, places: ReadonlySet<string>): Promise<Map<string, RealRow[]>> {
  const rows = new Map<string, RealRow[]>();
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity });
  for await (const line of lines) {
    const row: RealRow = JSON.parse(line);
    if (!places.has(row.place)) continue;
    const known = rows.get(row.place);
    if (known) known.push(row);
    else rows.set(row.place, [row]);
  }
  return rows;
}
