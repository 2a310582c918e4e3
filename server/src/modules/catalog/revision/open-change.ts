import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayOpenChange } from '../catalog-policy.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import type { ChangePending, Suspended } from '../entry/entry.ts';
import { handOn, startUpdateClock } from './handing-on.ts';
import { answerFor, recordStep, todayOf, type StepNeeds } from './record-step.ts';
import { insertRevision, nextRevisionNo } from './revision-store.ts';
import type { Draft, Trigger } from './revision.ts';

/**
 * Opens a new revision of a published entry (809-17, 91-3.3); the version in force stays until the new one is published. A change that
 * law orders starts the department's clock from the day of that change.
 */
export async function openChange(needs: StepNeeds, command: EntryCommand & { readonly trigger: Trigger }): Promise<EntryAnswer | Refusal> {
  const { actor, trigger } = command;
  const today = todayOf(needs);
  if (trigger.changedOn > today) return refuse('catalog.change.in-the-future', { today });
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayOpenChange(actor, file);
    if (isRefusal(permitted)) return permitted;
    const { entry, live } = file;
    if ((entry.state !== 'published' && entry.state !== 'suspended') || live === null)
      return refuse('catalog.entry.illegal-transition', { state: entry.state, event: 'open-change' });

    const working: Draft = {
      entryId: entry.id,
      no: await nextRevisionNo(tx, entry.id),
      state: 'draft',
      content: live.content,
      authors: [actor.id],
      trigger,
      returned: null,
    };
    const revision = entry.revision + 1;
    // What is suspended stays so while it is put right; the authority lifts it.
    const pending: ChangePending | Suspended =
      entry.state === 'suspended'
        ? { ...entry, revision, workingNo: working.no }
        : { ...entry, revision, state: 'change-pending', workingNo: working.no };
    const next = { ...file, entry: pending, live, working };
    await insertRevision(tx, working);
    const dueAt = await startUpdateClock(tx, needs, { file: next, trigger });
    await recordStep(tx, needs, {
      file: next,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.open-change',
        word: 'change-opened',
        role: 'CATALOG_REGISTRAR',
        opinion: trigger.reason,
        changes: [],
        facts: { trigger: trigger.kind, changedOn: trigger.changedOn },
      },
    });
    await handOn(tx, needs, { file: next, by: actor.id, dueAt });
    return answerFor(tx, needs, { actor, file: next });
  });
}
