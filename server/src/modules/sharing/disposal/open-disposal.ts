import type { DisposalTrigger } from '@karez/contract/sharing/disposal';
import { dayIn } from '@karez/kit/clock';
import { organisationById, type Actor, type Organisation } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { agreementOf } from '../agreement-store.ts';
import { nextNumber } from '../application-store.ts';
import type { GrantRecord } from '../grant-store.ts';
import { askForDisposal } from './disposal-clock.ts';
import { keepDisposal, noteDisposal } from './disposal-step.ts';
import { insertDisposal } from './disposal-store.ts';
import { unchecked, unreported, type DisposalRecord } from './disposal.ts';

/** The department that owes now what a holder owed: its successor where it is no more, and that one's; never the provider itself. */
async function inItsPlace(tx: Transaction, holder: Organisation, providerOrgId: string): Promise<Organisation> {
  const successorId = holder.dissolved?.successorId ?? null;
  if (successorId === null || successorId === providerOrgId) return holder;
  const successor = await organisationById(tx, successorId);
  return successor ? inItsPlace(tx, successor, providerOrgId) : holder;
}

type Opening = {
  readonly grant: GrantRecord;
  readonly trigger: DisposalTrigger;
  readonly reason: string;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  readonly origin: string | null;
};

/**
 * The grant has ended: its data is to be disposed of as the provider instructs (809-27). What the agreement says of disposal stands until the provider says
 * more; data that nobody says otherwise of is deleted. The caller holds the grant's lock; a grant that has an order gets no other.
 */
export async function openDisposal(
  tx: Transaction,
  needs: Pick<Needs, 'clock' | 'newId' | 'config'>,
  { grant, trigger, reason, actor, origin }: Opening,
): Promise<void> {
  const at = needs.clock.now();
  const { document } = grant;
  const holder = await organisationById(tx, document.requesterOrgId);
  const requester = holder && (await inItsPlace(tx, holder, document.providerOrgId));
  // Whoever took over its provider holds its own data: nobody disposes of that.
  if (document.requesterOrgId === document.providerOrgId) return;
  const agreement = await agreementOf(tx, document.applicationId);
  const disposal: DisposalRecord = {
    ...unreported,
    ...unchecked,
    id: needs.newId(),
    no: await nextNumber(tx, `CZ-${grant.authorityRegionCode}`, dayIn(needs.config.KAREZ_TIME_ZONE, at)),
    revision: 1,
    state: 'ordered',
    trigger,
    grantId: grant.id,
    entryId: document.entryId,
    requesterOrgId: requester?.id ?? document.requesterOrgId,
    requesterRegionCode: requester?.regionCode ?? grant.authorityRegionCode,
    providerOrgId: document.providerOrgId,
    providerRegionCode: grant.providerRegionCode,
    authorityRegionCode: grant.authorityRegionCode,
    ruleSetId: (await ruleSetInForce(tx, at)).id,
    round: 1,
    reason,
    instruction: { method: 'delete', words: agreement?.terms.disposal ?? '', basis: [] },
    instructed: false,
    orderedAt: at,
    certifiedAt: null,
    dueAt: null,
  };
  if (!(await insertDisposal(tx, disposal))) return;
  const dueAt = await askForDisposal(tx, disposal, { at, newId: needs.newId });
  const step = { disposal, actor, action: 'sharing.open-disposal', word: 'ordered', role: 'SYSTEM', words: null, origin };
  await noteDisposal(tx, step, at);
  await keepDisposal(tx, needs, { disposal, word: 'ordered', by: actor.id, dueAt });
}
