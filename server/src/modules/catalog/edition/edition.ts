import type { EditionLine, editionChanges } from '@karez/contract/catalog/edition';
import { canonicalJson } from '@karez/kit/canonical-json';
import { sm3 } from '@karez/kit/crypto/sm3';

/** One line of an edition beside the former edition's. */
export type ComparedLine = {
  readonly line: EditionLine;
  readonly shared: boolean;
  readonly change: (typeof editionChanges)[number];
  readonly changedFields: readonly string[];
};

/** What the former edition held and this one does not. */
export type RemovedLine = Pick<EditionLine, 'entryId' | 'code' | 'name' | 'provider'>;

export type Comparison = { readonly lines: readonly ComparedLine[]; readonly removed: readonly RemovedLine[] };

/** Whether the line stands in the shared catalogue: listed by its department's recorded act. */
export function isShared({ listing }: EditionLine): boolean {
  return listing !== null && listing !== 'unlisted';
}

function fieldsChanged(before: EditionLine, after: EditionLine): string[] {
  const old = new Map<string, unknown>(Object.entries({ ...before, deniedItems: before.deniedItems ?? [] }));
  return Object.entries(after).flatMap(([field, value]) => (canonicalJson(value) === canonicalJson(old.get(field) ?? null) ? [] : [field]));
}

function compared(line: EditionLine, former: EditionLine | undefined): ComparedLine {
  const shared = isShared(line);
  if (former === undefined) return { line, shared, change: 'added', changedFields: [] };
  const changedFields = fieldsChanged(former, line);
  return { line, shared, change: changedFields.length > 0 ? 'changed' : 'same', changedFields };
}

/** An edition's lines beside the former edition's: what is new, what differs and in which fields, what is gone. */
export function comparisonOf(lines: readonly EditionLine[], former: readonly EditionLine[]): Comparison {
  const before = new Map(former.map((line) => [line.entryId, line]));
  const now = new Set(lines.map(({ entryId }) => entryId));
  return {
    lines: lines.map((line) => compared(line, before.get(line.entryId))),
    removed: former
      .filter(({ entryId }) => !now.has(entryId))
      .map(({ entryId, code, name, provider }) => ({ entryId, code, name, provider })),
  };
}

/** Whether an edition would say the same as the former one. */
export function saysNothingNew({ lines, removed }: Comparison): boolean {
  return removed.length === 0 && lines.every(({ change }) => change === 'same');
}

/** How an edition is called. */
export type EditionNumber = { readonly regionCode: string; readonly year: number; readonly no: number; readonly issuedOn: string };

/** The canonical text of an edition, and its SM3 in hexadecimal: whoever has the lines can compute it again. */
export function sealedText(number: EditionNumber, lines: readonly EditionLine[]): { text: Buffer; digest: string } {
  const text = Buffer.from(canonicalJson({ ...number, lines: [...lines] }), 'utf8');
  return { text, digest: sm3(text).toString('hex') };
}
