import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import type { EntryContent } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { mayOpenChange } from '../catalog-policy.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import type { ChangePending, Published, Suspended } from '../entry/entry.ts';
import { beginCasesOf } from '../revision-case/follow-revision.ts';
import { recognised } from '../revision-case/recognise-bases.ts';
import type { EntryFile } from '../search/search-document.ts';
import { handOn, startUpdateClock } from './handing-on.ts';
import { answerFor, recordStep, todayOf, type Step, type StepNeeds } from './record-step.ts';
import { insertRevision, nextRevisionNo } from './revision-store.ts';
import type { Draft, Trigger } from './revision.ts';

export type OpenChange = Pick<EntryCommand, 'actor' | 'origin'> & { readonly trigger: Trigger };
/** What a change begins with where it is not what is in force, and how its step is told: a workbook says otherwise. */
export type BegunWith = Pick<Step, 'action' | 'word' | 'changes'> & { readonly content: EntryContent; readonly facts: Step['facts'] };

/** Opens a new revision of an entry that is locked, for somebody who may. */
export async function openRevision(
  tx: Transaction,
  needs: StepNeeds,
  { file, command }: { file: EntryFile; command: OpenChange },
): Promise<EntryFile | Refusal> {
  const permitted = mayOpenChange(command.actor, file);
  return isRefusal(permitted) ? permitted : beginRevision(tx, needs, { file, command });
}

/** A change that somebody opened on the page begins with what is in force. */
const asInForce = (content: EntryContent): BegunWith => ({
  content,
  action: 'catalog.open-change',
  word: 'change-opened',
  changes: [],
  facts: {},
});

/** What is suspended stays so while it is put right; the authority lifts it. */
function withDraft(entry: Published | Suspended, workingNo: number): ChangePending | Suspended {
  const revision = entry.revision + 1;
  return entry.state === 'suspended' ? { ...entry, revision, workingNo } : { ...entry, revision, state: 'change-pending', workingNo };
}

/**
 * Opens a new revision of an entry that is locked (809-17, 91-3.3), whoever asks. Where a case waits for such a change, it is in hand from here on and
 * both run under the case's one clock; else a change that law orders starts the department's clock from the day of that change.
 */
export async function beginRevision(
  tx: Transaction,
  needs: StepNeeds,
  { file, command, begunWith }: { file: EntryFile; command: OpenChange; begunWith?: BegunWith },
): Promise<EntryFile | Refusal> {
  const { actor, trigger } = command;
  const { entry, live } = file;
  if ((entry.state !== 'published' && entry.state !== 'suspended') || live === null)
    return refuse('catalog.entry.illegal-transition', { state: entry.state, event: 'open-change' });

  const begun = begunWith ?? asInForce(live.content);
  const content = await recognised(tx, begun.content);
  const common = { entryId: entry.id, no: await nextRevisionNo(tx, entry.id), content, authors: [actor.id], trigger };
  const working: Draft = { ...common, state: 'draft', returned: null };
  const next = { ...file, entry: withDraft(entry, working.no), live, working };
  await insertRevision(tx, working);
  const dueAt = (await beginCasesOf(tx, needs, { file: next, trigger })) ?? (await startUpdateClock(tx, needs, { file: next, trigger }));
  await recordStep(tx, needs, {
    file: next,
    step: {
      actor,
      origin: command.origin,
      action: begun.action,
      word: begun.word,
      role: 'CATALOG_REGISTRAR',
      opinion: trigger.reason,
      changes: begun.changes,
      facts: { trigger: trigger.kind, changedOn: trigger.changedOn, ...begun.facts },
    },
  });
  await handOn(tx, needs, { file: next, by: actor.id, dueAt });
  return next;
}

/** Opens a new revision of a published entry; the version in force stays until the new one is published. */
export async function openChange(needs: StepNeeds, command: EntryCommand & { readonly trigger: Trigger }): Promise<EntryAnswer | Refusal> {
  const { actor, trigger } = command;
  const today = todayOf(needs);
  if (trigger.changedOn > today) return refuse('catalog.change.in-the-future', { today });
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const next = await openRevision(tx, needs, { file, command });
    return isRefusal(next) ? next : answerFor(tx, needs, { actor, file: next });
  });
}
