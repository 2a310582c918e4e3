import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { isMoving, nextEntryState, refuseEnded, workingNoOf } from './entry/entry.ts';
import { actorsOf, nextRevisionState, signedByLeader, type Revision, type RevisionEvent } from './revision/revision.ts';
import type { EntryFile } from './search/search-document.ts';
import { refuseConsent } from './consent/standing-consent.ts';
import { mayPropose } from './adjustment/adjustment-policy.ts';
import { mayList, mayReportData } from './listing/listing-policy.ts';
import { statusActions } from './status/status-policy.ts';
import { withdrawalActions } from './withdrawal/withdrawal-policy.ts';

type OwnPower = 'catalog.register' | 'catalog.review' | 'catalog.sign' | 'sharing.standing-consent';
type AuthorityPower = 'catalog.publish' | 'catalog.verify-denial';

function mayForOwnUnit(actor: Actor, power: OwnPower, file: EntryFile): true | Refusal {
  return mayUse(actor, power, { orgId: file.entry.provider.organisationId });
}

/** 同级主管部门 of the provider's region, never in a case of its own (91-7.1). */
function mayAsAuthority(actor: Actor, power: AuthorityPower, { entry, authorityRegion }: EntryFile): true | Refusal {
  if (authorityRegion === null) return refuse('identity.power.other-region', { power });
  return mayUse(actor, power, { regionCode: authorityRegion, parties: [entry.provider.organisationId] });
}

export function isOwnUnit(actor: Actor, file: EntryFile): boolean {
  return actor.orgId !== null && actor.orgId === file.entry.provider.organisationId;
}

/** Regions whose unpublished, signed entries the actor sees as a member of their authority. */
export function authorityRegionsOf(actor: Actor): string[] {
  const held = actor.powers.filter(({ power }) => power === 'catalog.publish' || power === 'catalog.verify-denial');
  return [...new Set(held.flatMap(({ regionCode }) => (regionCode === null ? [] : [regionCode])))];
}

function isAuthority(actor: Actor, file: EntryFile): boolean {
  return file.authorityRegion !== null && authorityRegionsOf(actor).includes(file.authorityRegion);
}

/** The provider's own people and the authority: they see everything of a published entry, who uses it included. */
export function isInsider(actor: Actor, file: EntryFile): boolean {
  return isOwnUnit(actor, file) || isAuthority(actor, file);
}

/** The revision on its way: for the own unit always, for the authority once the department's head has signed. */
export function seesWorking(actor: Actor, file: EntryFile): boolean {
  if (file.working === null) return false;
  return isOwnUnit(actor, file) || (isAuthority(actor, file) && signedByLeader(file.working.state));
}

/**
 * How much of the catalogue may leave as a document for other platforms: to whoever reads the portal, and to a machine client on behalf of its
 * department, what is published and not denied; to nobody known, where the installation allows it, what is open to the public.
 */
export function leavingReach(actor: Actor, { anonymousReads }: { anonymousReads: boolean }): 'leaving' | 'open' | Refusal {
  if (actor.kind === 'anonymous') return anonymousReads ? 'open' : refuse('request.signed-out');
  const reads = actor.kind === 'client' || actor.powers.some(({ power }) => power === 'catalog.read');
  return reads ? 'leaving' : refuse('request.not-permitted');
}

/** Whether the entry exists for the actor at all. */
export function sees(actor: Actor, file: EntryFile): boolean {
  return file.live !== null || seesWorking(actor, file);
}

/** Nobody decides on what they wrote, reviewed or signed themselves. */
function refuseOwnWork(actor: Actor, revision: Revision): Refusal | undefined {
  return actorsOf(revision).includes(actor.id) ? refuse('catalog.revision.own-work') : undefined;
}

type Step = { readonly event: RevisionEvent; readonly permitted: true | Refusal; readonly ownWorkAllowed: boolean };

/** Steps by which something new goes out in a department's name. What it has may still be written on, sent back and given up. */
const goesOut: readonly RevisionEvent[] = ['submit', 'pass-review', 'sign', 'publish', 'uphold-denial'];

/** One step on the revision that is on its way: the state allows it, the actor has the power here, and it is not their own work. */
function mayStep(actor: Actor, file: EntryFile, step: Step): true | Refusal {
  if (isRefusal(step.permitted)) return step.permitted;
  if (isMoving(file.entry)) return refuse('catalog.entry.illegal-transition', { state: file.entry.state, event: step.event });
  const ended = goesOut.includes(step.event) ? refuseEnded(file) : undefined;
  if (ended) return ended;
  if (file.working === null) return refuse('catalog.revision.illegal-transition', { state: 'none', event: step.event });
  const next = nextRevisionState(file.working.state, step.event);
  if (isRefusal(next)) return next;
  return (step.ownWorkAllowed ? undefined : refuseOwnWork(actor, file.working)) ?? true;
}

export function mayEdit(actor: Actor, file: EntryFile): true | Refusal {
  return mayStep(actor, file, { event: 'edit', permitted: mayForOwnUnit(actor, 'catalog.register', file), ownWorkAllowed: true });
}

export function maySubmit(actor: Actor, file: EntryFile): true | Refusal {
  return mayStep(actor, file, { event: 'submit', permitted: mayForOwnUnit(actor, 'catalog.register', file), ownWorkAllowed: true });
}

export function mayReview(actor: Actor, file: EntryFile): true | Refusal {
  return mayStep(actor, file, { event: 'pass-review', permitted: mayForOwnUnit(actor, 'catalog.review', file), ownWorkAllowed: false });
}

export function maySign(actor: Actor, file: EntryFile): true | Refusal {
  return mayStep(actor, file, { event: 'sign', permitted: mayForOwnUnit(actor, 'catalog.sign', file), ownWorkAllowed: false });
}

/** A suspended entry's change is published after the suspension is lifted. */
function mayBringIntoForce(file: EntryFile, permitted: true | Refusal): true | Refusal {
  if (isRefusal(permitted)) return permitted;
  const next = nextEntryState(file.entry.state, 'publish');
  return isRefusal(next) ? next : true;
}

export function mayPublish(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayStep(actor, file, {
    event: 'publish',
    permitted: mayAsAuthority(actor, 'catalog.publish', file),
    ownWorkAllowed: false,
  });
  return mayBringIntoForce(file, permitted);
}

export function mayVerifyDenial(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayStep(actor, file, {
    event: 'uphold-denial',
    permitted: mayAsAuthority(actor, 'catalog.verify-denial', file),
    ownWorkAllowed: false,
  });
  return mayBringIntoForce(file, permitted);
}

/** Whoever may take the next step may also send the revision back instead. */
export function mayReturn(actor: Actor, file: EntryFile): true | Refusal {
  const state = file.working?.state;
  const atAuthority = state !== undefined && signedByLeader(state);
  const unitPower = state === 'awaiting-signature' ? 'catalog.sign' : 'catalog.review';
  const permitted = atAuthority ? mayAsAuthority(actor, 'catalog.publish', file) : mayForOwnUnit(actor, unitPower, file);
  return mayStep(actor, file, { event: 'return', permitted, ownWorkAllowed: false });
}

export function mayOpenChange(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayForOwnUnit(actor, 'catalog.register', file);
  if (isRefusal(permitted)) return permitted;
  const ended = refuseEnded(file);
  if (ended) return ended;
  const { state } = file.entry;
  // A suspended entry has one change at a time as well.
  if (workingNoOf(file.entry) !== null) return refuse('catalog.entry.illegal-transition', { state, event: 'open-change' });
  const next = nextEntryState(state, 'open-change');
  return isRefusal(next) ? next : true;
}

/** Consent in advance (91-5.0.2): by the head of the provider's sharing office; `validUntil` of today asks whether it is possible at all. */
export function mayGiveConsent(actor: Actor, file: EntryFile, days: { today: string; validUntil: string }): true | Refusal {
  const permitted = mayForOwnUnit(actor, 'sharing.standing-consent', file);
  if (isRefusal(permitted)) return permitted;
  if (file.live === null) return refuse('catalog.consent.not-published');
  return refuseConsent(file.entry, file.live.content, days) ?? true;
}

/** Every action on the entry with its reason where it is not open, for the buttons of the portal. */
export function allowedActions(actor: Actor, file: EntryFile, today: string): AllowedActions {
  const answers = {
    'update-draft': mayEdit(actor, file),
    submit: maySubmit(actor, file),
    review: mayReview(actor, file),
    sign: maySign(actor, file),
    publish: mayPublish(actor, file),
    'verify-denial': mayVerifyDenial(actor, file),
    return: mayReturn(actor, file),
    'open-change': mayOpenChange(actor, file),
    'give-standing-consent': mayGiveConsent(actor, file, { today, validUntil: today }),
    ...statusActions(actor, file),
    ...withdrawalActions(actor, file),
    'adjust-entry': mayPropose(actor, file),
    'list-entry': mayList(actor, file),
    'report-data': mayReportData(actor, file),
  };
  return allowedOf(answers);
}
