import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { findEntryInForce } from '#modules/catalog';
import { authorityFor, mayUse, type Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import { maySee } from '../application-policy.ts';
import { lockApplication, nextNumber, type ApplicationRecord } from '../application-store.ts';
import { findGrant, grantOfApplication } from '../grant-store.ts';
import { isInUse } from '../grant.ts';
import { askProvider } from './dispute-clock.ts';
import { keepDispute, noteDispute, personalIn, type DisputeDone, type DisputeNeeds } from './dispute-step.ts';
import { insertDispute } from './dispute-store.ts';
import { faultOfResult, raisedBlank, type DisputeRecord } from './dispute.ts';

type About =
  | { readonly kind: 'application'; readonly applicationId: string; readonly itemNos: readonly number[] }
  | { readonly kind: 'entry'; readonly entryId: string };
export type RaiseDispute = { readonly actor: Actor; readonly about: About; readonly matter: string; readonly origin: string };
type Subject = Pick<
  DisputeRecord,
  | 'kind'
  | 'applicationId'
  | 'grantId'
  | 'hands'
  | 'entryId'
  | 'requesterOrgId'
  | 'providerOrgId'
  | 'providerRegionCode'
  | 'authorityRegionCode'
  | 'itemNos'
  | 'refusal'
>;

/** A department disputes what was refused to it, in whole or in part, or what another's entry says: negotiation begins, and the other side has its term to answer (809-28). */
export async function raiseDispute(needs: DisputeNeeds, command: RaiseDispute): Promise<DisputeDone | Refusal> {
  const { actor, matter, origin } = command;
  const personal = personalIn({ matter });
  if (personal) return personal;
  const permitted = mayUse(actor, 'sharing.apply', { orgId: actor.orgId });
  if (isRefusal(permitted)) return permitted;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const subject = await subjectOf(tx, needs, command);
    if (isRefusal(subject)) return subject;
    const dispute: DisputeRecord = {
      ...raisedBlank,
      ...subject,
      id: needs.newId(),
      no: await nextNumber(tx, `ZY-${subject.authorityRegionCode}`, dayIn(needs.config.KAREZ_TIME_ZONE, at)),
      ruleSetId: (await ruleSetInForce(tx, at)).id,
      matter,
      raisedBy: actor.id,
      hands: [...new Set([...subject.hands, actor.id])],
      raisedAt: at,
    };
    if (!(await insertDispute(tx, dispute))) return refuse('sharing.dispute.under-way');
    const step = { dispute, actor, action: 'sharing.raise-dispute', word: 'raised', role: 'APPLICANT', words: matter, origin };
    await noteDispute(tx, step, at);
    const dueAt = await askProvider(tx, dispute, { duty: 'negotiation', at, newId: needs.newId });
    await keepDispute(tx, needs, { dispute, word: 'raised', by: actor.id, dueAt });
    return { disputeId: dispute.id };
  });
}

function subjectOf(tx: Transaction, needs: DisputeNeeds, { actor, about }: RaiseDispute): Promise<Subject | Refusal> {
  const { clock } = needs;
  return about.kind === 'application'
    ? refusedApplication(tx, clock, { actor, about })
    : otherEntry(tx, needs, { actor, entryId: about.entryId });
}

type OfApplication = { readonly actor: Actor; readonly about: Extract<About, { kind: 'application' }> };

/** Only what was refused is disputed, in whole or in part, by the department that asked for it; its row stays locked. */
async function refusedApplication(
  tx: Transaction,
  clock: DisputeNeeds['clock'],
  { actor, about }: OfApplication,
): Promise<Subject | Refusal> {
  const { applicationId, itemNos } = about;
  const application = await lockApplication(tx, applicationId);
  if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
  if (application.requesterOrgId !== actor.orgId) return refuse('sharing.application.not-own');
  const { reply } = application;
  const withheld = await withheldOf(tx, application, clock.now());
  if (withheld === null || reply === null) return refuse('sharing.dispute.subject-unfit');
  const { kind, grantId, leftOut } = withheld;
  const fault = faultOfResult({ kind, itemNos: withheld.itemNos }, { result: 'for-requester', itemNos });
  if (fault) return fault;
  return {
    kind,
    applicationId,
    grantId,
    hands: handsIn(application),
    entryId: application.entryId,
    requesterOrgId: application.requesterOrgId,
    providerOrgId: application.providerOrgId,
    providerRegionCode: application.providerRegionCode,
    authorityRegionCode: application.authorityRegionCode,
    itemNos,
    refusal: { at: reply.at, opinion: reply.opinion, ground: reply.ground, basis: reply.basis, leftOut },
  };
}

type Withheld = Pick<DisputeRecord, 'kind' | 'grantId' | 'itemNos'> & { readonly leftOut: { no: number; reason: string }[] };

/** What an answer withholds: everything that was asked for, or what it left out while the grant of the rest runs. Null where it withholds nothing. */
async function withheldOf(reader: Reader, application: ApplicationRecord, at: Date): Promise<Withheld | null> {
  const { id, state, content, proposal } = application;
  if (state === 'refused') return { kind: 'application', grantId: null, itemNos: content.itemNos, leftOut: [] };
  if (state !== 'partly-agreed') return null;
  const grantId = await grantOfApplication(reader, id);
  const grant = grantId === undefined ? undefined : await findGrant(reader, grantId);
  if (!grant || !isInUse(grant, at)) return null;
  const held = grant.document.items.map(({ no }) => no);
  const leftOut = (proposal?.leftOut ?? []).filter(({ no }) => !held.includes(no));
  return { kind: 'partly-agreed', grantId: grant.document.grantId, itemNos: leftOut.map(({ no }) => no), leftOut };
}

/**
 * Who prepared, asked, consented, proposed, signed and entered what was signed on paper, and in whose name any of it was done: none of them judges it, from
 * whichever seat.
 */
function handsIn(application: ApplicationRecord): string[] {
  const { submittedBy, consentedOutBy, proposedBy, signedInBy, earlierHands, providerHands, preparedBy, standIns } = application;
  const own = [submittedBy, consentedOutBy, proposedBy, signedInBy, preparedBy, ...earlierHands, ...providerHands].filter(
    (hand) => hand !== null,
  );
  return [...new Set([...own, ...standIns.flatMap((one) => [one.by, one.for])])];
}

/** What a published entry of another department says may be disputed by whoever reads it. */
async function otherEntry(
  tx: Transaction,
  { clock, config }: DisputeNeeds,
  { actor, entryId }: { readonly actor: Actor; readonly entryId: string },
): Promise<Subject | Refusal> {
  const entry = await findEntryInForce(tx, entryId, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  if (isRefusal(entry) || actor.orgId === null || actor.regionCode === null) return refuse('sharing.dispute.subject-unfit');
  const { organisationId, regionCode } = entry.provider;
  if (organisationId === null || organisationId === actor.orgId) return refuse('sharing.dispute.subject-unfit');
  const authority = await authorityFor(tx, { regionCodes: [actor.regionCode, regionCode] });
  if (!authority) return refuse('sharing.dispute.nobody-decides');
  return {
    kind: 'entry',
    applicationId: null,
    grantId: null,
    hands: [],
    entryId,
    requesterOrgId: actor.orgId,
    providerOrgId: organisationId,
    providerRegionCode: regionCode,
    authorityRegionCode: authority.regionCode,
    itemNos: [],
    refusal: null,
  };
}
