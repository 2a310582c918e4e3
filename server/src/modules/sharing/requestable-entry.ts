import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { findPublishedEntry, type PublishedEntry } from '#modules/catalog';
import type { Reader } from '#platform/database';
import type { RequestableEntry } from './requestable.ts';

/** Which entry is asked for, on which day of the region. */
export type Asked = { readonly entryId: string; readonly today: string };

/**
 * The version in force of an entry that may be applied for. An entry that is not shared is refused with the law that forbids it (451);
 * one that is unknown, unpublished or not yet completed by its department cannot be applied for.
 */
export async function requestableEntry(reader: Reader, { entryId, today }: Asked): Promise<RequestableEntry | Refusal> {
  const entry = await findPublishedEntry(reader, entryId, today);
  if (isRefusal(entry)) return refuse('sharing.entry.not-requestable');
  if (entry.shareType === 'denied')
    return refuse('sharing.entry.denied', { basis: entry.denialBasis.map((basis) => `《${basis.title}》${basis.article}`).join('；') });
  return requestableFrom(entry);
}

function requestableFrom(entry: PublishedEntry): RequestableEntry | Refusal {
  const { provider } = entry;
  if (provider.organisationId === null || provider.uscc === null) return refuse('sharing.entry.not-requestable');
  const months = entry.conditions.flatMap((condition) => (condition.monthsMax === null ? [] : [condition.monthsMax]));
  return {
    entryId: entry.id,
    code: entry.resourceCode,
    name: entry.name,
    version: entry.version,
    revisionNo: entry.revisionNo,
    shareType: entry.shareType,
    provider: { id: provider.organisationId, name: provider.name, uscc: provider.uscc, regionCode: provider.regionCode },
    items: entry.items.map((item) => ({
      no: item.no,
      nameZh: item.nameZh,
      fieldName: item.fieldName,
      meaning: item.meaning,
      shareType: item.shareType,
      sensitivity: item.sensitivity ?? 'none',
      defaultMask: item.maskingRule,
    })),
    monthsMax: months.length === 0 ? null : Math.min(...months),
    useConditions: entry.useConditions,
    standingConsent: entry.standingConsent === null ? null : { id: entry.standingConsent.id, givenBy: entry.standingConsent.givenBy },
  };
}
