import type { Dispute, DisputeSummary } from '@karez/contract/sharing/dispute';
import { entryTitles } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import { clocksOf } from '#modules/law';
import type { Reader } from '#platform/database';
import { findApplication, numbersOf } from '../application-store.ts';
import { findGrant } from '../grant-store.ts';
import { presentClock, sidesOf } from '../present-application.ts';
import { entryAskedFor } from '../requestable-entry.ts';
import { isRefusal } from '@karez/kit/refusal';
import { DISPUTE_CASE } from './dispute-clock.ts';
import { allowedOnDispute } from './dispute-policy.ts';
import { termHasRunOut } from './dispute-step.ts';
import { disputeStepsOf } from './dispute-store.ts';
import type { DisputeRecord } from './dispute.ts';

/** Lines of a list, with names and clocks read once for all of them. */
export async function presentDisputeLines(reader: Reader, disputes: readonly DisputeRecord[], at: Date): Promise<DisputeSummary[]> {
  const sides = await sidesOf(
    reader,
    disputes.flatMap(({ requesterOrgId, providerOrgId }) => [requesterOrgId, providerOrgId]),
  );
  const names = await entryTitles(reader, [...new Set(disputes.map(({ entryId }) => entryId))]);
  const numbers = await numbersOf(
    reader,
    disputes.flatMap(({ applicationId }) => (applicationId === null ? [] : [applicationId])),
  );
  const clocks = await clocksOf(reader, { caseKind: DISPUTE_CASE, caseIds: disputes.map(({ id }) => id), at });
  return disputes.map((dispute) => {
    const open = clocks.find(({ caseId, endedAt }) => caseId === dispute.id && endedAt === null);
    return {
      id: dispute.id,
      no: dispute.no,
      state: dispute.state,
      kind: dispute.kind,
      ...subjectOf(dispute, numbers),
      entry: { id: dispute.entryId, name: names.get(dispute.entryId) ?? '' },
      requester: sides(dispute.requesterOrgId),
      provider: sides(dispute.providerOrgId),
      body: dispute.body,
      result: dispute.outcome?.result ?? null,
      raisedAt: dispute.raisedAt.toISOString(),
      endedAt: dispute.endedAt?.toISOString() ?? null,
      clock: open ? presentClock(open) : null,
    };
  });
}

/** The application or the report that a dispute is about, by its number. */
function subjectOf(
  { applicationId, correctionId, correctionNo }: DisputeRecord,
  numbers: ReadonlyMap<string, string>,
): Pick<DisputeSummary, 'application' | 'correction'> {
  return {
    application: applicationId === null ? null : { id: applicationId, no: numbers.get(applicationId) ?? '' },
    correction: correctionId === null ? null : { id: correctionId, no: correctionNo ?? '' },
  };
}

type Reading = { readonly actor: Actor; readonly at: Date; readonly today: string };

/** The whole of one dispute; both sides and the authority read the same, but for what they may do. */
export async function presentDispute(reader: Reader, dispute: DisputeRecord, { actor, at, today }: Reading): Promise<Dispute> {
  const [line] = await presentDisputeLines(reader, [dispute], at);
  if (!line) throw new Error(`dispute ${dispute.id} has no line`);
  const clocks = await clocksOf(reader, { caseKind: DISPUTE_CASE, caseIds: [dispute.id], at });
  const { scan } = dispute;
  return {
    ...line,
    revision: dispute.revision,
    matter: dispute.matter,
    items: await itemsOf(reader, dispute, today),
    refusal: dispute.refusal,
    grant: await grantOf(reader, dispute),
    offer: offered(dispute),
    document: dispute.document,
    scan: scan && { fileName: scan.fileName, mediaType: scan.mediaType, bytes: scan.bytes, digest: scan.digest },
    outcome: dispute.outcome,
    clocks: clocks.map(presentClock),
    history: await historyOf(reader, dispute.id),
    allowed: allowedOnDispute(actor, { dispute, termHasRunOut: await termHasRunOut(reader, dispute.id, at) }),
  };
}

/** The items that are disputed, by the names that the entry has now. */
async function itemsOf(reader: Reader, { applicationId, entryId, itemNos }: DisputeRecord, today: string): Promise<Dispute['items']> {
  if (applicationId === null || !(await findApplication(reader, applicationId))) return [];
  const entry = await entryAskedFor(reader, { entryId, today });
  const names = new Map(isRefusal(entry) ? [] : entry.items.map(({ no, nameZh }) => [no, nameZh]));
  return itemNos.map((no) => ({ no, name: names.get(no) ?? '' }));
}

async function grantOf(reader: Reader, { grantId }: DisputeRecord): Promise<Dispute['grant']> {
  const grant = grantId === null ? undefined : await findGrant(reader, grantId);
  return grant ? { id: grant.document.grantId, no: grant.document.no } : null;
}

async function historyOf(reader: Reader, disputeId: string): Promise<Dispute['history']> {
  const steps = await disputeStepsOf(reader, disputeId);
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

/** What is offered, without the person who signed it: the side says enough. */
function offered({ offer }: DisputeRecord): Dispute['offer'] {
  if (offer === null) return null;
  const { by: _by, ...shown } = offer;
  return shown;
}
