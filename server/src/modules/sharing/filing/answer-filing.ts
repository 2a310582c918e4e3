import type { FilingAnswer } from '@karez/contract/sharing/filing';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { endClocks, openAnswers } from './filing-clock.ts';
import { closeQuestions } from './filing-handing.ts';
import { moved, personalIn, takeStep, type FilingCommand, type FilingDone, type FilingNeeds } from './filing-step.ts';
import { saveAnswer } from './filing-store.ts';

export type AnswerFiling = FilingCommand & {
  readonly answer: FilingAnswer;
  readonly needsUntil: string | null;
  readonly words: string;
};

/** A department that is affected says that it agrees, objects, or until when it needs the service; it may say otherwise while the filing is with its provider. */
export async function answerFiling(needs: FilingNeeds, command: AnswerFiling): Promise<FilingDone | Refusal> {
  const { actor, answer, needsUntil, words } = command;
  const personal = personalIn({ words });
  if (personal) return personal;
  return takeStep(needs, { ...command, action: 'answer', route: 'sharing.answer-filing' }, async ({ tx, filing, parties, at }) => {
    const party = parties.find(({ requesterOrgId }) => requesterOrgId === actor.orgId);
    if (!party) return refuse('sharing.filing.not-own');
    if (needsUntil !== null && needsUntil < dayIn(needs.config.KAREZ_TIME_ZONE, at))
      return refuse('sharing.filing.incomplete', { count: 1 }, [{ path: '/body/needsUntil', code: 'sharing.filing-needs', params: {} }]);
    const next = moved(filing, 'answer');
    if (isRefusal(next)) return next;
    const said = words === '' ? null : words;
    await saveAnswer(tx, { ...party, answer, needsUntil, words: said, answeredBy: actor.id, answeredAt: at });
    await endClocks(tx, await openAnswers(tx, [party], at), { how: 'meet', at });
    await closeQuestions(tx, [party], { by: actor.id, at });
    return { filing: next, word: 'answered', words: said, partyOrgId: party.requesterOrgId, facts: { answer } };
  });
}
