import type { RestingPlace } from '@karez/contract/catalog/revision-case';
import type { Actor } from '#modules/identity';
import { isRefusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { isMoving } from '../entry/entry.ts';
import { takeOverUpdateClock } from '../revision/handing-on.ts';
import { tellStep, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import type { ChangeEvent } from './change-event.ts';
import { startCaseClock } from './revision-case-clock.ts';
import { askFor, tellDepartment } from './revision-case-handing.ts';
import { begin, type OpenCase, type RevisionCase } from './revision-case.ts';
import { insertCase, saveCase } from './revision-case-store.ts';

type Opening = {
  /** Whoever recorded the change, or the listener that heard of it. */
  readonly actor: Actor;
  readonly origin: string | null;
  readonly event: ChangeEvent;
  /** The entry, locked, with the content in force. */
  readonly file: EntryFile;
  readonly restsOn: readonly RestingPlace[];
  /** Day from which the department owes it, where that is later than the change. */
  readonly owedFrom?: string;
};

/**
 * Opens the revision case of one entry with the department's clock, to-do, history and evidence (91-3.3, 809-17); answers whether it was new. A change
 * that the department had begun for the same day gives its clock to the case: one duty, one clock.
 */
export async function openCase(
  tx: Transaction,
  needs: StepNeeds,
  { actor, origin, event, file, restsOn, owedFrom }: Opening,
): Promise<boolean> {
  const opened: OpenCase = {
    id: needs.newId(),
    eventId: event.id,
    entryId: file.entry.id,
    revision: 1,
    state: 'open',
    restsOn,
    openedAt: needs.clock.now(),
    declined: null,
    extension: null,
  };
  if (!(await insertCase(tx, opened))) return false;
  const given = await takeOverChange(tx, needs, { opened, event, file });
  // Nobody owes it while the entry is between two departments: the term begins for the one that takes it over.
  if (!isMoving(file.entry)) {
    const dueAt = await startCaseClock(tx, needs, {
      caseId: opened.id,
      event: { changedOn: owedFrom ?? event.changedOn },
      entry: file.entry,
    });
    const about = { given, file, title: event.title };
    await askFor(tx, needs, { about, turn: 'department', dueAt });
    await tellDepartment(tx, needs, { about, word: 'revision-case-opened' });
  }
  await tellStep(tx, needs, {
    file,
    step: {
      actor,
      origin,
      action: 'catalog.open-revision-case',
      word: 'case-opened',
      role: '',
      opinion: event.title,
      changes: [],
      facts: { caseId: opened.id, eventId: event.id, kind: event.kind, changedOn: event.changedOn, places: restsOn.length },
    },
  });
  return true;
}

/** A change that was begun for the same day before anybody recorded the event is the one that fills the case. */
async function takeOverChange(
  tx: Transaction,
  needs: StepNeeds,
  { opened, event, file }: { opened: OpenCase; event: ChangeEvent; file: EntryFile },
): Promise<RevisionCase> {
  const { working } = file;
  if (working === null || !(await takeOverUpdateClock(tx, needs, { file, changedOn: event.changedOn }))) return opened;
  const taken = begin(opened, working.no);
  if (isRefusal(taken)) throw new Error(`a case that was opened just now refused to begin: ${taken.code}`);
  await saveCase(tx, taken);
  return taken;
}
