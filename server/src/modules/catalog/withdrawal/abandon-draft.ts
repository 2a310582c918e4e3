import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { notify } from '#modules/desk';
import type { Transaction } from '#platform/database';
import { openClaimOf } from '../claim/claim-store.ts';
import { lockedFile, statusOf, type EntryCommand } from '../entry/entry-file.ts';
import { isNameTaken } from '../entry/entry-store.ts';
import { nextEntryState, type Entry } from '../entry/entry.ts';
import { endFindings } from '../finding/end-findings.ts';
import { cancelUpdateClock, ENTRY_CASE, handOn, isStatutory } from '../revision/handing-on.ts';
import { answerFor, recordStep, type Step, type StepNeeds } from '../revision/record-step.ts';
import { saveRevision } from '../revision/revision-store.ts';
import { abandon, resume } from '../revision/revision.ts';
import { releaseBases } from '../revision-case/resting.ts';
import { owedAgain } from '../revision-case/follow-revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { abandoningEvent, mayAbandon, mayResume } from './withdrawal-policy.ts';

export type AbandonDraft = EntryCommand & { readonly reason: string };

/** The entry without the draft that it had on its way. */
function withoutDraft(entry: Entry): Entry | Refusal {
  const event = abandoningEvent(entry);
  const state = nextEntryState(entry.state, event);
  if (isRefusal(state)) return state;
  const revision = entry.revision + 1;
  if (entry.state === 'unpublished') return { ...entry, state: 'withdrawn', revision };
  if (entry.state === 'suspended') return { ...entry, workingNo: null, revision };
  if (entry.state !== 'change-pending') return refuse('catalog.entry.illegal-transition', { state: entry.state, event });
  const { workingNo: _given, ...issued } = entry;
  return { ...issued, state: 'published', revision };
}

/** A change that law orders is not dropped in silence (91-3.3): the authority is told, with the reason in the history that it reads. */
async function tellAuthority(tx: Transaction, { clock, newId }: StepNeeds, file: EntryFile): Promise<void> {
  if (!isStatutory(file) || file.authorityRegion === null) return;
  await notify(tx, {
    id: newId(),
    key: `catalog.change-abandoned:${file.entry.id}:${file.entry.revision}`,
    for: {
      kind: 'region',
      regionCode: file.authorityRegion,
      power: 'catalog.publish',
      exceptOrgIds: [file.entry.provider.organisationId],
    },
    subject: { module: 'catalog', kind: ENTRY_CASE, id: file.entry.id },
    title: { key: 'catalog.notice.change-abandoned', params: { name: file.live?.content.name ?? '' } },
    link: `/catalog/entries/${file.entry.id}`,
    at: clock.now(),
  });
}

const told = (command: AbandonDraft, action: string) => ({
  action,
  actor: command.actor,
  origin: command.origin,
  role: 'CATALOG_REGISTRAR',
  opinion: command.reason,
});

type GivingUp = { readonly file: EntryFile; readonly told: Omit<Step, 'changes' | 'word'> & { readonly word?: string } };

/** Ends the draft of an entry that is locked, with everything that hangs on it, whoever gives it up. */
export async function giveUp(tx: Transaction, needs: StepNeeds, { file, told: said }: GivingUp): Promise<EntryFile | Refusal> {
  if (file.working === null) return refuse('catalog.entry.not-found');
  const working = abandon(file.working);
  const entry = withoutDraft(file.entry);
  if (isRefusal(working)) return working;
  if (isRefusal(entry)) return entry;
  const next: EntryFile = { ...file, entry, working: entry.state === 'withdrawn' ? working : null, status: await statusOf(tx, entry) };
  const by = said.actor.id;
  await saveRevision(tx, working);
  await releaseBases(tx, { entryId: entry.id, stage: 'revision', at: needs.clock.now() });
  await cancelUpdateClock(tx, needs, file);
  await owedAgain(tx, needs, { file: next, revisionNo: working.no, step: 'abandoned' });
  const word = said.word ?? (entry.state === 'withdrawn' ? 'draft-abandoned' : 'change-abandoned');
  await recordStep(tx, needs, { file: next, step: { ...said, word, changes: [], facts: { ...said.facts, abandonedNo: working.no } } });
  await endFindings(tx, needs, { file: next, by });
  await handOn(tx, needs, { file: next, by, dueAt: null });
  await tellAuthority(tx, needs, file);
  return next;
}

/** Gives a draft up. Nothing is deleted: the version in force stays, an entry never published is withdrawn, and the draft is kept. */
export async function abandonDraft(needs: StepNeeds, command: AbandonDraft): Promise<EntryAnswer | Refusal> {
  const { actor } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayAbandon(actor, file);
    if (isRefusal(permitted)) return permitted;
    const isClaimed = file.entry.state === 'unpublished' && (await openClaimOf(tx, command.entryId)) !== undefined;
    if (isClaimed) return refuse('catalog.claim.release-instead');
    const next = await giveUp(tx, needs, { file, told: told(command, 'catalog.abandon-draft') });
    return isRefusal(next) ? next : answerFor(tx, needs, { actor, file: next });
  });
}

/** Takes up again an entry that was withdrawn before it was published, unless another has its name by now. */
export async function resumeDraft(needs: StepNeeds, command: AbandonDraft): Promise<EntryAnswer | Refusal> {
  const { actor } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayResume(actor, file);
    if (isRefusal(permitted)) return permitted;
    const { entry } = file;
    if (file.working === null || entry.state !== 'withdrawn') return refuse('catalog.entry.not-found');
    const { name } = file.working.content;
    const taken = { organisationId: entry.provider.organisationId, folded: fold(name), except: entry.id };
    if (await isNameTaken(tx, taken)) return refuse('catalog.entry.name-taken', { name });
    const working = resume(file.working);
    if (isRefusal(working)) return working;
    const next: EntryFile = { ...file, entry: { ...entry, state: 'unpublished', revision: entry.revision + 1 }, working };
    await saveRevision(tx, working);
    await recordStep(tx, needs, { file: next, step: { ...told(command, 'catalog.resume-draft'), word: 'draft-resumed', changes: [] } });
    await handOn(tx, needs, { file: next, by: actor.id, dueAt: null });
    return answerFor(tx, needs, { actor, file: next });
  });
}
