import type { Proposal } from '@karez/contract/sharing/schemas';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { citeArticles, findArticles, ruleSetInForce, type RuleSet } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySee } from './application-policy.ts';
import { recordApplicationStep } from './application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord } from './application-store.ts';
import { passOn } from './application-todos.ts';
import { afterEvent } from './application.ts';
import { faultOfBound } from './dispute/reopen-application.ts';
import { openClock } from './case-clock.ts';
import { mayHandle } from './handling/may-handle.ts';
import { receiveIfNobodyHas } from './handling/receive-application.ts';
import { faultOfBackflow, type RestingGround } from './backflow/backflow.ts';
import { faultOf, faultOfEntry } from './proposal.ts';
import { entryAskedFor } from './requestable-entry.ts';

export type ProposeReply = { readonly actor: Actor; readonly applicationId: string; readonly proposal: Proposal; readonly origin: string };

/** The provider's handler proposes a reply to its office head; a refusal must rest on what the rule set allows (809-21). */
export async function proposeReply(
  { database, clock, newId, config }: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>,
  { actor, applicationId, proposal, origin }: ProposeReply,
): Promise<{ applicationId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = await mayHandle(tx, { actor, application, action: 'propose' });
    if (isRefusal(permitted)) return permitted;
    const at = clock.now();
    const today = dayIn(config.KAREZ_TIME_ZONE, at);
    const fault = await checkProposal(tx, { application, proposal, at, today });
    if (fault) return fault;
    const state = afterEvent(application.state, 'propose');
    if (isRefusal(state)) return state;

    await receiveIfNobodyHas(tx, { application, actor, at, origin, newId });
    const proposed = { ...application, state, revision: application.revision + 1, proposal, proposedBy: actor.id };
    await saveApplicationRecord(tx, proposed);
    const word = `proposed-${proposal.result}`;
    const step = {
      application: proposed,
      actor,
      action: 'sharing.propose-reply',
      word,
      role: 'PROVIDER_HANDLER',
      opinion: proposal.opinion,
      at,
      origin,
    };
    await recordApplicationStep(tx, step);
    const dueAt = (await openClock(tx, applicationId, at))?.dueAt ?? null;
    await passOn(tx, proposed, { by: actor.id, at, dueAt, newId });
    return { applicationId };
  });
}

type Checked = { readonly application: ApplicationRecord; readonly proposal: Proposal; readonly at: Date; readonly today: string };

/** What is wrong with a proposal under the rules in force; otherwise enters what it cites into the citation register. */
async function checkProposal(tx: Transaction, { application, proposal, at, today }: Checked): Promise<Refusal | null> {
  const ruleSet = await ruleSetInForce(tx, application.submittedAt ?? at);
  const fault =
    faultOf(proposal, application.content, [...ruleSet.refusals.values()]) ??
    (await faultOfOwnRows(tx, { application, proposal, today, grounds: [...ruleSet.refusals.values()] })) ??
    (await faultOfBasis(tx, proposal, ruleSet)) ??
    (await faultOfVersion(tx, { application, proposal, today })) ??
    (await faultOfBound(tx, { application, proposal, asked: { entryId: application.entryId, today } }));
  if (fault) return fault;
  const cited = await citeArticles(
    tx,
    { module: 'sharing', kind: 'application-refusal', id: application.id },
    { articleIds: citedIds(proposal), at },
  );
  return isRefusal(cited) ? cited : null;
}

/** What is agreed to is agreed of the version in force: nobody is asked to sign for an item that it has denied or dropped meanwhile. */
async function faultOfVersion(tx: Transaction, { application, proposal, today }: Omit<Checked, 'at'>): Promise<Refusal | null> {
  if (proposal.result === 'refuse') return null;
  const entry = await entryAskedFor(tx, { entryId: application.entryId, today });
  return isRefusal(entry) ? entry : faultOfEntry(proposal, application.content, entry);
}

/** 809-24: no limit is added to what goes back to the region that it is about. */
async function faultOfOwnRows(
  tx: Transaction,
  { application, proposal, today, grounds }: Omit<Checked, 'at'> & { readonly grounds: readonly RestingGround[] },
): Promise<Refusal | null> {
  if (!application.content.rowFilter) return null;
  const entry = await entryAskedFor(tx, { entryId: application.entryId, today });
  return faultOfBackflow(proposal, application.content, { entry: isRefusal(entry) ? null : entry, grounds });
}

function citedIds(proposal: Proposal): string[] {
  return proposal.basis.flatMap((article) => (article.articleId === null ? [] : [article.articleId]));
}

/** A ground that must rest on law of certain ranks needs an article of the register with such a rank (809-14). */
async function faultOfBasis(tx: Transaction, proposal: Proposal, ruleSet: RuleSet): Promise<Refusal | null> {
  const ranks = ruleSet.refusals.get(proposal.ground ?? '')?.citationRanks ?? null;
  if (proposal.result !== 'refuse' || ranks === null) return null;
  const ids = citedIds(proposal);
  const articles = ids.length === 0 ? [] : await findArticles(tx, { ids });
  if (articles.some((article) => ranks.some((rank) => rank === article.instrument.rank))) return null;
  return refuse('sharing.proposal.basis-missing', {}, [{ path: '/body/basis', code: 'sharing.basis-rank', params: {} }]);
}
