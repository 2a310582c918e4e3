import { filesUnder, readText } from './repository.ts';
import { scan, testTitles } from './source-scan.ts';

/** The page that says clause by clause what the product does and what shows it. */
export const conformancePage = 'docs/conformance.md';

export type Row = { readonly id: string; readonly product: string; readonly proof: string };

/** A row of the table: `| 91-x | what the product does | proof |`; `undefined` for any other line. */
export function rowOf(line: string): Row | undefined {
  const [, id = '', product = '', proof = ''] = line.split('|').map((cell) => cell.trim());
  return /^91-[0-9.]+$/u.test(id) ? { id, product, proof } : undefined;
}

export function conformanceRows(): Row[] {
  return readText(conformancePage)
    .split('\n')
    .flatMap((line) => rowOf(line) ?? []);
}

/** Test files that a proof names. */
export function testsNamed(proof: string): string[] {
  return [...proof.matchAll(/`([^`]+\.ts)`/gu)].flatMap((match) => match[1] ?? []);
}

/** Whether a test's title cites a clause, and not a longer number that begins or ends like it. */
export function cites(title: string, id: string): boolean {
  return new RegExp(String.raw`(?<![\d.-])${id.replaceAll('.', String.raw`\.`)}(?!\.?\d)`, 'u').test(title);
}

/** Whether a file's tests go through HTTP or a browser. */
export function isProof(path: string): boolean {
  return /\.(?:api\.test|e2e)\.ts$/u.test(path);
}

/** Every test through HTTP or a browser that cites the clause in a title. */
export function proofsOf(id: string): string[] {
  const tests = ['server', 'e2e'].flatMap(filesUnder).filter(isProof);
  return tests.filter((path) => testTitles(scan(path)).some((title) => cites(title, id)));
}
