import { expect, test } from 'vitest';
import { advice, isTest, sourceFiles } from './repository.ts';
import { scan } from './source-scan.ts';

const files = sourceFiles();
const marks = /(?:oxlint|eslint)-disable|@ts-expect-error|@ts-ignore|@ts-nocheck|oxfmt-ignore|prettier-ignore|@lintignore|v8 ignore/u;

/** What is wrong with a comment that silences a tool, if it is one. */
function silence(comment: string): string | undefined {
  const mark = marks.exec(comment)?.[0];
  if (mark === undefined) return undefined;
  if (mark === '@ts-ignore' || mark === '@ts-nocheck') return `${mark} silences without looking; use @ts-expect-error with a reason.`;
  if (/(?:oxlint|eslint)-disable(?:\s*--|\s*$)/u.test(comment)) return 'silences every rule; name the one that is wrong here.';
  const reason =
    /--\s*(.+)$/u.exec(comment)?.[1] ?? (mark === '@ts-expect-error' ? comment.slice(comment.indexOf(mark) + mark.length) : '');
  return reason.trim().length >= 15 ? undefined : `${mark} gives no reason; write " -- why the rule is wrong here" in the same line.`;
}

test('every suppression has its reason in the same line', () => {
  const comments = files.flatMap((path) => scan(path).comments.map((comment) => ({ path, comment })));
  expect(comments.length, 'the law sees comments').toBeGreaterThan(20);
  const bare = comments.flatMap(({ path, comment }) => {
    const sentence = silence(comment.value);
    return sentence === undefined ? [] : advice(path, scan(path).lineOf(comment.start), sentence);
  });
  expect(bare).toEqual([]);
});

test('a suppression without a reason is seen', () => {
  const open = [
    'oxlint-disable-next-line no-console',
    ' eslint-disable -- because it is wrong here',
    ' @ts-ignore: too hard to say',
    ' @ts-expect-error',
  ];
  expect(open.filter((comment) => silence(comment) === undefined)).toEqual([]);
  expect(silence(' oxlint-disable-next-line no-console -- the launcher has no logger yet')).toBeUndefined();
});

test('no test is skipped, focused or left to do', () => {
  const tests = files.filter(isTest);
  expect(tests.length).toBeGreaterThan(0);
  const asleep = tests.flatMap((path) =>
    scan(path)
      .text.split('\n')
      .flatMap((line, index) => {
        const mark = /^\s*(?:test|it|describe)\.(?:skip|only|todo)\b/u.exec(line);
        return mark
          ? advice(path, index + 1, `${mark[0].trim()}: a test runs or does not exist; say what the machine lacks with skipIf(…).`)
          : [];
      }),
  );
  expect(asleep).toEqual([]);
});
