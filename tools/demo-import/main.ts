import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { importPlace, type PlaceReport } from './import-place.ts';
import { PortalRefusal, signInToDemo } from './portal-session.ts';
import { peakMemory } from './process-memory.ts';
import { realRowsFile, usualFolder } from './real-rows.ts';
import { placeLines, totalLines, unknownLines } from './report.ts';
import { writeWorkbooks } from './workbooks.ts';

/** `npm run demo:import -- [--url http://localhost:8080] [--all] [FOLDER]`: real catalogues of five places, or of all, through the migration import. */
const { values, positionals } = parseArgs({
  options: { url: { type: 'string', default: 'http://localhost:8080' }, all: { type: 'boolean', default: false } },
  allowPositionals: true,
});

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function run(source: string): Promise<readonly PlaceReport[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'karez-workbooks-'));
  try {
    const portal = await signInToDemo(values.url);
    const reports: PlaceReport[] = [];
    for (const place of await writeWorkbooks(source, folder, { all: values.all })) {
      const report = await importPlace(portal, place);
      say([...placeLines(report), '']);
      reports.push(report);
    }
    return reports;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sumUp(reports: readonly PlaceReport[]): void {
  const unknown = unknownLines(reports);
  const memory = [...peakMemory()].map(([name, mebibytes]) => `${name} ${mebibytes.toFixed(0)} MiB`);
  say([
    ...(unknown.length === 0
      ? []
      : ['Spellings that state no value of their code list, left empty and kept in the original text:', ...unknown, '']),
    ...totalLines(reports),
    memory.length === 0
      ? 'Peak memory: not measured (the processes of Karez are not readable from here)'
      : `Peak memory: ${memory.join(', ')}`,
  ]);
}

const source = realRowsFile(positionals[0]);
if (source === undefined) {
  const wanted = positionals[0] ?? usualFolder;
  say([`There is no catalogs.jsonl.gz in ${wanted}.`, 'Name the folder that holds it: npm run demo:import -- FOLDER']);
  process.exitCode = 2;
} else {
  try {
    sumUp(await run(source));
  } catch (error) {
    const isUnreachable = error instanceof TypeError;
    say([
      isUnreachable
        ? `No Karez answers at ${values.url}: start it with npm start, or name it with --url.`
        : String(error instanceof Error ? error.message : error),
    ]);
    process.exitCode = error instanceof PortalRefusal || isUnreachable ? 2 : 1;
  }
}
