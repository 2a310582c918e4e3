import type { Break, TouchedGrant } from '@karez/contract/catalog/acknowledgement';
import type { useWords } from '../../client/language.tsx';

type Words = ReturnType<typeof useWords>;

/** Names of items by number, as the version before called them. */
export type ItemNames = ReadonlyMap<number, string>;

export const itemNamesOf = (items: readonly { readonly no: number; readonly nameZh: string }[]): ItemNames =>
  new Map(items.map(({ no, nameZh }) => [no, nameZh]));

/** One line for each item: which it is, and all that is taken from it. */
export function breakLines(breaks: readonly Break[], { t }: Words): { key: string; item: string; text: string }[] {
  const numbers = [...new Set(breaks.map(({ itemNo }) => itemNo))];
  return numbers.map((no) => {
    const own = breaks.filter(({ itemNo }) => itemNo === no);
    const name = own[0]?.itemName ?? '';
    const item = no === null ? t('portal.acknowledgement.whole-entry') : t('portal.acknowledgement.item', { no, name });
    return { key: String(no), item, text: own.map(({ kind }) => t(`catalog.break.${kind}`)).join(t('portal.acknowledgement.and')) };
  });
}

/** What becomes of a grant, as the doors will deal with it. */
export function fateOf({ itemNos, goneNos }: TouchedGrant): 'all-gone' | 'some-gone' | 'goes-on' {
  if (itemNos.length > 0 && goneNos.length === itemNos.length) return 'all-gone';
  return goneNos.length > 0 ? 'some-gone' : 'goes-on';
}
