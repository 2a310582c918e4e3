import { Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { advice, filesUnder, isTest, readText } from './repository.ts';
import { scan } from './source-scan.ts';

/** Uyghur is read from right to left: a page that names the left or the right side is wrong in one of its languages. */
const sidedProperty =
  /^(?:left|right|(?:margin|padding)(?:Left|Right)|border(?:Left|Right)\w*|border(?:Top|Bottom)(?:Left|Right)Radius|float|clear)$/u;
/** Properties and attributes whose value may name a side. */
const sidedValue = /^(?:textAlign|align|placement|fixed|tabPosition|expandIconPosition|iconPosition|titlePlacement)$/u;
const side = /^(?:left|right|(?:left|right)(?:Top|Bottom)|(?:top|bottom)(?:Left|Right))$/u;
/** `block-start inline-end block-end inline-start`: a shorthand of four, which has no logical form. */
const uneven = /^(\S+)\s+(\S+)\s+(\S+)\s+(\S+)$/u;

const sidedDeclaration =
  /^\s*(?:left|right|float|clear|(?:margin|padding|scroll-margin|scroll-padding)-(?:left|right)|border-(?:left|right)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius)\s*:|^\s*text-align\s*:\s*(?:left|right)|^\s*(?:margin|padding|inset)\s*:\s*\S+\s+(\S+)\s+\S+\s+(?!\1\s*;)\S+\s*;/u;

/** Lines of a stylesheet that name a side. */
function sidedLines(css: string): number[] {
  return css.split('\n').flatMap((line, at) => (sidedDeclaration.test(line) ? [at + 1] : []));
}

type Sided = { readonly line: number; readonly what: string };

function sidedIn(path: string): Sided[] {
  const source = scan(path);
  const found: Sided[] = [];
  const judge = (name: string, value: string | undefined, at: number) => {
    const shorthand = value === undefined ? null : uneven.exec(value);
    const isSided =
      (/^(?:margin|padding|inset)$/u.test(name) && shorthand !== null && shorthand[2] !== shorthand[4]) ||
      (sidedValue.test(name) && side.test(value ?? ''));
    if (isSided || (sidedProperty.test(name) && isStyleValue(value))) found.push({ line: source.lineOf(at), what: name });
  };
  new Visitor({
    Property(node) {
      if (node.key.type !== 'Identifier' || node.shorthand) return;
      if (node.value.type === 'Literal') judge(node.key.name, String(node.value.value), node.start);
    },
    JSXAttribute(node) {
      if (node.name.type === 'JSXIdentifier' && node.value?.type === 'Literal') judge(node.name.name, node.value.value, node.start);
    },
  }).visit(source.parsed.program);
  return found;
}

/** A length, a colour, a side: what a style holds. */
function isStyleValue(value: string | undefined): boolean {
  return value !== undefined && /^(?:-?\d|auto|none|left|right|#|var|calc)/u.test(value);
}

test('no stylesheet names the left or the right side', () => {
  const sheets = filesUnder('web/src').filter((path) => path.endsWith('.css'));
  expect(sheets.length).toBeGreaterThan(1);
  expect(
    sheets.flatMap((path) =>
      sidedLines(readText(path)).map((line) => advice(path, line, 'names a side; write inline-start, inline-end or a logical property.')),
    ),
  ).toEqual([]);
});

test('no inline style and no part of a page names the left or the right side', () => {
  const parts = filesUnder('web/src').filter((path) => /\.tsx?$/u.test(path) && !isTest(path));
  expect(parts.length).toBeGreaterThan(50);
  expect(
    parts.flatMap((path) =>
      sidedIn(path).map(({ line, what }) => advice(path, line, `${what} names a side; write the logical property, start or end.`)),
    ),
  ).toEqual([]);
});

test('the law sees a side where there is one', () => {
  const sheet =
    'a {\n  margin-left: 1px;\n  margin-inline: 1px;\n  text-align: right;\n  padding: 1px 2px 3px 4px;\n  padding: 1px 2px 3px 2px;\n  left: 0;\n}';
  expect(sidedLines(sheet)).toEqual([2, 4, 5, 7]);
});
