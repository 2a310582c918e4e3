import { dayIn } from '@karez/kit/clock';
import type { Proposal } from '@karez/contract/sharing/schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent } from '../application.ts';
import { startCaseClock } from '../case-clock.ts';
import { replyRule } from '../requestable.ts';
import { entryAskedFor, type Asked } from '../requestable-entry.ts';
import { renewalsUnderWay } from '../renewal/renewal-store.ts';
import { underProvider } from '../succession/under-provider.ts';
import { boundItemsOf } from './dispute-store.ts';
import type { DisputeRecord } from './dispute.ts';

type Reopening = { readonly dispute: DisputeRecord; readonly actor: Actor; readonly origin: string };

/**
 * What was agreed or ordered for the requester opens its application again: the provider owes an answer, with the whole term of 809-21, and is bound to what
 * came out. Nothing where the refusal stands, where the dispute is about an entry, or where a grant runs: its holder changes that one, and the provider is
 * bound there. The caller holds the application's lock.
 */
export async function reopenFor(
  tx: Transaction,
  { clock, newId, config }: Pick<Needs, 'clock' | 'newId' | 'config'>,
  { dispute, actor, origin }: Reopening,
): Promise<true | Refusal> {
  if (dispute.applicationId === null || dispute.grantId !== null || dispute.outcome?.result !== 'for-requester') return true;
  const application = await lockApplication(tx, dispute.applicationId);
  if (!application) throw new Error(`dispute ${dispute.id} is about no application`);
  const state = afterEvent(application.state, 'reopen');
  if (isRefusal(state)) return state;
  const startedAt = clock.now();
  const entry = await entryAskedFor(tx, { entryId: application.entryId, today: dayIn(config.KAREZ_TIME_ZONE, startedAt) });
  if (isRefusal(entry)) return entry;
  // Whoever provides the entry now answers, with a signature of its own (91-3.3).
  if (entry.provider.id === application.requesterOrgId) return refuse('sharing.entry.not-requestable');
  if (await isRenewedOtherwise(tx, application)) return refuse('sharing.entry.not-requestable');
  const now = await underProvider(tx, application, entry.provider);
  const duty = {
    ruleKey: replyRule(entry),
    dutyOrgId: now.providerOrgId,
    region: now.providerRegionCode,
    startedAt,
    newId,
  };
  const dueAt = await startCaseClock(tx, now, duty);
  // Nobody has proposed or signed the reply that is owed now; the refusal stays in the dispute and in the history.
  const nobodys = { proposal: null, proposedBy: null, reply: null, signedInBy: null, decidedAt: null };
  const again = { ...now, ...nobodys, state, revision: application.revision + 1 };
  await saveApplicationRecord(tx, again);
  const step = { application: again, actor, action: 'sharing.reopen-application', word: 'reopened', role: 'SYSTEM' };
  await recordApplicationStep(tx, { ...step, opinion: dispute.no, at: startedAt, origin });
  await passOn(tx, again, { by: actor.id, at: startedAt, dueAt, newId });
  return true;
}

/** Whether another renewal of the same grant is under way: two at once would both take over from it. */
async function isRenewedOtherwise(reader: Reader, { id, renewsGrantId }: ApplicationRecord): Promise<boolean> {
  if (renewsGrantId === null) return false;
  return (await renewalsUnderWay(reader, [renewsGrantId])).some(({ applicationId }) => applicationId !== id);
}

/**
 * A reply may not fall behind what both sides have agreed, or somebody has ordered, about its application. What the entry denies meanwhile binds nobody
 * (809-14).
 */
export async function faultOfBound(
  reader: Reader,
  {
    application,
    proposal,
    asked,
  }: {
    readonly application: Pick<ApplicationRecord, 'id' | 'content' | 'renewsGrantId'>;
    readonly proposal: Proposal;
    readonly asked: Asked;
  },
): Promise<Refusal | null> {
  const { id: applicationId, content, renewsGrantId: grantId } = application;
  // Whoever renews a grant may ask for less than what came out.
  const bound = (await boundItemsOf(reader, { applicationId, grantId })).filter((no) => content.itemNos.includes(no));
  if (bound.length === 0) return null;
  const entry = await entryAskedFor(reader, asked);
  const shared = isRefusal(entry) ? [] : entry.items.filter(({ no, shareType }) => shareType !== 'denied' && bound.includes(no));
  const agreed = proposal.result === 'agree' ? proposal.items.map(({ no }) => no) : [];
  const missing = shared.filter(({ no }) => !agreed.includes(no));
  return missing.length === 0 ? null : refuse('sharing.dispute.bound', { items: missing.map(({ nameZh }) => nameZh).join('、') });
}
