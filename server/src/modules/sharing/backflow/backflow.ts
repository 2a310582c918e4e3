import type { RowFilterOfRegion } from '@karez/contract/sharing/row-filter-schemas';
import type { ApplicationContent, Proposal } from '@karez/contract/sharing/schemas';
import { refuse, type FieldRefusal, type Refusal, type RefusalParams } from '@karez/kit/refusal';
import { codePrefixOf } from '@karez/policy/grant/row-filter';
import type { RequestableEntry } from '../requestable.ts';

/** Article by which data goes back to the districts that it is about; a ground of refusal that the rule set rests on it stands against a subscription too. */
const backflowArticle = '809-24';

/** A ground of refusal with the articles that it rests on. */
export type RestingGround = { readonly code: string; readonly articles: readonly string[] };
type Region = { readonly code: string; readonly name: string };

/**
 * The rows that a department of a region is owed of an entry of a higher one (809-24). Refuses where the entry does not say which item holds the region
 * code, and where the region does not lie under the provider's.
 */
export function rowFilterOf(
  entry: Pick<RequestableEntry, 'regionItem' | 'provider'>,
  region: Region | undefined,
): RowFilterOfRegion | Refusal {
  const { regionItem, provider } = entry;
  if (regionItem === null) return refuse('sharing.backflow.no-region-item');
  const codePrefix = region && codePrefixOf(region.code);
  const above = codePrefixOf(provider.regionCode);
  if (!region || codePrefix === undefined || above === undefined || codePrefix === above || !codePrefix.startsWith(above))
    return refuse('sharing.backflow.not-below');
  return { regionCode: region.code, regionName: region.name, codePrefix, itemNo: regionItem.no, itemName: regionItem.nameZh };
}

/** The filter as the entry's version in force holds the code: in which item may have changed since it was asked for, whose rows never does. */
export function rowFilterNow(content: Pick<ApplicationContent, 'rowFilter'>, { regionItem }: Pick<RequestableEntry, 'regionItem'>) {
  const { rowFilter } = content;
  return rowFilter && regionItem ? { ...rowFilter, itemNo: regionItem.no, itemName: regionItem.nameZh } : undefined;
}

/** Every item that is shared and can be given: a subscription begins with the whole, and its department may do with less. */
export function sharedNos(items: RequestableEntry['items']): number[] {
  return items.flatMap(({ no, shareType, fieldName }) => (shareType === 'denied' || fieldName === null ? [] : [no]));
}

/** Which of the entry's conditions bind an application: of a subscription those alone that law itself sets, for nobody may add one (809-24). */
export function conditionsUnder(
  content: Pick<ApplicationContent, 'rowFilter'>,
  entry: Pick<RequestableEntry, 'monthsMax' | 'useConditions' | 'conditionsOfLaw'>,
): { readonly monthsMax: number | null; readonly text: string } {
  return content.rowFilter ? entry.conditionsOfLaw : { monthsMax: entry.monthsMax, text: entry.useConditions };
}

/**
 * What a reply to a subscription may not do (809-24: 及时、完整, no extra limits): add a condition, leave an item out, hide more of a value than the entry
 * does, shorten the period, give fewer calls than were asked for, or refuse on a ground that the rule set does not rest on that article. Null for a lawful one.
 */
export function faultOfBackflow(
  proposal: Proposal,
  content: ApplicationContent,
  { entry, grounds }: { readonly entry: RequestableEntry | null; readonly grounds: readonly RestingGround[] },
): Refusal | null {
  if (!content.rowFilter) return null;
  if (proposal.result === 'refuse') {
    const ground = grounds.find(({ code }) => code === proposal.ground);
    return ground && !ground.articles.includes(backflowArticle) ? refuse('sharing.backflow.ground') : null;
  }
  const wrong = limitsIn(proposal, content, entry);
  return wrong.length === 0 ? null : refuse('sharing.backflow.limited', { count: wrong.length }, wrong);
}

const at = (place: string, code: string, params: RefusalParams = {}): FieldRefusal => ({
  path: `/body/${place}`,
  code: `sharing.${code}`,
  params,
});

function limitsIn(proposal: Proposal, content: ApplicationContent, entry: RequestableEntry | null): FieldRefusal[] {
  const { conditions, leftOut, validTo, quota, items } = proposal;
  // What the version in force denies or has dropped cannot be given; everything else is owed.
  const owed = sharedNos(entry?.items ?? []);
  const masked = items.filter(({ no, mask }) => entry?.items.some((item) => item.no === no && item.defaultMask !== mask));
  return [
    ...(conditions === '' ? [] : [at('conditions', 'backflow-condition')]),
    ...leftOut.filter(({ no }) => owed.includes(no)).map(({ no }) => at('items', 'backflow-incomplete', { no })),
    ...masked.map(({ no }) => at('items', 'backflow-mask', { no })),
    ...(validTo === null || validTo === content.validTo ? [] : [at('validTo', 'backflow-period')]),
    ...(quota === null || quota.perDay >= (content.callsPerDay ?? 0)
      ? []
      : [at('quota', 'backflow-quota', { calls: content.callsPerDay ?? 0 })]),
  ];
}
