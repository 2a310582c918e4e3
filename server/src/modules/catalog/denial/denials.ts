import type { EntryContent, ItemDenial } from '@karez/contract/catalog/content';
import { isDenied } from './shown-items.ts';

/** One denial that the authority's leader rules on: of an item, or, where `itemNo` is null, of the entry as a whole. */
export type Denial = ItemDenial & { readonly itemNo: number | null; readonly name: string };

/** Everything in a content that is denied on a basis of its own: the entry denied as a whole, and each item that carries its own (91-3.1, 809-15). */
export function denialsIn(content: EntryContent): readonly Denial[] {
  const { name, shareType, denialReason, denialBasis } = content;
  const whole = shareType === 'denied' ? [{ itemNo: null, name, reason: denialReason, basis: denialBasis }] : [];
  const ofItems = content.items.flatMap((item): Denial[] => {
    if (!isDenied(item, content)) return [];
    if (item.denial === null && shareType === 'denied') return [];
    return [{ itemNo: item.no, name: item.nameZh, ...(item.denial ?? { reason: '', basis: [] }) }];
  });
  return [...whole, ...ofItems];
}

/** The leader's word on one denial: the law forbids sharing, for good or until a day, or it does not. */
export type Ruling = {
  readonly itemNo: number | null;
  readonly verdict: 'upheld' | 'rejected';
  readonly until: string | null;
  readonly opinion: string;
};

/** Denials on which no word was said, and words on what is not denied: a verification settles each denial once, and nothing else. */
export function unsettled(
  denials: readonly Denial[],
  rulings: readonly Ruling[],
): { readonly open: readonly Denial[]; readonly stray: readonly Ruling[] } {
  const open = denials.filter(({ itemNo }) => rulings.filter((ruling) => ruling.itemNo === itemNo).length !== 1);
  const stray = rulings.filter(({ itemNo }) => !denials.some((denial) => denial.itemNo === itemNo));
  return { open, stray };
}

/** The first day on which any of the denials ends; null where all are for good. */
export function firstEnd(rulings: readonly Ruling[]): string | null {
  return rulings.flatMap(({ until }) => (until === null ? [] : [until])).toSorted()[0] ?? null;
}
