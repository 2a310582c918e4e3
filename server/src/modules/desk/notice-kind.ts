import type { NoticeParty } from '@karez/contract/desk';
import { noticeGroups, type NoticeGroup } from '@karez/contract/desk/mail';

/**
 * What a kind of notice asks for. `next` is what is to be done after it and by whom, told by `desk.next.<step>`; null where nothing is: for information.
 * `group`: what its readers choose by, when they choose how it comes by e-mail. `isCopy` (抄送): it asks nothing of whoever gets it. Whatever waits for somebody lies on a desk besides, so its reader loses nothing by reading it later.
 */
export type NoticeKind = {
  readonly group: NoticeGroup;
  readonly next: { readonly step: string; readonly by: NoticeParty } | null;
  readonly isCopy?: true;
};

/** Every kind of notice that any module gives, by the key of its words. */
const kinds = {
  'catalog.notice.adjustment-proposed': { group: 'registry', next: { step: 'answer-adjustment', by: 'provider' } },
  'catalog.notice.adjustment-agreed': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.adjustment-objected': { group: 'registry', next: { step: 'decide-adjustment', by: 'authority' } },
  'catalog.notice.adjustment-upheld': { group: 'registry', next: { step: 'check-entry', by: 'provider' } },
  'catalog.notice.adjustment-dropped': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.adjustment-withdrawn': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.campaign-reminder': { group: 'registry', next: { step: 'finish-campaign', by: 'reader' } },
  'catalog.notice.campaign-prolonged': { group: 'registry', next: { step: 'finish-campaign', by: 'reader' } },
  'catalog.notice.campaign-accept': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.campaign-decline': { group: 'registry', next: { step: 'redo-campaign', by: 'reader' } },
  'catalog.notice.claim-declined': { group: 'registry', next: { step: 'assign-anew', by: 'authority' } },
  'catalog.notice.claim-withdrawn': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.claim-inherited': { group: 'registry', next: { step: 'claim-entries', by: 'reader' } },
  'catalog.notice.designated': { group: 'registry', next: { step: 'keep-source', by: 'reader' } },
  'catalog.notice.source-cited': { group: 'registry', next: { step: 'apply', by: 'reader' } },
  'catalog.notice.listed': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.promise-overdue': { group: 'registry', next: { step: 'link-resource', by: 'provider' } },
  'catalog.notice.resource-stopped': { group: 'registry', next: { step: 'restore-service', by: 'provider' } },
  'catalog.notice.listing-withdrawn': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.withdrawn': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.change-abandoned': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.published': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.edition': { group: 'registry', next: null, isCopy: true },
  'catalog.notice.saved-search': { group: 'watch', next: null, isCopy: true },
  'catalog.notice.watched.in-force': { group: 'watch', next: null, isCopy: true },
  'catalog.notice.watched.provider-changed': { group: 'watch', next: null, isCopy: true },
  'catalog.notice.watched.suspended': { group: 'watch', next: null, isCopy: true },
  'catalog.notice.watched.lifted': { group: 'watch', next: null, isCopy: true },
  'catalog.notice.watched.retired': { group: 'watch', next: null, isCopy: true },
  'catalog.notice.watched.restored': { group: 'watch', next: null, isCopy: true },
  'catalog.notice.watched.removed': { group: 'watch', next: null, isCopy: true },
  'catalog.notice.revision-case-opened': { group: 'law', next: { step: 'revise-entry', by: 'provider' } },
  'catalog.notice.revision-case-revised': { group: 'law', next: null, isCopy: true },
  'catalog.notice.revision-case-unchanged-confirmed': { group: 'law', next: null, isCopy: true },
  'catalog.notice.revision-case-unchanged-declined': { group: 'law', next: { step: 'revise-entry', by: 'provider' } },
  'catalog.notice.revision-case-extension-granted': { group: 'law', next: { step: 'revise-entry', by: 'provider' } },
  'catalog.notice.revision-case-extension-refused': { group: 'law', next: { step: 'revise-entry', by: 'provider' } },
  'catalog.notice.draft-basis-changed': { group: 'law', next: { step: 'check-basis', by: 'reader' } },
  'catalog.notice.acknowledgement-acknowledged': { group: 'status', next: null, isCopy: true },
  'catalog.notice.acknowledgement-overdue': { group: 'status', next: { step: 'decide-after-silence', by: 'provider' } },
  'catalog.notice.major-version': { group: 'status', next: null, isCopy: true },
  'catalog.notice.retirement': { group: 'status', next: { step: 'prepare-for-end', by: 'reader' } },
  'catalog.notice.suspension': { group: 'status', next: null, isCopy: true },
  'catalog.notice.source-leaving': { group: 'status', next: { step: 'find-source', by: 'reader' } },
  'catalog.notice.source-gone': { group: 'status', next: { step: 'revise-source', by: 'reader' } },
  'catalog.notice.source-stays': { group: 'status', next: null, isCopy: true },
  'catalog.notice.retirement-approved': { group: 'status', next: null, isCopy: true },
  'catalog.notice.retirement-ordered': { group: 'status', next: null, isCopy: true },
  'catalog.notice.retirement-declined': { group: 'status', next: { step: 'read-reason', by: 'reader' } },
  'catalog.notice.retirement-withdrawn': { group: 'status', next: null, isCopy: true },
  'catalog.notice.restoration-approved': { group: 'status', next: null, isCopy: true },
  'catalog.notice.restoration-declined': { group: 'status', next: { step: 'read-reason', by: 'reader' } },
  'catalog.notice.restoration-withdrawn': { group: 'status', next: null, isCopy: true },
  'catalog.notice.suspension-lifted': { group: 'status', next: null, isCopy: true },
  'catalog.notice.transfer-from': { group: 'organisation', next: { step: 'check-transfer', by: 'reader' } },
  'catalog.notice.transfer-ordered': { group: 'organisation', next: null, isCopy: true },
  'catalog.notice.transferred': { group: 'organisation', next: null, isCopy: true },
  'catalog.notice.organisation-renamed-user': { group: 'organisation', next: null, isCopy: true },
  'catalog.notice.organisation-renamed-provider': { group: 'organisation', next: null, isCopy: true },
  'catalog.notice.organisation-dissolved-user': { group: 'organisation', next: null, isCopy: true },
  'catalog.notice.organisation-dissolved-provider': { group: 'organisation', next: { step: 'check-grants', by: 'reader' } },
  'gateway.notice.service-handed-over': { group: 'organisation', next: { step: 'check-service', by: 'reader' } },
  'catalog.notice.webhook-stopped': { group: 'platform', next: { step: 'mend-receiver', by: 'reader' } },
  'catalog.notice.webhook-secret-ends': { group: 'platform', next: { step: 'renew-secret', by: 'reader' } },
  'desk.notice.delegation-given': { group: 'office', next: null, isCopy: true },
  'desk.notice.delegation-revoked': { group: 'office', next: null, isCopy: true },
  'desk.notice.handover-received': { group: 'office', next: { step: 'take-handed', by: 'reader' } },
  'desk.notice.handover-given': { group: 'office', next: null, isCopy: true },
  'desk.notice.mail-trouble': { group: 'platform', next: { step: 'mend-mail', by: 'reader' } },
  'desk.notice.mail-refused': { group: 'platform', next: { step: 'read-attempts', by: 'reader' } },
  'desk.notice.mail-expired': { group: 'platform', next: { step: 'read-attempts', by: 'reader' } },
  'desk.notice.address-refused': { group: 'platform', next: { step: 'give-address', by: 'reader' } },
  'desk.notice.clock.half': { group: 'clock', next: { step: 'finish-case', by: 'department' } },
  'desk.notice.clock.soon': { group: 'clock', next: { step: 'finish-case', by: 'department' } },
  'desk.notice.clock.overdue': { group: 'clock', next: { step: 'finish-overdue', by: 'department' } },
  'desk.notice.due-moved': { group: 'clock', next: { step: 'finish-case', by: 'department' } },
  'correction.notice.answered': { group: 'correction', next: { step: 'confirm-answer', by: 'requester' } },
  'correction.notice.disputed': { group: 'correction', next: { step: 'decide-correction', by: 'authority' } },
  'correction.notice.at-authority': { group: 'correction', next: { step: 'assign-source', by: 'authority' }, isCopy: true },
  'correction.notice.confirmed': { group: 'correction', next: null, isCopy: true },
  'correction.notice.upheld': { group: 'correction', next: null, isCopy: true },
  'correction.notice.corrected-for-users': { group: 'correction', next: { step: 'check-obtained', by: 'reader' } },
  'correction.notice.overdue': { group: 'correction', next: { step: 'press-provider', by: 'authority' } },
  'correction.notice.inherited': { group: 'correction', next: { step: 'follow-correction', by: 'reader' } },
  'correction.notice.ended-as-own': { group: 'correction', next: { step: 'correct-directly', by: 'reader' } },
  'correction.notice.verifying': { group: 'progress', next: { step: 'answer-correction', by: 'provider' }, isCopy: true },
  'correction.notice.withdrawn': { group: 'progress', next: null, isCopy: true },
  'correction.notice.taken-over': { group: 'progress', next: null, isCopy: true },
  'correction.notice.moved': { group: 'progress', next: { step: 'answer-correction', by: 'provider' }, isCopy: true },
  'sharing.demand-notice.at-provider': { group: 'demand', next: { step: 'answer-demand', by: 'provider' }, isCopy: true },
  'sharing.demand-notice.promised': { group: 'demand', next: { step: 'keep-promise', by: 'provider' }, isCopy: true },
  'sharing.demand-notice.merged': { group: 'demand', next: null, isCopy: true },
  'sharing.demand-notice.fulfilled': { group: 'demand', next: { step: 'apply', by: 'requester' } },
  'sharing.demand-notice.refused': { group: 'demand', next: { step: 'read-ground', by: 'requester' } },
  'sharing.demand-notice.withdrawn': { group: 'demand', next: null, isCopy: true },
  'sharing.demand-notice.served': { group: 'demand', next: null, isCopy: true },
  'sharing.demand-notice.promise-overdue': { group: 'demand', next: { step: 'press-provider', by: 'authority' } },
  'sharing.demand-notice.recalled': { group: 'demand', next: { step: 'assign-anew', by: 'authority' }, isCopy: true },
  'sharing.demand-notice.unanswered': { group: 'demand', next: { step: 'press-provider', by: 'authority' }, isCopy: true },
  'sharing.notice.disposal-ordered': { group: 'disposal', next: { step: 'dispose', by: 'requester' }, isCopy: true },
  'sharing.notice.disposal-instructed': { group: 'disposal', next: { step: 'dispose', by: 'requester' }, isCopy: true },
  'sharing.notice.disposal-certified': { group: 'disposal', next: null, isCopy: true },
  'sharing.notice.disposal-check-drawn': { group: 'disposal', next: { step: 'check-disposal', by: 'provider' }, isCopy: true },
  'sharing.notice.disposal-check-ordered': { group: 'disposal', next: { step: 'await-check', by: 'requester' }, isCopy: true },
  'sharing.notice.disposal-passed': { group: 'disposal', next: null, isCopy: true },
  'sharing.notice.disposal-failed': { group: 'disposal', next: { step: 'dispose-anew', by: 'requester' } },
  'sharing.notice.disposal-overdue': { group: 'disposal', next: { step: 'press-disposal', by: 'authority' } },
  'sharing.notice.dispute-raised': { group: 'dispute', next: { step: 'negotiate', by: 'both' }, isCopy: true },
  'sharing.notice.dispute-said': { group: 'progress', next: { step: 'negotiate', by: 'both' }, isCopy: true },
  'sharing.notice.dispute-offered': { group: 'dispute', next: { step: 'answer-offer', by: 'other-side' }, isCopy: true },
  'sharing.notice.dispute-declined': { group: 'dispute', next: { step: 'negotiate', by: 'both' } },
  'sharing.notice.dispute-settled': { group: 'dispute', next: null, isCopy: true },
  'sharing.notice.dispute-referred': { group: 'dispute', next: { step: 'decide-dispute', by: 'authority' }, isCopy: true },
  'sharing.notice.dispute-withdrawn': { group: 'dispute', next: null, isCopy: true },
  'sharing.notice.dispute-ordered': { group: 'dispute', next: { step: 'execute', by: 'provider' } },
  'sharing.notice.dispute-upheld': { group: 'dispute', next: null, isCopy: true },
  'sharing.notice.dispute-escalated': { group: 'dispute', next: { step: 'await-superior', by: 'authority' }, isCopy: true },
  'sharing.notice.dispute-executed': { group: 'dispute', next: null, isCopy: true },
  'sharing.notice.dispute-overdue': { group: 'dispute', next: { step: 'press-dispute', by: 'authority' } },
  'sharing.notice.agreed': { group: 'answer', next: { step: 'confirm-delivery', by: 'requester' } },
  'sharing.notice.partly-agreed': { group: 'answer', next: { step: 'confirm-delivery', by: 'requester' } },
  'sharing.notice.refused': { group: 'answer', next: { step: 'read-ground', by: 'requester' } },
  'sharing.notice.extension-granted': { group: 'answer', next: { step: 'await-reply', by: 'provider' }, isCopy: true },
  'sharing.notice.extension-refused': { group: 'answer', next: { step: 'reply-in-time', by: 'provider' } },
  'sharing.notice.supplement-lapsed': { group: 'answer', next: { step: 'apply-anew', by: 'requester' } },
  'sharing.notice.withdrawn': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.ended-as-own': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.reminded': { group: 'office', next: { step: 'reply-in-time', by: 'provider' } },
  'sharing.notice.reminded-inside': { group: 'office', next: { step: 'reply-in-time', by: 'reader' } },
  'sharing.notice.taken-over': { group: 'office', next: null, isCopy: true },
  'sharing.notice.opinion-given': { group: 'office', next: null, isCopy: true },
  'sharing.notice.opinion-needless': { group: 'office', next: null, isCopy: true },
  'sharing.notice.assignment-returned': { group: 'office', next: { step: 'ask-division', by: 'reader' } },
  'sharing.notice.paper-returned': { group: 'office', next: { step: 'redo-paper', by: 'reader' } },
  'sharing.notice.filing-filed': { group: 'filing', next: { step: 'answer-filing', by: 'requester' } },
  'sharing.notice.filing-answered': { group: 'progress', next: { step: 'weigh-answers', by: 'provider' } },
  'sharing.notice.filing-overdue': { group: 'filing', next: { step: 'weigh-answers', by: 'provider' } },
  'sharing.notice.filing-affected': { group: 'progress', next: { step: 'weigh-answers', by: 'provider' } },
  'sharing.notice.filing-signed': { group: 'progress', next: { step: 'decide-filing', by: 'authority' } },
  'sharing.notice.filing-accepted': { group: 'filing', next: { step: 'prepare-for-change', by: 'requester' } },
  'sharing.notice.filing-returned': { group: 'filing', next: { step: 'revise-filing', by: 'provider' } },
  'sharing.notice.filing-postponed': { group: 'filing', next: { step: 'move-day', by: 'provider' } },
  'sharing.notice.filing-withdrawn': { group: 'filing', next: null, isCopy: true },
  'sharing.notice.filing-in-force': { group: 'filing', next: { step: 'check-systems', by: 'requester' } },
  'sharing.notice.stoppage-found': { group: 'filing', next: { step: 'explain-stoppage', by: 'provider' } },
  'sharing.notice.stoppage-explained': { group: 'progress', next: { step: 'decide-stoppage', by: 'authority' } },
  'sharing.notice.stoppage-overdue': { group: 'filing', next: { step: 'press-provider', by: 'authority' } },
  'sharing.notice.stoppage-restored': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.stoppage-filed': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.stoppage-closed': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.offer-claimed': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.offer-declined': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.offer-withdrawn': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.offer-lapsed': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.offer-ended': { group: 'progress', next: null, isCopy: true },
  'sharing.notice.grant-suspended': { group: 'grant', next: { step: 'rectify', by: 'requester' } },
  'sharing.notice.grant-restored': { group: 'grant', next: null, isCopy: true },
  'sharing.notice.grant-suspended-by-authority': { group: 'grant', next: null, isCopy: true },
  'sharing.notice.grant-restored-by-authority': { group: 'grant', next: null, isCopy: true },
  'sharing.notice.grant-terminated-by-authority': { group: 'grant', next: null, isCopy: true },
  'sharing.notice.grant-expiring': { group: 'grant', next: { step: 'renew-grant', by: 'requester' } },
  'sharing.notice.grant-expiring-given': { group: 'grant', next: null, isCopy: true },
  'sharing.notice.grant-narrowed': { group: 'grant', next: { step: 'keep-to-grant', by: 'requester' } },
  'sharing.notice.grant-revoked': { group: 'grant', next: { step: 'stop-using', by: 'requester' } },
  'sharing.notice.unit-key-in-force': { group: 'grant', next: null, isCopy: true },
  'sharing.notice.unit-key-refused': { group: 'grant', next: { step: 'register-key-anew', by: 'reader' } },
  'sharing.notice.unit-key-revoked': { group: 'grant', next: { step: 'register-key-anew', by: 'reader' } },
  'sharing.notice.grant-purpose-done': { group: 'grant', next: null, isCopy: true },
  'sharing.notice.use-missed': { group: 'use', next: { step: 'check-use', by: 'requester' } },
  'sharing.notice.aggregation': { group: 'use', next: { step: 'heed-aggregation', by: 'department' } },
} as const satisfies Readonly<Record<string, NoticeKind>>;

const known: ReadonlyMap<string, NoticeKind> = new Map(Object.entries(kinds));

/** What a kind of notice asks for; undefined for a key that is no kind of notice. */
export function noticeKindOf(titleKey: string): NoticeKind | undefined {
  return known.get(titleKey);
}

/** Every kind, with what it asks for. */
export const noticeKinds: readonly (readonly [titleKey: string, kind: NoticeKind])[] = [...known];

/**
 * Groups whose notices carry a term of law or an effect in law, with the articles: they come by e-mail at once, and nobody can put them off. A notice that only tells
 * how such a case goes on is of the group `progress`.
 */
const statutory: Partial<Readonly<Record<NoticeGroup, readonly string[]>>> = {
  clock: ['809-17', '809-21', '809-22', '809-26'],
  answer: ['809-20', '809-21'],
  grant: ['809-25', '809-27'],
  use: ['809-25', '809-29'],
  filing: ['809-27'],
  disposal: ['809-27'],
  dispute: ['809-28'],
  correction: ['809-26'],
  law: ['809-17'],
  status: ['809-17', '809-27'],
};

/** The articles by which a group of notices comes at once, whatever its readers would choose; none where they may choose. */
export function articlesOf(group: NoticeGroup): readonly string[] {
  return statutory[group] ?? [];
}

/** The group of a notice; those of a kind that is given no more come like the clocks, at once. */
export function groupOf(titleKey: string): NoticeGroup {
  return known.get(titleKey)?.group ?? noticeGroups[0];
}

/** The kinds of notice of a group. */
export function kindsOf(group: NoticeGroup): string[] {
  return noticeKinds.flatMap(([titleKey, kind]) => (kind.group === group ? [titleKey] : []));
}
