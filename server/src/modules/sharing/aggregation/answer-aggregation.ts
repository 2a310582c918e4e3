import { isAmong } from '@karez/policy/hand';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, mayUse, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { digestOf } from '../agreement.ts';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { findApplication, lockApplication, type ApplicationRecord } from '../application-store.ts';
import { holdsPersonalValue } from '../personal-value.ts';
import { closeAnswerTodo } from './ask-for-answer.ts';
import { saveAggregationAnswer } from './aggregation-store.ts';
import type { Tripped } from './aggregation.ts';
import { digestOfTripped, heldTogether } from './read-aggregation.ts';

export type AnswerAggregation = {
  readonly actor: Actor;
  readonly applicationId: string;
  /** Digest of the combination that the head has read. */
  readonly about: string;
  readonly words: string;
  readonly code: string;
  readonly origin: string;
};

/** From the head's own desk until the provider has decided. */
const answerable: readonly ApplicationRecord['state'][] = [
  'awaiting-consent-out',
  'at-provider',
  'awaiting-consent-in',
  'supplement-asked',
  'awaiting-supplement-consent',
];

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayAnswerAggregation(actor: Actor, { requesterOrgId, state, preparedBy, standIns }: ApplicationRecord): true | Refusal {
  if (mayUse(actor, 'sharing.consent-out', { orgId: requesterOrgId }) !== true) return refuse('sharing.application.not-own');
  if (isAmong(actor, [preparedBy], standIns)) return refuse('sharing.application.own-work');
  return answerable.includes(state) || refuse('sharing.application.illegal-transition', { state, event: 'answer-aggregation' });
}

type Answering = { readonly application: ApplicationRecord; readonly tripped: readonly Tripped[] };

/** The application and what is tripped now, where the actor may answer and has read just that. */
async function answeringOf(
  reader: Reader,
  application: ApplicationRecord | undefined,
  { actor, about, at }: Pick<AnswerAggregation, 'actor' | 'about'> & { readonly at: Date },
): Promise<Answering | Refusal> {
  if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
  const permitted = mayAnswerAggregation(actor, application);
  if (isRefusal(permitted)) return permitted;
  const { tripped } = await heldTogether(reader, application.requesterOrgId, at);
  if (tripped.length === 0) return refuse('sharing.aggregation.nothing-to-answer');
  return digestOfTripped(tripped) === about ? { application, tripped } : refuse('sharing.aggregation.stale');
}

/** The requester's office head answers in writing what its department's grants tell together; provider and authority read it with the application. Who may not, or has read another combination, keeps the code. */
export async function answerAggregation(
  needs: Pick<Needs, 'database' | 'clock' | 'keys'>,
  { actor, applicationId, about, words, code, origin }: AnswerAggregation,
): Promise<{ applicationId: string } | Refusal> {
  if (holdsPersonalValue(words)) {
    const place = { path: '/body/words', code: 'sharing.personal-value-here', params: {} };
    return refuse('sharing.aggregation.personal-value', { count: 1 }, [place]);
  }
  const { reader } = needs.database;
  const early = await answeringOf(reader, await findApplication(reader, applicationId), { actor, about, at: needs.clock.now() });
  if (isRefusal(early)) return early;
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const found = await answeringOf(tx, await lockApplication(tx, applicationId), { actor, about, at });
    if (isRefusal(found)) return found;
    const { application, tripped } = found;
    await saveAggregationAnswer(tx, { applicationId, about, tripped, words, answeredBy: actor.id, answeredAt: at });
    await closeAnswerTodo(tx, applicationId, { by: actor.id, at });
    const digest = digestOf({ application: applicationId, about, words });
    const step = { application, actor, action: 'sharing.answer-aggregation', word: 'aggregation-answered', role: 'OFFICE_HEAD' };
    await recordApplicationStep(tx, { ...step, opinion: words, at, origin, digest, facts: { about } });
    return { applicationId };
  });
}
