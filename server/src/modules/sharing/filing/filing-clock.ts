import type { Filing } from '@karez/contract/sharing/filing';
import { dayAfter } from '@karez/kit/day';
import type { NewId } from '@karez/kit/id';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, organisationById } from '#modules/identity';
import { cancelClock, clocksOf, meetClock, ruleSetInForce, startClock, workingDaysOf, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import type { FilingRecord, PartyRecord } from './filing.ts';

/** Case kinds of the two clocks: of the authority's answer, and of each department's. */
export const FILING_CASE = 'sharing.filing';
export const PARTY_CASE = 'sharing.filing-party';
/** Limit of the rule set that says how long before its day a change or stop is filed; article 27 of 809 names no days. */
const NOTICE_RULE = 'sharing.filing-notice';
type Moment = { readonly at: Date; readonly newId: NewId };

/** The notice term in force. @throws where the rule set knows none: law must have been seeded. */
export async function noticeTerm(reader: Reader, at: Date): Promise<Filing['notice']> {
  const limit = (await ruleSetInForce(reader, at)).limits.get(NOTICE_RULE);
  if (!limit) throw new Error(`the rule set in force has no ${NOTICE_RULE}`);
  return { workingDays: limit.workingDays, nature: limit.nature, articles: [...limit.articles] };
}

/** The first day on which what is filed today may begin, in the working days of the provider's region. */
export async function earliestDay(
  reader: Reader,
  { region, today, at }: { readonly region: string; readonly today: string; readonly at: Date },
): Promise<string> {
  const { workingDays } = await noticeTerm(reader, at);
  return dayAfter((await workingDaysOf(reader, region)).lastDayAfter(today, workingDays));
}

/** The clock that runs, or has lapsed, of the authority's answer. */
export async function openReview(reader: Reader, filingId: string, at: Date): Promise<ClockView | undefined> {
  const clocks = await clocksOf(reader, { caseKind: FILING_CASE, caseIds: [filingId], at });
  return clocks.find(({ endedAt }) => endedAt === null);
}

/** The clocks that run, or have lapsed, of departments that have not answered. */
export async function openAnswers(reader: Reader, parties: readonly PartyRecord[], at: Date): Promise<ClockView[]> {
  const clocks = await clocksOf(reader, { caseKind: PARTY_CASE, caseIds: parties.map(({ id }) => id), at });
  return clocks.filter(({ endedAt }) => endedAt === null);
}

/** Whether a department has had its term, or has it. */
export const wasAsked = async (reader: Reader, { id }: PartyRecord, at: Date): Promise<boolean> =>
  (await clocksOf(reader, { caseKind: PARTY_CASE, caseIds: [id], at })).length > 0;

/** Whether somebody whose term still runs has not answered. */
export async function isUnheard(reader: Reader, parties: readonly PartyRecord[], at: Date): Promise<boolean> {
  const waiting = parties.filter(({ answer }) => answer === null);
  return (await openAnswers(reader, waiting, at)).some(({ state }) => state === 'running');
}

/** A department is asked and has its term to answer. Answers until when. */
export async function askParty(
  tx: Transaction,
  { filing, party }: { readonly filing: FilingRecord; readonly party: PartyRecord },
  { at: startedAt, newId }: Moment,
): Promise<Date | null> {
  const { requesterOrgId: dutyOrgId, id: caseId } = party;
  const region = (await organisationById(tx, dutyOrgId))?.regionCode ?? filing.providerRegionCode;
  const owed = { caseKind: PARTY_CASE, caseId, ruleKey: 'sharing.filing-answer', ruleSetId: filing.ruleSetId, dutyOrgId, region };
  return (await startClock(tx, { id: newId(), startedAt, ...owed })).dueAt;
}

/** The authority has its term to take the filing or to return it. Refuses where it has no member that may. */
export async function askAuthority(
  tx: Transaction,
  { filing, parties }: { readonly filing: FilingRecord; readonly parties: readonly PartyRecord[] },
  { at: startedAt, newId }: Moment,
): Promise<Date | null | Refusal> {
  const { authorityRegionCode: region, providerOrgId, id: caseId } = filing;
  const involved = [providerOrgId, ...parties.map(({ requesterOrgId }) => requesterOrgId)];
  const authority = await authorityFor(tx, { regionCodes: [region], power: 'sharing.coordinate', parties: involved });
  const dutyOrgId = (authority?.members.find(({ lead }) => lead) ?? authority?.members[0])?.orgId;
  if (dutyOrgId === undefined) return refuse('sharing.filing.nobody-decides');
  const owed = { caseKind: FILING_CASE, caseId, ruleKey: 'sharing.filing-review', ruleSetId: filing.ruleSetId, dutyOrgId, region };
  return (await startClock(tx, { id: newId(), startedAt, ...owed })).dueAt;
}

/** What was owed is done (`meet`), or nobody owes it any more (`cancel`). */
export async function endClocks(
  tx: Transaction,
  clocks: readonly ClockView[],
  { how, at }: { readonly how: 'meet' | 'cancel'; readonly at: Date },
): Promise<void> {
  for (const open of clocks) {
    const ended = await (how === 'meet' ? meetClock : cancelClock)(tx, open, at);
    if (isRefusal(ended)) throw new Error(`the clock ${open.ruleKey} of ${open.caseId} does not end: ${ended.code}`);
  }
}
