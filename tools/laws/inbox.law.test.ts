import { expect, test } from 'vitest';
import { copiedTitles } from '../../server/src/modules/desk/notice-kind.ts';
import { messageTable } from './contract-tables.ts';
import { isTest, isTestSupport, readText, sourceFiles } from './repository.ts';

const zh = messageTable('zh');
/** A kind of case that a to-do or notice is about: the constant of its module, or the literal in its subject. */
const said = /(?:_CASE|KIND) = '([a-z-]+\.[a-z-]+)'|subject[^\n]*kind: '([a-z-]+\.[a-z-]+)'/gu;

test('every kind of case that reaches an inbox has a name there', () => {
  const files = sourceFiles().filter((file) => file.startsWith('server/src/modules/') && !isTest(file) && !isTestSupport(file));
  const kinds = files.flatMap((file) => [...readText(file).matchAll(said)].map((match) => ({ file, kind: match[1] ?? match[2] ?? '' })));
  expect(kinds.length).toBeGreaterThan(20);
  const nameless = kinds.filter(({ kind }) => !zh.has(`desk.kind.${kind}`));
  expect(nameless.map(({ file, kind }) => `${file}: ${kind} has no words desk.kind.${kind} in contract/messages.`)).toEqual([]);
});

test('what is named as a copy is a notice that somebody gives', () => {
  expect(copiedTitles.length).toBeGreaterThan(50);
  expect(copiedTitles.filter((key) => !zh.has(key)).map((key) => `notice-kind.ts names ${key}, which has no words.`)).toEqual([]);
});
