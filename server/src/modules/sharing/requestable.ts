import type { ShareType } from '@karez/contract/catalog/content';
import type { AgreementItem } from './agreement.ts';

/** What sharing needs to know of one item of a published entry. */
export type RequestableItem = {
  readonly no: number;
  readonly nameZh: string;
  readonly fieldName: string | null;
  readonly meaning: string;
  readonly shareType: ShareType | null;
  readonly sensitivity: 'none' | 'personal' | 'sensitive';
  readonly defaultMask: AgreementItem['mask'];
};

/** A consent given in advance: which one, and the most that a grant under it may call. */
export type StandingConsent = { readonly id: string; readonly quota: { readonly perSecond: number; readonly perDay: number } };

/** A published entry as an application sees it: the version that it applies for. */
export type RequestableEntry = {
  readonly entryId: string;
  readonly code: string;
  readonly name: string;
  readonly version: string;
  readonly revisionNo: number;
  readonly shareType: ShareType;
  readonly provider: { readonly id: string; readonly name: string; readonly uscc: string; readonly regionCode: string };
  readonly items: readonly RequestableItem[];
  /** Longest period that the conditions allow, in months. */
  readonly monthsMax: number | null;
  readonly useConditions: string;
  /** The item that holds the region code of a row, by which rows go back to their districts; null where rows have none. */
  readonly regionItem: { readonly no: number; readonly nameZh: string } | null;
  /** What of the conditions law itself sets (法律、行政法规、国务院决定): nothing else binds a subscription of a district (809-24). */
  readonly conditionsOfLaw: { readonly monthsMax: number | null; readonly text: string };
  /** The provider's consent given in advance, while it is open. */
  readonly standingConsent: StandingConsent | null;
};

/** Whether any of the items is personal data. */
export function holdsPersonalData(entry: RequestableEntry, itemNos: readonly number[]): boolean {
  return entry.items.some((item) => itemNos.includes(item.no) && item.sensitivity !== 'none');
}

/** Which limit of 809-21 the provider answers under. */
export function replyRule(entry: Pick<RequestableEntry, 'shareType'>): string {
  return entry.shareType === 'unconditional' ? 'sharing.reply.unconditional' : 'sharing.reply.conditional';
}
