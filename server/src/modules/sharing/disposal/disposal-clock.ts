import type { NewId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { cancelClock, clocksOf, meetClock, startClock, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import type { DisposalRecord } from './disposal.ts';

export const DISPOSAL_CASE = 'sharing.disposal';
/** The requester's term to dispose of the data and to certify it. */
const DISPOSAL_RULE = 'sharing.disposal';
/** The checker's term to look. */
const CHECK_RULE = 'sharing.disposal-check';

type Moment = { readonly at: Date; readonly newId: NewId };

/** The clock of what is owed now, running or lapsed. */
export async function openDisposalClock(reader: Reader, disposalId: string, at: Date): Promise<ClockView | undefined> {
  const clocks = await clocksOf(reader, { caseKind: DISPOSAL_CASE, caseIds: [disposalId], at });
  return clocks.find(({ endedAt }) => endedAt === null);
}

/** The requester has to dispose of the data. Answers until when. */
export async function askForDisposal(tx: Transaction, disposal: DisposalRecord, moment: Moment): Promise<Date | null> {
  const { requesterOrgId: dutyOrgId, requesterRegionCode: region } = disposal;
  return start(tx, disposal, { ruleKey: DISPOSAL_RULE, dutyOrgId, region, ...moment });
}

/** The provider, or a member of the authority, has to look at what was done. Answers until when. */
export async function askForCheck(
  tx: Transaction,
  disposal: DisposalRecord,
  { dutyOrgId, ...moment }: Moment & { dutyOrgId: string },
): Promise<Date | null> {
  const region = disposal.checkSide === 'authority' ? disposal.authorityRegionCode : disposal.providerRegionCode;
  return start(tx, disposal, { ruleKey: CHECK_RULE, dutyOrgId, region, ...moment });
}

type Owing = Moment & { readonly ruleKey: string; readonly dutyOrgId: string; readonly region: string };

async function start(
  tx: Transaction,
  { id: caseId, ruleSetId }: DisposalRecord,
  { at: startedAt, newId, ...owed }: Owing,
): Promise<Date | null> {
  return (await startClock(tx, { id: newId(), caseKind: DISPOSAL_CASE, caseId, ruleSetId, startedAt, ...owed })).dueAt;
}

/** What was owed is done (`meet`), or nobody owes it any more (`cancel`). */
export async function endDisposalClock(
  tx: Transaction,
  disposalId: string,
  { how, at }: { how: 'meet' | 'cancel'; at: Date },
): Promise<void> {
  const open = await openDisposalClock(tx, disposalId, at);
  if (!open) return;
  const ended = await (how === 'meet' ? meetClock : cancelClock)(tx, open, at);
  if (isRefusal(ended)) throw new Error(`the clock ${open.ruleKey} of disposal ${disposalId} does not end: ${ended.code}`);
}
