import type { EntryContent, Item, ItemDenial } from '@karez/contract/catalog/content';

import { foldWidth } from '#platform/tables/cell-text';
import { normaliseDay } from '#platform/tables/day';
import type { Reading } from '#platform/tables/row-reading';

import type { ColumnField } from './headers.ts';
import { statedDenial } from './stated-denial.ts';
import {
  normaliseCount,
  normaliseFormat,
  normaliseItemType,
  normaliseOpenFlag,
  normaliseOpenTerms,
  normaliseUpdateCycle,
  type Format,
  type OpenTerms,
} from './values.ts';

/** The part of an entry that a published catalogue can state. Share type, grade, secrecy and the provider's code are never among it. */
export type ImportedContent = Pick<
  EntryContent,
  'name' | 'abstract' | 'providerSubUnit' | 'openToPublic' | 'openConditions' | 'updateCycle' | 'relatedMatters'
> &
  Format & {
    readonly items: readonly Pick<Item, 'nameZh' | 'dataType' | 'lengthBytes'>[];
    readonly records: number | null;
    readonly publishedOn: string | null;
    readonly updatedOn: string | null;
    /** What the row says of 不予共享, as it stands there; absent where it says nothing of it. */
    readonly denial?: ItemDenial;
  };

/** Longest name of an entry, an item or a department. */
export const nameCharactersMax = 128;
const abstractCharactersMax = 2_000;
const itemsMax = 500;
const noFormat: Format = { formatClass: null, formatType: null, formatOther: null };

/** Reads the fields that an entry's first row states, beside its items. */
export function readContent(reading: Reading<ColumnField>, items: ImportedContent['items']): ImportedContent {
  if (reading.text('name') === '' && !reading.isRefused('name')) reading.refuseField('name', 'catalog.import.value-missing');
  if (items.length > itemsMax) reading.refuseField('itemName', 'catalog.import.too-many-items', { limit: itemsMax });
  return {
    name: foldWidth(reading.bounded('name', nameCharactersMax)),
    abstract: reading.bounded('abstract', abstractCharactersMax),
    providerSubUnit: reading.bounded('providerSubUnit', 64) || null,
    ...readFormat(reading),
    ...readOpenTerms(reading),
    updateCycle: reading.stated('updateCycle', normaliseUpdateCycle),
    relatedMatters: readMatters(reading),
    items,
    records: reading.stated('records', normaliseCount),
    publishedOn: readDay(reading, 'publishedOn'),
    updatedOn: readDay(reading, 'updatedOn'),
    ...readDenial(reading),
  };
}

/** A denial is taken as it is, to be reassessed (809-14); every other share type is declared anew by the department that claims the entry. */
function readDenial(reading: Reading<ColumnField>): Pick<ImportedContent, 'denial'> {
  const denial = statedDenial({ shareType: reading.text('shareType'), terms: reading.text('shareConditions') });
  return denial === null ? {} : { denial };
}

export function readMatters(reading: Reading<ColumnField>): string[] {
  const matters = reading
    .text('relatedMatters')
    .split(/[\n、;;]/u)
    .map(foldWidth)
    .filter((matter) => matter !== '');
  if (matters.length > 50) reading.refuseField('relatedMatters', 'catalog.import.too-many-matters', { limit: 50 });
  const longest = Math.max(0, ...matters.slice(0, 50).map(({ length }) => length));
  if (longest > nameCharactersMax)
    reading.refuseField('relatedMatters', 'table.text-too-long', { characters: longest, limit: nameCharactersMax });
  return matters.slice(0, 50);
}

function readDay(reading: Reading<ColumnField>, field: 'publishedOn' | 'updatedOn'): string | null {
  const cell = reading.cell(field);
  if (cell.text === '') return null;
  const day = normaliseDay(cell);
  if ('value' in day) return day.value;
  if ('tooEarly' in day) reading.refuseField(field, 'table.cell-date-before-1900');
  else reading.unknown.push({ field, raw: day.unknown });
  return null;
}

/** The guide's workbook has class and type in two columns, a portal's list has one. */
export function readFormat(reading: Reading<ColumnField>): Format {
  const one = reading.stated('format', normaliseFormat) ?? noFormat;
  const byClass = reading.stated('formatClass', normaliseFormat) ?? noFormat;
  const described = reading.bounded('formatOther', 200);
  return {
    formatClass: byClass.formatClass ?? one.formatClass,
    formatType: one.formatType ?? byClass.formatType,
    formatOther: described || (one.formatOther ?? byClass.formatOther),
  };
}

/** The guide's workbook has yes/no and condition apart; a portal's list has one column of opening terms. */
function readOpenTerms(reading: Reading<ColumnField>): { openToPublic: boolean | null; openConditions: string } {
  const flag = reading.stated('openToPublic', normaliseOpenFlag);
  if (flag !== null) return { openToPublic: flag, openConditions: flag ? reading.bounded('open', 1_000) : '' };
  const terms = reading.stated<OpenTerms>('open', normaliseOpenTerms);
  return terms ?? { openToPublic: null, openConditions: '' };
}

/** The item that a row states; a length is counted in bytes, and one that cannot be is left empty. */
export function readItem(reading: Reading<ColumnField>): ImportedContent['items'] {
  const nameZh = foldWidth(reading.bounded('itemName', nameCharactersMax));
  if (nameZh === '') return [];
  const bytes = reading.stated('itemLength', normaliseCount) ?? 0;
  const isLength = bytes >= 1 && bytes <= 2_000_000_000;
  return [{ nameZh, dataType: reading.stated('itemType', normaliseItemType), lengthBytes: isLength ? bytes : null }];
}
