import type { RowFilterOfRegion } from '@karez/contract/sharing/row-filter-schemas';
import type { WordParams } from '@karez/contract/wording';

type Tell = (key: string, params?: WordParams) => string;

/** The fact that names the rows of a grant; none where it gives all. */
export function rowsFacts(rowFilter: RowFilterOfRegion | null, t: Tell): { label: string; value: string }[] {
  return rowFilter === null ? [] : [{ label: t('portal.backflow.rows'), value: rowsText(rowFilter, t) }];
}

/** Which rows are given, in words (809-24). */
export function rowsText({ itemName, itemNo, regionName, codePrefix }: RowFilterOfRegion, t: Tell): string {
  return t('sharing.backflow.rows', { item: itemName, no: itemNo, region: regionName, prefix: codePrefix });
}

const prefixOf = (code: string) => code.replace(/(?:00)+$/, '');

/** Whether a region lies under another: by what its code holds before the zeros of the levels below. */
export function liesUnder(regionCode: string | null, above: string | null): boolean {
  if (regionCode === null || above === null) return false;
  return prefixOf(regionCode) !== prefixOf(above) && prefixOf(regionCode).startsWith(prefixOf(above));
}
