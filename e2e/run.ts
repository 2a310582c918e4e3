import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Tally } from '../tools/test/tally.ts';
import { chromiumPath, openBrowser } from './src/browser.ts';
import { cityIn, type City } from './src/city.ts';
import { openConstellation, type Addresses } from './src/constellation.ts';
import { storiesTold, type Story } from './src/story.ts';

/**
 * `node e2e/run.ts [--report FILE] [--only PATTERN] [--portal URL …]`: tells every story in a browser over a demo city of its own.
 * E2E_SCREENSHOTS names a folder for pictures of every page on the way. With the three addresses of a running demo city it uses that one.
 */
const { values } = parseArgs({
  options: {
    report: { type: 'string' },
    only: { type: 'string' },
    portal: { type: 'string' },
    gateway: { type: 'string' },
    provider: { type: 'string' },
  },
});

async function readStories(): Promise<readonly Story[]> {
  const folder = new URL('./stories/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.e2e.ts')).toSorted();
  const wanted = new RegExp(values.only ?? '', 'u');
  for (const file of files) if (wanted.test(file)) await import(new URL(file, folder).href);
  const told = storiesTold();
  if (told.length === 0) throw new Error(`no file of e2e/stories is named like ${values.only ?? 'a story'}`);
  return told;
}

async function main(): Promise<Tally> {
  const stories = await readStories();
  const executable = chromiumPath();
  if (executable === undefined) {
    const why = 'there is no Chromium here (Debian: apt-get install chromium)';
    return { passed: 0, failures: [], skipped: stories.map(({ title }) => ({ name: title, why })) };
  }
  const screenshots = process.env['E2E_SCREENSHOTS'];
  if (screenshots !== undefined) await mkdir(screenshots, { recursive: true });
  await using stack = new AsyncDisposableStack();
  const running = runningCity();
  const addresses = running ?? stack.use(await openConstellation(fileURLToPath(new URL('../', import.meta.url))));
  const browser = await openBrowser(executable);
  stack.defer(() => browser.close());

  const failures: string[] = [];
  for (const one of stories) {
    const city = cityIn(browser, { addresses, screenshots, isOwn: running === undefined });
    failures.push(...(await failuresOf(one, city)));
    await city.close();
  }
  return { passed: stories.length - new Set(failures.map((failure) => failure.split('\n')[0])).size, failures, skipped: [] };
}

function runningCity(): Addresses | undefined {
  const { portal, gateway, provider } = values;
  return portal && gateway && provider ? { portal, gateway, provider } : undefined;
}

/** A story fails once, with everything that went wrong on its way. */
async function failuresOf({ title, tell }: Story, city: City): Promise<string[]> {
  const started = performance.now();
  const broken: string[] = [];
  try {
    await tell(city);
  } catch (error) {
    broken.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    await city.pictures('failed');
  }
  const lines = [...broken, ...city.findings.map(({ page, what }) => `${page}: ${what}`)];
  console.log(`  ${lines.length === 0 ? '✓' : '✗'} ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  for (const line of lines) console.log(`      ${line}`);
  return lines.length === 0 ? [] : [[title, ...lines].join('\n')];
}

const tally = await main();
if (values.report !== undefined) await writeFile(values.report, JSON.stringify(tally));
process.exitCode = tally.failures.length === 0 ? 0 : 1;
