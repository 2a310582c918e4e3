import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import { isMoving, nextEntryState, refuseEnded } from '../entry/entry.ts';
import { actorsOf, nextRevisionState, type Revision } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { nextAdjustmentState, refuseOwnProposal, type Adjustment, type AdjustmentEvent } from './adjustment.ts';

/** An adjustment with the entry as it stands. */
export type Seen = { readonly adjustment: Adjustment; readonly file: EntryFile };

/** A member of the authority of the provider's region, never in a case of its own (91-7.1). */
function mayAsAuthority(actor: Actor, power: 'catalog.publish' | 'catalog.suspend', { entry, authorityRegion }: EntryFile): true | Refusal {
  if (authorityRegion === null) return refuse('identity.power.other-region', { power });
  return mayUse(actor, power, { regionCode: authorityRegion, parties: [entry.provider.organisationId] });
}

function refuseOwnWork(actor: Actor, revision: Revision): Refusal | undefined {
  return actorsOf(revision).includes(actor.id) ? refuse('catalog.revision.own-work') : undefined;
}

/** What lies with the authority, as long as it could be published. */
function adjustable({ entry, working, live }: EntryFile): Revision | Refusal {
  if (isMoving(entry)) return refuse('catalog.entry.illegal-transition', { state: entry.state, event: 'adjust' });
  if (working !== null) {
    const next = nextRevisionState(working.state, 'adjust');
    const force = nextEntryState(entry.state, 'publish');
    if (isRefusal(next)) return next;
    return isRefusal(force) ? force : working;
  }
  const next = nextEntryState(entry.state, 'adjust');
  if (isRefusal(next)) return next;
  return live?.state === 'effective' ? live : refuse('catalog.entry.illegal-transition', { state: entry.state, event: 'adjust' });
}

/** The authority adjusts what lies with it or is in force (91-3.2.1). */
export function mayPropose(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayAsAuthority(actor, 'catalog.publish', file);
  if (isRefusal(permitted)) return permitted;
  const revision = adjustable(file);
  return isRefusal(revision) ? revision : (refuseOwnWork(actor, revision) ?? refuseEnded(file) ?? true);
}

function legal({ adjustment }: Seen, event: AdjustmentEvent): true | Refusal {
  const next = nextAdjustmentState(adjustment.state, event);
  return isRefusal(next) ? next : true;
}

/** What comes into force needs an entry that can be published: a suspended one waits until that is lifted, one of a department that is no more for its successor. */
function enforceable({ file }: Seen): true | Refusal {
  const next = nextEntryState(file.entry.state, 'publish');
  return isRefusal(next) ? next : (refuseEnded(file) ?? true);
}

const first = (...answers: readonly (true | Refusal)[]): true | Refusal => answers.find((answer) => isRefusal(answer)) ?? true;

/** The head of the department that holds the entry answers. */
export function mayAnswer(actor: Actor, seen: Seen, event: 'agree' | 'object'): true | Refusal {
  const permitted = mayUse(actor, 'catalog.sign', { orgId: seen.adjustment.provider.id });
  return first(permitted, legal(seen, event), event === 'agree' ? enforceable(seen) : true);
}

/** The authority's leader decides; nobody on a proposal or a revision of their own. */
export function mayDecide(actor: Actor, seen: Seen, event: 'uphold' | 'drop'): true | Refusal {
  const { adjustment, file } = seen;
  const own = refuseOwnProposal(adjustment, actor.id) ?? (file.working === null ? undefined : refuseOwnWork(actor, file.working)) ?? true;
  const beyond = adjustment.widening.length > 0 ? refuse('catalog.adjustment.beyond-assessments') : true;
  const more = event === 'uphold' ? first(beyond, enforceable(seen)) : true;
  return first(mayAsAuthority(actor, 'catalog.suspend', file), legal(seen, event), own, more);
}

export function mayWithdraw(actor: Actor, seen: Seen): true | Refusal {
  return first(mayAsAuthority(actor, 'catalog.publish', seen.file), legal(seen, 'withdraw'));
}

/** The actions on an adjustment, for the buttons of the portal. */
export function adjustmentActions(actor: Actor, seen: Seen): Record<string, true | Refusal> {
  return {
    'agree-adjustment': mayAnswer(actor, seen, 'agree'),
    'object-adjustment': mayAnswer(actor, seen, 'object'),
    'uphold-adjustment': mayDecide(actor, seen, 'uphold'),
    'drop-adjustment': mayDecide(actor, seen, 'drop'),
    'withdraw-adjustment': mayWithdraw(actor, seen),
  };
}
