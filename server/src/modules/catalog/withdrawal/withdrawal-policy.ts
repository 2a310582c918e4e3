import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import { nextEntryState, type Entry, type EntryEvent } from '../entry/entry.ts';
import { nextRevisionState, type RevisionEvent } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';

function mayAsRegistrar(actor: Actor, file: EntryFile): true | Refusal {
  return mayUse(actor, 'catalog.register', { orgId: file.entry.provider.organisationId });
}

function legalStep({ working }: EntryFile, event: RevisionEvent): true | Refusal {
  if (working === null) return refuse('catalog.revision.illegal-transition', { state: 'none', event });
  const next = nextRevisionState(working.state, event);
  return isRefusal(next) ? next : true;
}

function legalMove({ entry }: EntryFile, event: EntryEvent): true | Refusal {
  const next = nextEntryState(entry.state, event);
  return isRefusal(next) ? next : true;
}

/** Any registrar of the department takes back what waits for the next hand: once that has acted, the state says no. */
export function mayWithdraw(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayAsRegistrar(actor, file);
  return isRefusal(permitted) ? permitted : legalStep(file, 'withdraw');
}

/** What giving a draft up does to its entry: one in force stays so, one never published is withdrawn. */
export function abandoningEvent(entry: Entry): 'abandon-draft' | 'abandon-change' {
  return entry.state === 'unpublished' ? 'abandon-draft' : 'abandon-change';
}

export function mayAbandon(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayAsRegistrar(actor, file);
  if (isRefusal(permitted)) return permitted;
  const step = legalStep(file, 'abandon');
  return isRefusal(step) ? step : legalMove(file, abandoningEvent(file.entry));
}

export function mayResume(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayAsRegistrar(actor, file);
  return isRefusal(permitted) ? permitted : legalMove(file, 'resume-draft');
}

/** Taking back and giving up, for the buttons of the portal. */
export function withdrawalActions(actor: Actor, file: EntryFile): Record<string, true | Refusal> {
  return {
    'withdraw-revision': mayWithdraw(actor, file),
    'abandon-draft': mayAbandon(actor, file),
    'resume-draft': mayResume(actor, file),
  };
}
