import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readText, root } from '../laws/repository.ts';
import { configurationPage } from './configuration-page.ts';
import { conformanceTable } from './conformance-table.ts';
import { errorsPage } from './errors-page.ts';
import { migrationList } from './migration-list.ts';
import { openApiDocument } from './openapi-document.ts';
import { stepsPage } from './steps-page.ts';

/** Files that the code determines. `npm run generate` writes them; with `--check` it compares and changes nothing. */
const artefacts: readonly { path: string; make: () => Promise<string> | string }[] = [
  { path: 'docs/reference/errors.md', make: errorsPage },
  { path: 'docs/reference/configuration.md', make: configurationPage },
  { path: 'docs/reference/openapi.json', make: openApiDocument },
  { path: 'docs/reference/steps.md', make: stepsPage },
  { path: 'tools/laws/migrations.sha256', make: migrationList },
  { path: 'docs/conformance.md', make: conformanceTable },
];

const check = process.argv.includes('--check');
let different = 0;
for (const { path, make } of artefacts) {
  const made = await make();
  const current = existsSync(join(root, path)) ? readText(path) : undefined;
  if (current === made) continue;
  different += 1;
  if (check) {
    console.log(`${path} is not what the code says: run "npm run generate" and look at the difference.`);
    continue;
  }
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), made);
  console.log(`wrote ${path}`);
}
console.log(`${artefacts.length} generated files, ${different} ${check ? 'out of date' : 'written'}`);
if (check && different > 0) process.exitCode = 1;
