import { dayIn } from '@karez/kit/clock';
import { dayAfter } from '@karez/kit/day';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { digestOf } from '../agreement.ts';
import { askAuthority, endClocks, openAnswers, openReview } from './filing-clock.ts';
import { closeQuestions } from './filing-handing.ts';
import {
  askUnasked,
  confirmedFor,
  moved,
  personalIn,
  takeStep,
  type FilingCommand,
  type FilingDone,
  type FilingNeeds,
  type Made,
  type ReadFilingCommand,
  type SigningNeeds,
  type Taking,
} from './filing-step.ts';
import { faultOfDay, firstDayOf, isAgainst, type FilingRecord, type PartyRecord } from './filing.ts';

/** What the head signs: the filing with its day and every department's answer. */
const digestOfFiling = ({ id, no, kind, reason, change }: FilingRecord, effectiveOn: string, parties: readonly PartyRecord[]): string =>
  digestOf({
    filing: id,
    no,
    kind,
    reason,
    change,
    effectiveOn,
    answers: parties.map(({ requesterOrgId, answer, needsUntil, words }) => ({ requesterOrgId, answer, needsUntil, words })),
  });

export type SubmitFiling = ReadFilingCommand & { readonly effectiveOn: string; readonly words: string; readonly code: string };

/** The provider's office head signs the filing and sends it to the authority; the day may move later, never earlier (809-27.3: 备案). */
export async function submitFiling(needs: SigningNeeds, command: SubmitFiling): Promise<FilingDone | Refusal> {
  const { actor, effectiveOn, words, code } = command;
  const personal = personalIn({ words });
  if (personal) return personal;
  const confirmed = await confirmedFor(needs, command, { action: 'submit', code });
  if (isRefusal(confirmed)) return confirmed;
  return takeStep(needs, { ...command, action: 'submit', route: 'sharing.submit-filing' }, async ({ tx, filing, parties, at }) => {
    const tomorrow = dayAfter(dayIn(needs.config.KAREZ_TIME_ZONE, at));
    const fault = faultOfDay(effectiveOn, firstDayOf(filing, tomorrow));
    if (fault) return fault;
    const next = moved(filing, 'submit');
    if (isRefusal(next)) return next;
    await endQuestions(tx, { parties, by: actor.id, at });
    const signed = { ...next, effectiveOn, signedBy: actor.id, signedAt: at };
    const dueAt = await askAuthority(tx, { filing: signed, parties }, { at, newId: needs.newId });
    if (isRefusal(dueAt)) return dueAt;
    const digest = digestOfFiling(filing, effectiveOn, parties);
    return { filing: signed, word: 'signed', words: words === '' ? null : words, digest };
  });
}

/** Who has let its term pass is asked no more. */
async function endQuestions(
  tx: Transaction,
  { parties, by, at }: { readonly parties: readonly PartyRecord[]; readonly by: string; readonly at: Date },
): Promise<void> {
  await endClocks(tx, await openAnswers(tx, parties, at), { how: 'cancel', at });
  await closeQuestions(tx, parties, { by, at });
}

export type DecideFiling = ReadFilingCommand & {
  readonly decision:
    | { readonly decision: 'accept' | 'return'; readonly words: string }
    | { readonly decision: 'postpone'; readonly notBefore: string; readonly words: string };
};

/** The authority takes the filing, returns it, or asks for a later day where a department has spoken against the day. */
export async function decideFiling(needs: FilingNeeds, command: DecideFiling): Promise<FilingDone | Refusal> {
  const { actor, decision } = command;
  const personal = personalIn({ words: decision.words });
  if (personal) return personal;
  return takeStep(needs, { ...command, action: 'decide', route: 'sharing.decide-filing' }, async (taking) => {
    const { tx, filing, at } = taking;
    const made = decision.decision === 'postpone' ? postponed(taking, decision) : taken(taking, decision, todayOf(needs, at));
    if (isRefusal(made)) return made;
    const review = await openReview(tx, filing.id, at);
    await endClocks(tx, review ? [review] : [], { how: 'meet', at });
    await askUnasked(tx, { filing: made.filing, parties: taking.parties }, { at, newId: needs.newId });
    return { ...made, filing: { ...made.filing, decidedBy: actor.id, decidedAt: at }, words: decision.words };
  });
}

const todayOf = ({ config }: FilingNeeds, at: Date): string => dayIn(config.KAREZ_TIME_ZONE, at);

function taken(
  { filing }: Taking,
  { decision }: Extract<DecideFiling['decision'], { decision: 'accept' | 'return' }>,
  today: string,
): Made | Refusal {
  // What would have begun already is not taken: those who use the service were told of a day that is still to come.
  if (decision === 'accept' && filing.effectiveOn <= today) return refuse('sharing.filing.date-passed', { on: filing.effectiveOn });
  const next = moved(filing, decision);
  return isRefusal(next) ? next : { filing: next, word: decision === 'accept' ? 'accepted' : 'returned', words: null };
}

function postponed({ filing, parties }: Taking, { notBefore }: { readonly notBefore: string }): Made | Refusal {
  if (!parties.some((party) => isAgainst(party, filing.effectiveOn))) return refuse('sharing.filing.nobody-objects');
  if (notBefore <= filing.effectiveOn)
    return refuse('sharing.filing.incomplete', { count: 1 }, [{ path: '/body/notBefore', code: 'sharing.filing-later', params: {} }]);
  const next = moved(filing, 'postpone');
  return isRefusal(next) ? next : { filing: { ...next, notBefore }, word: 'postponed', words: null };
}

export type WithdrawFiling = FilingCommand & { readonly reason: string; readonly code: string | null };

/** The provider takes its filing back before its day: the service goes on, and nobody is asked any more. What its head has signed the head takes back. */
export async function withdrawFiling(needs: SigningNeeds, command: WithdrawFiling): Promise<FilingDone | Refusal> {
  const { actor, reason, code } = command;
  const personal = personalIn({ reason });
  if (personal) return personal;
  // Without a code nothing that was signed is taken back: asked again under the lock.
  if (code !== null) {
    const confirmed = await confirmedFor(needs, command, { action: 'withdraw', code });
    if (isRefusal(confirmed)) return confirmed;
  }
  return takeStep(needs, { ...command, action: 'withdraw', route: 'sharing.withdraw-filing' }, async ({ tx, filing, parties, at }) => {
    if (filing.signedBy !== null && code === null)
      return refuse('sharing.filing.incomplete', { count: 1 }, [{ path: '/body/code', code: 'required', params: {} }]);
    if (filing.state === 'accepted' && filing.effectiveOn <= todayOf(needs, at))
      return refuse('sharing.filing.day-come', { on: filing.effectiveOn });
    const next = moved(filing, 'withdraw');
    if (isRefusal(next)) return next;
    await endQuestions(tx, { parties, by: actor.id, at });
    const review = await openReview(tx, filing.id, at);
    await endClocks(tx, review ? [review] : [], { how: 'cancel', at });
    return { filing: { ...next, endedAt: at }, word: 'withdrawn', words: reason };
  });
}
