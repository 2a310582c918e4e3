import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { notify } from '#modules/desk';
import type { Transaction } from '#platform/database';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { endAuthorityClock, ENTRY_CASE, handOn, isStatutory, startUpdateClock, updateDueAt } from '../revision/handing-on.ts';
import { answerFor, recordStep, risen, type StepNeeds } from '../revision/record-step.ts';
import { saveRevision } from '../revision/revision-store.ts';
import { signedByLeader, withdraw, type Revision } from '../revision/revision.ts';
import { owedAgain } from '../revision-case/follow-revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { mayWithdraw } from './withdrawal-policy.ts';

export type WithdrawRevision = EntryCommand & { readonly reason: string };

/** Whose work on the revision lapses: they are told, for they gave it in good faith. */
function hands(revision: Revision): readonly ('catalog.review' | 'catalog.sign')[] {
  return [...('reviewed' in revision ? (['catalog.review'] as const) : []), ...('signed' in revision ? (['catalog.sign'] as const) : [])];
}

async function tellHands(tx: Transaction, { clock, newId }: StepNeeds, { file, withdrawn }: { file: EntryFile; withdrawn: Revision }) {
  for (const power of hands(withdrawn)) {
    await notify(tx, {
      id: newId(),
      key: `catalog.withdrawn:${file.entry.id}:${file.entry.revision}:${power}`,
      for: { kind: 'organisation', orgId: file.entry.provider.organisationId, power },
      subject: { module: 'catalog', kind: ENTRY_CASE, id: file.entry.id },
      title: { key: 'catalog.notice.withdrawn', params: { name: withdrawn.content.name } },
      link: `/catalog/entries/${file.entry.id}`,
      at: clock.now(),
    });
  }
}

/** The duty of a change that law orders (809-17) is owed again, from the day of the change, when what had met it is taken back. */
async function dueAgain(tx: Transaction, needs: StepNeeds, file: EntryFile): Promise<Date | null> {
  const ofCases = file.working && (await owedAgain(tx, needs, { file, revisionNo: file.working.no, step: 'withdrawn' }));
  if (ofCases !== null) return ofCases;
  const trigger = file.working?.trigger ?? null;
  const wasMet = trigger !== null && isStatutory(file) && file.working !== null && signedByLeader(file.working.state);
  const running = await updateDueAt(tx, needs, file);
  return wasMet && running === null ? startUpdateClock(tx, needs, { file, trigger }) : running;
}

/**
 * Takes a revision back before the next hand has acted on it: from review, from signature, or from the authority, whose clock ends. It is a
 * draft again; what was reviewed and signed lapses, and those who did so are told.
 */
export async function withdrawRevision(needs: StepNeeds, command: WithdrawRevision): Promise<EntryAnswer | Refusal> {
  const { actor, reason } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayWithdraw(actor, file);
    if (isRefusal(permitted)) return permitted;
    const { working } = file;
    if (working === null) return refuse('catalog.entry.not-found');
    const draft = withdraw(working);
    if (isRefusal(draft)) return draft;
    const next = { ...file, entry: risen(file.entry), working: draft };
    await saveRevision(tx, draft);
    await endAuthorityClock(tx, needs, { file, outcome: 'cancelled' });
    const dueAt = await dueAgain(tx, needs, file);
    await recordStep(tx, needs, {
      file: next,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.withdraw-revision',
        word: 'withdrawn',
        role: 'CATALOG_REGISTRAR',
        opinion: reason,
        changes: [],
        facts: { stage: working.state },
      },
    });
    await handOn(tx, needs, { file: next, by: actor.id, dueAt });
    await tellHands(tx, needs, { file: next, withdrawn: working });
    return answerFor(tx, needs, { actor, file: next });
  });
}
