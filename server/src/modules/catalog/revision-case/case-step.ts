import type { RevisionCase as CaseAnswer } from '@karez/contract/catalog/revision-case';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import { isMoving } from '../entry/entry.ts';
import { tellStep, type StepNeeds } from '../revision/record-step.ts';
import type { Act } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { changeEventsByIds } from './change-event-store.ts';
import type { ChangeEvent } from './change-event.ts';
import { mayDo, seesCase, type CaseDeed } from './revision-case-policy.ts';
import { findCase, lockOpenCases, saveCase } from './revision-case-store.ts';
import { staleCase, type RevisionCase } from './revision-case.ts';
import { caseViews } from './revision-case-view.ts';

/** What every deed on a case is told: who, which case, the revision number that was read, and from where. */
export type CaseCommand = { readonly actor: Actor; readonly caseId: string; readonly ifMatch: string | null; readonly origin: string };
/** A case with its event and its entry, both locked. */
export type CaseFile = { readonly given: RevisionCase; readonly event: ChangeEvent; readonly file: EntryFile };

const notFound = () => refuse('catalog.revision-case.not-found');

/**
 * The case with its entry locked, as every step on an entry locks it, when the actor may do the deed and has read this state of it. The lock of the
 * entry comes first, so that a deed and a step of the entry's revision never wait for each other.
 */
export async function lockedCase(tx: Transaction, command: CaseCommand, deed: CaseDeed): Promise<CaseFile | Refusal> {
  const seen = await findCase(tx, command.caseId);
  const entry = seen && (await lockEntry(tx, seen.entryId));
  if (!seen || !entry) return notFound();
  const file = await fileOf(tx, entry);
  const scene = { providerOrgId: entry.provider.organisationId, authorityRegion: file.authorityRegion, isMoving: isMoving(entry) };
  if (!seesCase(command.actor, scene)) return notFound();
  // A closed case is not among the open ones: it is judged as it was read, for nothing changes it any more.
  const given = (await lockOpenCases(tx, entry.id)).find(({ id }) => id === seen.id) ?? (await findCase(tx, seen.id)) ?? seen;
  const stale = staleCase(given, command.ifMatch);
  if (stale) return stale;
  const permitted = mayDo(command.actor, deed, { given, scene });
  if (isRefusal(permitted)) return permitted;
  const event = (await changeEventsByIds(tx, [given.eventId])).get(given.eventId);
  if (!event) throw new Error(`case ${given.id} names an event that is not there`);
  return { given, event, file };
}

/** The act of a deed that has begun. @throws for the platform itself: a case is decided by people. */
export function actOf(actor: Actor, at: Date, opinion: string): Act {
  if (actor.orgId === null) throw new Error('an act needs an organisation');
  return { by: actor.id, orgId: actor.orgId, at, opinion };
}

type CaseStep = { readonly action: string; readonly word: string; readonly role: string; readonly opinion: string };

/** Stores the case and tells the step in the entry's history and the evidence. */
export async function recordCaseStep(
  tx: Transaction,
  needs: StepNeeds,
  { command, file, next, step }: { command: CaseCommand; file: EntryFile; next: RevisionCase; step: CaseStep },
): Promise<void> {
  await saveCase(tx, next);
  await tellStep(tx, needs, {
    file,
    step: {
      ...step,
      actor: command.actor,
      origin: command.origin,
      changes: [],
      facts: { caseId: next.id, eventId: next.eventId, state: next.state },
    },
  });
}

/** The case as the actor sees it after the deed. */
export async function caseAnswer(
  tx: Transaction,
  needs: StepNeeds,
  { actor, given }: { actor: Actor; given: RevisionCase },
): Promise<CaseAnswer> {
  const [view] = await caseViews(tx, { actor, cases: [given], at: needs.clock.now() });
  if (!view) throw new Error('a case that was just stored has no view');
  return view;
}
