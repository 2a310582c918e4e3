import { expect, test } from 'vitest';
import { noticeKinds } from '../../server/src/modules/desk/notice-kind.ts';
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

/** Words of notices: what a module tells somebody stands under `notice` or `<part>-notice` of its own. */
const isNotice = (key: string): boolean => /^[a-z]+\.(?:[a-z-]+-)?notice\./u.test(key);
const languages = ['zh', 'ug', 'en'] as const;

test('every kind of notice says its next step, or that there is none, and who takes it, in every language', () => {
  const known = new Map(noticeKinds);
  const told = [...zh.keys()].filter(isNotice);
  expect(told.length).toBeGreaterThan(150);
  expect(told.filter((key) => !known.has(key)).map((key) => `${key} has no next step in desk/notice-kind.ts.`)).toEqual([]);
  expect([...known.keys()].filter((key) => !zh.has(key)).map((key) => `notice-kind.ts names ${key}, which has no words.`)).toEqual([]);
  const asked = noticeKinds.flatMap(([, { next }]) => (next === null ? [] : [`desk.next.${next.step}`, `desk.by.${next.by}`]));
  const lacking = languages.flatMap((language) => {
    const table = messageTable(language);
    return asked.filter((key) => !table.has(key)).map((key) => `contract/messages/${language} lacks ${key}`);
  });
  expect(lacking).toEqual([]);
});

test('a notice names its case: by a number or name in its words, or by the to-do that it is about', () => {
  // A clock speaks of a to-do, which it names; what is told of mail is about the mailbox.
  const byItself = (key: string) => /^desk\.notice\.(?:clock\.|due-moved|mail-|address-)/u.test(key);
  const nameless = noticeKinds.filter(
    ([key]) => !byItself(key) && !/\{(?:no|name|entry|title|service|docNo|document|requester|from)\b/u.test(zh.get(key) ?? ''),
  );
  expect(nameless.map(([key]) => `${key} names no case.`)).toEqual([]);
});

test('what asks nothing of its reader is a copy, and what its reader is to do is none', () => {
  const wrong = noticeKinds.filter(([, { next, isCopy }]) => (next === null ? isCopy !== true : isCopy === true && next.by === 'reader'));
  expect(wrong.map(([key]) => key)).toEqual([]);
});
