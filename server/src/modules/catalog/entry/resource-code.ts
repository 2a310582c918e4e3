/**
 * 信息资源代码 (law.md §7.5): 类1 + 项2 + 目3 + 细目 / 顺序码. The 细目 of this installation is the division code of the provider's
 * region (6) and the department's serial in it (3), so that departments never compete for one counter.
 */
export type ResourceCodeParts = {
  /** 类 + 项 + 目, six digits. */
  readonly category: string;
  readonly regionCode: string;
  /** 1–999, given once to each department of a region. */
  readonly departmentSerial: number;
};

/** How many codes one prefix can hold. */
export const SEQUENCE_MAX = 999_999;
export const DEPARTMENT_SERIAL_MAX = 999;

const pattern = /^([123])(\d{2})(\d{3})(\d*)\/(\d+)$/;

/** 分类码: what stands before the slash. */
export function codePrefix({ category, regionCode, departmentSerial }: ResourceCodeParts): string {
  return `${category}${regionCode.slice(0, 6)}${String(departmentSerial).padStart(3, '0')}`;
}

export function resourceCode(prefix: string, sequence: number): string {
  return `${prefix}/${String(sequence).padStart(6, '0')}`;
}

/** Whether a text has the shape of a resource code, of this installation or of another. */
export function isResourceCode(text: string): boolean {
  return pattern.test(text);
}

/** 数据项代码: the entry's code and the item's own number. */
export function itemCode(entryCode: string, itemNo: number): string {
  return `${entryCode}-${String(itemNo).padStart(3, '0')}`;
}
