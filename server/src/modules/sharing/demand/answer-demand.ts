import type { DemandAnswer } from '@karez/contract/sharing/demand';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { citeArticles, findArticles, ruleSetInForce, type RuleSet } from '#modules/law';
import type { Transaction } from '#platform/database';
import { digestOf } from '../agreement.ts';
import { askForDecision, dueOfDemand, meetDemandClock } from './demand-clock.ts';
import type { DemandRecord } from './demand-store.ts';
import {
  confirmedFor,
  lockedFor,
  moved,
  storeDemandStep,
  type DemandCommand,
  type DemandDone,
  type DemandNeeds,
  type SigningNeeds,
} from './demand-step.ts';
import { faultOfAnswer, signingEventOf } from './demand.ts';
import { refuseFollowers } from './follow-demand.ts';
import type { Returning, Signing } from './send-demand.ts';

export type AnswerDemand = DemandCommand & { readonly answer: DemandAnswer };

/** The provider's handler proposes an answer to its office head; a refusal must rest on what the rule set allows (809-21). */
export async function answerDemand(needs: DemandNeeds, command: AnswerDemand): Promise<DemandDone | Refusal> {
  const { actor, demandId, answer, origin } = command;
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'answer');
    if (isRefusal(demand)) return demand;
    const fault = await checkAnswer(tx, needs, { demand, answer });
    if (fault) return fault;
    const next = moved(demand, 'propose');
    if (isRefusal(next)) return next;
    const dueAt = await dueOfDemand(tx, { demandId, at: needs.clock.now() });
    const step = { action: 'sharing.answer-demand', word: `proposed-${answer.result}`, role: 'PROVIDER_HANDLER', opinion: answer.opinion };
    await storeDemandStep(tx, needs, {
      ...step,
      demand: { ...next, proposal: answer, proposedBy: actor.id, signedBy: null },
      actor,
      origin,
      dueAt,
    });
    return { demandId };
  });
}

const rulesOf = async (tx: Transaction, { clock }: Pick<DemandNeeds, 'clock'>, demand: DemandRecord): Promise<RuleSet> =>
  ruleSetInForce(tx, demand.sentAt ?? clock.now());

/** What is wrong with an answer under the rules in force; otherwise enters what it cites into the citation register. */
async function checkAnswer(
  tx: Transaction,
  needs: DemandNeeds,
  { demand, answer }: { readonly demand: DemandRecord; readonly answer: DemandAnswer },
): Promise<Refusal | null> {
  const ruleSet = await rulesOf(tx, needs, demand);
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  const fault = faultOfAnswer(answer, { grounds: [...ruleSet.refusals.values()], today });
  if (fault || answer.result !== 'refuse') return fault;
  const ids = answer.basis.flatMap(({ articleId }) => (articleId === null ? [] : [articleId]));
  const ranks = ruleSet.refusals.get(answer.ground)?.citationRanks ?? null;
  const articles = ranks === null || ids.length === 0 ? [] : await findArticles(tx, { ids });
  if (ranks !== null && !articles.some(({ instrument }) => ranks.some((rank) => rank === instrument.rank)))
    return refuse('sharing.demand.answer-incomplete', { count: 1 }, [{ path: '/body/basis', code: 'sharing.basis-rank', params: {} }]);
  const cited = await citeArticles(
    tx,
    { module: 'sharing', kind: 'demand-refusal', id: demand.id },
    { articleIds: ids, at: needs.clock.now() },
  );
  return isRefusal(cited) ? cited : null;
}

export type SignDemandAnswer = DemandCommand & { readonly decision: (Signing & { readonly decision: 'sign' }) | Returning };
type Case = { readonly command: SignDemandAnswer; readonly demand: DemandRecord };

/** The provider's office head signs: a promise binds from now on, a refusal stands, “not ours” goes to the authority; or returns it. */
export async function signDemandAnswer(needs: SigningNeeds, command: SignDemandAnswer): Promise<DemandDone | Refusal> {
  const { demandId, decision } = command;
  if (decision.decision === 'sign') {
    const confirmed = await confirmedFor(needs, command, { action: 'sign', event: 'sign-promise', code: decision.code });
    if (isRefusal(confirmed)) return confirmed;
  }
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'sign');
    if (isRefusal(demand)) return demand;
    const done = await (decision.decision === 'sign' ? sign : returnToHandler)(tx, needs, { command, demand });
    return isRefusal(done) ? done : { demandId };
  });
}

async function returnToHandler(tx: Transaction, needs: SigningNeeds, { command, demand }: Case): Promise<true | Refusal> {
  const { actor, decision, origin } = command;
  const next = moved(demand, 'return-to-handler');
  if (isRefusal(next)) return next;
  const dueAt = await dueOfDemand(tx, { demandId: demand.id, at: needs.clock.now() });
  const step = { action: 'sharing.sign-demand-answer', word: 'returned-to-handler', role: 'OFFICE_HEAD', opinion: decision.opinion };
  await storeDemandStep(tx, needs, { ...step, demand: next, actor, origin, dueAt });
  return true;
}

async function sign(tx: Transaction, needs: SigningNeeds, { command, demand }: Case): Promise<true | Refusal> {
  const { actor, decision, origin } = command;
  const { proposal } = demand;
  if (!proposal) throw new Error(`demand ${demand.id} awaits a signature without an answer`);
  const at = needs.clock.now();
  const ruleSet = await rulesOf(tx, needs, demand);
  // A promised day may have passed on the head's desk.
  const fault = faultOfAnswer(proposal, {
    grounds: [...ruleSet.refusals.values()],
    today: dayIn(needs.config.KAREZ_TIME_ZONE, at),
  });
  if (fault) return fault;
  const event = signingEventOf(proposal, [...ruleSet.refusals.values()]);
  const next = moved(demand, event);
  if (isRefusal(next)) return next;
  const met = await meetDemandClock(tx, { demandId: demand.id, at });
  if (isRefusal(met)) return met;
  const signed = {
    ...next,
    signedBy: actor.id,
    reply: { at: at.toISOString(), answer: proposal, authorityOpinion: null },
    promisedOn: proposal.result === 'promise' ? proposal.dueOn : null,
    decidedAt: event === 'sign-refusal' ? at : null,
  };
  const dueAt = event === 'sign-contest' ? await askForDecision(tx, signed, { startedAt: at, newId: needs.newId }) : null;
  if (isRefusal(dueAt)) return dueAt;
  const step = { actor, action: 'sharing.sign-demand-answer', role: 'OFFICE_HEAD', opinion: decision.opinion, origin };
  const digest = digestOf({ no: demand.no, answer: proposal });
  await storeDemandStep(tx, needs, { ...step, word: `signed-${proposal.result}`, demand: signed, dueAt, digest });
  if (event === 'sign-refusal') await refuseFollowers(tx, needs, { lead: signed, step });
  return true;
}
