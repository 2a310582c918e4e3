import { encode } from 'uqr';
import type { PaperFact, PaperOpinion, PaperPart } from './paper.ts';
import { ensureRoom, margin, newPage, pageWidth, roomOn, splitToFit, type Sheet } from './sheet.ts';

type PartOf<K extends PaperPart['kind']> = Extract<PaperPart, { readonly kind: K }>;
/** A cell of a framed row; a label is shaded. */
type Cell = { readonly text: string; readonly width: number; readonly label?: boolean };

const size = { heading: 12, text: 10.5, cell: 9.5, small: 8.5 };
const pad = 5;
const labelWidth = 92;
const line = '#8a7a5c';
const shade = '#f5f1e8';
/** A row shorter than this is not begun at the foot of a page. */
const rowHeightMin = 22;
const opinionHeight = 86;
const sealHeight = 108;
const codeSize = 76;

export function drawPart(sheet: Sheet, part: PaperPart): void {
  switch (part.kind) {
    case 'heading':
      return drawHeading(sheet, part);
    case 'text':
      return drawText(sheet, part);
    case 'facts':
      return drawFacts(sheet, part.facts);
    case 'table':
      return drawTable(sheet, part);
    case 'opinions':
      for (const opinion of part.opinions) drawOpinion(sheet, opinion);
      sheet.y += 10;
      return;
    case 'seals':
      return drawSeals(sheet, part);
    case 'proof':
      return drawProof(sheet, part);
  }
}

function drawHeading(sheet: Sheet, { text }: PartOf<'heading'>): void {
  // A heading never stands alone at the foot of a page.
  ensureRoom(sheet, 64);
  sheet.document.fontSize(size.heading).fillColor('black').text(sheet.printable(text), margin, sheet.y, { width: pageWidth });
  sheet.y = sheet.document.y + 6;
}

function drawText(sheet: Sheet, { text }: PartOf<'text'>): void {
  let left = sheet.printable(text);
  sheet.document.fontSize(size.text).fillColor('black');
  while (left !== '') {
    ensureRoom(sheet, rowHeightMin);
    const [taken, rest] = splitToFit(sheet, left, { width: pageWidth, height: roomOn(sheet) });
    sheet.document.text(taken, margin, sheet.y, { width: pageWidth });
    sheet.y = sheet.document.y + 4;
    left = rest;
    if (left !== '') newPage(sheet);
  }
}

/** Facts two beside each other; a wide one has a row of its own. */
function drawFacts(sheet: Sheet, facts: readonly PaperFact[]): void {
  const half = pageWidth / 2;
  let waiting: PaperFact | undefined;
  const alone = ({ label, value }: PaperFact) =>
    drawRow(sheet, [
      { text: label, width: labelWidth, label: true },
      { text: value, width: pageWidth - labelWidth },
    ]);
  for (const fact of facts) {
    if (fact.wide) {
      if (waiting) alone(waiting);
      waiting = undefined;
      alone(fact);
    } else if (waiting) {
      drawRow(
        sheet,
        [waiting, fact].flatMap(({ label, value }) => [
          { text: label, width: labelWidth, label: true },
          { text: value, width: half - labelWidth },
        ]),
      );
      waiting = undefined;
    } else waiting = fact;
  }
  if (waiting) alone(waiting);
  sheet.y += 10;
}

function drawTable(sheet: Sheet, { header, widths, rows }: PartOf<'table'>): void {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const cells = (row: readonly string[], label: boolean): Cell[] =>
    widths.map((width, at) => ({ text: row[at] ?? '', width: (width / whole) * pageWidth, label }));
  drawRow(sheet, cells(header, true));
  for (const row of rows) drawRow(sheet, cells(row, false), () => drawRow(sheet, cells(header, true)));
  sheet.y += 10;
}

/** One framed row; what does not fit on the page goes on on the next one. `turned` is called where it goes on to a new page. */
function drawRow(sheet: Sheet, cells: readonly Cell[], turned: () => void = () => undefined): void {
  const { document } = sheet;
  let left = cells.map((cell) => ({ ...cell, text: sheet.printable(cell.text) }));
  for (;;) {
    document.fontSize(size.cell);
    const whole = Math.max(
      rowHeightMin,
      ...left.map(({ text, width }) => document.heightOfString(text, { width: width - 2 * pad }) + 2 * pad),
    );
    if (roomOn(sheet) < Math.min(whole, 3 * rowHeightMin)) {
      newPage(sheet);
      turned();
      document.fontSize(size.cell);
    }
    const height = Math.min(whole, roomOn(sheet));
    const split = left.map((cell) => ({
      cell,
      parts: splitToFit(sheet, cell.text, { width: cell.width - 2 * pad, height: height - 2 * pad }),
    }));
    let x = margin;
    for (const { cell, parts } of split) {
      drawCell(sheet, { ...cell, text: parts[0] }, { x, height });
      x += cell.width;
    }
    sheet.y += height;
    left = split.map(({ cell, parts }) => ({ ...cell, text: parts[1] }));
    if (left.every(({ text }) => text === '')) return;
  }
}

function drawCell({ document, y }: Sheet, { text, width, label = false }: Cell, { x, height }: { x: number; height: number }): void {
  document.lineWidth(0.6).rect(x, y, width, height);
  if (label) document.fillAndStroke(shade, line);
  else document.stroke(line);
  document.fillColor('black').text(text, x + pad, y + pad, { width: width - 2 * pad, height: height - pad });
}

/** A box for one officer: the opinion, and at its foot who signed when; blank lines where it is to be written by hand. */
function drawOpinion(sheet: Sheet, { label, opinion, signed }: PaperOpinion): void {
  const { document, printable } = sheet;
  const width = pageWidth - labelWidth;
  document.fontSize(size.cell);
  const wanted = Math.max(opinionHeight, document.heightOfString(printable(opinion), { width: width - 2 * pad }) + 2 * pad + 22);
  ensureRoom(sheet, Math.min(wanted, 4 * opinionHeight));
  if (wanted > roomOn(sheet)) {
    // An opinion longer than a page is a text with its label before it.
    drawRow(sheet, [
      { text: label, width: labelWidth, label: true },
      { text: `${opinion}\n${signed}`, width },
    ]);
    return;
  }
  const { y } = sheet;
  drawCell(sheet, { text: printable(label), width: labelWidth, label: true }, { x: margin, height: wanted });
  drawCell(sheet, { text: printable(opinion), width }, { x: margin + labelWidth, height: wanted });
  document
    .fontSize(size.small)
    .fillColor('#333')
    .text(printable(signed), margin + labelWidth + pad, y + wanted - 18, { width: width - 2 * pad, align: 'right', lineBreak: false });
  sheet.y = y + wanted;
}

function drawSeals(sheet: Sheet, { place, sides }: PartOf<'seals'>): void {
  const { document, printable } = sheet;
  const gap = 16;
  const width = (pageWidth - gap * (sides.length - 1)) / sides.length;
  document.fontSize(size.small);
  const words = sides.map(({ title, lines }) => printable([title, ...lines].join('\n')));
  const above = Math.max(...words.map((text) => document.heightOfString(text, { width })));
  ensureRoom(sheet, above + sealHeight + 12);
  const top = sheet.y;
  words.forEach((text, at) => {
    const x = margin + at * (width + gap);
    document.fontSize(size.small).fillColor('black').text(text, x, top, { width });
    document
      .lineWidth(0.6)
      .dash(3, { space: 3 })
      .rect(x, top + above + 6, width, sealHeight)
      .stroke(line)
      .undash();
    document.fillColor('#6f6147').text(printable(place), x, top + above + sealHeight / 2, { width, align: 'center', lineBreak: false });
  });
  sheet.y = top + above + sealHeight + 20;
}

function drawProof(sheet: Sheet, { code, lines }: PartOf<'proof'>): void {
  const { document, printable } = sheet;
  const width = pageWidth - codeSize - 14;
  document.fontSize(size.small);
  const text = printable(lines.join('\n'));
  const height = Math.max(codeSize, document.heightOfString(text, { width }));
  ensureRoom(sheet, height + 8);
  drawCode(sheet, code);
  document.fillColor('#333').text(text, margin + codeSize + 14, sheet.y, { width });
  sheet.y += height + 10;
}

/** A QR code as squares, sharp at any size. */
function drawCode({ document, y }: Sheet, code: string): void {
  const { data, size: modules } = encode(code, { ecc: 'M', border: 0 });
  const side = codeSize / modules;
  data.forEach((row, down) =>
    row.forEach((isDark, across) => {
      if (isDark) document.rect(margin + across * side, y + down * side, side, side);
    }),
  );
  document.fill('black');
}
