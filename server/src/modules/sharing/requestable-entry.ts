import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { findEntryInForce, findPublishedEntry, lockEntryForGrant, type PublishedEntry } from '#modules/catalog';
import type { Reader, Transaction } from '#platform/database';
import { findApplication } from './application-store.ts';
import { lockGrant } from './grant-store.ts';
import type { RequestableEntry } from './requestable.ts';

/** Which entry is asked for, on which day of the region. */
export type Asked = { readonly entryId: string; readonly today: string };

/**
 * The version in force of an entry that may be applied for. An entry that is not shared is refused with the law that forbids it (451);
 * one that is unknown, unpublished, not yet completed by its department, suspended, leaving or gone cannot be applied for.
 */
export async function requestableEntry(reader: Reader, { entryId, today }: Asked): Promise<RequestableEntry | Refusal> {
  return requestableFrom(await findPublishedEntry(reader, entryId, today));
}

/** The entry of an application that was made: as it is in force, also where it was suspended or retired since. For showing and deciding. */
export async function entryAskedFor(reader: Reader, { entryId, today }: Asked): Promise<RequestableEntry | Refusal> {
  return sharedFrom(await findEntryInForce(reader, entryId, today));
}

/** Where an application stands: one that goes out asks for an entry that may be applied for; one that was received is answered all the same. */
export type Standing = 'going-out' | 'received';

/**
 * The same for the entry of an application, with the entry's row locked: no other version comes into force between what the heads sign
 * and the grant. Taken before the application's own lock, as every grant does; undefined where there is no such application.
 */
export async function lockEntryOf(
  tx: Transaction,
  { applicationId, today, standing }: { applicationId: string; today: string; standing: Standing },
): Promise<RequestableEntry | Refusal | undefined> {
  const application = await findApplication(tx, applicationId);
  if (!application) return undefined;
  // A grant is locked before its entry, as by whoever revokes it, and both before the application.
  if (application.renewsGrantId !== null) await lockGrant(tx, application.renewsGrantId);
  const entry = await lockEntryForGrant(tx, application.entryId, today);
  return standing === 'going-out' ? requestableFrom(entry) : sharedFrom(entry);
}

function requestableFrom(entry: PublishedEntry | Refusal): RequestableEntry | Refusal {
  return isRefusal(entry) || entry.requestable ? sharedFrom(entry) : refuse('sharing.entry.not-requestable');
}

function sharedFrom(entry: PublishedEntry | Refusal): RequestableEntry | Refusal {
  if (isRefusal(entry)) return refuse('sharing.entry.not-requestable');
  if (entry.shareType === 'denied')
    return refuse('sharing.entry.denied', { basis: entry.denialBasis.map((basis) => `《${basis.title}》${basis.article}`).join('；') });
  return claimedEntry(entry);
}

function claimedEntry(entry: PublishedEntry): RequestableEntry | Refusal {
  const { provider } = entry;
  if (provider.organisationId === null || provider.uscc === null) return refuse('sharing.entry.not-requestable');
  const regionItem = entry.items.find(({ no }) => no === entry.regionItemNo);
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
      // Of a denied item the requester learns its name (91-3.1).
      fieldName: item.shareType === 'denied' ? null : item.fieldName,
      meaning: item.shareType === 'denied' ? '' : item.meaning,
      shareType: item.shareType,
      // An item that does not say is as sensitive as its entry; of a denied one nothing is told.
      sensitivity: (item.shareType === 'denied' ? null : item.sensitivity) ?? entry.personalData ?? 'sensitive',
      defaultMask: item.shareType === 'denied' ? 'none' : item.maskingRule,
    })),
    monthsMax: fewestMonths(entry.conditions),
    useConditions: entry.useConditions,
    regionItem: regionItem ? { no: regionItem.no, nameZh: regionItem.nameZh } : null,
    conditionsOfLaw: conditionsOfLaw(entry.conditions),
    standingConsent: entry.standingConsent && { id: entry.standingConsent.id, quota: entry.standingConsent.quota },
  };
}

type Conditions = PublishedEntry['conditions'];

function fewestMonths(conditions: Conditions): number | null {
  const months = conditions.flatMap(({ monthsMax }) => (monthsMax === null ? [] : [monthsMax]));
  return months.length === 0 ? null : Math.min(...months);
}

const kindsOfLaw: readonly string[] = ['law', 'administrative-regulation', 'state-council-decision'];

/** The conditions that rest on law of the ranks of 809-14, as one text. */
function conditionsOfLaw(conditions: Conditions): RequestableEntry['conditionsOfLaw'] {
  const binding = conditions.filter(({ basis }) => basis !== null && kindsOfLaw.includes(basis.kind));
  return { monthsMax: fewestMonths(binding), text: binding.map(({ text }) => text).join('\n') };
}
