import type { CorrectionAnswer } from '@karez/contract/correction/schemas';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { organisationById } from '#modules/identity';
import { citeArticles } from '#modules/law';
import { digestOf } from '#modules/sharing';
import { askForConfirmation, endClock, openClockOf, passTermOn } from './correction-clock.ts';
import { personalValueIn, textsOfAnswer } from './correction-content.ts';
import { tellFormer, tellMoved, tellUsers } from './correction-handing.ts';
import {
  confirmedFor,
  moved,
  takeStep,
  type CorrectionCommand,
  type CorrectionDone,
  type CorrectionNeeds,
  type Made,
  type SigningNeeds,
  type Taking,
} from './correction-step.ts';
import type { CorrectionRecord } from './correction-store.ts';
import { faultOfAnswer, signingEventOf } from './correction.ts';
import { fitSource, givenTo, type SourcesOf } from './fit-department.ts';
import { keepSignedAnswer } from './signed-answer-store.ts';

type WithSources = { readonly sourcesOf: SourcesOf };

/** The department accepts the report and verifies it; the term runs on. */
export async function acceptCorrection(needs: CorrectionNeeds, command: CorrectionCommand): Promise<CorrectionDone | Refusal> {
  const stepping = { ...command, action: 'accept', route: 'correction.accept-correction' } as const;
  return takeStep(needs, stepping, async ({ tx, request, at }) => {
    const accepted = moved(request, 'accept');
    if (isRefusal(accepted)) return accepted;
    const dueAt = (await openClockOf(tx, request, at))?.dueAt ?? null;
    return { request: accepted, word: 'accepted', role: 'PROVIDER_HANDLER', opinion: null, dueAt };
  });
}

/** The handler proposes an answer to its office head. */
export async function answerCorrection(
  needs: CorrectionNeeds & WithSources,
  command: CorrectionCommand & { readonly answer: CorrectionAnswer },
): Promise<CorrectionDone | Refusal> {
  const { answer, actor } = command;
  const stepping = { ...command, action: 'answer', route: 'correction.answer-correction' } as const;
  return takeStep(needs, stepping, async (taking) => {
    const { tx, request, at } = taking;
    const fault = await faultNow(needs, taking, answer);
    if (fault) return fault;
    if (answer.result === 'not-an-error') {
      const articleIds = answer.basis.flatMap(({ articleId }) => (articleId === null ? [] : [articleId]));
      const cited = await citeArticles(tx, { module: 'correction', kind: 'not-an-error', id: request.id }, { articleIds, at });
      if (isRefusal(cited)) return cited;
    }
    const proposed = moved(request, 'propose');
    if (isRefusal(proposed)) return proposed;
    const dueAt = (await openClockOf(tx, request, at))?.dueAt ?? null;
    const next = { ...proposed, proposal: answer, proposedBy: actor.id, signedBy: null };
    return { request: next, word: `proposed-${answer.result}`, role: 'PROVIDER_HANDLER', opinion: null, dueAt };
  });
}

/** What is wrong with an answer today; the day of a correction cannot lie ahead, nor a report be sent round. */
async function faultNow(
  { config, sourcesOf }: CorrectionNeeds & WithSources,
  { tx, request, at }: Taking,
  answer: CorrectionAnswer,
): Promise<Refusal | null> {
  const personal = personalValueIn(textsOfAnswer(answer));
  if (personal) return personal;
  const fault = faultOfAnswer(answer, { today: dayIn(config.KAREZ_TIME_ZONE, at), ordered: request.ordered });
  if (fault || answer.result !== 'redirect') return fault;
  const source = await fitSource(tx, { sourcesOf }, { request, organisationId: answer.organisationId });
  return isRefusal(source) ? source : null;
}

export type SignAnswer = CorrectionCommand & {
  readonly decision:
    | { readonly decision: 'sign'; readonly opinion: string; readonly code: string }
    | { readonly decision: 'return'; readonly opinion: string };
};

/** The provider's office head signs the answer, or the passing on to the source; or returns it to the handler. */
export async function signCorrectionAnswer(needs: SigningNeeds & WithSources, command: SignAnswer): Promise<CorrectionDone | Refusal> {
  const { decision } = command;
  const personal = personalValueIn([['opinion', decision.opinion]]);
  if (personal) return personal;
  if (decision.decision === 'sign') {
    const confirmed = await confirmedFor(needs, command, { action: 'sign', code: decision.code });
    if (isRefusal(confirmed)) return confirmed;
  }
  const stepping = { ...command, action: 'sign', route: 'correction.sign-answer', entryKept: true } as const;
  return takeStep(needs, stepping, (taking) => (decision.decision === 'sign' ? sign(needs, command, taking) : returned(command, taking)));
}

async function returned({ decision }: SignAnswer, { tx, request, at }: Taking): Promise<Made | Refusal> {
  const back = moved(request, 'return-to-handler');
  if (isRefusal(back)) return back;
  const dueAt = (await openClockOf(tx, request, at))?.dueAt ?? null;
  return { request: back, word: 'returned', role: 'OFFICE_HEAD', opinion: decision.opinion, dueAt };
}

async function sign(needs: SigningNeeds & WithSources, command: SignAnswer, taking: Taking): Promise<Made | Refusal> {
  const { tx, request, at } = taking;
  const { proposal, proposedBy, providerOrgId } = request;
  if (!proposal || proposedBy === null) throw new Error(`correction ${request.id} awaits a signature without an answer`);
  const fault = await faultNow(needs, taking, proposal);
  if (fault) return fault;
  const next = moved(request, signingEventOf(proposal));
  if (isRefusal(next)) return next;
  const signed = { ...next, signedBy: command.actor.id };
  const digest = digestOf({ no: request.no, answer: proposal });
  const said = { role: 'OFFICE_HEAD', opinion: command.decision.opinion, digest };
  const organisation = (await organisationById(tx, providerOrgId))?.name ?? '';
  const made = await (proposal.result === 'redirect'
    ? passOn(needs, taking, { signed, proposal })
    : reply(needs, taking, { signed, proposal, organisation }));
  if (isRefusal(made)) return made;
  await keepSignedAnswer(tx, request.id, {
    answer: proposal,
    organisationId: providerOrgId,
    organisationName: organisation,
    opinion: command.decision.opinion,
    digest,
    proposedBy,
    signedBy: command.actor.id,
    signedAt: at,
  });
  return { ...made, ...said };
}

type Answered<A extends CorrectionAnswer> = { readonly signed: CorrectionRecord; readonly proposal: A };
type Passing = Pick<Made, 'request' | 'word' | 'dueAt'>;

/** The answer counts from now on: the requester has to confirm or to dispute it, and whoever uses what was corrected is told. */
async function reply(
  { newId }: CorrectionNeeds,
  { tx, request, at }: Taking,
  { signed, proposal, organisation }: Answered<CorrectionAnswer> & { readonly organisation: string },
): Promise<Passing> {
  await endClock(tx, request, { at, how: 'met' });
  const answered = { ...signed, reply: { at: at.toISOString(), answer: proposal, organisation }, answeredAt: at };
  const dueAt = await askForConfirmation(tx, answered, { at, newId });
  if (proposal.result === 'corrected' || proposal.result === 'partly') await tellUsers(tx, answered, { at, newId });
  return { request: answered, word: `signed-${proposal.result}`, dueAt };
}

/** The source has to answer, within the term that runs since the filing. */
async function passOn(
  { newId, sourcesOf }: CorrectionNeeds & WithSources,
  { tx, request, at }: Taking,
  { signed, proposal }: Answered<Extract<CorrectionAnswer, { result: 'redirect' }>>,
): Promise<Passing | Refusal> {
  const source = await fitSource(tx, { sourcesOf }, { request, organisationId: proposal.organisationId });
  if (isRefusal(source)) return source;
  const passed = givenTo(signed, source, 'redirect');
  const duty = { dutyOrgId: source.id, region: source.regionCode };
  const dueAt = await passTermOn(tx, { request, duty }, { at, newId });
  await tellFormer(tx, { before: request, after: passed }, { at, newId });
  await tellMoved(tx, passed, { at, newId });
  return { request: passed, word: 'signed-redirect', dueAt };
}
