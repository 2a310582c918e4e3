import { emptyItem } from '@karez/contract/catalog/empty-content';
import type { EntryContent, Item, ShareType } from '@karez/contract/catalog/content';
import { canonicalJson } from '@karez/kit/canonical-json';
import { foldWidth, isCellRefusal, readCell } from '#platform/tables/cell-text';
import { tableLimits } from '#platform/tables/table-limits';
import { loosest } from '../entry/share-type.ts';
import { termsFrom, termsText } from './terms.ts';

/** One row of an entry: an item, or the entry itself where it has none (`itemName` empty). */
export type WorkbookLine = Pick<Item, 'dataType' | 'lengthBytes' | 'shareType' | 'openToPublic' | 'updateCycle'> & {
  readonly itemName: string;
};

/** What the guide's workbook can state of an entry; an empty cell states nothing. */
export type WorkbookContent = Pick<
  EntryContent,
  | 'name'
  | 'abstract'
  | 'category'
  | 'providerSubUnit'
  | 'relatedMatters'
  | 'formatClass'
  | 'formatType'
  | 'formatOther'
  | 'shareModeClass'
  | 'shareModeType'
  | 'openConditions'
> & { readonly terms: string; readonly lines: readonly WorkbookLine[] };

/** A text as it comes back from a cell that it was written to. */
function asRead(text: string): string {
  const cell = readCell({ value: text, flaw: null }, tableLimits);
  return isCellRefusal(cell) ? text : cell.text;
}

/** Matters as a cell of many lines is read. */
export function mattersIn(text: string): string[] {
  return text
    .split(/[\n、;；]/u)
    .map(foldWidth)
    .filter((matter) => matter !== '');
}

function lineOf(content: EntryContent, item: Item): WorkbookLine {
  return {
    itemName: foldWidth(asRead(item.nameZh)),
    dataType: item.dataType,
    lengthBytes: item.lengthBytes,
    shareType: item.shareType ?? content.shareType,
    openToPublic: item.openToPublic ?? content.openToPublic,
    updateCycle: item.updateCycle ?? content.updateCycle,
  };
}

/** The one line of an entry without items. */
function entryLine({ shareType, openToPublic, updateCycle }: EntryContent): WorkbookLine {
  return { itemName: '', dataType: null, lengthBytes: null, shareType, openToPublic, updateCycle };
}

/** What of a content the workbook shows, as it is read back. */
export function workbookContentOf(content: EntryContent): WorkbookContent {
  const { category, formatClass, formatType, shareModeClass, shareModeType, items } = content;
  return {
    name: foldWidth(asRead(content.name)),
    abstract: asRead(content.abstract),
    category,
    providerSubUnit: content.providerSubUnit === null ? null : asRead(content.providerSubUnit) || null,
    relatedMatters: mattersIn(asRead(content.relatedMatters.join('\n'))),
    formatClass,
    formatType,
    formatOther: content.formatOther === null ? null : asRead(content.formatOther) || null,
    shareModeClass,
    shareModeType,
    openConditions: content.openToPublic === true ? asRead(content.openConditions) : '',
    terms: asRead(termsText(content)),
    lines: items.length === 0 ? [entryLine(content)] : items.map((item) => lineOf(content, item)),
  };
}

function isStated(value: unknown): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

const plainFields = [
  'name',
  'abstract',
  'category',
  'providerSubUnit',
  'relatedMatters',
  'formatClass',
  'formatType',
  'formatOther',
  'shareModeClass',
  'shareModeType',
  'openConditions',
] as const satisfies readonly (keyof WorkbookContent & keyof EntryContent)[];

/**
 * A content with what a workbook states written over it. What the workbook shows as it stands is kept whole, with everything that it cannot
 * show; an empty cell states nothing. So what was exported comes back as it was.
 */
export function withWorkbook(before: EntryContent, after: WorkbookContent): EntryContent {
  const shown = workbookContentOf(before);
  const changed = plainFields.filter((field) => isStated(after[field]) && canonicalJson(after[field]) !== canonicalJson(shown[field]));
  const plain = Object.fromEntries(changed.map((field) => [field, after[field]]));
  const shared: EntryContent = { ...before, ...plain, ...withLines(before, shown.lines, after.lines) };
  if (after.terms === '' || after.terms === shown.terms) return shared;
  return { ...shared, ...termsFrom(after.terms, before, { isDenied: shared.shareType === 'denied' }) };
}

type Lined = Pick<EntryContent, 'items' | 'shareType' | 'openToPublic' | 'updateCycle'>;

function withLines(before: EntryContent, shown: readonly WorkbookLine[], stated: readonly WorkbookLine[]): Partial<Lined> {
  const [only] = stated;
  const statesItems = only !== undefined && only.itemName !== '';
  // An entry whose items the file does not list keeps them, with all that they say.
  if (!statesItems && before.items.length > 0) return {};
  const items = statesItems ? itemsFrom(before.items, stated) : [];
  const known = new Map(shown.map((line, at) => [before.items[at]?.no ?? 0, line]));
  const lines = stated.map((line, at) => filled(line, known.get(items[at]?.no ?? 0)));
  return { items: items.length === 0 ? before.items : items, ...entryValues(before, { items, lines, known }) };
}

/** A line whose empty cells keep what the item had. */
function filled(line: WorkbookLine, had: WorkbookLine | undefined): WorkbookLine {
  return {
    ...line,
    shareType: line.shareType ?? had?.shareType ?? null,
    openToPublic: line.openToPublic ?? had?.openToPublic ?? null,
    updateCycle: line.updateCycle ?? had?.updateCycle ?? null,
  };
}

/** The items of the lines: one of the same name keeps its number and what the workbook does not show; numbers are never used again. */
function itemsFrom(before: readonly Item[], lines: readonly WorkbookLine[]): Item[] {
  const left = [...before];
  let last = Math.max(0, ...before.map(({ no }) => no));
  return lines.map((line) => {
    const at = left.findIndex(({ nameZh }) => foldWidth(asRead(nameZh)) === line.itemName);
    const [had] = at === -1 ? [] : left.splice(at, 1);
    const stated = { dataType: line.dataType ?? had?.dataType ?? null, lengthBytes: line.lengthBytes ?? had?.lengthBytes ?? null };
    if (had) return { ...had, ...stated };
    last += 1;
    return { ...emptyItem({ no: last, nameZh: line.itemName }), ...stated };
  });
}

type Valued = { readonly items: Item[]; readonly lines: readonly WorkbookLine[]; readonly known: ReadonlyMap<number, WorkbookLine> };
type Column = 'shareType' | 'openToPublic' | 'updateCycle';

/** Entry and items from the values of the lines. Where the lines say what they said, both stay; else the entry has the widest value and items what differs. */
function entryValues(before: EntryContent, { items, lines, known }: Valued): Partial<Lined> {
  const isSame = (column: Column) =>
    lines.length === known.size && lines.every((line, at) => line[column] === known.get(items[at]?.no ?? 0)?.[column]);
  const types = lines.flatMap(({ shareType }): ShareType[] => (shareType === null ? [] : [shareType]));
  const opens = lines.flatMap(({ openToPublic }) => (openToPublic === null ? [] : [openToPublic]));
  const values = {
    shareType: isSame('shareType') ? before.shareType : (loosest(types) ?? before.shareType),
    openToPublic: isSame('openToPublic') || opens.length === 0 ? before.openToPublic : opens.includes(true),
    updateCycle: isSame('updateCycle')
      ? before.updateCycle
      : (lines.find(({ updateCycle }) => updateCycle !== null)?.updateCycle ?? before.updateCycle),
  };
  const itemValues = items.map((item, at): Item => {
    const line = lines[at];
    return {
      ...item,
      ...(isSame('shareType') ? {} : sharedAs(item, line?.shareType ?? null, values.shareType)),
      openToPublic: isSame('openToPublic') ? item.openToPublic : ownOf(line?.openToPublic ?? null, values.openToPublic),
      updateCycle: isSame('updateCycle') ? item.updateCycle : ownOf(line?.updateCycle ?? null, values.updateCycle),
    };
  });
  return items.length === 0 ? values : { ...values, items: itemValues };
}

/** How an item is shared by what its line says; what is shared from now on has no denial any more. */
function sharedAs({ denial }: Item, stated: ShareType | null, entry: ShareType | null): Pick<Item, 'shareType' | 'denial'> {
  return { shareType: ownOf(stated, entry), denial: stated === 'denied' ? denial : null };
}

/** An item says of its own only what its entry does not say. */
function ownOf<T>(value: T | null, entry: T | null): T | null {
  return value === entry ? null : value;
}
