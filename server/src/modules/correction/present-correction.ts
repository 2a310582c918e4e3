import type { Correction, CorrectionSummary } from '@karez/contract/correction/schemas';
import { isRefusal } from '@karez/kit/refusal';
import { entryTitles } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import { clocksOf, type ClockView } from '#modules/law';
import { presentClock, sidesOf } from '#modules/sharing';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { CORRECTION_CASE } from './correction-clock.ts';
import { missingInCorrection } from './correction-content.ts';
import { groundAgain } from './correction-ground.ts';
import { allowedOnCorrection } from './correction-policy.ts';
import { correctionStepsOf, filesOf, type CorrectionRecord } from './correction-store.ts';
import { openSources, type SourcesOf } from './fit-department.ts';
import { presentSignedAnswers } from './signed-answers.ts';

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

type Known = {
  readonly sides: (id: string) => { id: string; name: string };
  readonly names: ReadonlyMap<string, string>;
  readonly clock: ClockView | undefined;
};

/** Lines of a list, with names and clocks read once for all of them. */
export async function presentCorrectionLines(
  reader: Reader,
  requests: readonly CorrectionRecord[],
  at: Date,
): Promise<CorrectionSummary[]> {
  const sides = await sidesOf(
    reader,
    requests.flatMap(({ requesterOrgId, providerOrgId }) => [requesterOrgId, providerOrgId]),
  );
  const names = await entryTitles(reader, [...new Set(requests.map(({ entryId }) => entryId))]);
  const clocks = await clocksOf(reader, { caseKind: CORRECTION_CASE, caseIds: requests.map(({ id }) => id), at });
  const running = new Map(clocks.filter(({ endedAt }) => endedAt === null).map((clock) => [clock.caseId, clock]));
  return requests.map((request) => lineOf(request, { sides, names, clock: running.get(request.id) }));
}

function lineOf(request: CorrectionRecord, { sides, names, clock }: Known): CorrectionSummary {
  const result = request.reply?.answer.result;
  return {
    id: request.id,
    no: request.no,
    state: request.state,
    entry: { id: request.entryId, name: names.get(request.entryId) ?? '' },
    itemNames: [...request.itemNames],
    issue: request.content.issue,
    requester: sides(request.requesterOrgId),
    provider: sides(request.providerOrgId),
    result: result === undefined || result === 'redirect' ? null : result,
    filedAt: instant(request.filedAt),
    answeredAt: instant(request.answeredAt),
    endedAt: instant(request.endedAt),
    clock: clock ? presentClock(clock) : null,
  };
}

export type PresentNeeds = Pick<Needs, 'clock' | 'config'> & { readonly reader: Reader; readonly sourcesOf: SourcesOf };

/** The whole of one report for a reader who may see it. What the provider keeps to itself until its head has signed is left out. */
export async function presentCorrection(needs: PresentNeeds, request: CorrectionRecord, actor: Actor): Promise<Correction> {
  const { reader, clock } = needs;
  const at = clock.now();
  const [line] = await presentCorrectionLines(reader, [request], at);
  if (!line) throw new Error(`correction ${request.id} has no line`);
  const clocks = await clocksOf(reader, { caseKind: CORRECTION_CASE, caseIds: [request.id], at });
  const dutyOf = await sidesOf(
    reader,
    clocks.map(({ dutyOrgId }) => dutyOrgId),
  );
  const isProvider = actor.orgId === request.providerOrgId;
  const files = await filesOf(reader, request.id);
  return {
    ...line,
    ...(await draftOf(needs, request, files.length)),
    revision: request.revision,
    requesterEnded: request.requesterEnded,
    ground: request.ground,
    content: request.content,
    sealed: request.particulars !== null,
    files: files.map(({ id, fileName, mediaType, bytes, attachedAt }) => ({
      id,
      fileName,
      mediaType,
      bytes,
      attachedAt: attachedAt.toISOString(),
    })),
    proposal: isProvider ? request.proposal : null,
    reply: request.reply,
    objection: request.objection,
    decision: request.decision,
    ordered: request.ordered,
    sources: isProvider ? (await openSources(reader, needs.sourcesOf, request)).map(sourceShown) : [],
    answers: await presentSignedAnswers(reader, request),
    clocks: clocks.map((one) => ({ ...presentClock(one), organisation: dutyOf(one.dutyOrgId).name })),
    history: await historyOf(reader, request, actor),
    allowed: allowedOnCorrection(actor, request),
  };
}

const sourceShown = ({ organisationId: id, name, known, itemNo }: Awaited<ReturnType<SourcesOf>>[number]) => ({ id, name, known, itemNo });

/** What a draft may name and still lacks; nothing of it concerns anybody once it is filed. */
async function draftOf(needs: PresentNeeds, request: CorrectionRecord, fileCount: number): Promise<Pick<Correction, 'items' | 'missing'>> {
  if (request.state !== 'draft')
    return { items: request.itemNos.map((no, place) => ({ no, name: request.itemNames[place] ?? '' })), missing: [] };
  const known = await groundAgain(needs.reader, needs, { request, kept: false });
  const items = isRefusal(known) ? [] : known.items.map(({ no, name }) => ({ no, name }));
  const missing = missingInCorrection(request.content, { itemNos: items.map(({ no }) => no), fileCount });
  return { items, missing: missing.map(({ path, code }) => ({ path, code })) };
}

const insideRequester = ['raised', 'attached', 'removed'];
const insideProvider = ['proposed-corrected', 'proposed-partly', 'proposed-not-an-error', 'proposed-redirect', 'returned'];

async function historyOf(reader: Reader, request: CorrectionRecord, { orgId }: Actor): Promise<Correction['history']> {
  const isRequester = orgId === request.requesterOrgId;
  const steps = (await correctionStepsOf(reader, request.id)).filter(
    ({ action, organisationId }) =>
      (isRequester || !insideRequester.includes(action)) && (organisationId === orgId || !insideProvider.includes(action)),
  );
  const sides = await sidesOf(
    reader,
    steps.flatMap(({ organisationId }) => (organisationId === null ? [] : [organisationId])),
  );
  return steps.map(({ at, action, organisationId, role, opinion }) => ({
    at: at.toISOString(),
    action,
    organisation: organisationId === null ? '' : sides(organisationId).name,
    role,
    opinion,
  }));
}
