import { posix } from 'node:path';
import { Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { advice, filesUnder, sourceFiles, sourceFolders } from './repository.ts';
import { scan } from './source-scan.ts';

const forbidden = new Set(['util', 'utils', 'common', 'shared', 'helper', 'helpers', 'misc', 'lib', 'manager', 'impl']);

/** The word of a path that says nothing about the domain, if it has one. */
function emptyWord(path: string): string | undefined {
  const words = path.split('/').flatMap((part) => part.replace(/\..*$/u, '').split(/[-_]/u));
  return words.map((word) => word.toLowerCase()).find((word) => forbidden.has(word));
}

test('folders and files are named after the domain', () => {
  const paths = sourceFolders.flatMap(filesUnder);
  expect(paths.length).toBeGreaterThan(20);
  const named = paths.flatMap((path) => {
    const word = emptyWord(path);
    return word === undefined
      ? []
      : advice(path, 1, `is named "${word}", which fits anything; name it after what it knows, and put it where that is used.`);
  });
  expect(named).toEqual([]);
});

test('the rule knows an empty word wherever it stands', () => {
  expect(
    ['server/src/utils/a.ts', 'kit/src/string-helpers.ts', 'web/src/lib/x.tsx', 'kit/src/common.ts'].filter((path) => !emptyWord(path)),
  ).toEqual([]);
  expect(emptyWord('server/src/modules/sharing/application-store.ts')).toBeUndefined();
});

test('classes are named after what they hold, and inherit from nothing but errors', () => {
  const found: string[] = [];
  let classes = 0;
  for (const path of sourceFiles()) {
    const source = scan(path);
    new Visitor({
      ClassDeclaration(node) {
        classes += 1;
        const line = source.lineOf(node.start);
        const name = node.id?.name ?? '';
        if (/(?:Manager|Service|Helper|Util|Impl|Base)$/u.test(name))
          found.push(advice(path, line, `class ${name} is named after a pattern; name what it holds.`));
        const parent = node.superClass?.type === 'Identifier' ? node.superClass.name : undefined;
        if (node.superClass && !/(?:Error|Outage|Transform|Readable|Writable)$/u.test(parent ?? '')) {
          found.push(advice(path, line, `class ${name} inherits; use a function that takes what differs.`));
        }
      },
    }).visit(source.parsed.program);
  }
  expect(classes, 'the law sees at least the class of kit/src/refusal.ts').toBeGreaterThan(0);
  expect(found).toEqual([]);
});

test('module folders of the packages use the words of the module graph', () => {
  const folders = new Set(filesUnder('server/src/modules').map((path) => posix.dirname(path).split('/')[3] ?? ''));
  expect(folders.size).toBeGreaterThan(0);
  const plural = [...folders].filter((name) => !/^[a-z]+$/u.test(name));
  expect(plural.map((name) => `server/src/modules/${name}: a module has one word.`)).toEqual([]);
});
