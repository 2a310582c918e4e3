import { HucreError } from 'hucre';
import { streamXlsxRows } from 'hucre/xlsx';

import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import { shownText } from './cell-text.ts';
import type { TableLimits } from './table-limits.ts';
import type { RawCell, RawRow, RawTable, TableNote } from './raw-table.ts';
import { readSheetFacts, type Merge, type SheetFacts } from './sheet-facts.ts';
import { attributeOf, tagsOf, type XmlTag } from './xml-tags.ts';
import { inspectZip, type ZipEntry } from './zip-directory.ts';
import { readPart, scanPart } from './zip-part.ts';

/**
 * Opens the first visible sheet of an XLSX workbook. The archive is inspected and each part that will be read is unpacked
 * once under its declared size before the spreadsheet reader sees it.
 */
export async function openWorkbook(bytes: Buffer, limits: TableLimits): Promise<RawTable | Refusal> {
  const entries = inspectZip(bytes, limits);
  if (isRefusal(entries)) return entries;
  const parts = new Map(entries.map((entry) => [entry.name, entry]));
  const refused = refuseKind(parts) ?? (await checkParts(bytes, parts));
  if (refused) return refused;

  const chosen = await chooseSheet(bytes, parts);
  if (isRefusal(chosen)) return chosen;
  const facts = await readSheetFacts(bytes, chosen.entry, limits);
  if (isRefusal(facts)) return facts;
  return { kind: 'xlsx', notes: notesOf(chosen, facts), rows: () => rowsOf(bytes, chosen.name, facts) };
}

type Parts = ReadonlyMap<string, ZipEntry>;

function refuseKind(parts: Parts): Refusal | undefined {
  const names = [...parts.keys()];
  if (names.some((name) => name.endsWith('vbaProject.bin') || name.startsWith('xl/macrosheets/'))) return refuse('table.macro-workbook');
  if (parts.has('xl/workbook.bin')) return refuse('table.binary-workbook');
  if (!parts.has('[Content_Types].xml') || !parts.has('xl/workbook.xml')) return refuse('table.not-a-workbook');
  return undefined;
}

/** Everything but the worksheets is unpacked once and measured; the chosen worksheet is when its facts are read. */
async function checkParts(bytes: Buffer, parts: Parts): Promise<Refusal | undefined> {
  for (const entry of parts.values()) {
    if (!/\.(?:xml|rels)$/iu.test(entry.name) || entry.name.startsWith('xl/worksheets/sheet')) continue;
    const refusal = await scanPart(bytes, entry, (text) => (text.includes('<!DOCTYPE') ? refuse('table.xml-doctype') : undefined));
    if (refusal) return refusal;
  }
  return refuseRoots(
    (await tagsOfPart(bytes, parts.get('[Content_Types].xml'))) ?? [],
    (await tagsOfPart(bytes, parts.get('_rels/.rels'))) ?? [],
  );
}

/** Macros under another file name, and archives whose workbook is not where every spreadsheet program puts it. */
function refuseRoots(types: readonly XmlTag[], roots: readonly XmlTag[]): Refusal | undefined {
  if (types.some((tag) => /macroEnabled/iu.test(attributeOf(tag, 'ContentType') ?? ''))) return refuse('table.macro-workbook');
  const root = roots.find((tag) => (attributeOf(tag, 'Type') ?? '').endsWith('/officeDocument'));
  const target = root ? attributeOf(root, 'Target') : undefined;
  return target?.replace(/^\//u, '') === 'xl/workbook.xml' ? undefined : refuse('table.not-a-workbook');
}

type ChosenSheet = { readonly name: string; readonly entry: ZipEntry; readonly others: readonly string[] };

async function chooseSheet(bytes: Buffer, parts: Parts): Promise<ChosenSheet | Refusal> {
  const broken = refuse('table.workbook-broken');
  const workbook = await tagsOfPart(bytes, parts.get('xl/workbook.xml'));
  const relations = await tagsOfPart(bytes, parts.get('xl/_rels/workbook.xml.rels'));
  if (!workbook || !relations) return broken;
  const sheets = workbook.filter((tag) => tag.name === 'sheet');
  const visible = sheets.filter((tag) => !(attributeOf(tag, 'state') ?? '').toLowerCase().includes('hidden'));
  const first = visible[0];
  if (!first) return refuse('table.no-visible-sheet');

  const relation = relations.findLast((tag) => tag.name === 'Relationship' && attributeOf(tag, 'Id') === attributeOf(first, 'id'));
  const entry = parts.get(partPath(attributeOf(relation ?? first, 'Target') ?? ''));
  const name = attributeOf(first, 'name') ?? '';
  const isNameShared = sheets.filter((tag) => attributeOf(tag, 'name') === name).length > 1;
  if (!entry || isNameShared) return broken;
  return { name, entry, others: visible.slice(1).map((tag) => attributeOf(tag, 'name') ?? '') };
}

async function tagsOfPart(bytes: Buffer, entry: ZipEntry | undefined): Promise<readonly XmlTag[] | undefined> {
  if (!entry) return undefined;
  const text = await readPart(bytes, entry);
  return isRefusal(text) ? undefined : tagsOf(text);
}

function partPath(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//u, '')}`;
}

function notesOf(chosen: ChosenSheet, facts: SheetFacts): readonly TableNote[] {
  const notes: TableNote[] = [];
  if (chosen.others.length > 0) {
    notes.push({
      code: 'table.note-one-sheet-read',
      params: { sheet: shownText(chosen.name, 60), others: shownText(chosen.others.join('、'), 300) },
    });
  }
  if (facts.merges.length > 0) notes.push({ code: 'table.note-merged-cells', params: { merges: facts.merges.length } });
  return notes;
}

async function* rowsOf(bytes: Buffer, sheet: string, facts: SheetFacts): AsyncGenerator<RawRow | Refusal> {
  const fill = mergeFiller(facts.merges);
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
      const row = index + 1;
      const flaws = facts.flaws.get(row);
      const cells = values.map((value, at): RawCell => ({ value, flaw: flaws?.get(at + 1) ?? null }));
      yield fill(row, cells);
    }
  } catch (fault) {
    if (!(fault instanceof HucreError)) throw fault;
    yield refuse('table.workbook-broken');
  }
}

/**
 * Repeats the value of a vertically merged range in its lower rows, as the compilation guide's workbook merges the entry's
 * columns over the rows of its items. Columns are not filled sideways: that would make one header two.
 */
function mergeFiller(merges: readonly Merge[]): (row: number, cells: RawCell[]) => RawRow {
  const waiting = merges.filter((merge) => merge.bottom > merge.top).toSorted((a, b) => a.top - b.top);
  const open: { merge: Merge; cell: RawCell }[] = [];
  let next = 0;
  return (row, cells) => {
    for (let merge = waiting[next]; merge && merge.top <= row; merge = waiting[(next += 1)]) {
      if (merge.top === row) open.push({ merge, cell: cells[merge.left - 1] ?? { value: null, flaw: null } });
    }
    let mergedFrom: number | null = null;
    for (const { merge, cell } of open) {
      mergedFrom = Math.min(mergedFrom ?? merge.top, merge.top);
      while (cells.length < merge.left) cells.push({ value: null, flaw: null });
      cells[merge.left - 1] = cell;
    }
    dropClosed(open, row);
    return { row, cells, mergedFrom };
  };
}

function dropClosed(open: { merge: Merge }[], row: number): void {
  for (let at = open.length - 1; at >= 0; at -= 1) {
    if ((open[at]?.merge.bottom ?? 0) <= row) open.splice(at, 1);
  }
}
