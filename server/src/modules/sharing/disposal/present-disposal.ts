import type { Disposal, DisposalSummary } from '@karez/contract/sharing/disposal';
import type { Actor } from '#modules/identity';
import { clocksOf, type ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import { grantTitles } from '../grant-store.ts';
import { presentClock, sidesOf } from '../present-application.ts';
import { DISPOSAL_CASE } from './disposal-clock.ts';
import { allowedOnDisposal } from './disposal-policy.ts';
import { certificatesOf, disposalStepsOf } from './disposal-store.ts';
import type { DisposalRecord } from './disposal.ts';

/** Lines of a list, with names, certificates and clocks read once for all of them. */
export async function presentDisposalLines(reader: Reader, disposals: readonly DisposalRecord[], at: Date): Promise<DisposalSummary[]> {
  const ids = disposals.map(({ id }) => id);
  const sides = await sidesOf(
    reader,
    disposals.flatMap(({ requesterOrgId, providerOrgId }) => [requesterOrgId, providerOrgId]),
  );
  const grants = await grantTitles(
    reader,
    disposals.map(({ grantId }) => grantId),
  );
  const certificates = await certificatesOf(reader, ids);
  const clocks = await clocksOf(reader, { caseKind: DISPOSAL_CASE, caseIds: ids, at });
  return disposals.map((disposal) => {
    const open = clocks.find(({ caseId, endedAt }) => caseId === disposal.id && endedAt === null);
    const grant = grants.get(disposal.grantId);
    return {
      id: disposal.id,
      no: disposal.no,
      state: disposal.state,
      trigger: disposal.trigger,
      grant: { id: disposal.grantId, no: grant?.no ?? '' },
      entry: { id: disposal.entryId, name: grant?.entryName ?? '' },
      requester: sides(disposal.requesterOrgId),
      provider: sides(disposal.providerOrgId),
      method: disposal.instruction.method,
      orderedAt: disposal.orderedAt.toISOString(),
      certifiedAt: disposal.certifiedAt?.toISOString() ?? null,
      certificateNo: certificates.find(({ disposalId }) => disposalId === disposal.id)?.no ?? null,
      clock: open ? presentClock(open) : null,
    };
  });
}

/** The whole of one disposal for a reader who may see it. What the requester reports is its own until its head has signed. */
export async function presentDisposal(
  reader: Reader,
  disposal: DisposalRecord,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Disposal> {
  const [line] = await presentDisposalLines(reader, [disposal], at);
  if (!line) throw new Error(`disposal ${disposal.id} has no line`);
  const clocks = await clocksOf(reader, { caseKind: DISPOSAL_CASE, caseIds: [disposal.id], at });
  const isRequester = actor.orgId === disposal.requesterOrgId;
  return {
    ...line,
    revision: disposal.revision,
    round: disposal.round,
    system: (await grantTitles(reader, [disposal.grantId])).get(disposal.grantId)?.systemName ?? '',
    instruction: disposal.instruction,
    reason: disposal.reason,
    report: isRequester || disposal.certifiedAt !== null ? disposal.report : null,
    check: checkOf(disposal),
    clocks: clocks.map((clock: ClockView) => presentClock(clock)),
    history: await historyOf(reader, disposal, isRequester),
    allowed: allowedOnDisposal(actor, disposal),
  };
}

function checkOf({ checkSide, checkBy, checkOrderedAt, checkResult, checkFact }: DisposalRecord): Disposal['check'] {
  if (checkSide === null || checkBy === null || checkOrderedAt === null) return null;
  return { side: checkSide, by: checkBy, orderedAt: checkOrderedAt.toISOString(), result: checkResult, fact: checkFact };
}

const insideRequester = ['reported', 'returned'];

async function historyOf(reader: Reader, { id }: DisposalRecord, isRequester: boolean): Promise<Disposal['history']> {
  const steps = (await disposalStepsOf(reader, id)).filter(({ action }) => isRequester || !insideRequester.includes(action));
  const sides = await sidesOf(
    reader,
    steps.flatMap(({ organisationId }) => (organisationId === null ? [] : [organisationId])),
  );
  return steps.map(({ at, action, organisationId, role, words }) => ({
    at: at.toISOString(),
    action,
    organisation: organisationId === null ? '' : sides(organisationId).name,
    role,
    opinion: words,
  }));
}
