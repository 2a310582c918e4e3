import type { ApplicationContent, Proposal } from '@karez/contract/sharing/schemas';
import type { AgreementItem } from './agreement.ts';
import type { ApplicationRecord } from './application-store.ts';
import { holdsPersonalData, type RequestableEntry, type StandingConsent } from './requestable.ts';

/** What the provider agrees to: by its handler's proposal, or in advance. */
export type AgreedReply = {
  readonly items: readonly { readonly no: number; readonly mask: AgreementItem['mask'] }[];
  readonly conditions: string;
  readonly quota: { readonly perSecond: number; readonly perDay: number };
  readonly validTo: string;
  readonly opinion: string;
  /** The consent given in advance; null where an officer signs now. */
  readonly standingConsent: { readonly id: string } | null;
};

/**
 * The reply that the provider has given in advance (91-5.2), or null where it has to answer itself: only for unconditional items of an entry with
 * an open standing consent, and never for personal data.
 */
export function standingReply(application: ApplicationRecord, entry: RequestableEntry): AgreedReply | null {
  const { content } = application;
  if (entry.standingConsent === null || entry.shareType !== 'unconditional' || holdsPersonalData(entry, content.itemNos)) return null;
  const wanted = entry.items.filter((item) => content.itemNos.includes(item.no));
  // No ceiling stands against a district's subscription that its provider has not answered for (809-24).
  if (content.rowFilter && (content.callsPerDay ?? 0) > entry.standingConsent.quota.perDay) return null;
  if (wanted.some((item) => item.shareType !== null && item.shareType !== 'unconditional')) return null;
  return {
    items: wanted.map((item) => ({ no: item.no, mask: item.defaultMask })),
    conditions: '',
    quota: quotaUnder(entry.standingConsent, content.callsPerDay),
    validTo: content.validTo ?? '',
    opinion: '',
    standingConsent: { id: entry.standingConsent.id },
  };
}

/** The calls a day that were asked for, where the consent allows them; otherwise the consent's ceiling. */
function quotaUnder({ quota }: StandingConsent, callsPerDay: number | null): AgreedReply['quota'] {
  return { perSecond: quota.perSecond, perDay: Math.min(callsPerDay ?? quota.perDay, quota.perDay) };
}

/** What an agreeing proposal gives once its head has signed it. */
export function agreedReplyTo({ items, conditions, quota, validTo }: Proposal, content: ApplicationContent, opinion: string): AgreedReply {
  if (quota === null) throw new Error('an agreeing proposal has no quota');
  return { items, conditions, quota, validTo: validTo ?? content.validTo ?? '', opinion, standingConsent: null };
}
