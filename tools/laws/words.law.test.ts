import { Visitor } from 'oxc-parser';
import type { Argument, CallExpression } from 'oxc-parser';
import { expect, test } from 'vitest';
import { messageTable } from './contract-tables.ts';
import { advice, isTest, isTestSupport, sourceFiles } from './repository.ts';
import { literalsOf, scan } from './source-scan.ts';

const zh = messageTable('zh');
const product = sourceFiles().filter(
  (path) => /^(?:contract|policy|server|cli|web)\/src\//u.test(path) && !isTest(path) && !isTestSupport(path),
);

/** Files of data: synonyms of headers, code lists, names of regions. They hold tables, no rules. */
function isData(path: string): boolean {
  return /\/data\/|-(?:data|words|synonyms|codes)\.ts$/u.test(path);
}

/** What a screen may not hold: ideographs and the punctuation that goes with them. */
const onScreen = /[\u3400-\u9fff\u3000-\u303f\uff01-\uff5e]/u;
/** What a rule of the server may not hold: ideographs. Separators that an import reads are no words. */
const inRules = /[\u3400-\u9fff]/u;

test('words stand in message files and data, never in code', () => {
  const carriers = product.filter((path) => !path.startsWith('contract/') && !isData(path));
  const seen = carriers.flatMap((path) => literalsOf(scan(path)).map((literal) => ({ path, ...literal })));
  expect(seen.length).toBeGreaterThan(100);
  const spoken = seen.filter(({ path, text }) => (path.startsWith('web/') ? onScreen : inRules).test(text));
  expect(
    spoken.map(({ path, line, text }) =>
      advice(path, line, `carries "${text.trim().slice(0, 24)}"; put words into contract/messages, codes and synonyms into a data file.`),
    ),
  ).toEqual([]);
});

type Use = { readonly path: string; readonly line: number; readonly key: string; readonly whole: boolean };

/** Keys that code asks words for: `t('…')`, `words.text('…')`; of a template the part before its first value. */
function keysAskedFor(path: string): Use[] {
  const source = scan(path);
  const uses: Use[] = [];
  new Visitor({
    CallExpression(node) {
      const key = ['t', 'text'].includes(calledName(node)) ? plainStart(node.arguments[0]) : undefined;
      if (key) uses.push({ path, line: source.lineOf(node.start), ...key });
    },
  }).visit(source.parsed.program);
  return uses.filter(({ key }) => /^[a-z-]+\.[a-z0-9.-]*$/u.test(key));
}

/** The name by which a function or a method is called. */
function calledName({ callee }: CallExpression): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}

/** The plain text that an argument begins with, and whether that is all of it. */
function plainStart(argument: Argument | undefined): { key: string; whole: boolean } | undefined {
  if (argument?.type === 'Literal' && typeof argument.value === 'string') return { key: argument.value, whole: true };
  const first = argument?.type === 'TemplateLiteral' ? argument.quasis[0] : undefined;
  return first && { key: first.value.raw, whole: first.tail };
}

test('every text that a screen asks for exists', () => {
  const uses = product.filter((path) => /^(?:web|server)\//u.test(path)).flatMap(keysAskedFor);
  expect(uses.length, 'the law sees t(…)').toBeGreaterThan(5);
  const keys = [...zh.keys()];
  const missing = uses.filter(({ key, whole }) => (whole ? !zh.has(key) : !keys.some((known) => known.startsWith(key))));
  expect(missing.map(({ path, line, key }) => advice(path, line, `asks for ${key}, which contract/messages does not have.`))).toEqual([]);
});

test('no text is left over', () => {
  const literals = new Set(product.flatMap((path) => literalsOf(scan(path)).map(({ text }) => text)));
  const prefixes = [...literals].filter((text) => /^[a-z-]+\.(?:[a-z0-9-]+\.)*$/u.test(text) || text === 'refusal.' || text === 'field.');
  const left = [...zh.keys()].filter((key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
  expect(left.map((key) => `contract/messages: nobody asks for ${key}.`)).toEqual([]);
});
