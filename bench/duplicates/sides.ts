import { createHash } from 'node:crypto';
import type { Row } from './rows.ts';

/** Rules and weights are chosen on the tuning side; the held-out side is only measured. */
export type Side = 'tuning' | 'held-out';

const tuningPercent = 40;
const regionAbove = /^.*[省市州区县旗盟-](?=[\u4e00-\u9fff()（）]{3,}$)/u;

/** One department of one place. */
export const departmentOf = ({ place, org }: Pick<Row, 'place' | 'org'>): string => `${place}:${org}`;

/** A department without its region: 杭州市卫生健康委员会 and 县卫生健康委员会 are one kind. */
export function departmentKind({ org }: Pick<Row, 'org'>): string {
  return org
    .normalize('NFKC')
    .replace(regionAbove, '')
    .replace(/^(省|市|州|区|县)(?=.{2,}$)/u, '');
}

/** Departments of one kind, of whatever place, are all on one side, so that the words of a duty that was tuned on are not measured again. */
export function sideOf(row: Pick<Row, 'org'>): Side {
  const [first = 0, second = 0] = createHash('sha256')
    .update(`duplicates:${departmentKind(row)}`)
    .digest();
  return ((first << 8) | second) % 100 < tuningPercent ? 'tuning' : 'held-out';
}
