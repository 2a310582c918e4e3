import { columnLetters } from './sheet-facts.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** How a cell of a marked sheet looks; the numbers are those of {@link stylesXml}. */
export const looks = { plain: 0, header: 1, wrong: 2, reasons: 3, title: 4, number: 5 } as const;
export type Look = keyof typeof looks;

/** A cell to write; `column` counts from 1. A number counts as one, whatever its look. */
export type MarkedCell = { readonly column: number; readonly text: string | number; readonly look: Look };

/** A note at a cell; row and column count from 1. */
export type CellNote = { readonly row: number; readonly column: number; readonly text: string };

/** Spreadsheet programs keep so many characters in a cell and cut or refuse the rest. */
const cellCharactersMax = 32_767;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in a part: what XML cannot hold is marked, and what would be read as an escape is escaped itself. */
export function cellXml(text: string): string {
  return text
    .slice(0, cellCharactersMax)
    .replaceAll(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF\p{Cs}]/gu, '\uFFFD')
    .replaceAll(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
    .replaceAll(/[&<>"]/gu, (sign) => entities[sign] ?? sign);
}

const addressOf = (row: number, column: number) => `${columnLetters(column)}${row}`;

/** One row: no text in it becomes a number or a formula. */
export function rowXml(row: number, cells: readonly MarkedCell[]): string {
  const written = cells.map(({ column, text, look }) => {
    if (typeof text === 'number') return `<c r="${addressOf(row, column)}" s="${looks.number}"><v>${text}</v></c>`;
    const start = `<c r="${addressOf(row, column)}" s="${looks[look]}"`;
    return text === '' ? `${start}/>` : `${start} t="inlineStr"><is><t xml:space="preserve">${cellXml(text)}</t></is></c>`;
  });
  return `<row r="${row}">${written.join('')}</row>`;
}

/**
 * The sheet before its rows: the rows at its head stay in sight, columns have their widths; `fromRight` where the first column stands at the right,
 * `fitsWidth` where all columns are printed on one page's width.
 */
export function sheetStart(widths: readonly number[], { headRows = 1, fromRight = false, fitsWidth = false } = {}): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('');
  const view = `<pane ySplit="${headRows}" topLeftCell="A${headRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  return `${declaration}<worksheet xmlns="${main}" xmlns:r="${office}">${fitsWidth ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : ''}<sheetViews><sheetView${fromRight ? ' rightToLeft="1"' : ''} workbookViewId="0">${view}</sheetView></sheetViews><cols>${columns}</cols><sheetData>`;
}

/** The sheet behind its rows; a merge is `[first row, last row, column]`. */
export function* sheetEnd(
  merges: readonly (readonly [number, number, number])[],
  hasNotes: boolean,
  { isForPaper = false } = {},
): Generator<string> {
  yield '</sheetData>';
  if (merges.length > 0) {
    yield `<mergeCells count="${merges.length}">`;
    for (const [top, bottom, column] of merges) yield `<mergeCell ref="${addressOf(top, column)}:${addressOf(bottom, column)}"/>`;
    yield '</mergeCells>';
  }
  // A4 across, every column on its width, as many pages long as it takes; each says its number.
  if (isForPaper) {
    yield '<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>';
    yield '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>';
  }
  if (hasNotes) yield '<legacyDrawing r:id="rId1"/>';
  yield '</worksheet>';
}

/** The notes of a sheet. */
export function* notesXml(notes: Iterable<CellNote>): Generator<string> {
  yield `${declaration}<comments xmlns="${main}"><authors><author>Karez</author></authors><commentList>`;
  for (const { row, column, text } of notes) {
    yield `<comment ref="${addressOf(row, column)}" authorId="0"><text><r><t xml:space="preserve">${cellXml(text)}</t></r></text></comment>`;
  }
  yield '</commentList></comments>';
}

/** The boxes in which notes are shown: spreadsheet programs show no note without one. */
export function* noteBoxesXml(notes: Iterable<CellNote>): Generator<string> {
  yield '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">';
  yield '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>';
  yield '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';
  let box = 1025;
  for (const { row, column } of notes) {
    const anchor = [column, 15, row - 1, 2, column + 3, 31, row + 4, 4].join(',');
    yield `<v:shape id="_x0000_s${box++}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`;
  }
  yield '</xml>';
}

/** The looks; colours have the contrast that black words need. */
export const stylesXml = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="3" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`;

/** The parts around one sheet, by name, with or without what says where its notes stand; the row `titleRow` is printed on every page. */
export function frameOf(
  sheetName: string,
  { hasNotes, titleRow }: { hasNotes: boolean; titleRow?: number },
): readonly (readonly [name: string, xml: string])[] {
  const name = sheetName.replaceAll(/[\\/?*[\]:]/gu, ' ').slice(0, 31);
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (...each: string[]) => `${declaration}<Relationships xmlns="${relationships}">${each.join('')}</Relationships>`;
  const quoted = `'${cellXml(name).replaceAll("'", "''")}'`;
  const titles =
    titleRow === undefined
      ? ''
      : `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${quoted}!$${titleRow}:$${titleRow}</definedName></definedNames>`;
  const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${types}.spreadsheetml.${type}+xml"/>`;
  const besideNotes = [relation('rId1', 'vmlDrawing', '../drawings/vmlDrawing1.vml'), relation('rId2', 'comments', '../comments1.xml')];
  return [
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="${types}.vmlDrawing"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/worksheets/sheet1.xml', 'worksheet')}${override('/xl/styles.xml', 'styles')}${hasNotes ? override('/xl/comments1.xml', 'comments') : ''}</Types>`,
    ],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${cellXml(name)}" sheetId="1" r:id="rId1"/></sheets>${titles}</workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(relation('rId1', 'worksheet', 'worksheets/sheet1.xml'), relation('rId2', 'styles', 'styles.xml')),
    ],
    ['xl/styles.xml', stylesXml],
    ...(hasNotes ? [['xl/worksheets/_rels/sheet1.xml.rels', relations(...besideNotes)] as const] : []),
  ];
}
