import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { advice, filesUnder, readText, root, sourceFolders } from './repository.ts';

const textual = /\.(?:[cm]?[tj]s|tsx|css|html|json|sql|md|ya?ml|sh|py|txt)$/u;
const topLevel = ['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'STYLE.md', 'package.json', 'package-lock.json'];
const paths = [...sourceFolders, 'docs', '.ci']
  .flatMap(filesUnder)
  .concat(topLevel)
  .filter((path) => textual.test(path) || path.startsWith('.ci/'));

// The patterns are put together here, so that this file does not break its own law.
const machinePath = new RegExp(
  String.raw`(?:^|[\s'"\x60(=])/(?:${['home', 'Users', 'root', 'work', 'tmp/bash'].join('|')})/[A-Za-z0-9._-]+`,
  'u',
);
const registryHost = new RegExp(
  String.raw`\b(?:${['registry', 'npm', 'artifactory', 'nexus', 'mirrors?'].join('|')})\.[a-z0-9-]+\.[a-z]{2,}`,
  'iu',
);

test('no text names a folder of somebody’s machine or a package registry', () => {
  expect(paths.length).toBeGreaterThan(20);
  const found = paths.flatMap((path) =>
    readText(path)
      .split('\n')
      .flatMap((line, index) => {
        const hit = machinePath.exec(line)?.[0] ?? registryHost.exec(line)?.[0];
        return hit === undefined
          ? []
          : advice(path, index + 1, `names ${hit.trim()}; write a path from the root, or leave the host to the machine's own settings.`);
      }),
  );
  expect(found).toEqual([]);
});

test('a machine path and a registry are seen', () => {
  expect(machinePath.test(['see ', 'home', 'somebody'].join('/'))).toBe(true);
  expect(registryHost.test(['https://registry', 'example', 'org'].join('.'))).toBe(true);
});

test('every link between the pages leads somewhere', () => {
  const pages = paths.filter((path) => path.endsWith('.md'));
  const links = pages.flatMap((path) =>
    [...readText(path).matchAll(/\]\(([^)\s]+)\)/gu)].map((match) => ({ path, target: (match[1] ?? '').replace(/#.*$/u, '') })),
  );
  const inner = links.filter(({ target }) => target !== '' && !/^[a-z]+:/u.test(target));
  expect(inner.length).toBeGreaterThan(20);
  const dead = inner.filter(({ path, target }) => !existsSync(join(root, posix.join(posix.dirname(path), target))));
  expect(dead.map(({ path, target }) => `${path} links to ${target}, which does not exist.`)).toEqual([]);
});
