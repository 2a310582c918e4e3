import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import { nextEntryState, refuseEnded, workingNoOf, type EntryEvent } from '../entry/entry.ts';
import type { EntryFile } from '../search/search-document.ts';
import { beginningEvent, endingEvent, type StatusChangeKind, type StatusOutcome } from './status-change.ts';

function legal(file: EntryFile, event: EntryEvent): true | Refusal {
  const next = nextEntryState(file.entry.state, event);
  return isRefusal(next) ? next : true;
}

function mayAsProvider(actor: Actor, file: EntryFile): true | Refusal {
  return mayUse(actor, 'catalog.offline', { orgId: file.entry.provider.organisationId });
}

function mayAsAuthority(actor: Actor, power: 'catalog.publish' | 'catalog.suspend', { entry, authorityRegion }: EntryFile): true | Refusal {
  if (authorityRegion === null) return refuse('identity.power.other-region', { power });
  return mayUse(actor, power, { regionCode: authorityRegion, parties: [entry.provider.organisationId] });
}

/** A suspended entry is put right or given up: which of the two, is settled before it leaves. */
function refuseChanging({ entry }: EntryFile): Refusal | undefined {
  return entry.state === 'suspended' && workingNoOf(entry) !== null ? refuse('catalog.status.change-open') : undefined;
}

function unfitToBegin(file: EntryFile, kind: StatusChangeKind): Refusal | undefined {
  if (kind === 'suspension') return undefined;
  return kind === 'restoration' ? refuseEnded(file) : refuseChanging(file);
}

/** Retirement and restoration are asked for by the provider's office head; suspension is the authority leader's (809-27, 91-7.1). */
export function mayBegin(actor: Actor, file: EntryFile, kind: StatusChangeKind): true | Refusal {
  const permitted = kind === 'suspension' ? mayAsAuthority(actor, 'catalog.suspend', file) : mayAsProvider(actor, file);
  return isRefusal(permitted) ? permitted : (unfitToBegin(file, kind) ?? legal(file, beginningEvent[kind]));
}

function pendingOf({ entry }: EntryFile): 'retirement' | 'restoration' | null {
  if (entry.state === 'retire-pending') return 'retirement';
  return entry.state === 'restore-pending' ? 'restoration' : null;
}

function ends(file: EntryFile, outcome: StatusOutcome): true | Refusal {
  const kind = outcome === 'lifted' ? 'suspension' : pendingOf(file);
  const event = kind === null ? undefined : endingEvent(file.entry, { kind, outcome, isSuspended: false });
  return event === undefined ? refuse('catalog.entry.illegal-transition', { state: file.entry.state, event: outcome }) : legal(file, event);
}

export function mayWithdrawRequest(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayAsProvider(actor, file);
  return isRefusal(permitted) ? permitted : ends(file, 'withdrawn');
}

/** The authority decides; whoever asked, as a member of another office, does not. */
export function mayDecideRequest(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayAsAuthority(actor, 'catalog.publish', file);
  if (isRefusal(permitted)) return permitted;
  const possible = ends(file, 'approved');
  if (isRefusal(possible)) return possible;
  return file.status?.begun.by === actor.id ? refuse('catalog.status.own-request') : true;
}

export function mayLift(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayAsAuthority(actor, 'catalog.suspend', file);
  return isRefusal(permitted) ? permitted : ends(file, 'lifted');
}

/** What no department has, and none is to have, is taken out by the authority's leader (91-3.3): there is no provider who could ask. */
export function mayRetireOrphaned(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayAsAuthority(actor, 'catalog.suspend', file);
  return isRefusal(permitted) ? permitted : legal(file, 'retire-orphaned');
}

/** The actions on an entry's status, for the buttons of the portal. */
export function statusActions(actor: Actor, file: EntryFile): Record<string, true | Refusal> {
  return {
    'request-retirement': mayBegin(actor, file, 'retirement'),
    'request-restoration': mayBegin(actor, file, 'restoration'),
    'withdraw-status-request': mayWithdrawRequest(actor, file),
    'decide-status-request': mayDecideRequest(actor, file),
    'suspend-entry': mayBegin(actor, file, 'suspension'),
    'lift-suspension': mayLift(actor, file),
    'retire-orphaned': mayRetireOrphaned(actor, file),
  };
}
