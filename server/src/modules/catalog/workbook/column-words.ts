import {
  dataTypeSchema,
  formatClasses,
  shareModeClassSchema,
  shareModeTypeSchema,
  shareTypes,
  updateCycles,
} from '@karez/contract/catalog/content';
import { wordsIn } from '@karez/contract/words';

/** Columns of the compilation guide's workbook (law.md §7.2), in its order. */
export const workbookColumns = [
  'sequence',
  'category-class',
  'category-item',
  'category-topic',
  'category-detail',
  'category-detail-1',
  'related-matters',
  'name',
  'resource-code',
  'sub-unit',
  'abstract',
  'format-class',
  'format-type',
  'format-other',
  'item-name',
  'item-type',
  'item-length',
  'share-type',
  'terms',
  'share-mode-class',
  'share-mode-type',
  'open-to-public',
  'open-conditions',
  'update-cycle',
  'published-on',
  'subject',
] as const;
export type WorkbookColumn = (typeof workbookColumns)[number];

/** Columns that each item has its own value in; the others are the entry's and merged over its rows. */
export const itemColumns: readonly WorkbookColumn[] = [
  'sequence',
  'item-name',
  'item-type',
  'item-length',
  'share-type',
  'open-to-public',
  'update-cycle',
];

/** The workbook is a paper of record: its words are Chinese in every language of the portal. */
export const guideWords = wordsIn('zh');

const words = (key: string, values: readonly string[]): ReadonlyMap<string, string> =>
  new Map(values.map((value) => [value, guideWords.text(`${key}.${value}`)]));

/** The word of each value of the columns that take a list. */
export const listedValues = {
  'format-class': words('catalog.format-class', formatClasses),
  'item-type': words('catalog.data-type', dataTypeSchema.options),
  'share-type': words('catalog.share-type', shareTypes),
  'share-mode-class': words('catalog.share-mode', shareModeClassSchema.options),
  'share-mode-type': words('catalog.share-mode', shareModeTypeSchema.options),
  'open-to-public': words('catalog.workbook.yes-no', ['true', 'false']),
  'update-cycle': words('catalog.update-cycle', updateCycles),
} as const;
export type ListedColumn = keyof typeof listedValues;

/** The word of a value in its column; empty for none. */
export function wordOf(column: ListedColumn, value: string | boolean | null): string {
  return value === null ? '' : (listedValues[column].get(String(value)) ?? '');
}

/** The header of a column. */
export function headerOf(column: WorkbookColumn): string {
  return guideWords.text(`catalog.workbook.column.${column}`);
}
