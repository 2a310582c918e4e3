import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

/** What a sample needs of a real catalogue row (nju-websoft/CNPDS); its texts stay where they are, only `id` is written down here. */
export type Row = {
  readonly id: string;
  readonly place: string;
  readonly title: string;
  readonly summary: string;
  readonly org: string;
  /** Which district of the city, where the portal says so; else empty. */
  readonly district: string;
};

const file = fileURLToPath(new URL('../../../shared/data/catalogs/catalogs.jsonl.gz', import.meta.url));

/** Every row that names its department, in the order of the file. */
export async function readRows(): Promise<Row[]> {
  if (!existsSync(file)) throw new Error(`the real rows are not beside the project: ${file}`);
  const rows: Row[] = [];
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity })) {
    const {
      id,
      place,
      title,
      summary = '',
      org = '',
      district = '',
    }: Partial<Row> & Pick<Row, 'id' | 'place' | 'title'> = JSON.parse(line);
    if (org !== '' && title !== '') rows.push({ id, place, title, summary, org, district });
  }
  return rows;
}
