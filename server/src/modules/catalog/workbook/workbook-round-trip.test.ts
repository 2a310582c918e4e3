import { undeclaredContent } from '@karez/contract/catalog/empty-content';
import {
  conditionSchema,
  dataTypeSchema,
  denialBasisKindSchema,
  formatTypesOf,
  formatClasses,
  shareModeClassSchema,
  shareModeTypeSchema,
  shareTypes,
  updateCycles,
  type EntryContent,
} from '@karez/contract/catalog/content';
import { isRefusal } from '@karez/kit/refusal';
import {
  asyncProperty,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  string,
  uniqueArray,
  assert as holds,
} from 'fast-check';
import { expect, test } from 'vitest';
import { openTable } from '#platform/tables/table-file';
import { changesBetween } from '../entry/changes.ts';
import { groupedRows } from '../import/imported-entry.ts';
import { contentWith, deniedContent, itemWith } from '../test-content.ts';
import { draftHeader } from './draft-header.ts';
import { readDraft, type DraftRow } from './draft-row.ts';
import { guideWorkbook } from './workbook-file.ts';
import { termsText } from './terms.ts';
import { withWorkbook, workbookContentOf } from './workbook-content.ts';

const category = (code: string, nameZh: string) => ({ code, parent: code.slice(0, -3) || null, nameZh, nameEn: nameZh, nameUg: nameZh });
const tree = [category('1', '基础信息资源'), category('102', '法人单位'), category('102000', '法人单位(未分目)')];
const categories = new Map([['102000', '102000']]);

/** Writes contents as the workbook and reads it back. */
async function writtenAndRead(contents: readonly EntryContent[]): Promise<DraftRow[]> {
  const entries = contents.map((content) => ({ code: '', publishedOn: '', content: workbookContentOf(content) }));
  const { content } = await guideWorkbook(entries, tree);
  if (!(content instanceof Uint8Array)) throw new Error('the workbook is written at once');
  const table = await openTable(Buffer.from(content), draftHeader);
  if (isRefusal(table)) throw new Error(table.code);
  const about = { places: new Map(table.columns.map((column) => [column.field, column])), ownNames: ['市水利局'], categories };
  const rows: DraftRow[] = [];
  for await (const group of groupedRows(table)) {
    if (isRefusal(group)) throw new Error(group.code);
    rows.push(readDraft(group, about));
  }
  return rows;
}

const words = (max: number) =>
  oneof(constantFrom('水利,供水', '机井（甲）', 'ABC ＡＢＣ', '=1+1', "'quoted", '多行\n文字', 'a;b、c'), string({ maxLength: max })).map(
    (text) =>
      text.replaceAll(/[^\P{Cc}\n]|[\p{Cs}\u200B\u2060\uFEFF\u00AD\u202A-\u202E\u2066-\u2069\u061C\u200E\u200F\uFFFD-\uFFFF]/gu, '').trim(),
  );
const phrase = (max: number) => words(max).map((text) => text.replaceAll(/\s+/gu, ' ').trim());
const named = phrase(20).map((text) => `名${text.replaceAll(/\s/gu, '')}`);
const item = record({
  nameZh: named,
  dataType: option(constantFrom(...dataTypeSchema.options)),
  lengthBytes: option(integer({ min: 1, max: 4000 })),
  shareType: option(constantFrom(...shareTypes)),
  openToPublic: option(boolean()),
  updateCycle: option(constantFrom(...updateCycles)),
});
const condition = record({
  kind: constantFrom(...conditionSchema.shape.kind.options),
  text: phrase(30).map((text) => `仅${text}`),
  monthsMax: option(integer({ min: 1, max: 120 })),
  basis: option(
    record({
      articleId: option(constant('law:1')),
      kind: constantFrom('law', 'rule', 'duty-document'),
      title: phrase(10).map((t) => `法${t}`),
      docNo: phrase(8),
      article: constant('第三条'),
    }),
  ),
});
const basis = record({
  articleId: constant(null),
  kind: constantFrom(...denialBasisKindSchema.options),
  title: constant('保守国家秘密法'),
  docNo: constant('主席令第20号'),
  article: constant('第九条'),
  quotation: phrase(20).map((t) => `不得${t}`),
  effectiveOn: constant(null),
  url: constant(null),
});
const format = constantFrom(...formatClasses).chain((formatClass) =>
  record({ formatClass: constant(formatClass), formatType: constantFrom<string | null>(null, ...formatTypesOf[formatClass]) }),
);
const content = record({
  name: named,
  abstract: words(60),
  category: constantFrom('102000', null),
  providerSubUnit: option(named),
  relatedMatters: array(named, { maxLength: 3 }),
  formatOther: constant(null),
  items: uniqueArray(item, { maxLength: 5, selector: ({ nameZh }) => nameZh.normalize('NFKC') }),
  shareType: option(constantFrom(...shareTypes)),
  conditions: array(condition, { maxLength: 3 }),
  denialBasis: array(basis, { maxLength: 2 }),
  denialReason: phrase(20),
  shareModeClass: option(constantFrom(...shareModeClassSchema.options)),
  shareModeType: option(constantFrom(...shareModeTypeSchema.options)),
  openToPublic: option(boolean()),
  openConditions: words(20),
  updateCycle: option(constantFrom(...updateCycles)),
}).chain((fields) =>
  format.map((chosen): EntryContent => ({
    ...contentWith(),
    ...fields,
    ...chosen,
    items: fields.items.map((each, at) => itemWith({ no: at + 1, ...each })),
  })),
);

test('91-3.1: whatever stands in a catalogue, its workbook read back changes nothing', { timeout: 60_000 }, async () => {
  await holds(
    asyncProperty(
      uniqueArray(content, { minLength: 1, maxLength: 4, selector: ({ name }) => name.normalize('NFKC').toLowerCase() }),
      async (contents) => {
        const rows = await writtenAndRead(contents);
        expect(rows.map(({ refusals }) => refusals)).toEqual(contents.map(() => []));
        expect(rows.length).toBe(contents.length);
        contents.forEach((each, at) => {
          const row = rows[at];
          expect(row && changesBetween(each, withWorkbook(each, row.content))).toEqual([]);
        });
      },
    ),
    { numRuns: 150, seed: 20_261_122 },
  );
});

test('a workbook makes of nothing the content that it shows: what a new department fills in is what stands in the draft', async () => {
  const whole = contentWith({
    category: '102000',
    shareType: 'conditional',
    conditions: [
      {
        kind: 'purpose',
        text: '仅用于资质核验',
        monthsMax: 12,
        basis: { articleId: null, kind: 'law', title: '行政许可法', docNo: '主席令第7号', article: '第三十一条' },
      },
    ],
  });
  const [row] = await writtenAndRead([whole]);
  const draft = row && withWorkbook(undeclaredContent(''), row.content);
  expect(draft).toMatchObject({
    name: whole.name,
    category: '102000',
    shareType: 'conditional',
    conditions: whole.conditions,
    formatType: 'postgresql',
  });
  expect(draft?.items.map(({ no, nameZh, dataType, lengthBytes }) => [no, nameZh, dataType, lengthBytes])).toEqual(
    whole.items.map(({ no, nameZh, dataType, lengthBytes }) => [no, nameZh, dataType, lengthBytes]),
  );
});

test('an item that goes and one that comes leave the others their numbers and what the workbook does not show', async () => {
  const before = contentWith({
    items: [itemWith({ no: 3, nameZh: '代码', fieldName: 'code', isKey: true }), itemWith({ no: 7, nameZh: '名称' })],
  });
  const shown = workbookContentOf(before);
  const [code] = shown.lines;
  if (!code) return;
  const after = withWorkbook(before, {
    ...shown,
    lines: [
      { ...code, lengthBytes: 40 },
      { ...code, itemName: '地址' },
    ],
  });
  expect(after.items.map(({ no, nameZh, fieldName, lengthBytes }) => [no, nameZh, fieldName, lengthBytes])).toEqual([
    [3, '代码', 'code', 40],
    [8, '地址', null, 18],
  ]);
});

test('of the items’ share types the entry has the loosest, and only what differs stands at the item', () => {
  const before = contentWith({ shareType: 'unconditional' });
  const shown = workbookContentOf(before);
  const after = withWorkbook(before, {
    ...shown,
    lines: shown.lines.map((line, at) => ({ ...line, shareType: at === 0 ? 'denied' : 'conditional' })),
  });
  expect([after.shareType, ...after.items.map(({ shareType }) => shareType)]).toEqual(['conditional', 'denied', null]);
});

test('a denied entry’s basis and reason are read back from their lines; a free line is its reason', () => {
  const before = deniedContent({ denialReason: '涉及国家秘密' });
  const shown = workbookContentOf(before);
  expect(shown.terms).toBe(termsText(before));
  const after = withWorkbook(before, { ...shown, terms: `${shown.terms}\n另行研究` });
  expect(after).toMatchObject({ denialBasis: before.denialBasis, denialReason: '涉及国家秘密\n另行研究' });
});
