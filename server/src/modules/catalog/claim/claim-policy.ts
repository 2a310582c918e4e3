import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor, type Organisation } from '#modules/identity';
import { nextEntryState } from '../entry/entry.ts';
import { nextRevisionState } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { nextAssignmentState, type Assignment } from './assignment.ts';
import { isTheirs, type Claim } from './claim.ts';

/** What a claim is judged by besides the entry itself. */
export type ClaimFacts = { readonly own: Organisation | undefined; readonly asked: readonly Assignment[]; readonly claim: Claim | null };

export function mayClaim(actor: Actor, { entry }: EntryFile, { own, asked }: ClaimFacts): true | Refusal {
  const permitted = mayUse(actor, 'catalog.claim', { orgId: actor.orgId });
  if (isRefusal(permitted)) return permitted;
  const next = nextEntryState(entry.state, 'claim');
  if (isRefusal(next)) return next;
  const assignedTo = asked.flatMap(({ state, organisationId }) => (state === 'open' ? [organisationId] : []));
  const fits = own !== undefined && own.dissolved === null && isTheirs(own, entry.provider, assignedTo);
  return fits || refuse('catalog.claim.not-yours', { name: entry.provider.name });
}

/** Given back before it is submitted: what waits for another hand is taken back first. */
export function mayRelease(actor: Actor, { entry, working }: EntryFile, { claim }: ClaimFacts): true | Refusal {
  const permitted = mayUse(actor, 'catalog.claim', { orgId: entry.provider.organisationId });
  if (isRefusal(permitted)) return permitted;
  if (claim === null || working === null) return refuse('catalog.claim.not-claimed');
  const next = nextRevisionState(working.state, 'abandon');
  return isRefusal(next) ? next : true;
}

/**
 * The authority of the department's region asks it to claim. What was imported for a department that exists is that department's: another gets it
 * from the authority of the place where the entry stands only, so that none takes the entries of another place into its own.
 */
export function mayAssign(actor: Actor, { entry, authorityRegion }: EntryFile, regionCode: string | null): true | Refusal {
  const permitted = mayUse(actor, 'catalog.publish', regionCode === null ? {} : { regionCode });
  if (isRefusal(permitted)) return permitted;
  if (!entry.provider.sample) {
    if (authorityRegion === null) return refuse('identity.power.other-region', { power: 'catalog.publish' });
    const here = mayUse(actor, 'catalog.publish', { regionCode: authorityRegion });
    if (isRefusal(here)) return here;
  }
  const next = nextEntryState(entry.state, 'claim');
  return isRefusal(next) ? next : true;
}

/** Who may claim for a department also answers for it that it does not. */
export function mayAnswerAssignment(actor: Actor): true | Refusal {
  return mayUse(actor, 'catalog.claim', { orgId: actor.orgId });
}

function mayDecline(actor: Actor, { asked }: ClaimFacts): true | Refusal {
  const permitted = mayAnswerAssignment(actor);
  if (isRefusal(permitted)) return permitted;
  const own = asked.find(({ organisationId }) => organisationId === actor.orgId);
  if (!own) return refuse('catalog.claim.not-asked');
  const next = nextAssignmentState(own.state, 'decline');
  return isRefusal(next) ? next : true;
}

/** Claiming, for the buttons of the portal; a claimed draft is given back, not withdrawn. */
export function claimActions(actor: Actor, file: EntryFile, facts: ClaimFacts): Record<string, true | Refusal> {
  const own = {
    'claim-entry': mayClaim(actor, file, facts),
    'release-claim': mayRelease(actor, file, facts),
    'assign-claim': mayAssign(actor, file, null),
    'decline-claim': mayDecline(actor, facts),
  };
  return facts.claim === null ? own : { ...own, 'abandon-draft': refuse('catalog.claim.release-instead') };
}
