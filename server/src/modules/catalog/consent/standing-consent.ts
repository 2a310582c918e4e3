import type { ConsentQuota } from '@karez/contract/catalog/answers';
import type { EntryContent } from '@karez/contract/catalog/content';
import { monthsLater } from '@karez/kit/day';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { isRequestable, type Entry } from '../entry/entry.ts';

/** The provider's consent, given in advance, to every lawful application for one version of an unconditional entry. */
export type StandingConsent = {
  readonly id: string;
  readonly entryId: string;
  readonly revisionNo: number;
  readonly organisationId: string;
  readonly givenBy: string;
  readonly givenOn: string;
  readonly validUntil: string;
  readonly terms: string;
  /** The most that a grant under the consent may call. */
  readonly quota: ConsentQuota;
};

/** The longest a standing consent may run. */
export const CONSENT_MONTHS_MAX = 12;

/** Whether the entry says so of itself, or any item is personal; what has not been said counts as personal. */
export function holdsPersonalData(content: EntryContent): boolean {
  return content.personalData !== 'none' || content.items.some((item) => item.sensitivity !== null && item.sensitivity !== 'none');
}

/** Whether a consent in advance is possible: published, wholly unconditional, no personal data, for at most twelve months. */
export function refuseConsent(
  entry: Entry,
  content: EntryContent,
  { today, validUntil }: { today: string; validUntil: string },
): Refusal | undefined {
  if (!isRequestable(entry)) return refuse('catalog.consent.not-published');
  if (content.shareType !== 'unconditional') return refuse('catalog.consent.not-unconditional');
  if (holdsPersonalData(content)) return refuse('catalog.consent.personal-data');
  if (validUntil < today) return refuse('catalog.consent.past', { today });
  const latest = monthsLater(today, CONSENT_MONTHS_MAX);
  return validUntil > latest ? refuse('catalog.consent.too-long', { latest }) : undefined;
}

/** Whether a consent is open on a day for the version in force. */
export function isOpen(
  consent: Pick<StandingConsent, 'validUntil' | 'revisionNo'>,
  { today, liveNo }: { today: string; liveNo: number | null },
): boolean {
  return consent.revisionNo === liveNo && consent.validUntil >= today;
}
