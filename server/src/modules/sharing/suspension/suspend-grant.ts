import type { GrantSuspension } from '@karez/contract/sharing/schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { GrantRestriction } from '@karez/policy/grant/grant';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import { citeArticles } from '#modules/law';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { maySeeGrant } from '../grant-policy.ts';
import { nextVersion, onceApplied, recordVersion, tellDoors } from '../grant-step.ts';
import { lockGrant, type GrantRecord } from '../grant-store.ts';
import type { RevokingNeeds } from '../revoke-grant.ts';
import { tellRequester } from '../tell-requester.ts';
import { askForRectification, rectificationDaysMax } from './suspension-clock.ts';
import { handSuspension, tellProvider } from './suspension-handing.ts';
import { mayDoTo, suspendingSide } from './suspension-policy.ts';
import { recordSuspensionStep, roleOf } from './suspension-step.ts';
import { insertSuspension, suspensionsOf } from './suspension-store.ts';
import type { Suspension } from './suspension.ts';

export type SuspendGrant = {
  readonly actor: Actor;
  readonly grantId: string;
  readonly fact: string;
  /** Articles of the law register that it rests on; the first is what the doors answer with. */
  readonly basis: GrantSuspension['basis'];
  readonly workingDays: number;
  readonly code: string;
  readonly origin: string;
};

/**
 * Closes a grant until what was done against its terms is put right (809-27): by its provider, or by the authority between the two. Answers as a
 * revocation does: when no door serves it any more.
 */
export async function suspendGrant(needs: RevokingNeeds, command: SuspendGrant): Promise<{ grantId: string } | Refusal> {
  const confirmed = await confirmSecondFactor(needs, command.actor, command.code);
  if (isRefusal(confirmed)) return confirmed;
  const position = await needs.database.transaction((tx) => suspend(tx, needs, command));
  if (isRefusal(position)) return position;
  return onceApplied(needs.database, { position, grantId: command.grantId, otherwise: 'sharing.suspension.still-served' });
}

/** Answers the feed position at which the suspension stands. */
async function suspend(tx: Transaction, needs: RevokingNeeds, command: SuspendGrant): Promise<number | Refusal> {
  const { actor, grantId, fact, origin } = command;
  const at = needs.clock.now();
  const grant = await lockGrant(tx, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const permitted = mayDoTo(actor, 'suspend', { grant, open: undefined, termHasRunOut: false, now: at });
  if (isRefusal(permitted)) return permitted;
  const begun = await beginSuspension(tx, needs, { grant, command, at });
  if (isRefusal(begun)) return begun;
  const { suspension, restriction } = begun;
  const suspended = nextVersion(grant, { restrictions: [restriction] });
  await recordVersion(tx, { grant: suspended, actor, action: 'sharing.suspend-grant', at, origin });
  const role = roleOf(suspension);
  await recordSuspensionStep(tx, { suspension, actor, action: 'sharing.suspend-grant', word: 'suspended', role, words: fact, at, origin });
  const about = { suspension, grant: suspended };
  await owe(tx, needs, { ...about, workingDays: command.workingDays, by: actor.id });
  await tellRequester(tx, needs, { grant: suspended, word: 'suspended', reason: fact });
  await tellProvider(tx, about, { word: 'suspended', at, newId: needs.newId });
  await reached('sharing.suspend-grant.before-feed');
  return tellDoors(tx, suspended);
}

type Beginning = { readonly grant: GrantRecord; readonly command: SuspendGrant; readonly at: Date };

/** What is stored of it, and what the doors are to refuse with; refused where it rests on nothing, or gives more time than the rule set lets. */
async function beginSuspension(
  tx: Transaction,
  { newId }: RevokingNeeds,
  { grant, command: { actor, fact, basis, workingDays }, at }: Beginning,
): Promise<{ suspension: Suspension; restriction: GrantRestriction } | Refusal> {
  const side = suspendingSide(actor, grant);
  if (isRefusal(side)) return side;
  const fault = await faultOfTerm(tx, workingDays, at);
  if (fault) return fault;
  const id = newId();
  const articleIds = basis.flatMap(({ articleId }) => (articleId === null ? [] : [articleId]));
  const articles = await citeArticles(tx, { module: 'sharing', kind: 'grant-suspension', id }, { articleIds, at });
  if (isRefusal(articles)) return articles;
  const first = articles.find((article) => article.id === articleIds[0]);
  if (!first) return refuse('sharing.suspension.basis-missing', {}, [{ path: '/body/basis', code: 'required', params: {} }]);
  const suspension: Suspension = {
    id,
    grantId: grant.id,
    no: (await suspensionsOf(tx, [grant.id])).length + 1,
    state: 'suspended',
    side,
    organisationId: actor.orgId ?? grant.document.providerOrgId,
    fact,
    basis,
    suspendedBy: actor.id,
    suspendedAt: at,
    report: null,
    decidedBy: null,
    endedAt: null,
  };
  await insertSuspension(tx, suspension);
  const cited = { instrument: first.instrument.title, article: first.number };
  return { suspension, restriction: { id, by: side, basis: cited, from: at.toISOString(), to: null } };
}

/** A term is at most what the rule set in force lets it be. */
export async function faultOfTerm(tx: Transaction, workingDays: number, at: Date): Promise<Refusal | null> {
  const maximum = await rectificationDaysMax(tx, at);
  if (workingDays <= maximum) return null;
  return refuse('sharing.suspension.term-too-long', { maximum }, [
    { path: '/body/workingDays', code: 'sharing.suspension-term', params: { maximum } },
  ]);
}

/** Starts the holder's term and puts it on its desk. */
export async function owe(
  tx: Transaction,
  { clock, newId }: RevokingNeeds,
  { workingDays, by, ...about }: { suspension: Suspension; grant: GrantRecord; workingDays: number; by: string },
): Promise<void> {
  const at = clock.now();
  const { requesterOrgId: dutyOrgId } = about.grant.document;
  const region = (await organisationById(tx, dutyOrgId))?.regionCode ?? about.grant.authorityRegionCode;
  const dueAt = await askForRectification(tx, { suspensionId: about.suspension.id, dutyOrgId, region, workingDays, at, newId });
  await handSuspension(tx, about, { duty: 'rectify', dueAt, by, at, newId });
}
