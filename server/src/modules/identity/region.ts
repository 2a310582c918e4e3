import { regionRows } from './region-data.ts';

/** Level of a division: 自治区/省, 地级市, 县级, 乡级. */
export type RegionLevel = 'region' | 'city' | 'county' | 'town';
/** An administrative division by its six-digit code (GB/T 2260), nine digits for a town; its names beside the Chinese one where they are known. */
export type Region = {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly level: RegionLevel;
  readonly nameUg?: string | null;
  readonly nameEn?: string | null;
};

/** Level of a code by its shape; undefined where it has none. */
export function levelOf(code: string): RegionLevel | undefined {
  if (/^\d{9}$/.test(code)) return 'town';
  if (!/^\d{6}$/.test(code)) return undefined;
  if (code.endsWith('0000')) return 'region';
  return code.endsWith('00') ? 'city' : 'county';
}

/** The division one level up by the code alone: town → county → city → region → none. */
export function parentOf(code: string): string | null {
  const level = levelOf(code);
  if (level === 'town') return code.slice(0, 6);
  if (level === 'county') return `${code.slice(0, 4)}00`;
  return level === 'city' ? `${code.slice(0, 2)}0000` : null;
}

/** The code and everything above it, nearest first. */
export function ancestry(code: string): string[] {
  const parent = parentOf(code);
  return parent === null ? [code] : [code, ...ancestry(parent)];
}

/** Whether `inner` is `outer` or lies in it. */
export function covers(outer: string, inner: string): boolean {
  return ancestry(inner).includes(outer);
}

/**
 * Whose authority is competent (同级主管部门: 809-21, 91-7.1.2): matters inside one county go to the county, matters that cross
 * levels or counties to the lowest division above all of them, in practice the city. Towns count as their county.
 */
export function competentRegion(first: string, ...others: string[]): string {
  const candidates = ancestry(levelOf(first) === 'town' ? first.slice(0, 6) : first);
  return candidates.find((candidate) => others.every((other) => covers(candidate, other))) ?? candidates.at(-1) ?? first;
}

/** Divisions of the installation, province to town. Rows of 兵团 units, which the city does not govern, are not among them. */
export function shippedRegions(): Region[] {
  return regionRows.map(([code, name, nameUg, nameEn]) => {
    const level = levelOf(code);
    if (level === undefined) throw new Error(`not a division code: ${code}`);
    return { code, name, parentCode: parentOf(code), level, nameUg: nameUg ?? null, nameEn: nameEn ?? null };
  });
}
