import type { PlanNode } from './cut-plan.ts';

/**
 * Which records of an answer a grant gives: those whose region code (行政区划代码, GB/T 2260, or the longer 统计用区划代码) lies in one region.
 * `itemNo` is the item of the entry that holds the code of a row; `codePrefix` is what every code of the region begins with.
 */
export type RowFilter = { readonly itemNo: number; readonly codePrefix: string };

/** Lengths of a prefix at the boundaries of a code: province, city, county, town, village. */
const prefixPattern = /^\d{2}(?:\d{2}){0,2}$|^\d{9}$|^\d{12}$/;
/** Six digits of GB/T 2260, nine with the town, twelve with the village. */
const codePattern = /^\d{6}(?:\d{3}){0,2}$/;

/** What every code of a region begins with: its own code without the levels below it, which are written as zeros. Undefined for no region code, or the whole country. */
export function codePrefixOf(regionCode: string): string | undefined {
  if (!codePattern.test(regionCode)) return undefined;
  const levels = regionCode.match(/^(\d{2})(\d{2})(\d{2})(\d{3})?(\d{3})?$/)?.slice(1) ?? [];
  const last = levels.findLastIndex((level) => level !== undefined && !/^0+$/.test(level));
  const prefix = levels.slice(0, last + 1).join('');
  return prefix === '' ? undefined : prefix;
}

/** Whether a row with this region code lies in the region of the prefix; what is no region code lies nowhere. */
export function liesIn(codePrefix: string, code: string): boolean {
  return codePattern.test(code) && code.startsWith(codePrefix);
}

/** Whether it is a row filter that a door can use. */
export function isRowFilter(value: unknown): value is RowFilter {
  if (typeof value !== 'object' || value === null || !('itemNo' in value) || !('codePrefix' in value)) return false;
  const { itemNo, codePrefix } = value;
  const isNumber = Number.isSafeInteger(itemNo) && Number(itemNo) >= 1 && Number(itemNo) <= 999;
  return isNumber && typeof codePrefix === 'string' && prefixPattern.test(codePrefix);
}

/** Longest output of one record, in bytes, that is held until it is known whether its row is granted; a longer record is not let through. */
export const heldRecordBytesMax = 1_048_576;
/** Most persons that one record may name while it is held so. */
export const heldRecordPersonsMax = 10_000;

/** Where a list opens. */
type ListPlace = { readonly isInRecord: boolean; readonly isInList: boolean };

/** Looks at the rows of an answer while it is cut: what the region codes of the open record have said so far, and whether records come as a list. */
export class RowSeen {
  readonly #codePrefix: string;
  #hasCode = false;
  #hasOther = false;
  hasList = false;

  constructor(codePrefix: string) {
    this.#codePrefix = codePrefix;
  }

  beginRecord(): void {
    this.#hasCode = false;
    this.#hasOther = false;
  }

  /** The text at the region's place; null for anything that is no text. */
  note(code: string | null): void {
    if (code !== null && liesIn(this.#codePrefix, code)) this.#hasCode = true;
    else this.#hasOther = true;
  }

  /** Granted is a record that names the region, and no other place. */
  get isGranted(): boolean {
    return this.#hasCode && !this.#hasOther;
  }

  /**
   * Whether a container may stand where it opens; `list` is null for an object. A list around the records' own place, or lists within it, keep their
   * length when what they hold does not leave, and so would tell of others' rows. An object is no region code.
   */
  mayOpen({ keep, isRecord, isRowCode }: Pick<PlanNode, 'keep' | 'isRecord' | 'isRowCode'>, list: ListPlace | null): boolean {
    if (list === null) {
      if (isRowCode) this.note(null);
      return true;
    }
    if (keep === 'drop' || list.isInRecord) return true;
    if (!isRecord || list.isInList) return false;
    this.hasList = true;
    return true;
  }
}
