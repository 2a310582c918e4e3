import { formatClasses, formatTypesOf, shareModeTypeSchema } from '@karez/contract/catalog/content';
import { columnLetters } from '#platform/tables/sheet-facts';
import type { Category } from '../entry/category-store.ts';
import { guideWords, headerOf, listedValues, workbookColumns, wordOf, type WorkbookColumn } from './column-words.ts';

/** A value, and the value of another column that it goes with; `null` where it is always open. */
type Choice = { readonly under: string | null; readonly word: string };
type DependentList = { readonly column: WorkbookColumn; readonly dependsOn: WorkbookColumn | null; readonly choices: readonly Choice[] };

/** How the workbook writes a part of the classification: code and name. */
export function categoryWord(category: Category): string {
  return `${category.code} ${category.nameZh}`.trim();
}

function classification(categories: readonly Category[]): DependentList[] {
  const words = new Map(categories.map((category) => [category.code, categoryWord(category)]));
  const ofLength = (length: number): Choice[] =>
    categories
      .filter(({ code }) => code.length === length)
      .map((category) => ({ under: words.get(category.parent ?? '') ?? null, word: categoryWord(category) }));
  return [
    { column: 'category-class', dependsOn: null, choices: ofLength(1) },
    { column: 'category-item', dependsOn: 'category-class', choices: ofLength(3) },
    { column: 'category-topic', dependsOn: 'category-item', choices: ofLength(6) },
  ];
}

const formatTypes: DependentList = {
  column: 'format-type',
  dependsOn: 'format-class',
  choices: formatClasses.flatMap((each) => formatTypesOf[each].map((word) => ({ under: wordOf('format-class', each), word }))),
};

/** Only what is shared over the platform has a type. */
const shareModeTypes: DependentList = {
  column: 'share-mode-type',
  dependsOn: 'share-mode-class',
  choices: shareModeTypeSchema.options.map((type) => ({
    under: wordOf('share-mode-class', 'platform'),
    word: listedValues['share-mode-type'].get(type) ?? '',
  })),
};

/** A hidden sheet of lists, and the formula of each column's drop-down as it stands in the second row of the first sheet. */
export type DependentLists = {
  readonly sheet: { readonly name: string; readonly hidden: true; readonly rows: string[][] };
  readonly formulas: ReadonlyMap<WorkbookColumn, string>;
};

/**
 * Lists whose values go with the value of another column: 类 → 项 → 目, format class → type, mode of sharing → type. Each list has two columns on the
 * hidden sheet: what a value goes with, and the value; those of one kind stand together, so a drop-down is a range that begins and ends with its kind.
 */
export function dependentLists(categories: readonly Category[]): DependentLists {
  const lists = [...classification(categories), formatTypes, shareModeTypes].filter(({ choices }) => choices.length > 0);
  const name = guideWords.text('catalog.workbook.lists-sheet');
  const height = Math.max(0, ...lists.map(({ choices }) => choices.length));
  const head = lists.flatMap(({ column, dependsOn }) => [dependsOn === null ? '' : headerOf(dependsOn), headerOf(column)]);
  const rows = Array.from({ length: height }, (_, at) =>
    lists.flatMap(({ choices }) => [choices[at]?.under ?? '', choices[at]?.word ?? '']),
  );
  return {
    sheet: { name, hidden: true, rows: [head, ...rows] },
    formulas: new Map(lists.map((list, at) => [list.column, formulaOf(list, { name, at })])),
  };
}

function formulaOf({ dependsOn, choices }: DependentList, { name, at }: { name: string; at: number }): string {
  const under = columnLetters(2 * at + 1);
  const value = columnLetters(2 * at + 2);
  const range = (letters: string) => `'${name}'!$${letters}$2:$${letters}$${choices.length + 1}`;
  if (dependsOn === null) return range(value);
  const chosen = `$${columnLetters(workbookColumns.indexOf(dependsOn) + 1)}2`;
  const first = `MATCH(${chosen},${range(under)},0)`;
  return `OFFSET('${name}'!$${value}$1,${first},0,COUNTIF(${range(under)},${chosen}),1)`;
}
