import type { Condition, EntryContent, Item, ShareType } from '@karez/contract/catalog/content';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';
import { currentConsent } from '../consent/consent-store.ts';
import { fileOf } from './entry-file.ts';
import { findEntry, lockEntry } from './entry-store.ts';
import { isListed, isRequestable, type Entry, type EntryId, type Provider } from './entry.ts';
import { itemCode } from './resource-code.ts';
import { shareTypeOfItem } from './share-type.ts';
import { holdsPersonalData, isOpen, type StandingConsent } from '../consent/standing-consent.ts';

/** One item of a published entry with the share type that holds for it and its code. */
export type PublishedItem = Omit<Item, 'shareType'> & { readonly code: string; readonly shareType: ShareType };

/** An entry as an application, a grant or a service rests on it: the version in force, nothing of a draft. */
export type PublishedEntry = {
  readonly id: EntryId;
  readonly name: string;
  readonly resourceCode: string;
  readonly revisionNo: number;
  readonly version: string;
  readonly provider: Provider;
  readonly shareType: ShareType;
  readonly items: readonly PublishedItem[];
  /** The item that holds the region code of a row; null where rows have none. */
  readonly regionItemNo: number | null;
  readonly conditions: readonly Condition[];
  readonly useConditions: string;
  readonly denialBasis: EntryContent['denialBasis'];
  readonly shareModeType: EntryContent['shareModeType'];
  readonly personalData: EntryContent['personalData'];
  /** Whether the entry or any of its items is personal data. */
  readonly holdsPersonalData: boolean;
  readonly dataGrade: EntryContent['dataGrade'];
  readonly systemId: string | null;
  /** Whether departments may apply for it: a suspended or leaving entry goes on for those who use it, and for nobody else. */
  readonly requestable: boolean;
  /** The consent given in advance that is open on the asked day, for this version. */
  readonly standingConsent: StandingConsent | null;
};

async function publishedOf(reader: Reader, entry: Entry | undefined, today: string): Promise<PublishedEntry | Refusal> {
  if (entry && !isListed(entry)) return refuse('catalog.entry.not-requestable', { state: entry.state });
  return inForceOf(reader, entry, today);
}

/** The version in force, also of an entry that has left the catalogue since. */
async function inForceOf(reader: Reader, entry: Entry | undefined, today: string): Promise<PublishedEntry | Refusal> {
  if (!entry) return refuse('catalog.entry.not-found');
  if (entry.state === 'legacy-incomplete') return refuse('catalog.entry.not-requestable', { state: entry.state });
  if (!('resourceCode' in entry)) return refuse('catalog.entry.not-found');
  const { live } = await fileOf(reader, entry);
  if (live === null || live.state !== 'effective' || live.content.shareType === null)
    throw new Error(`entry ${entry.id} is published without a version in force`);
  const { content } = live;
  const shareType = live.content.shareType;
  const consent = await currentConsent(reader, entry.id);
  return {
    id: entry.id,
    name: content.name,
    resourceCode: entry.resourceCode,
    revisionNo: live.no,
    version: live.version,
    provider: entry.provider,
    shareType,
    items: content.items.map((item) => ({
      ...item,
      shareType: shareTypeOfItem(item, shareType),
      code: itemCode(entry.resourceCode, item.no),
    })),
    regionItemNo: content.regionItemNo,
    conditions: content.conditions,
    useConditions: content.useConditions,
    denialBasis: content.denialBasis,
    shareModeType: content.shareModeType,
    personalData: content.personalData,
    holdsPersonalData: holdsPersonalData(content),
    dataGrade: content.dataGrade,
    systemId: content.systemId,
    requestable: isRequestable(entry),
    standingConsent: consent && isOpen(consent, { today, liveNo: live.no }) ? consent : null,
  };
}

/**
 * The version in force of an entry that departments may ask for. Refuses with `catalog.entry.not-found`, or with
 * `catalog.entry.not-requestable` for imported entries that no department has claimed and for retired ones. `today` is the day in the
 * region's zone.
 */
export async function findPublishedEntry(reader: Reader, entryId: string, today: string): Promise<PublishedEntry | Refusal> {
  return publishedOf(reader, await findEntry(reader, entryId), today);
}

/** The same for what rests on an entry already: also where it has been retired since. It says whether it may be applied for now. */
export async function findEntryInForce(reader: Reader, entryId: string, today: string): Promise<PublishedEntry | Refusal> {
  return inForceOf(reader, await findEntry(reader, entryId), today);
}

/**
 * {@link findPublishedEntry} with the entry's row locked until the transaction ends, so that no new version can come into force between a decision
 * and its grant. Take it before the locks of the application.
 */
export async function lockEntryForGrant(tx: Transaction, entryId: string, today: string): Promise<PublishedEntry | Refusal> {
  return publishedOf(tx, await lockEntry(tx, entryId), today);
}
