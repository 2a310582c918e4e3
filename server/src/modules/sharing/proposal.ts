import type { ApplicationContent, Proposal } from '@karez/contract/sharing/schemas';
import { monthsLater } from '@karez/kit/day';
import { refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import { conditionsUnder } from './backflow/backflow.ts';
import { holdsPersonalData, type RequestableEntry } from './requestable.ts';

/** What the rule set in force says about one ground of refusal. */
export type GroundRule = { readonly code: string; readonly authorityDecides: boolean };

/**
 * Checks a reply that a handler proposes (809-20, 809-21): every item applied for is either agreed or left out with a reason; a refusal names a
 * ground of the rule set and cites an article, unless the authority itself decides on that ground. Null for a whole proposal.
 */
export function faultOf(proposal: Proposal, content: ApplicationContent, grounds: readonly GroundRule[]): Refusal | null {
  if (proposal.result === 'refuse') return faultOfRefusal(proposal, grounds);
  const wrong = [...faultsOfItems(proposal, content), ...faultsOfTerms(proposal, content)];
  return wrong.length === 0 ? null : refuse('sharing.proposal.incomplete', { count: wrong.length }, wrong);
}

function faultOfRefusal(proposal: Proposal, grounds: readonly GroundRule[]): Refusal | null {
  const ground = grounds.find((rule) => rule.code === proposal.ground);
  if (!ground) return refuse('sharing.proposal.incomplete', { count: 1 }, [{ path: '/body/ground', code: 'required', params: {} }]);
  if (!ground.authorityDecides && proposal.basis.length === 0) {
    return refuse('sharing.proposal.basis-missing', {}, [{ path: '/body/basis', code: 'required', params: {} }]);
  }
  return null;
}

function field(code: string, no: number): FieldRefusal {
  return { path: '/body/items', code, params: { no } };
}

function faultsOfItems(proposal: Proposal, content: ApplicationContent): FieldRefusal[] {
  const agreed = new Set(proposal.items.map((item) => item.no));
  const leftOut = new Set(proposal.leftOut.map((item) => item.no));
  const unanswered = content.itemNos.filter((no) => !agreed.has(no) && !leftOut.has(no)).map((no) => field('sharing.item-unanswered', no));
  const twice = content.itemNos.filter((no) => agreed.has(no) && leftOut.has(no)).map((no) => field('sharing.item-answered-twice', no));
  const foreign = [...agreed, ...leftOut]
    .filter((no) => !content.itemNos.includes(no))
    .map((no) => field('sharing.item-not-applied-for', no));
  const repeated = proposal.items.filter(({ no }, index) => proposal.items.findIndex((item) => item.no === no) < index);
  const none: FieldRefusal[] = agreed.size === 0 ? [{ path: '/body/items', code: 'required', params: {} }] : [];
  return [...none, ...unanswered, ...twice, ...repeated.map(({ no }) => field('sharing.item-answered-twice', no)), ...foreign];
}

function faultsOfTerms(proposal: Proposal, content: ApplicationContent): FieldRefusal[] {
  const wrong: FieldRefusal[] = [];
  if (proposal.quota === null) wrong.push({ path: '/body/quota', code: 'required', params: {} });
  const last = content.validTo ?? '';
  if (proposal.validTo !== null && proposal.validTo > last)
    wrong.push({ path: '/body/validTo', code: 'sharing.period-widened', params: { day: last } });
  if (proposal.validTo !== null && content.validFrom !== null && proposal.validTo <= content.validFrom) {
    wrong.push({ path: '/body/validTo', code: 'sharing.period-order', params: {} });
  }
  return wrong;
}

/**
 * What the entry's version in force no longer allows of an agreeing reply: the proposal may be older than the version, and what is granted
 * is granted of the version in force. Null where all of it stands.
 */
export function faultOfEntry(proposal: Proposal, content: ApplicationContent, entry: RequestableEntry): Refusal | null {
  if (content.rowFilter && entry.regionItem === null) return refuse('sharing.backflow.no-region-item');
  const wrong = proposal.items.flatMap(({ no }): FieldRefusal[] => {
    const item = entry.items.find((candidate) => candidate.no === no);
    if (!item) return [field('sharing.item-unknown', no)];
    if (item.shareType === 'denied') return [field('sharing.item-denied', no)];
    return item.fieldName === null ? [field('sharing.item-without-field', no)] : [];
  });
  const agreed = proposal.items.map(({ no }) => no);
  if (content.matter === null && holdsPersonalData(entry, agreed))
    wrong.push({ path: '/body/items', code: 'sharing.matter-required', params: {} });
  wrong.push(...faultsOfPeriod(proposal, content, conditionsUnder(content, entry).monthsMax));
  return wrong.length === 0 ? null : refuse('sharing.proposal.incomplete', { count: wrong.length }, wrong);
}

function faultsOfPeriod(proposal: Proposal, { validFrom, validTo }: ApplicationContent, monthsMax: number | null): FieldRefusal[] {
  const last = proposal.validTo ?? validTo;
  if (monthsMax === null || validFrom === null || last === null || last <= monthsLater(validFrom, monthsMax)) return [];
  return [{ path: '/body/validTo', code: 'sharing.period-too-long', params: { months: monthsMax } }];
}
