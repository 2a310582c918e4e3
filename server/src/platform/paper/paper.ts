import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import Document from 'pdfkit';
import { drawPart } from './draw-parts.ts';
import { margin, newSheet, pageWidth, type Sheet } from './sheet.ts';

/** A label with its value, framed; `wide` takes the whole width. */
export type PaperFact = { readonly label: string; readonly value: string; readonly wide?: boolean };
/** A box in which an officer's opinion stands, or is written by hand. */
export type PaperOpinion = { readonly label: string; readonly opinion: string; readonly signed: string };

export type PaperPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly PaperFact[] }
  /** `widths` are shares of the width. */
  | {
      readonly kind: 'table';
      readonly header: readonly string[];
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'opinions'; readonly opinions: readonly PaperOpinion[] }
  /** Blank places for the seals of the sides, with what is known of each signature. */
  | {
      readonly kind: 'seals';
      readonly place: string;
      readonly sides: readonly { readonly title: string; readonly lines: readonly string[] }[];
    }
  | { readonly kind: 'proof'; readonly code: string; readonly lines: readonly string[] };

export type Paper = {
  readonly title: string;
  readonly no: string;
  readonly madeAt: Date;
  readonly parts: readonly PaperPart[];
  /** Words at the foot of each page. */
  readonly foot: (page: number, pages: number) => string;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly about: string; readonly bytes: Uint8Array }[];
};

const fontFile = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
let font: Buffer | undefined;

/** Draws the paper. Its bytes follow from what it says and when it was made, and from nothing else. */
export async function paperPdf(paper: Paper): Promise<Buffer> {
  // Ten megabytes: read once, and only by a process that prints.
  font ??= readFileSync(fontFile);
  const document = new Document({
    size: 'A4',
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    lang: 'zh-CN',
    displayTitle: true,
    bufferPages: true,
    info: { Title: paper.title, Subject: paper.no, Creator: 'Karez', Producer: 'Karez', CreationDate: paper.madeAt, ModDate: paper.madeAt },
  });
  document.registerFont('text', font).font('text').lineGap(2);
  const bytes = buffer(document);
  const sheet = newSheet(document);
  drawTitle(sheet, paper);
  for (const part of paper.parts) drawPart(sheet, part);
  drawFeet(sheet, paper);
  for (const { name, mediaType, about, bytes: content } of paper.files) {
    // PDF/A-3 asks what a file is to its paper; the typings do not know the option.
    const described = {
      name,
      type: mediaType,
      description: about,
      creationDate: paper.madeAt,
      modifiedDate: paper.madeAt,
      relationship: 'Data',
    };
    document.file(Buffer.from(content), described);
  }
  document.end();
  return bytes;
}

function drawTitle(sheet: Sheet, { title, no }: Paper): void {
  const { document, printable } = sheet;
  document.fontSize(18).fillColor('black').text(printable(title), margin, margin, { width: pageWidth, align: 'center' });
  document.moveDown(0.2).fontSize(10).text(printable(no), { width: pageWidth, align: 'center' });
  sheet.y = document.y + 14;
}

/** Feet are written last, when it is known how many pages there are. */
function drawFeet({ document, printable }: Sheet, { foot }: Paper): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    // Below the margin a text would begin a new page.
    document.page.margins.bottom = 0;
    document
      .fontSize(8)
      .fillColor('#555')
      .text(printable(foot(page - start + 1, count)), margin, document.page.height - margin + 14, {
        width: pageWidth,
        align: 'center',
        lineBreak: false,
      });
  }
}
