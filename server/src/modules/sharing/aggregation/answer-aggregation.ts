import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, mayUse, type Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { digestOf } from '../agreement.ts';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { holdsPersonalValue } from '../personal-value.ts';
import { saveAggregationAnswer } from './aggregation-store.ts';
import { digestOfTripped, heldTogether } from './read-aggregation.ts';

export type AnswerAggregation = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly words: string;
  readonly code: string;
  readonly origin: string;
};

/** From the head's own desk until the provider has decided. */
const open: readonly ApplicationRecord['state'][] = [
  'awaiting-consent-out',
  'at-provider',
  'awaiting-consent-in',
  'supplement-asked',
  'awaiting-supplement-consent',
];

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayAnswerAggregation(actor: Actor, { requesterOrgId, state }: ApplicationRecord): true | Refusal {
  if (mayUse(actor, 'sharing.consent-out', { orgId: requesterOrgId }) !== true) return refuse('sharing.application.not-own');
  return open.includes(state) || refuse('sharing.application.illegal-transition', { state, event: 'answer-aggregation' });
}

/** The requester's office head answers in writing what its department's grants tell together; provider and authority read it with the application. */
export async function answerAggregation(
  needs: Pick<Needs, 'database' | 'clock' | 'keys'>,
  { actor, applicationId, words, code, origin }: AnswerAggregation,
): Promise<{ applicationId: string } | Refusal> {
  if (holdsPersonalValue(words)) {
    const place = { path: '/body/words', code: 'sharing.personal-value-here', params: {} };
    return refuse('sharing.aggregation.personal-value', { count: 1 }, [place]);
  }
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayAnswerAggregation(actor, application);
    if (isRefusal(permitted)) return permitted;
    const { tripped } = await heldTogether(tx, application.requesterOrgId, at);
    if (tripped.length === 0) return refuse('sharing.aggregation.nothing-to-answer');
    const about = digestOfTripped(tripped);
    await saveAggregationAnswer(tx, { applicationId, about, words, answeredBy: actor.id, answeredAt: at });
    const digest = digestOf({ application: applicationId, about, words });
    const step = { application, actor, action: 'sharing.answer-aggregation', word: 'aggregation-answered', role: 'OFFICE_HEAD' };
    await recordApplicationStep(tx, { ...step, opinion: words, at, origin, digest, facts: { about } });
    return { applicationId };
  });
}
